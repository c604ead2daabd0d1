import { messageOf, times } from "../support/failure";
import { ambiguousFaults } from "../support/faults";
import { AUTO_VPC } from "../support/inputs";
import { attempts, endingWith, passing, refused, repeated, spot, staying } from "../support/matrix";
import { Stack } from "../support/stack";
import { World } from "../support/world";

const PROGRAM = { ...AUTO_VPC, deletionProtection: false, tags: { env: "test", team: "shop" } };
const CHANGED = { ...AUTO_VPC, deletionProtection: true, tags: { env: "prod" } };

const CALLS = [
  "DescribeClusterDetail",
  "ModifyCluster",
  ...times(2, "DescribeClusterDetail", "DescribeTaskInfo"),
  "UntagResources",
  "TagResources",
  "DescribeClusterDetail",
];

const firstLook = spot("DescribeClusterDetail", "an update's first look");
const change = spot("ModifyCluster", "an update");
const look = spot("DescribeClusterDetail", "the wait for a change", 1);
const task = spot("DescribeTaskInfo", "the wait for a change");
const untag = spot("UntagResources", "an update");
const tag = spot("TagResources", "an update");
const proof = spot("DescribeClusterDetail", "the look that proves a change", 3);

async function running(options: Parameters<typeof World.start>[0] = {}) {
  const world = await World.start(options);
  const stack = new Stack(world);
  await stack.up(PROGRAM);
  world.forget();
  return { world, stack, before: stack.state };
}

/** The outputs tell what the cluster has, whatever became of the update. */
function expectTrue(world: World, stack: Stack): void {
  const cluster = world.cluster();
  expect(stack.id).toBe(cluster.cluster_id);
  expect(stack.outputs).toMatchObject({ deletionProtection: cluster.deletion_protection, state: cluster.state });
}

async function expectHealed(world: World, stack: Stack): Promise<void> {
  expect(await stack.up(CHANGED)).toBe("update");
  expect(stack.state).toMatchObject({ isUnfinished: false, outputs: CHANGED });
  expectTrue(world, stack);
  expect(world.cluster()).toMatchObject({
    deletion_protection: true,
    tags: expect.arrayContaining([{ key: "env", value: "prod" }]),
  });
  expect(world.cluster().tags.map(({ key }) => key)).not.toContain("team");
  expect(await stack.up(CHANGED)).toBe("same");
}

describe("a fault that passes", () => {
  test.each(passing([firstLook, look, task, untag, tag, proof]))(
    "$name, in $operation of $at, costs one more call",
    async ({ spot, fault }) => {
      const { world, stack } = await running();
      world.simulator.failNext(spot.operation, fault.fault, { skip: spot.skip });
      expect(await stack.up(CHANGED)).toBe("update");
      expect(world.calls()).toEqual(repeated(CALLS, spot, 1));
      expect(stack.outputs).toMatchObject(CHANGED);
      expectTrue(world, stack);
      expect(await stack.up(CHANGED)).toBe("same");
    },
  );

  test.each(ambiguousFaults(false))("$name, before a change was made, makes it once", async ({ fault }) => {
    const { world, stack } = await running();
    world.simulator.failNext("ModifyCluster", fault);
    expect(await stack.up(CHANGED)).toBe("update");
    expect(world.calls()).toEqual(repeated(CALLS, change, 1));
    expect(stack.outputs).toMatchObject(CHANGED);
  });

  test.each(ambiguousFaults(true))("$name, after a change was accepted, makes it once", async ({ fault, config }) => {
    const { world, stack } = await running({ ...(config && { config }) });
    world.simulator.failNext("ModifyCluster", fault);
    expect(await stack.up(CHANGED)).toBe("update");
    expect(world.calls()).toEqual([
      "DescribeClusterDetail",
      ...times(2, "ModifyCluster"),
      ...times(2, "DescribeClusterDetail"),
      "UntagResources",
      "TagResources",
      "DescribeClusterDetail",
    ]);
    expect(world.requests("ModifyCluster")[1]?.status).toBe(400);
    expect(stack.outputs).toMatchObject(CHANGED);
    expect(await stack.up(CHANGED)).toBe("same");
  });
});

