import type { AddonModification } from "../../../simulator/steering/options";
import { minutes, seconds } from "../support/clock";
import { messageOf } from "../support/failure";
import { AUTO_VPC } from "../support/inputs";
import { Stack } from "../support/stack";
import { World, type WorldOptions } from "../support/world";

const addons = [{ name: "knative", category: "others", versions: ["v1.11.3"] }];
const NEVER = Number.POSITIVE_INFINITY;
const late = { taskListedAfterMs: seconds(20), updatingAfterMs: seconds(90), lengthMs: seconds(150) };

/** A cluster with one configured add-on, in a world whose poll interval shows every step. */
async function running(addonModification: AddonModification, options: WorldOptions = {}) {
  const config = { "ack-serverless:pollIntervalMs": "10000" };
  const world = await World.start({ addons, addonModification, config, ...options });
  const stack = new Stack(world);
  const up = (config: object) => stack.up({ ...AUTO_VPC, addons: [{ name: "knative", config }] });
  await up({ a: 1 });
  world.forget();
  const start = world.clock.now();
  return { world, stack, up, elapsed: () => world.clock.now() - start };
}

const live = (world: World) =>
  JSON.parse((world.cluster() as unknown as { meta_data: string }).meta_data).Addons[0].config;
const sent = [["ModifyClusterAddon", { config: '{"a":2}' }]];

test.each<[string, AddonModification]>([
  ["shows late", late],
  ["shows late, and is named by the answer", { ...late, namesTask: true }],
  ["shows at once, with the state", { lengthMs: seconds(150) }],
  ["shows at once, the state later", { ...late, taskListedAfterMs: 0 }],
  ["shows late, the state at once", { ...late, updatingAfterMs: 0 }],
  ["is never listed", { ...late, taskListedAfterMs: NEVER }],
  ["shows after the work is done", { ...late, taskListedAfterMs: seconds(200) }],
])("a task that %s: one call, and success once the configuration is there", async (_, modification) => {
  const { world, stack, up, elapsed } = await running(modification);
  await up({ a: 2 });
  expect(world.writes()).toEqual(sent);
  expect([live(world), stack.outputs.addons]).toEqual(['{"a":2}', [{ name: "knative", config: { a: 2 } }]]);
  expect(elapsed()).toBeGreaterThanOrEqual(seconds(150));
  expect(elapsed()).toBeLessThan(minutes(5));
  expect(world.warnings).toEqual([]);
  expect(await up({ a: 2 })).toBe("same");
});

test.each<[string, AddonModification]>([
  ["listed at once", { lengthMs: seconds(45), updatingAfterMs: NEVER }],
  ["listed late", { lengthMs: seconds(45), updatingAfterMs: NEVER, taskListedAfterMs: seconds(20) }],
  ["listed after it failed", { lengthMs: seconds(45), updatingAfterMs: NEVER, taskListedAfterMs: seconds(300) }],
])("a task that fails, %s: its reason, and the next up tries again", async (_, modification) => {
  const { world, stack, up, elapsed } = await running(modification);
  world.simulator.failTask("cluster_addon_modify", { code: "HelmError", message: "values are invalid" });
  expect(await messageOf(up({ a: 2 }))).toMatch(
    /^configuring add-on knative of cluster c\w+: task \S+ \(cluster_addon_modify\) failed in stage modify: HelmError: values are invalid$/,
  );
  expect(world.writes()).toEqual(sent);
  expect(elapsed()).toBeLessThan(minutes(6));
  expect(stack.outputs.addons).toEqual([{ name: "knative", config: { a: 1 } }]);
  await up({ a: 2 });
  expect(live(world)).toBe('{"a":2}');
});

test("a part of the task that fails is the failure", async () => {
  const { world, up } = await running(late);
  world.simulator.failTask("cluster_addon_modify", { code: "X", message: "no room", addon: "knative" });
  expect(await messageOf(up({ a: 2 }))).toMatch(
    /\(cluster_addon_modify\) succeeded, but a part of it failed in stage check_addon: .*no room/,
  );
});

