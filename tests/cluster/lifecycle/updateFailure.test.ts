import { Unfinished } from "../../../provider/cluster/context/problem";
import { update } from "../../../provider/cluster/lifecycle/update";
import { plan } from "../../../provider/cluster/preview/plan";
import { minutes, seconds } from "../support/clock";
import { failureOf, messageOf, times } from "../support/failure";
import { IN_VPC } from "../support/inputs";
import { Stack, URN } from "../support/stack";
import { World } from "../support/world";

const RENAMED = { ...IN_VPC, name: "shop" };
const FORBIDDEN = { kind: "status", status: 403, code: "StatusForbidden", message: "RAM policy Forbidden" } as const;

async function running(program: object = IN_VPC, options: Parameters<typeof World.start>[0] = {}) {
  const world = await World.start(options);
  const stack = new Stack(world);
  await stack.up({ ...program });
  world.forget();
  return { world, stack, id: stack.id };
}

describe("an update whose task fails", () => {
  test("ends with the task's reason and what the cluster has; the next up tries again", async () => {
    const { world, stack, id } = await running();
    world.simulator.failTask("cluster_modify", { code: "ErrorModify", message: "the control plane is busy" });
    expect(await messageOf(stack.up(RENAMED))).toMatch(
      new RegExp(
        `^changing name of cluster ${id}: cluster ${id}: task T-\\w+ \\(cluster_modify\\) failed in stage modify_master: ErrorModify: the control plane is busy$`,
      ),
    );
    expect(stack.state).toMatchObject({ isUnfinished: true, outputs: { name: "demo", state: "running" } });
    world.forget();
    expect(await stack.up(RENAMED)).toBe("update");
    expect(world.writes()).toEqual([["ModifyCluster", { cluster_name: "shop" }]]);
    expect(stack.outputs.name).toBe("shop");
  });
});

describe("an update that fails halfway", () => {
  test("records what was changed, and the next up sends the rest alone", async () => {
    const { world, stack } = await running({ ...IN_VPC, tags: { env: "test" } });
    const program = { ...RENAMED, tags: { env: "prod" } };
    world.simulator.failNext("TagResources", FORBIDDEN);
    expect(await messageOf(stack.up(program))).toContain("ACK refused the request: RAM policy Forbidden");
    expect(stack.outputs).toMatchObject({ name: "shop", tags: { env: "test" } });
    world.forget();
    expect(await stack.up(program)).toBe("update");
    expect(world.calls()).toEqual(["DescribeClusterDetail", "TagResources", "DescribeClusterDetail"]);
    expect(stack.outputs).toMatchObject(program);
  });

  test("between removing and setting tags is completed by the next up", async () => {
    const { world, stack } = await running({ ...IN_VPC, tags: { env: "test", team: "shop" } });
    const program = { ...IN_VPC, tags: { team: "web" } };
    world.simulator.failNext("TagResources", FORBIDDEN);
    await messageOf(stack.up(program));
    expect(stack.outputs.tags).toEqual({ team: "shop" });
    world.forget();
    await stack.up(program);
    expect(world.writes().map(([operation]) => operation)).toEqual(["TagResources"]);
    expect(stack.outputs.tags).toEqual({ team: "web" });
    expect(await stack.up(program)).toBe("same");
  });

  test("does not record an input as managed that it never reached", async () => {
    const { world, stack } = await running();
    world.simulator.failNext("ModifyCluster", FORBIDDEN);
    await messageOf(stack.up({ ...IN_VPC, timezone: "Europe/Berlin", tags: { env: "test" } }));
    expect(stack.outputs).toMatchObject({ timezone: "Asia/Shanghai" });
    expect(stack.outputs.__inputs).toEqual(["name", "regionId", "securityGroupId", "vpcId", "vswitchIds"]);
  });

  test("to a name that is taken says so in ACK's words", async () => {
    const { world, stack, id } = await running();
    world.simulator.seed({ name: "shop" });
    expect(await messageOf(stack.up(RENAMED))).toBe(
      [
        `changing name of cluster ${id}: ACK refused the request: cluster name {shop} already exist in your clusters`,
        "  operation: ModifyCluster   code: ClusterNameAlreadyExist   status: 400   request id: …",
      ].join("\n"),
    );
    expect(stack.outputs.name).toBe("demo");
  });
});

