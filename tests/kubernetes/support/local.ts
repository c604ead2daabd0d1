import { kubeconfigOf } from "../../../provider/cluster/state/kubeconfig";
import type { Simulator } from "../../../simulator";
import { kubernetesTools, UserMachine } from "../../../tools/kubernetes/userMachine";
import { rawCall } from "../../simulator/signed";

type Seeded = ReturnType<Simulator["seed"]>;

let machine: UserMachine | undefined;

/** Tests that need a real API server; skipped where the set-up was not asked for one, or found none. */
export function withKubernetes(name: string, tests: () => void): void {
  const tools = kubernetesTools();
  if (tools === undefined) {
    describe.skip(`${name} (needs node tools/setup/setup.mjs --kubernetes)`, tests);
    return;
  }
  describe(name, () => {
    beforeAll(async () => {
      machine = await UserMachine.start(tools);
    });
    afterAll(() => machine?.close());
    tests();
  });
}

/** Tests that need the plugin of @pulumi/kubernetes, too. */
export function withKubernetesPlugin(name: string, tests: (plugin: string) => void): void {
  const plugin = kubernetesTools()?.plugin;
  if (plugin !== undefined) describe(name, () => tests(plugin));
  else describe.skip(`${name} (needs Go, to build the plugin of @pulumi/kubernetes)`, () => tests(""));
}

export function local(): UserMachine {
  if (machine === undefined) throw new Error("the API server runs only during a test");
  return machine;
}

/** What kubectl writes. */
export async function kubectl(file: string, args: string, env = local().environment): Promise<string> {
  return (await local().kubectl(file, args, env)).stdout;
}

/** The output `kubeconfig` of a cluster that the simulator has, as a file. */
export function execKubeconfig({ cluster_id: clusterId, region_id: regionId, master_url }: Seeded): string {
  const { apiServer, simulator } = local();
  const { url } = simulator;
  const addresses = JSON.parse(String(master_url));
  const outputs = {
    clusterId,
    regionId,
    certificateAuthority: apiServer.authority,
    apiServerEndpoint: addresses.api_server_endpoint || undefined,
    intranetApiServerEndpoint: addresses.intranet_api_server_endpoint,
  };
  return local().file(`${clusterId}-exec.yaml`, kubeconfigOf(outputs, { endpoints: { cs: url, sts: url } }));
}

/** What ACK answers to DescribeClusterUserKubeconfig. */
export function describeKubeconfig(clusterId: string, query = "") {
  const path = `/k8s/${clusterId}/user_config${query}`;
  return rawCall(local().simulator, { action: "DescribeClusterUserKubeconfig", path });
}

/** ACK's kubeconfig of a cluster, which holds a credential, as a file. */
export async function ackKubeconfig(clusterId: string, query = ""): Promise<string> {
  const { body } = await describeKubeconfig(clusterId, query);
  return local().file(`${clusterId}.yaml`, body.config);
}

export async function revoke(clusterId: string): Promise<void> {
  const path = `/k8s/${clusterId}/certs`;
  await rawCall(local().simulator, { action: "RevokeK8sClusterKubeConfig", method: "DELETE", path });
}

/** How often a kubeconfig of the cluster was asked for. */
export function fetches({ cluster_id: id }: Seeded): number {
  const asked = local().simulator.requests("DescribeClusterUserKubeconfig");
  return asked.filter(({ path }) => path.includes(id)).length;
}
