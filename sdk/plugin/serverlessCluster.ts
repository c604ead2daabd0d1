// Generated from the property table by "npm run generate". Do not edit.

import type { ServerlessClusterArgs } from "../clusterArgs";
import type { ClusterKubeconfigArgs, Kubeconfig } from "../functionTypes";
import type * as pulumi from "../pulumi";
import { outputs, ServerlessClusterBase } from "../serverlessClusterBase";
import { callMethod, clusterOptions, clusterProps, clusterType } from "./cluster";

/** An ACK Serverless cluster. */
export class ServerlessCluster extends ServerlessClusterBase {
  /** The resource's type in states, policies and mocks. */
  static readonly __pulumiType: string = clusterType;

  /** Whether a value is a `ServerlessCluster` of this copy of the package or of another one. */
  static override isInstance(value: unknown): value is ServerlessCluster {
    return (value as { __pulumiType?: unknown } | null | undefined)?.__pulumiType === clusterType;
  }

  /**
   * Reads an existing cluster without managing it.
   *
   * @param id the cluster's id in the provider's region, or `<region>/<cluster id>`
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): ServerlessCluster {
    return new ServerlessCluster(name, {}, { ...opts, id });
  }

  constructor(name: string, args: ServerlessClusterArgs = {}, opts: pulumi.CustomResourceOptions = {}) {
    super(clusterType, name, clusterProps(args, outputs), clusterOptions(args, opts));
  }

  /** Fetches a kubeconfig with a credential of limited life for the account in use. It comes as a secret. A stack that keeps it keeps a private key: the output `kubeconfig` of a cluster holds none. */
  getKubeconfig(args: ClusterKubeconfigArgs = {}): pulumi.Output<Kubeconfig> {
    return callMethod("getKubeconfig", { regionId: this.regionId, ...args }, this);
  }
}