describe("an update of a cluster that is busy", () => {
  test("with its own change, whose answer was lost, does not send it again", async () => {
    const { world, stack } = await running();
    world.simulator.failNext("ModifyCluster", { kind: "lostAnswer" });
    expect(await stack.up(RENAMED)).toBe("update");
    expect(world.requests("ModifyCluster").map(({ status }) => status)).toEqual([undefined, 400]);
    expect(world.calls()).toEqual([
      "DescribeClusterDetail",
      ...times(2, "ModifyCluster"),
      ...times(2, "DescribeClusterDetail"),
    ]);
    expect(stack.outputs.name).toBe("shop");
  });

  test("with someone else's change sends its own afterwards", async () => {
    const { world, stack, id } = await running();
    world.before("ModifyCluster", () => {
      world.simulator.setState(id, "updating");
      world.clock.after(seconds(40), () => world.simulator.setState(id, "running"));
    });
    expect(await stack.up(RENAMED)).toBe("update");
    expect(world.requests("ModifyCluster").map(({ status }) => status)).toEqual([400, 202]);
    expect(stack.outputs.name).toBe("shop");
    expect(world.reports).toContainEqual({
      state: "busy",
      stage: `cluster {${id}} is updating, and ModifyCluster needs running`,
      elapsedMs: 0,
    });
  });

  test("until the timeout ends with ACK's refusal", async () => {
    const { world, stack, id } = await running();
    const refusal = { kind: "status", status: 400, code: "ErrorClusterState", message: "busy" } as const;
    world.simulator.failNext("ModifyCluster", refusal, { times: 100 });
    expect(await messageOf(stack.up({ ...RENAMED, __timeouts: { update: 60 } }))).toContain(
      `changing name of cluster ${id}: ACK refused the request: busy`,
    );
    expect(world.requests("ModifyCluster")).toHaveLength(5);
  });

  test("and that stays busy ends in time, with what was seen", async () => {
    const { world, stack, id } = await running();
    world.simulator.setState(id, "upgrading");
    expect(await messageOf(stack.up({ ...RENAMED, __timeouts: { update: 180 } }))).toBe(
      `cluster ${id} is still upgrading after 3 min; seen: upgrading 4x`,
    );
    expect(world.writes()).toEqual([]);
    expect(stack.state).toMatchObject({ isUnfinished: true, outputs: { state: "upgrading", name: "demo" } });
  });

  test("waits an hour where no timeout is given", async () => {
    const { world, stack, id } = await running();
    const start = world.clock.now();
    world.simulator.setState(id, "updating");
    expect(await messageOf(stack.up(RENAMED))).toBe(`cluster ${id} is still updating after 60 min; seen: updating 61x`);
    expect(world.clock.now() - start).toBe(minutes(60));
  });
});

