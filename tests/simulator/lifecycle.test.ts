import { type ClusterState, Simulator, type SimulatorOptions } from "../../simulator";
import { type RawAnswer, rawCall } from "./signed";

const TIME_NOW = Date.UTC(2026, 0, 2, 3, 4, 5);

let simulator: Simulator;

beforeEach(async () => {
  simulator = await Simulator.start({ progression: "manual", startAt: TIME_NOW });
});
afterEach(() => simulator.close());

async function restart(options: SimulatorOptions): Promise<void> {
  await simulator.close();
  simulator = await Simulator.start({ progression: "manual", startAt: TIME_NOW, ...options });
}

const MINIMAL = {
  name: "demo",
  cluster_type: "ManagedKubernetes",
  profile: "Serverless",
  region_id: "cn-hangzhou",
  zoneid: "cn-hangzhou-i",
};

function create(more: Record<string, unknown> = {}): Promise<RawAnswer> {
  const body = { ...MINIMAL, ...more };
  return rawCall(simulator, { action: "CreateCluster", method: "POST", path: "/clusters", body });
}
function detail(id: string): Promise<RawAnswer> {
  return rawCall(simulator, { action: "DescribeClusterDetail", path: `/clusters/${id}` });
}
function modify(id: string, body: Record<string, unknown>): Promise<RawAnswer> {
  return rawCall(simulator, { action: "ModifyCluster", method: "PUT", path: `/api/v2/clusters/${id}`, body });
}
function remove(id: string, query = ""): Promise<RawAnswer> {
  return rawCall(simulator, { action: "DeleteCluster", method: "DELETE", path: `/clusters/${id}${query}` });
}
function task(id: string): Promise<RawAnswer> {
  return rawCall(simulator, { action: "DescribeTaskInfo", path: `/tasks/${id}` });
}
function cancel(id: string): Promise<RawAnswer> {
  return rawCall(simulator, { action: "CancelTask", method: "POST", path: `/tasks/${id}/cancel` });
}
function state(): unknown {
  return simulator.clusters()[0]?.state;
}
function code(answer: RawAnswer): unknown[] {
  return [answer.status, answer.body?.code];
}

describe("creation", () => {
  test("a cluster is initial until its task ends, and is running then", async () => {
    const { body } = await create();
    simulator.advance("3m59s");
    expect([state(), (await task(body.task_id)).body.state]).toEqual(["initial", "running"]);
    simulator.advance("1s");
    expect([state(), (await task(body.task_id)).body.state]).toEqual(["running", "success"]);
  });

  test("what is known late is empty before", async () => {
    const { body } = await create();
    const before = (await detail(body.cluster_id)).body;
    expect([before.master_url, before.vswitch_ids, before.vswitch_id, before.security_group_id]).toEqual([
      "",
      [],
      "",
      "",
    ]);
    simulator.advance("4m");
    const after = (await detail(body.cluster_id)).body;
    expect(JSON.parse(after.master_url)).toEqual({
      api_server_endpoint: expect.stringMatching(/^https:/),
      intranet_api_server_endpoint: expect.stringMatching(/^https:/),
    });
    expect([after.vswitch_ids, after.security_group_id]).toEqual([
      [expect.stringMatching(/^vsw-/)],
      expect.stringMatching(/^sg-/),
    ]);
  });

  test("the empty form of master_url is an option", async () => {
    await restart({ initialMasterUrl: "{}" });
    const { body } = await create();
    expect((await detail(body.cluster_id)).body.master_url).toBe("{}");
  });

  test("reading changes nothing", async () => {
    const { body } = await create();
    const first = (await detail(body.cluster_id)).text;
    await task(body.task_id);
    await detail(body.cluster_id);
    expect((await detail(body.cluster_id)).text).toBe(first);
  });

  test("times are those of China", async () => {
    const { body } = await create();
    simulator.advance("4m");
    expect((await detail(body.cluster_id)).body).toMatchObject({
      created: "2026-01-02T11:04:05+08:00",
      updated: "2026-01-02T11:08:05+08:00",
    });
  });

  test("the task moves through its stages", async () => {
    const { body } = await create();
    simulator.advance("90s");
    expect((await task(body.task_id)).body).toEqual({
      task_id: body.task_id,
      cluster_id: body.cluster_id,
      task_type: "cluster_create",
      state: "running",
      created: "2026-01-02T11:04:05+08:00",
      updated: "2026-01-02T11:05:05+08:00",
      current_stage: "init_master",
      target: { id: body.cluster_id, type: "cluster" },
      parameters: {},
      outputs: {},
      stages: [
        {
          state: "success",
          start_time: "2026-01-02 11:04:05",
          end_time: "2026-01-02 11:05:05",
          message: "prepare_vpc",
          outputs: {},
        },
        { state: "running", start_time: "2026-01-02 11:05:05", end_time: "", message: "init_master", outputs: {} },
      ],
      events: [
        {
          action: "start",
          level: "Normal",
          message: "cluster_create: prepare_vpc",
          reason: "StageStarted",
          source: "ACK",
          timestamp: String(TIME_NOW),
        },
        {
          action: "start",
          level: "Normal",
          message: "cluster_create: init_master",
          reason: "StageStarted",
          source: "ACK",
          timestamp: String(TIME_NOW + 60_000),
        },
      ],
      task_result: [],
    });
    simulator.advance("1h");
    const { stages, current_stage: stage } = (await task(body.task_id)).body;
    expect([stages.length, stages.every((one: { state: string }) => one.state === "success"), stage]).toEqual([
      4,
      true,
      "check_cluster",
    ]);
  });

  test("a failed task says why and where, and leaves a failed cluster with its resources", async () => {
    simulator.failTask("cluster_create", { code: "InvalidVSwitchId.IpNotEnough", message: "no address left" });
    const { body } = await create();
    simulator.advance("2m");
    const failed = (await task(body.task_id)).body;
    expect(failed).toMatchObject({
      state: "fail",
      current_stage: "init_master",
      error: { code: "InvalidVSwitchId.IpNotEnough", message: "no address left" },
    });
    expect(failed.stages.map((one: { state: string; message: string }) => [one.state, one.message])).toEqual([
      ["success", "prepare_vpc"],
      ["fail", "no address left"],
    ]);
    expect((await detail(body.cluster_id)).body).toMatchObject({ state: "failed", master_url: "" });
    expect(simulator.resources()).not.toEqual([]);
  });

  test("a failure chooses its stage, and hits only so many tasks", async () => {
    simulator.failTask("cluster_create", { code: "X", message: "x", stage: "check_cluster" }, { times: 1 });
    const first = await create();
    const second = await create({ name: "second" });
    simulator.advance("3m");
    expect((await task(first.body.task_id)).body.state).toBe("running");
    simulator.advance("1m");
    expect((await task(first.body.task_id)).body).toMatchObject({ state: "fail", current_stage: "check_cluster" });
    expect((await task(second.body.task_id)).body.state).toBe("success");
  });

  test("the word of a failed task is an option", async () => {
    await restart({ taskFailWord: "failed" });
    simulator.failTask("cluster_create", { code: "X", message: "x" });
    const { body } = await create();
    simulator.advance("4m");
    expect((await task(body.task_id)).body.state).toBe("failed");
  });

  test("a canceled creation leaves a failed cluster", async () => {
    const { body } = await create();
    expect((await cancel(body.task_id)).status).toBe(200);
    simulator.advance("1h");
    expect([state(), (await task(body.task_id)).body.state]).toEqual(["failed", "canceled"]);
    expect(code(await cancel(body.task_id))).toEqual([400, "ErrorTaskState"]);
  });

  test("a task that does not exist is not found", async () => {
    expect(code(await task("T-0"))).toEqual([404, "ErrorTaskNotFound"]);
  });
});

