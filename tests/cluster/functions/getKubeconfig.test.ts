import { getKubeconfig } from "../../../provider/cluster/functions/getKubeconfig";
import { messageOf } from "../support/failure";
import { World } from "../support/world";

describe("getKubeconfig", () => {
  test("passes its arguments on to ACK", async () => {
    const world = await World.start();
    const { cluster_id: clusterId } = world.simulator.seed();
    const { config, expiration } = await getKubeconfig.call(
      { clusterId, privateNetwork: true, ttlMinutes: 15 },
      world.context(),
    );
    expect(config).toContain("client-key-data");
    expect(Date.parse(expiration) - world.simulator.now()).toBeLessThanOrEqual(15 * 60_000);
    expect(world.requests("DescribeClusterUserKubeconfig")[0]?.query).toEqual({
      PrivateIpAddress: "true",
      TemporaryDurationMinutes: "15",
    });
  });

  test("says that an empty answer holds no kubeconfig", async () => {
    const world = await World.start();
    const { cluster_id: clusterId } = world.simulator.seed();
    world.simulator.failNext("DescribeClusterUserKubeconfig", { kind: "raw", status: 200, body: "{}" });
    expect(await messageOf(getKubeconfig.call({ clusterId }, world.context()))).toBe(
      `fetching a kubeconfig of cluster ${clusterId}: ACK's answer holds none: wait until the cluster's state is "running", then try again`,
    );
  });
});
