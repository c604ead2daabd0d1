import type { ClusterState } from "../../../simulator";
import { code, modify, simulator, state, task } from "../support/life";

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
    ["a malformed name", { cluster_name: "-" }, "digits, letters, Chinese characters and hyphens"],
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