describe("a fault that stays", () => {
  test.each(staying([firstLook]))("$name, in $operation of $at, leaves the state alone", async ({ spot, fault }) => {
    const { world, stack, before } = await running();
    world.simulator.failNext(spot.operation, fault.fault, { times: attempts(fault) });
    expect(await messageOf(stack.up(CHANGED))).toContain(fault.text);
    expect(world.calls()).toEqual(endingWith(CALLS, spot, attempts(fault)));
    expect(stack.state).toBe(before);
    await expectHealed(world, stack);
  });

  const spots = [change, look, untag, tag, proof];
  test.each(
    staying(spots).filter(
      ({ spot, fault }) => spot !== change || fault.fault.kind === "reset" || fault.proves === "later",
    ),
  )("$name, in $operation of $at, is an error, and the next up applies the rest", async ({ spot, fault }) => {
    const { world, stack } = await running();
    world.simulator.failNext(spot.operation, fault.fault, { skip: spot.skip, times: attempts(fault) });
    expect(await messageOf(stack.up(CHANGED))).toContain(fault.text);
    expect(world.calls()).toEqual(endingWith(CALLS, spot, attempts(fault)));
    expect(stack.state).toMatchObject({ isUnfinished: true });
    if (spot === untag || spot === tag) expectTrue(world, stack);
    await expectHealed(world, stack);
  });

  test.each(staying([task]))("$name, in $operation of $at, ends no update", async ({ spot, fault }) => {
    const { world, stack } = await running();
    world.simulator.failNext(spot.operation, fault.fault, { times: attempts(fault) });
    expect(await stack.up(CHANGED)).toBe("update");
    expect(stack.outputs).toMatchObject(CHANGED);
  });
});

describe("a refusal", () => {
  test.each(refused([firstLook]))("$name, in $operation of $at, leaves the state alone", async ({ spot, fault }) => {
    const { world, stack, before } = await running();
    world.simulator.failNext(spot.operation, fault.fault);
    expect(await messageOf(stack.up(CHANGED))).toContain(
      `reading cluster ${stack.id}: ACK refused the request: ${fault.text}`,
    );
    expect(world.calls()).toEqual(["DescribeClusterDetail"]);
    expect(stack.state).toBe(before);
    await expectHealed(world, stack);
  });

  test.each(refused([change, look, untag, tag, proof]))(
    "$name, in $operation of $at, is an error after one call, and the next up applies the rest",
    async ({ spot, fault }) => {
      const { world, stack } = await running();
      world.simulator.failNext(spot.operation, fault.fault, { skip: spot.skip });
      const message = await messageOf(stack.up(CHANGED));
      expect(message).toContain(`ACK refused the request: ${fault.text}`);
      expect(message).toContain(`cluster ${stack.id}`);
      expect(world.calls()).toEqual(endingWith(CALLS, spot, 1));
      expect(stack.state).toMatchObject({ isUnfinished: true });
      await expectHealed(world, stack);
    },
  );

  test.each(refused([task]))("$name, in $operation of $at, ends no update", async ({ spot, fault }) => {
    const { world, stack } = await running();
    world.simulator.failNext(spot.operation, fault.fault);
    expect(await stack.up(CHANGED)).toBe("update");
    expect(world.requests("DescribeTaskInfo")).toHaveLength(1);
    expect(stack.outputs).toMatchObject(CHANGED);
  });
});

test("an address where nobody listens leaves the state alone", async () => {
  const { world, stack, before } = await running();
  expect(await messageOf(stack.up(CHANGED, { isUnreachable: true }))).toContain("the request did not reach ACK");
  expect(stack.state).toBe(before);
  await expectHealed(world, stack);
});