describe("modification", () => {
  test("a change is there when the task ends; until then the cluster is updating and takes no other", async () => {
    const { cluster_id: id } = simulator.seed({ name: "old" });
    const { body } = await modify(id, { cluster_name: "new" });
    expect(simulator.clusters()).toMatchObject([{ state: "updating", name: "old" }]);
    expect(code(await modify(id, { cluster_name: "newer" }))).toEqual([400, "ErrorClusterState"]);
    simulator.advance("30s");
    expect(simulator.clusters()).toMatchObject([{ state: "running", name: "new" }]);
    expect((await task(body.task_id)).body).toMatchObject({ task_type: "cluster_modify", state: "success" });
  });

  test("only the named fields change", async () => {
    const pro = { cluster_spec: "ack.pro.small", tags: [{ key: "a", value: "1" }], deletion_protection: true };
    const before = simulator.seed(pro);
    await modify(before.cluster_id, { timezone: "Europe/Berlin" });
    simulator.advance("1m");
    const { updated, timezone, meta_data, ...rest } = simulator.clusters()[0] ?? before;
    expect([updated, timezone]).toEqual(["2026-01-02T11:04:35+08:00", "Europe/Berlin"]);
    expect(JSON.parse(meta_data)).toEqual({ ...JSON.parse(before.meta_data), Timezone: "Europe/Berlin" });
    expect({ ...before, ...rest }).toEqual(before);
  });

  test("every field of a serverless cluster", async () => {
    const { cluster_id: id } = simulator.seed({
      cluster_spec: "ack.pro.small",
      endpoint_public_access: false,
      extra_sans: ["a.example"],
    });
    await modify(id, {
      cluster_name: "all",
      cluster_spec: "ack.pro.xlarge",
      deletion_protection: true,
      resource_group_id: "rg-2",
      api_server_eip: true,
      api_server_custom_cert_sans: { action: "append", subject_alternative_names: ["b.example"] },
      maintenance_window: { enable: true, maintenance_time: "01:00:00Z", duration: "3h", weekly_period: "Monday" },
      operation_policy: { cluster_auto_upgrade: { enabled: true, channel: "stable" } },
      enable_rrsa: true,
      timezone: "UTC",
      vswitch_ids: ["vsw-7"],
      security_group_id: "sg-7",
      system_events_logging: { enabled: true, logging_project: "p" },
    });
    simulator.advance("1m");
    expect(simulator.clusters()).toMatchObject([
      {
        name: "all",
        cluster_spec: "ack.pro.xlarge",
        deletion_protection: true,
        resource_group_id: "rg-2",
        extra_sans: ["a.example", "b.example"],
        maintenance_window: { enable: true, maintenance_time: "01:00:00Z", duration: "3h", weekly_period: "Monday" },
        operation_policy: { cluster_auto_upgrade: { enabled: true, channel: "stable" } },
        rrsa_config: { enabled: true },
        timezone: "UTC",
        vswitch_ids: ["vsw-7"],
        security_group_id: "sg-7",
      },
    ]);
    expect(JSON.parse(simulator.clusters()[0]?.master_url ?? "").api_server_endpoint).toMatch(/^https/);
  });

  test("public access comes and goes with its address", async () => {
    const { cluster_id: id } = simulator.seed();
    const count = (): number => simulator.resources().filter((one) => one.type === "eip").length;
    const before = count();
    await modify(id, { api_server_eip: false });
    simulator.advance("1m");
    expect([before, count()]).toEqual([1, 0]);
    expect(JSON.parse(simulator.clusters()[0]?.master_url ?? "").api_server_endpoint).toBe("");
  });

  test("a failed modification changes nothing", async () => {
    const { cluster_id: id } = simulator.seed({ name: "old" });
    simulator.failTask("cluster_modify", { code: "ErrorModify", message: "no" });
    const { body } = await modify(id, { cluster_name: "new" });
    simulator.advance("1m");
    expect(simulator.clusters()).toMatchObject([{ state: "running", name: "old" }]);
    expect((await task(body.task_id)).body.error).toEqual({ code: "ErrorModify", message: "no" });
  });

  test("the same client token gives the same task", async () => {
    const { cluster_id: id } = simulator.seed();
    const first = await modify(id, { client_token: "t", cluster_name: "new" });
    const second = await modify(id, { client_token: "t", cluster_name: "new" });
    expect([second.status, second.body.task_id]).toEqual([202, first.body.task_id]);
  });

  test.each<[string, Record<string, unknown>, string]>([
    ["an unknown field", { service_cidr: "10.0.0.0/16" }, "no such parameter"],
    ["a wrong type", { deletion_protection: "true" }, "expected boolean"],
    ["a malformed name", { cluster_name: "-" }, "digits, letters and hyphens"],
    ["standard to Pro", { cluster_spec: "ack.pro.small" }, "becomes Pro by MigrateCluster"],
    ["no vSwitches", { vswitch_ids: [] }, "1 to 3 vSwitches"],
    ["a window on standard", { maintenance_window: { enable: true } }, "only Pro clusters have it"],
  ])("refused: %s", async (_name, body, why) => {
    const { cluster_id: id } = simulator.seed();
    const answer = await modify(id, body);
    expect(code(answer)).toEqual([400, "InvalidParameter"]);
    expect(answer.body.message).toContain(why);
    expect(state()).toBe("running");
  });

  test("refused: Pro to standard", async () => {
    const { cluster_id: id } = simulator.seed({ cluster_spec: "ack.pro.small" });
    expect((await modify(id, { cluster_spec: "ack.standard" })).body.message).toContain("does not become standard");
  });

  test("refused: the name of another cluster; its own is fine", async () => {
    const { cluster_id: id } = simulator.seed({ name: "one" });
    simulator.seed({ name: "two" });
    expect(code(await modify(id, { cluster_name: "two" }))).toEqual([400, "ClusterNameAlreadyExist"]);
    expect(code(await modify(id, { cluster_name: "one" }))).toEqual([202, undefined]);
  });

  test.each<[ClusterState]>([["inactive"], ["unavailable"], ["failed"]])(
    "%s: only deletion protection",
    async (unwell) => {
      const { cluster_id: id } = simulator.seed({ state: unwell });
      expect(code(await modify(id, { timezone: "UTC" }))).toEqual([400, "ErrorClusterState"]);
      expect(code(await modify(id, { deletion_protection: true }))).toEqual([202, undefined]);
      simulator.advance("1m");
      expect(simulator.clusters()).toMatchObject([{ state: unwell, deletion_protection: true }]);
    },
  );

  test.each<[ClusterState]>([["initial"], ["upgrading"], ["deleting"], ["delete_failed"]])(
    "%s: none",
    async (other) => {
      const { cluster_id: id } = simulator.seed({ state: other });
      expect(code(await modify(id, { deletion_protection: true }))).toEqual([400, "ErrorClusterState"]);
    },
  );
});

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
    expect(await left([])).toEqual(["private-zone", "log-project", "slb"]);
    expect(await left([mode("PrivateZone", "delete"), mode("SLS_Data", "delete"), mode("ALB", "delete")])).toEqual([]);
    expect(await left([mode("SLB", "retain"), mode("PrivateZone", "delete")])).toEqual(["log-project", "slb", "slb"]);
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
