import { getClusterResources } from "../../../provider/cluster/functions/getClusterResources";
import { World } from "../support/world";

test("getClusterResources lists what belongs to a cluster", async () => {
  const world = await World.start();
  const { cluster_id: clusterId } = world.simulator.seed();
  const resources = await getClusterResources.call({ clusterId, withAddonResources: true }, world.context());
  expect(resources.map(({ autoCreated }) => autoCreated)).toContain(true);
  expect(resources.every(({ id, type }) => id !== "" && type !== "")).toBe(true);
  expect(world.requests("DescribeClusterResources")[0]?.query).toEqual({ with_addon_resources: "true" });
});
