import { type RawAnswer, rawCall } from "../signed";
import { cancel, code, create, detail, remove, restart, simulator, state, task } from "../support/life";

describe("upgrade and migration", () => {
  const upgrade = (id: string, version: string): Promise<RawAnswer> =>
    rawCall(simulator, {
      action: "UpgradeCluster",
      method: "POST",
      path: `/api/v2/clusters/${id}/upgrade`,
      body: { next_version: version, master_only: true },
    });
  const migrate = (id: string, body: unknown): Promise<RawAnswer> =>
    rawCall(simulator, { action: "MigrateCluster", method: "POST", path: `/clusters/${id}/migrate`, body });

  test("a cluster is upgrading until its task ends", async () => {
    const { cluster_id: id, next_version: next } = simulator.seed({ kubernetes_version: "1.34.1-aliyun.1" });
    await upgrade(id, next);
    expect(state()).toBe("upgrading");
    simulator.advance("12m");
    expect(simulator.clusters()).toMatchObject([
      { state: "running", init_version: "1.34.1-aliyun.1", current_version: "1.35.2-aliyun.1", next_version: "" },
    ]);
  });

  test.each([
    ["two minors at once", "1.33.3-aliyun.1", "1.35.2-aliyun.1", 400],
    ["down", "1.34.10-aliyun.1", "1.34.1-aliyun.1", 400],
    ["to itself", "1.34.10-aliyun.1", "1.34.10-aliyun.1", 400],
    ["to a version that is not offered", "1.33.3-aliyun.1", "1.34.1-aliyun.1", 400],
    ["to the newest patch", "1.34.1-aliyun.1", "1.34.10-aliyun.1", 202],
    ["to the next minor", "1.33.3-aliyun.1", "1.34.10-aliyun.1", 202],
  ])("%s", async (_name, from, to, status) => {
    const { cluster_id: id } = simulator.seed({ kubernetes_version: from });
    expect((await upgrade(id, to)).status).toBe(status);
  });

  test("a failed upgrade leaves the version, and the state by option", async () => {
    await restart({ failedUpgradeState: "upgrading" });
    const { cluster_id: id } = simulator.seed({ kubernetes_version: "1.34.1-aliyun.1" });
    simulator.failTask("cluster_upgrade", { code: "PrecheckFailed", message: "no" });
    const { body } = await upgrade(id, "1.34.10-aliyun.1");
    simulator.advance("12m");
    expect(simulator.clusters()).toMatchObject([{ state: "upgrading", current_version: "1.34.1-aliyun.1" }]);
    await cancel(body.task_id);
    expect(state()).toBe("running");
  });

  test("migration goes from standard to Pro, once", async () => {
    const { cluster_id: id } = simulator.seed();
    const body = { type: "ManagedKubernetes", spec: "ack.pro.small" };
    await migrate(id, body);
    expect(state()).toBe("migrating");
    simulator.advance("20m");
    expect(simulator.clusters()).toMatchObject([{ state: "running", cluster_spec: "ack.pro.small" }]);
    expect(code(await migrate(id, body))).toEqual([400, "ErrorMigrateCluster"]);
  });

  test.each([[{}], [{ type: "ManagedKubernetes", spec: "ack.standard" }], [{ spec: "ack.pro.small" }]])(
    "refused: migration with %j",
    async (body) => {
      const { cluster_id: id } = simulator.seed();
      expect(code(await migrate(id, body))).toEqual([400, "InvalidParameter"]);
    },
  );
});

describe("lags", () => {
  const list = async (): Promise<string[]> => {
    const answer = await rawCall(simulator, {
      action: "DescribeClustersForRegion",
      path: "/regions/cn-hangzhou/clusters",
    });
    return answer.body.clusters.map((one: { name: string; state: string }) => `${one.name} ${one.state}`);
  };

  test("a list shows what was true a while ago", async () => {
    await restart({ listLagMs: 5_000 });
    const { body } = await create();
    expect(await list()).toEqual([]);
    simulator.advance("5s");
    expect(await list()).toEqual(["demo initial"]);
    simulator.advance("3m56s");
    expect([state(), await list()]).toEqual(["running", ["demo initial"]]);
    simulator.advance("5s");
    simulator.vanish(body.cluster_id);
    expect(await list()).toEqual(["demo running"]);
    simulator.advance("5s");
    expect(await list()).toEqual([]);
  });

  test("a new cluster is not found for a while", async () => {
    await restart({ detailLagMs: 2_000 });
    const { body } = await create();
    expect(code(await detail(body.cluster_id))).toEqual([404, "ErrorClusterNotFound"]);
    simulator.advance("2s");
    expect((await detail(body.cluster_id)).status).toBe(200);
  });
});

describe("the other ways of time", () => {
  test("immediate: the next look sees the end", async () => {
    await restart({ progression: "immediate" });
    const { body } = await create();
    expect((await task(body.task_id)).body.state).toBe("success");
    await remove(body.cluster_id);
    expect(simulator.clusters()).toEqual([]);
  });

  test("seconds: the moments are real, and lengths are compressed", async () => {
    await restart({ progression: { seconds: 1000 } });
    const { body } = await create();
    simulator.advance("990s");
    expect(state()).toBe("initial");
    simulator.advance("10s");
    expect((await task(body.task_id)).body.state).toBe("success");
  });
});