test("an instance that shows the configuration before its task fails is not a success", async () => {
  const { world, stack, up } = await running({ ...late, updatingAfterMs: NEVER });
  world.simulator.failTask("cluster_addon_modify", { code: "X", message: "no room" });
  world.after("ModifyClusterAddon", () =>
    world.simulator.edit(stack.id, { addons: [{ name: "knative", config: '{"a":2}' }] }),
  );
  expect(await messageOf(up({ a: 2 }))).toContain("X: no room");
});

test.each<[string, AddonModification]>([
  ["by its task", late],
  ["by the state", { ...late, taskListedAfterMs: NEVER }],
  ["for as long as a task may take to show", { ...late, taskListedAfterMs: NEVER, updatingAfterMs: NEVER }],
])("an instance that never shows its configuration: awaited %s, said and recorded", async (_, modification) => {
  const { world, stack, up } = await running(modification, { tellsAddonConfig: false });
  await up({ a: 2 });
  expect(world.writes()).toEqual(sent);
  expect(live(world)).toBe('{"a":2}');
  expect(world.warnings).toEqual([
    `add-on knative of cluster ${stack.id} is configured, but ACK does not report its configuration`,
  ]);
  expect(stack.outputs.addons).toEqual([{ name: "knative", config: { a: 2 } }]);
  expect(await up({ a: 2 })).toBe("same");
});

test("an earlier modification's task is not taken for the new one", async () => {
  const { world, up } = await running(late);
  world.simulator.failTask("cluster_addon_modify", { code: "X", message: "first" });
  await messageOf(up({ a: 2 }));
  await up({ a: 3 });
  expect(live(world)).toBe('{"a":3}');
});

test("a configuration that is accepted and not applied is a failure", async () => {
  const { world, stack, up } = await running({ ...late, taskListedAfterMs: NEVER });
  world.clock.after(seconds(155), () =>
    world.simulator.edit(stack.id, { addons: [{ name: "knative", config: '{"a":1}' }] }),
  );
  expect(await messageOf(up({ a: 2 }))).toContain("ACK accepted the change but did not apply it");
});

test("tasks that cannot be listed: the instance alone is awaited", async () => {
  const { world, up } = await running(late);
  world.simulator.failNext("DescribeClusterTasks", { kind: "status", status: 403, code: "StatusForbidden" });
  await up({ a: 2 });
  expect([world.writes(), live(world)]).toEqual([sent, '{"a":2}']);
  expect(world.requests("DescribeClusterTasks")).toHaveLength(1);
});

describe("a list of earlier tasks that fails in all its attempts", () => {
  /** After one modification that failed, the next one cannot list the tasks before it begins. */
  async function unread(modification: AddonModification) {
    const { world, stack, up } = await running(modification);
    world.simulator.failTask("cluster_addon_modify", { code: "X", message: "first" });
    await messageOf(up({ a: 2 }));
    world.forget();
    const fault = { kind: "status", status: 503, code: "ServiceUnavailable" } as const;
    world.simulator.failNext("DescribeClusterTasks", fault, { times: 99 });
    world.before("ModifyClusterAddon", () => world.simulator.clearFaults());
    return { world, stack, up };
  }

  test.each<[string, AddonModification]>([
    ["at once", { lengthMs: seconds(45), updatingAfterMs: NEVER }],
    ["late", { lengthMs: seconds(45), updatingAfterMs: NEVER, taskListedAfterMs: seconds(20) }],
  ])("the reason of a task that is listed %s is told all the same", async (_, modification) => {
    const { world, up } = await unread(modification);
    world.before("ModifyClusterAddon", () =>
      world.simulator.failTask("cluster_addon_modify", { code: "HelmError", message: "values are invalid" }),
    );
    expect(await messageOf(up({ a: 3 }))).toContain("HelmError: values are invalid");
    expect(world.writes()).toHaveLength(1);
  });

  test.each<[string, AddonModification]>([
    ["at once", { lengthMs: seconds(45) }],
    ["late", late],
  ])("the task that failed before is not taken for the new one, which is listed %s", async (_, modification) => {
    const { world, up } = await unread(modification);
    await up({ a: 3 });
    expect(live(world)).toBe('{"a":3}');
  });
});