describe("an update of a cluster that does not run", () => {
  test("because it is inactive changes its deletion protection, and nothing else", async () => {
    const { world, stack, id } = await running({ ...IN_VPC, deletionProtection: true });
    world.simulator.setState(id, "inactive");
    const open = { ...IN_VPC, deletionProtection: false };
    expect(await stack.up(open)).toBe("update");
    expect(world.writes()).toEqual([["ModifyCluster", { deletion_protection: false }]]);
    expect(stack.outputs).toMatchObject({ deletionProtection: false, state: "inactive" });
    expect(await messageOf(stack.up({ ...open, name: "shop" }))).toContain(
      `changing name of cluster ${id}: ACK refused the request: cluster {${id}} is inactive, and ModifyCluster needs running`,
    );
    expect(world.requests("ModifyCluster")).toHaveLength(2);
  });

  test("because it is proven gone says what to do, and leaves the state as it is", async () => {
    const { world, stack, id } = await running();
    const before = stack.state;
    world.simulator.vanish(id);
    const error = await failureOf(stack.up(RENAMED));
    expect(error).not.toBeInstanceOf(Unfinished);
    expect(error.message).toBe(
      `cluster ${id} is gone: run "pulumi refresh" to remove it from the state, then "pulumi up" to create a new one`,
    );
    expect(world.calls()).toEqual(["DescribeClusterDetail", "GetCallerIdentity", "DescribeClustersForRegion"]);
    expect(stack.state).toBe(before);
  });

  test("because it goes away in the middle says so", async () => {
    const { world, stack, id } = await running();
    world.clock.after(seconds(10), () => world.simulator.vanish(id));
    expect(await messageOf(stack.up(RENAMED))).toBe(`changing name of cluster ${id}: the cluster is gone`);
  });

  test("because its deletion failed records the deletion inputs", async () => {
    const { world, stack, id } = await running();
    world.simulator.setState(id, "delete_failed");
    expect(await messageOf(stack.up({ ...RENAMED, retainResources: ["lb-1"] }))).toBe(
      `the deletion of cluster ${id} failed, and the cluster accepts no other change: the deletion settings are recorded; run "pulumi destroy" again`,
    );
    expect([world.writes(), stack.outputs.retainResources, stack.outputs.name]).toEqual([[], ["lb-1"], "demo"]);
  });

  test.each([
    ["stopped", (id: string) => `cluster ${id} is stopped instead of running after 0 s; seen: stopped 1x`],
    [
      "deleting",
      (id: string) =>
        `cluster ${id} is being deleted: once it is gone, run "pulumi refresh" to remove it from the state, then "pulumi up" to create a new one`,
    ],
  ] as const)("because it is %s ends at once", async (state, text) => {
    const { world, stack, id } = await running();
    world.simulator.setState(id, state);
    expect(await messageOf(stack.up(RENAMED))).toBe(text(id));
    expect(world.writes()).toEqual([]);
  });

  test("with the keys of another account is an error that names both", async () => {
    const stranger = { accessKeyId: "other-key", accessKeySecret: "other-secret", accountId: "2000000000000002" };
    const { world, stack, id } = await running(IN_VPC, { accounts: [stranger] });
    const before = stack.state;
    expect(await messageOf(stack.up(RENAMED, { account: stranger }))).toBe(
      `making sure that cluster ${id} is gone: it belongs to account 1000000000000001, but the credentials in use belong to account 2000000000000002: use the credentials of account 1000000000000001`,
    );
    expect(world.writes()).toEqual([]);
    expect(stack.state).toBe(before);
  });
});

