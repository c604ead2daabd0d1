import { getAddonConfigSchema } from "../../../provider/cluster/functions/getAddonConfigSchema";
import { getAddons } from "../../../provider/cluster/functions/getAddons";
import { failureOf } from "../support/failure";
import { World } from "../support/world";

describe("getAddons and getAddonConfigSchema", () => {
  test.each([undefined, "1.34", "1.34.1-aliyun.1"])(
    "ask for a new cluster of version %s by a full version",
    async (kubernetesVersion) => {
      const world = await World.start();
      await getAddons.call({ kubernetesVersion }, world.context());
      await getAddonConfigSchema.call({ name: "coredns", kubernetesVersion }, world.context());
      const asked = [...world.requests("ListAddons"), ...world.requests("DescribeAddon")];
      const full = kubernetesVersion === "1.34" ? "1.34.10-aliyun.1" : kubernetesVersion;
      expect(asked.map(({ query }) => (query as Record<string, string>).cluster_version)).toEqual([full, full]);
    },
  );

  test("return what a new cluster can have, and what a cluster has", async () => {
    const world = await World.start();
    const { cluster_id: clusterId } = world.simulator.seed();
    const offered = await getAddons.call({ clusterSpec: "ack.pro.small", kubernetesVersion: "1.34" }, world.context());
    expect(offered.find(({ name }) => name === "coredns")).toEqual({
      name: "coredns",
      version: "v1.11.3.5",
      category: "network",
      managed: false,
      installByDefault: false,
      supportedActions: ["Install", "Upgrade", "Modify", "Uninstall"],
    });
    const own = await getAddons.call({ clusterId }, world.context());
    expect(own.filter(({ installedVersion }) => installedVersion).map(({ name }) => name)).toEqual([
      "ack-virtual-node",
      "metrics-server",
    ]);
    expect(await getAddonConfigSchema.call({ name: "coredns", clusterId }, world.context())).toEqual({
      name: "coredns",
      version: "v1.11.3.5",
      schema: {},
    });
    expect((await failureOf(getAddonConfigSchema.call({ name: "nothing" }, world.context()))).name).toBe("AckError");
  });
});
