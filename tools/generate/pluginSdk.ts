import { lifecycle, type Table } from "../../provider/table/property";
import { comment, header, identity, outputType } from "./sdk";

/** The plugin's class. It takes the arguments of the dynamic class. */
export function pluginSdkSource(table: Table): string {
  const entries = Object.entries(table);
  const records = entries
    .filter(([, { facts }]) => lifecycle(facts) !== "output")
    .flatMap(([, { shape }]) => (shape.fields ? [shape.fields.name] : []));
  return `${header}import * as pulumi from "@pulumi/pulumi";
import type { ClusterKubeconfigArgs, Kubeconfig } from "../functions";
import type { ${[...new Set([...records, "ServerlessClusterArgs"])].sort().join(", ")} } from "../serverlessCluster";
import { callMethod, clusterOptions, clusterProps, clusterType } from "./cluster";

const outputs: readonly string[] = [
${entries.map(([name]) => `  ${JSON.stringify(name)},`).join("\n")}
];

/** An ACK Serverless cluster. */
export class ServerlessCluster extends pulumi.CustomResource {
${identity}
  /**
   * Reads an existing cluster without managing it.
   *
   * @param id the cluster's id in the provider's region, or \`<region>/<cluster id>\`
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): ServerlessCluster {
    return new ServerlessCluster(name, {}, { ...opts, id });
  }

${entries.map(([name, entry]) => `${comment(entry, 2)}  declare readonly ${name}: ${outputType(entry)};`).join("\n")}

  constructor(name: string, args: ServerlessClusterArgs = {}, opts: pulumi.CustomResourceOptions = {}) {
    super(clusterType, name, clusterProps(args, outputs), clusterOptions(opts));
  }

  /**
   * Fetches a kubeconfig with its own credential, as a secret. The kubeconfig is stored only if the program exports it.
   *
   * @param args \`privateNetwork\`: use the address in the VPC; \`ttlMinutes\`: how long the credential is valid, 15 to 4320
   */
  getKubeconfig(args: ClusterKubeconfigArgs = {}): pulumi.Output<Kubeconfig> {
    return callMethod("getKubeconfig", { regionId: this.regionId, ...args }, this);
  }
}
`;
}
