import type { ClusterState } from "../../../simulator";
import { rawCall } from "../signed";
import { code, detail, remove, restart, simulator, state, task } from "../support/life";

describe("deletion", () => {
  test("a cluster is deleting, and then not found; nothing is left", async () => {
    const { cluster_id: id } = simulator.seed({ snat_entry: true });
    const { body } = await remove(id);
    expect(state()).toBe("deleting");
    expect(code(await remove(id))).toEqual([400, "ErrorClusterState"]);
    simulator.advance("3m");
    expect((await detail(id)).body).toEqual({
      code: "ErrorClusterNotFound",
      message: `cluster {${id}} not found in your clusters`,
      requestId: expect.any(String),
      status: 404,
    });
    expect([simulator.clusters(), simulator.resources()]).toEqual([[], []]);
    expect((await task(body.task_id)).body).toMatchObject({ task_type: "cluster_delete", state: "success" });
  });

  test("a protected cluster stays", async () => {
    const { cluster_id: id } = simulator.seed({ deletion_protection: true });
    expect(code(await remove(id))).toEqual([400, "ErrorClusterDeletionProtection"]);
    expect(state()).toBe("running");
  });

  test.each<[ClusterState, number]>([
    ["running", 202],
    ["failed", 202],
    ["delete_failed", 202],
    ["inactive", 202],
    ["unavailable", 202],
    ["initial", 400],
    ["updating", 400],
    ["upgrading", 400],
    ["migrating", 400],
  ])("in state %s: %s", async (before, status) => {
    const { cluster_id: id } = simulator.seed({ state: before });
    expect((await remove(id)).status).toBe(status);
  });

  test("a foreign dependency makes it fail; without it, the next one succeeds", async () => {
    const { cluster_id: id } = simulator.seed({ snat_entry: true });
    const held = simulator.plantDependency(id);
    const { body } = await remove(id);
    simulator.advance("3m");
    expect(state()).toBe("delete_failed");
    expect((await task(body.task_id)).body.error).toEqual({
      code: "DependencyViolation.Resource",
      message: `something outside the cluster depends on ${held}`,
    });
    const resources = await rawCall(simulator, {
      action: "DescribeClusterResources",
      path: `/clusters/${id}/resources`,
    });
    const stuck = resources.body.filter((one: { state: string }) => one.state === "DELETE_FAILED");
    expect(stuck).toMatchObject([{ instance_id: held, resource_type: "ALIYUN::VPC::NatGateway" }]);
    simulator.removeDependency(id);
    await remove(id);
    simulator.advance("3m");
    expect(simulator.clusters()).toEqual([]);
  });

  test("a foreign dependency may also refuse the request; without it, the next one succeeds", async () => {
    await restart({ dependencyStops: "request" });
    const { cluster_id: id } = simulator.seed({ snat_entry: true });
    const held = simulator.plantDependency(id);
    const { status, body } = await remove(id);
    expect([status, body.code, body.message, state()]).toEqual([
      400,
      "DependencyViolation.Resource",
      `something outside the cluster depends on ${held}`,
      "running",
    ]);
    expect((await remove(id, `?retain_resources=${encodeURIComponent(JSON.stringify([held]))}`)).status).toBe(202);
  });

  test("what is held may be retained instead", async () => {
    const { cluster_id: id } = simulator.seed({ snat_entry: true });
    const held = simulator.plantDependency(id);
    await remove(id, `?retain_resources=${encodeURIComponent(JSON.stringify([held]))}`);
    simulator.advance("3m");
    expect([simulator.clusters(), simulator.resources()]).toEqual([
      [],
      [{ id: held, type: "nat", clusterId: id, region: "cn-hangzhou" }],
    ]);
  });

  test("retain_all_resources keeps everything", async () => {
    const { cluster_id: id } = simulator.seed();
    const before = simulator.resources();
    await remove(id, "?retain_all_resources=true");
    simulator.advance("3m");
    expect([simulator.clusters(), simulator.resources()]).toEqual([[], before]);
  });

  test("kinds have their defaults, and delete_options change them", async () => {
    const rich = {
      private_zone: true,
      logging_type: "SLS",
      addons: [{ name: "nginx-ingress-controller" }, { name: "alb-ingress-controller" }],
    };
    const left = async (options: unknown[]): Promise<string[]> => {
      const { cluster_id: id } = simulator.seed(rich);
      await remove(id, `?delete_options=${encodeURIComponent(JSON.stringify(options))}`);
      simulator.advance("3m");
      return simulator
        .resources()
        .filter((one) => one.clusterId === id)
        .map((one) => one.type);
    };
    const mode = (resource_type: string, delete_mode: string): unknown => ({ resource_type, delete_mode });
    expect(await left([])).toEqual(["private-zone", "log-project", "alb"]);
    expect(await left([mode("PrivateZone", "delete"), mode("SLS_Data", "delete"), mode("ALB", "delete")])).toEqual([]);
    expect(await left([mode("SLB", "retain"), mode("PrivateZone", "delete")])).toEqual(["log-project", "slb", "alb"]);
  });

  test.each([
    ["?retain_all=true", "retain_all"],
    ["?retain_all_resources=yes", "retain_all_resources"],
    ["?retain_resources=vpc-1", "retain_resources"],
    [
      `?delete_options=${encodeURIComponent('[{"delete_mode":"drop","resource_type":"SLB"}]')}`,
      "delete_options[0].delete_mode",
    ],
    [
      `?delete_options=${encodeURIComponent('[{"delete_mode":"delete","resource_type":"VPC"}]')}`,
      "delete_options[0].resource_type",
    ],
  ])("refused: %s", async (query, field) => {
    const { cluster_id: id } = simulator.seed();
    const answer = await remove(id, query);
    expect(code(answer)).toEqual([400, "InvalidParameter"]);
    expect(answer.body.message).toContain(`'${field}'`);
  });
});
