import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Simulator } from "../../simulator";
import { LocalApiServer } from "../../tools/kubernetes/localApiServer";
import { rawCall } from "../simulator/signed";
import { binaries, withKubernetes } from "./support/binaries";

const run = promisify(execFile);
let apiServer: LocalApiServer;
let simulator: Simulator;
let folder: string;

withKubernetes("a simulator in front of a real API server", () => {
  beforeAll(async () => {
    apiServer = await LocalApiServer.start(binaries());
    simulator = await Simulator.start({ kubernetes: apiServer.kubeconfig });
    folder = mkdtempSync(join(tmpdir(), "ack-kubernetes-"));
  });

  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await simulator?.close();
    await apiServer?.close();
  });

  const kubeconfigOf = (clusterId: string, query = "") =>
    rawCall(simulator, {
      action: "DescribeClusterUserKubeconfig",
      path: `/k8s/${clusterId}/user_config${query}`,
    });

  /** ACK's kubeconfig of a cluster, as a file. */
  async function kubeconfigFile(clusterId: string): Promise<string> {
    const { body } = await kubeconfigOf(clusterId);
    const file = join(folder, `${clusterId}.yaml`);
    writeFileSync(file, String(body.config), { mode: 0o600 });
    return file;
  }

  const kubectl = async (file: string, ...args: string[]): Promise<string> =>
    (await run(join(binaries().folder, "kubectl"), ["--kubeconfig", file, ...args])).stdout;

  test("its kubeconfigs log in, at the address that the cluster has", async () => {
    const cluster = simulator.seed({ name: "live" });
    expect(JSON.parse(String(cluster.master_url))).toEqual({
      api_server_endpoint: apiServer.url,
      intranet_api_server_endpoint: apiServer.url,
    });
    const file = await kubeconfigFile(cluster.cluster_id);
    expect(await kubectl(file, "create", "configmap", "greeting", "--from-literal=text=hello")).toBe(
      "configmap/greeting created\n",
    );
    expect(await kubectl(file, "get", "configmap", "greeting", "-o", "jsonpath={.data.text}")).toBe("hello");
    const { accountId } = simulator.accounts[0];
    expect(await kubectl(file, "auth", "whoami", "-o", "jsonpath={.status.userInfo.username}")).toMatch(
      new RegExp(`^${accountId}-[0-9a-f]{8}$`),
    );
  });

  test("a credential lives as long as it was asked for", async () => {
    const { cluster_id: clusterId } = simulator.seed({ name: "brief" });
    const { body } = await kubeconfigOf(clusterId, "?TemporaryDurationMinutes=20");
    const minutes = (Date.parse(String(body.expiration)) - simulator.now()) / 60_000;
    expect(Math.round(minutes)).toBe(20);
  });

  test("a revoked credential has no permissions, and the next one has all of them again", async () => {
    const { cluster_id: clusterId } = simulator.seed({ name: "revoked" });
    const file = await kubeconfigFile(clusterId);
    await kubectl(file, "get", "namespaces");
    await rawCall(simulator, {
      action: "RevokeK8sClusterKubeConfig",
      method: "DELETE",
      path: `/k8s/${clusterId}/certs`,
    });
    await expect(kubectl(file, "get", "namespaces")).rejects.toThrow(/forbidden: User "\d+-[0-9a-f]{8}" cannot list/);
    await kubectl(await kubeconfigFile(clusterId), "get", "namespaces");
  });

  test("the credentials of a deleted cluster end, and those of its neighbour stay", async () => {
    const neighbour = await kubeconfigFile(simulator.seed({ name: "neighbour" }).cluster_id);
    const { cluster_id: clusterId } = simulator.seed({ name: "gone" });
    const file = await kubeconfigFile(clusterId);
    simulator.vanish(clusterId);
    await simulator.settled();
    await expect(kubectl(file, "get", "namespaces")).rejects.toThrow("forbidden");
    await kubectl(neighbour, "get", "namespaces");
  });
});
