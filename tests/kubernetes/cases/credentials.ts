import { ackKubeconfig, describeKubeconfig, kubectl, local, revoke } from "../support/local";

/** The kubeconfigs that the simulator hands out, which hold a credential. */
export function credentials(): void {
  describe("a simulator in front of it", () => {
    test("its kubeconfigs log in, at the address that the cluster has", async () => {
      const { simulator, apiServer } = local();
      const cluster = simulator.seed({ name: "live" });
      expect(JSON.parse(String(cluster.master_url))).toEqual({
        api_server_endpoint: apiServer.url,
        intranet_api_server_endpoint: apiServer.url.replace("127.0.0.1", "localhost"),
      });
      const file = await ackKubeconfig(cluster.cluster_id);
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
      const file = await ackKubeconfig(clusterId, "?PrivateIpAddress=true");
      expect(await kubectl(file, "config view -o jsonpath={.clusters[0].cluster.server}")).toBe(privateUrl);
      await kubectl(file, "get namespaces");

      simulator.edit(clusterId, { endpoint_public_access: false });
      const only = await ackKubeconfig(clusterId);
      expect(await kubectl(only, "config view -o jsonpath={.clusters[0].cluster.server}")).toBe(privateUrl);
      await kubectl(only, "get namespaces");
    });

    test("a credential lives as long as it was asked for", async () => {
      const { cluster_id: clusterId } = local().simulator.seed({ name: "brief" });
      const { body } = await describeKubeconfig(clusterId, "?TemporaryDurationMinutes=20");
      const minutes = (Date.parse(String(body.expiration)) - local().simulator.now()) / 60_000;
      expect(Math.round(minutes)).toBe(20);
    });

    test("a revoked credential has no permissions, and the next one has all of them again", async () => {
      const { cluster_id: clusterId } = local().simulator.seed({ name: "revoked" });
      const file = await ackKubeconfig(clusterId);
      await kubectl(file, "get namespaces");
      await revoke(clusterId);
      await expect(kubectl(file, "get namespaces")).rejects.toThrow(/forbidden: User "\d+-[0-9a-f]{8}" cannot list/);
      await kubectl(await ackKubeconfig(clusterId), "get namespaces");
    });

    test("the credentials of a deleted cluster end, and those of its neighbour stay", async () => {
      const { simulator } = local();
      const neighbour = await ackKubeconfig(simulator.seed({ name: "neighbour" }).cluster_id);
      const { cluster_id: clusterId } = simulator.seed({ name: "gone" });
      const file = await ackKubeconfig(clusterId);
      simulator.vanish(clusterId);
      await simulator.settled();
      await expect(kubectl(file, "get namespaces")).rejects.toThrow("forbidden");
      await kubectl(neighbour, "get namespaces");
    });
  });
}
