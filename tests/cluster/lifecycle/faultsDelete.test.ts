import { messageOf, times } from "../support/failure";
import { ambiguousFaults, serviceOf } from "../support/faults";
import { AUTO_VPC } from "../support/inputs";
import { attempts, endingWith, passing, refused, repeated, spot, staying } from "../support/matrix";
import { Stack } from "../support/stack";
import { World } from "../support/world";

const CALLS = [
  "DescribeClusterDetail",
  "DeleteCluster",
  ...times(3, "DescribeClusterDetail", "DescribeTaskInfo"),
  "DescribeClusterDetail",
  "GetCallerIdentity",
  "DescribeClustersForRegion",
];

const firstLook = spot("DescribeClusterDetail", "a deletion's first look");
const request = spot("DeleteCluster", "a deletion");
const look = spot("DescribeClusterDetail", "the wait for a deletion", 2);
const task = spot("DescribeTaskInfo", "the wait for a deletion", 1);
const lastLook = spot("DescribeClusterDetail", "the look that finds nothing more", 4);
const proof = [
  spot("GetCallerIdentity", "the proof that a cluster is gone"),
  spot("DescribeClustersForRegion", "the proof that a cluster is gone"),
];

async function running(options: Parameters<typeof World.start>[0] = {}) {
  const world = await World.start(options);
  const stack = new Stack(world);
  await stack.up(AUTO_VPC);
  world.forget();
  return { world, stack, before: stack.state };
}

function expectNothingLeft(world: World, stack: Stack): void {
  expect(stack.state).toBeUndefined();
  expect(world.simulator.clusters()).toEqual([]);
  expect(world.simulator.resources()).toEqual([]);
  expect(world.requests("DeleteCluster").filter(({ status }) => status === 202).length).toBeLessThanOrEqual(1);
}

async function expectHealed(world: World, stack: Stack): Promise<void> {
  await stack.destroy();
  expectNothingLeft(world, stack);
}

describe("a fault that passes", () => {
  test.each(passing([firstLook, look, task, lastLook, ...proof]))(
    "$name, in $operation of $at, costs one more call",
    async ({ spot, fault }) => {
      const { world, stack } = await running();
      world.simulator.failNext(spot.operation, fault.fault, { skip: spot.skip });
      await stack.destroy();
      expect(world.calls()).toEqual(repeated(CALLS, spot, 1));
      expectNothingLeft(world, stack);
    },
  );

  test.each(ambiguousFaults(false))("$name, before the request was read, costs one more call", async ({ fault }) => {
    const { world, stack } = await running();
    world.simulator.failNext("DeleteCluster", fault);
    await stack.destroy();
    expect(world.calls()).toEqual(repeated(CALLS, request, 1));
    expectNothingLeft(world, stack);
  });

  test.each(ambiguousFaults(true))(
    "$name, after the request was accepted, is waited out",
    async ({ fault, config }) => {
      const { world, stack } = await running({ ...(config && { config }) });
      world.simulator.failNext("DeleteCluster", fault);
      await stack.destroy();
      expect(world.calls()).toEqual([
        "DescribeClusterDetail",
        ...times(2, "DeleteCluster"),
        // The second request is refused as the deletion goes on: the cluster is looked at before it is awaited.
        ...times(5, "DescribeClusterDetail"),
        "GetCallerIdentity",
        "DescribeClustersForRegion",
      ]);
      expectNothingLeft(world, stack);
    },
  );
});

describe("a fault that stays", () => {
  const spots = [firstLook, look, lastLook, ...proof];
  test.each([...staying(spots), ...staying([request]).filter(({ fault }) => fault.fault.kind === "reset")])(
    "$name, in $operation of $at, is an error that keeps the record, and the next destroy ends it",
    async ({ spot, fault }) => {
      const { world, stack, before } = await running();
      world.simulator.failNext(spot.operation, fault.fault, { skip: spot.skip, times: attempts(fault) });
      expect(await messageOf(stack.destroy())).toContain(fault.text);
      expect(world.calls()).toEqual(endingWith(CALLS, spot, attempts(fault)));
      expect(stack.state).toBe(before);
      await expectHealed(world, stack);
    },
  );

  test.each(staying([task]))("$name, in $operation of $at, ends no deletion", async ({ spot, fault }) => {
    const { world, stack } = await running();
    world.simulator.failNext(spot.operation, fault.fault, { skip: spot.skip, times: attempts(fault) });
    await stack.destroy();
    expectNothingLeft(world, stack);
  });
});

describe("a refusal", () => {
  test.each(refused([firstLook, request, look, lastLook, ...proof]))(
    "$name, in $operation of $at, is an error after one call that keeps the record, and the next destroy ends it",
    async ({ spot, fault }) => {
      const { world, stack, before } = await running();
      world.simulator.failNext(spot.operation, fault.fault, { skip: spot.skip });
      const message = await messageOf(stack.destroy());
      expect(message).toContain(`${serviceOf(spot)} refused the request: ${fault.text}`);
      expect(message).toContain(`cluster ${stack.id}`);
      expect(world.calls()).toEqual(endingWith(CALLS, spot, 1));
      expect(stack.state).toBe(before);
      await expectHealed(world, stack);
    },
  );

  test.each(refused([task]))("$name, in $operation of $at, ends no deletion", async ({ spot, fault }) => {
    const { world, stack } = await running();
    world.simulator.failNext(spot.operation, fault.fault, { skip: spot.skip });
    await stack.destroy();
    expect(world.requests("DescribeTaskInfo")).toHaveLength(2);
    expectNothingLeft(world, stack);
  });
});

test("an address where nobody listens keeps the record", async () => {
  const { world, stack, before } = await running();
  expect(await messageOf(stack.destroy({ isUnreachable: true }))).toContain("the request did not reach ACK");
  expect(stack.state).toBe(before);
  await expectHealed(world, stack);
});