describe("an update of a cluster whose creation failed", () => {
  async function failed(program: object) {
    const world = await World.start();
    world.simulator.failTask("cluster_create", { code: "QuotaExceeded.EIP", message: "no address" });
    const stack = new Stack(world);
    await messageOf(stack.up({ ...program }));
    world.forget();
    return { world, stack, id: stack.id };
  }

  test("and that is still recorded as being created says that the next up replaces it", async () => {
    const world = await World.start();
    const stack = new Stack(world);
    world.simulator.failTask("cluster_create", { code: "QuotaExceeded.EIP", message: "no address" });
    const program = { ...IN_VPC, __timeouts: { create: 60 } };
    await messageOf(stack.up(program));
    const { id, outputs } = stack;
    expect(await messageOf(stack.up(program))).toBe(
      `creation of cluster ${id} failed: task ${outputs.taskId} (cluster_create) failed in stage init_master: QuotaExceeded.EIP: no address: the next "pulumi up" replaces it`,
    );
    expect(stack.outputs.state).toBe("failed");
    expect(await stack.up(IN_VPC)).toBe("replace");
    expect(world.cluster().cluster_id).toBe(stack.id);
  });

  test("and that is protected says how to take the protection off", async () => {
    const program = { ...IN_VPC, deletionProtection: true };
    const { world, stack, id } = await failed(program);
    expect(await messageOf(stack.up(program))).toContain(`creation of cluster ${id} failed: task `);
    expect(await messageOf(stack.up(program))).toMatch(
      /: it cannot be replaced while deletion protection is on: run "pulumi up" with deletionProtection: false first$/,
    );
    expect(world.writes()).toEqual([]);
    expect(world.cluster().cluster_id).toBe(id);
  });

  test("and whose protection the program takes off sends that alone, and the next up replaces it", async () => {
    const { world, stack, id } = await failed({ ...IN_VPC, deletionProtection: true, tags: { env: "test" } });
    const program = { ...RENAMED, deletionProtection: false };
    expect(await messageOf(stack.up(program))).toMatch(
      /: deletion protection is off now, and the next "pulumi up" replaces it$/,
    );
    expect(world.writes()).toEqual([["ModifyCluster", { deletion_protection: false }]]);
    expect(stack.state).toMatchObject({ id, outputs: { state: "failed", deletionProtection: false } });
    expect(plan(stack.outputs, stack.inputs(program), world.settings())).toMatchObject({
      replaces: ["state"],
      deleteBeforeReplace: true,
    });
    expect(await stack.up(program)).toBe("replace");
    expect(world.cluster()).toMatchObject({ cluster_id: stack.id, name: "shop", state: "running" });
  });

  test.each([
    ["delete_failed", /^the deletion of cluster c\w+ failed, .*; run "pulumi destroy" again$/],
    ["deleting", / is being deleted: once it is gone, run "pulumi refresh" /],
  ] as const)("and that has become %s since says what to do about that", async (state, advice) => {
    const { world, stack, id } = await failed(IN_VPC);
    world.simulator.setState(id, state);
    await stack.refresh();
    expect(await messageOf(stack.up(RENAMED))).toMatch(advice);
    expect(world.writes()).toEqual([]);
  });

  test("and that has recovered is finished as if nothing had happened", async () => {
    const { world, stack, id } = await failed(IN_VPC);
    world.simulator.setState(id, "running");
    await stack.refresh();
    world.forget();
    expect(await stack.up(IN_VPC)).toBe("same");
    expect(world.calls()).toEqual([]);
  });
});

describe("an update of a cluster that was running and is now failed", () => {
  test("is an error and never a replacement", async () => {
    const { world, stack, id } = await running();
    world.simulator.setState(id, "failed");
    const text = `cluster ${id} was running and is now failed: it is not replaced automatically. Look at it in the ACK console; to replace it on purpose, run "pulumi up --replace '${URN}'"`;
    expect(await messageOf(stack.up(RENAMED))).toBe(text);
    expect(stack.outputs).toMatchObject({ state: "failed", __ran: true });
    expect(await messageOf(stack.up(IN_VPC))).toBe(text);
    await stack.refresh();
    expect(await messageOf(stack.up(IN_VPC))).toBe(text);
    expect(world.writes()).toEqual([]);
  });
});

test("an interruption ends an update at once, with what the cluster has", async () => {
  const { world, stack, id } = await running();
  const interruption = new AbortController();
  const start = world.clock.now();
  world.clock.after(seconds(10), () => interruption.abort(new Error("interrupted")));
  const { outputs } = stack;
  const error = await failureOf(
    update(id, outputs, stack.inputs(RENAMED), world.context({ signal: interruption.signal })),
  );
  expect(error).toBeInstanceOf(Unfinished);
  expect(error.message).toBe("interrupted");
  expect((error as Unfinished).outputs).toMatchObject({ name: "demo", state: "updating" });
  expect(world.clock.now() - start).toBe(seconds(10));
});
