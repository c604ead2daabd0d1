import { local } from "../support/local";

/** The kubeconfigs that the simulator hands out, which hold a credential. */
export function credentials(): void {
  describe("a simulator in front of it", () => {
    const kubectl = async (file: string, args: string) => (await local().kubectl(file, args)).stdout;

    test("its kubeconfigs log in, at the address that the cluster has", async () => {
      const { simulator, apiServer } = local();
      const cluster = simulator.seed({ name: "live" });
      expect(JSON.parse(String(cluster.master_url))).toEqual({
        api_server_endpoint: apiServer.url,
        intranet_api_server_endpoint: apiServer.url.replace("127.0.0.1", "localhost"),
      });
      const file = await local().ackKubeconfig(cluster.cluster_id);
      expect(await kubectl(file, "create configmap greeting --from-literal=text=hello")).toBe(
        "configmap/greeting created\n",
      );
      expect(await kubectl(file, "get configmap greeting -o jsonpath={.data.text}")).toBe("hello");
      const { accountId } = simulator.accounts[0];
      expect(await kubectl(file, "auth whoami -o jsonpath={.status.userInfo.username}")).toMatch(
        new RegExp(`^${accountId}-[0-9a-f]{8}$`),
      );
    });

    test("they log in at the private address, and a cluster without a public one has only that", async () => {
      const { simulator, apiServer } = local();
      const privateUrl = apiServer.url.replace("127.0.0.1", "localhost");
      const { cluster_id: clusterId } = simulator.seed({ name: "inside" });
      const file = await local().ackKubeconfig(clusterId, "?PrivateIpAddress=true");
      expect(await kubectl(file, "config view -o jsonpath={.clusters[0].cluster.server}")).toBe(privateUrl);
      await kubectl(file, "get namespaces");

      simulator.edit(clusterId, { endpoint_public_access: false });
      const only = await local().ackKubeconfig(clusterId);
      expect(await kubectl(only, "config view -o jsonpath={.clusters[0].cluster.server}")).toBe(privateUrl);
      await kubectl(only, "get namespaces");
    });

    test("a credential lives as long as it was asked for", async () => {
      const { cluster_id: clusterId } = local().simulator.seed({ name: "brief" });
      const { body } = await local().describeKubeconfig(clusterId, "?TemporaryDurationMinutes=20");
      const minutes = (Date.parse(String(body.expiration)) - local().simulator.now()) / 60_000;
      expect(Math.round(minutes)).toBe(20);
    });

    test("a revoked credential has no permissions, and the next one has all of them again", async () => {
      const { cluster_id: clusterId } = local().simulator.seed({ name: "revoked" });
      const file = await local().ackKubeconfig(clusterId);
      await kubectl(file, "get namespaces");
      await local().revoke(clusterId);
      await expect(kubectl(file, "get namespaces")).rejects.toThrow(/forbidden: User "\d+-[0-9a-f]{8}" cannot list/);
      await kubectl(await local().ackKubeconfig(clusterId), "get namespaces");
    });

    test("the credentials of a deleted cluster end, and those of its neighbour stay", async () => {
      const { simulator } = local();
      const neighbour = await local().ackKubeconfig(simulator.seed({ name: "neighbour" }).cluster_id);
      const { cluster_id: clusterId } = simulator.seed({ name: "gone" });
      const file = await local().ackKubeconfig(clusterId);
      simulator.vanish(clusterId);
      await simulator.settled();
      await expect(kubectl(file, "get namespaces")).rejects.toThrow("forbidden");
      await kubectl(neighbour, "get namespaces");
    });
  });
}
