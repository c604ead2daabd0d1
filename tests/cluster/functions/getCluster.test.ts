import { getCluster } from "../../../provider/cluster/functions/getCluster";
import { messageOf } from "../support/failure";
import { World } from "../support/world";

const NOBODY = `c${"0".repeat(32)}`;

describe("getCluster", () => {
  test("returns what ACK reports, and no credential", async () => {
    const world = await World.start();
    const { cluster_id: clusterId } = world.simulator.seed({ name: "live", tags: [{ key: "env", value: "prod" }] });
    const cluster = await getCluster.call({ clusterId }, world.context());
    expect(cluster).toMatchObject({
      clusterId,
      name: "live",
      regionId: "cn-hangzhou",
      state: "running",
      tags: { env: "prod" },
      serviceCidr: "172.19.0.0/20",
      addonVersions: { "metrics-server": "v0.3.9.8" },
    });
    expect(cluster.apiServerEndpoint).toMatch(/^https:/);
    expect(world.calls()).not.toContain("DescribeClusterUserKubeconfig");
  });

  test("finds a cluster of another region by <region>/<id>", async () => {
    const world = await World.start();
    const { cluster_id: id } = world.simulator.seed({ region_id: "eu-central-1" });
    const cluster = await getCluster.call({ clusterId: `eu-central-1/${id}` }, world.context());
    expect(cluster).toMatchObject({ clusterId: id, regionId: "eu-central-1" });
  });

  test("works where RAM denies everything but the cluster itself", async () => {
    const world = await World.start();
    const { cluster_id: clusterId } = world.simulator.seed({ name: "live" });
    for (const operation of ["DescribeClusterResources", "GetClusterAuditProject", "ListClusterAddonInstances"]) {
      world.simulator.failNext(operation, { kind: "status", status: 403, code: "StatusForbidden", message: "no" });
    }
    expect(await getCluster.call({ clusterId }, world.context())).toMatchObject({ name: "live" });
  });

  test("says where a cluster was looked for, and refuses one that is not Serverless", async () => {
    const world = await World.start();
    expect(await messageOf(getCluster.call({ clusterId: NOBODY }, world.context()))).toContain(
      "It was looked for in cn-hangzhou",
    );
    const { cluster_id: clusterId } = world.simulator.seed();
    world.simulator.overrideDetail(clusterId, { profile: "Default" });
    expect(await messageOf(getCluster.call({ clusterId }, world.context()))).toContain(
      "is not an ACK Serverless cluster",
    );
  });
});
