import { messageOf } from "../support/failure";
import { serviceOf } from "../support/faults";
import { AUTO_VPC } from "../support/inputs";
import { attempts, endingWith, passing, refused, repeated, spot, staying } from "../support/matrix";
import { Stack } from "../support/stack";
import { World } from "../support/world";

const CALLS = ["DescribeClusterDetail"];
const GONE = ["DescribeClusterDetail", "GetCallerIdentity", "DescribeClustersForRegion"];
const looking = [spot("DescribeClusterDetail", "a refresh")];
const proving = [
  spot("GetCallerIdentity", "the proof that a cluster is gone"),
  spot("DescribeClustersForRegion", "the proof that a cluster is gone"),
];

async function recorded() {
  const world = await World.start({ progression: "immediate" });
  const stack = new Stack(world);
  await stack.up(AUTO_VPC);
  world.forget();
  return { world, stack, before: stack.state };
}

describe("a fault that passes", () => {
  test.each(passing(looking))("$name, in $operation of $at, costs one more call", async ({ spot, fault }) => {
    const { world, stack, before } = await recorded();
    world.simulator.failNext(spot.operation, fault.fault, { skip: spot.skip });
    await stack.refresh();
    expect(world.calls()).toEqual(repeated(CALLS, spot, 1));
    expect(stack.state).toEqual(before);
    expect(await stack.up(AUTO_VPC)).toBe("same");
  });

  test.each(passing(proving))("$name, in $operation of $at, costs one more call", async ({ spot, fault }) => {
    const { world, stack } = await recorded();
    world.simulator.vanish(stack.id);
    world.simulator.failNext(spot.operation, fault.fault, { skip: spot.skip });
    await stack.refresh();
    expect(world.calls()).toEqual(repeated(GONE, spot, 1));
    expect(stack.state).toBeUndefined();
  });
});

describe("a fault that stays", () => {
  test.each(staying([...looking, ...proving]))(
    "$name, in $operation of $at, is an error that leaves the state alone",
    async ({ spot, fault }) => {
      const { world, stack, before } = await recorded();
      if (spot.operation !== "DescribeClusterDetail") world.simulator.vanish(stack.id);
      world.simulator.failNext(spot.operation, fault.fault, { times: attempts(fault) });
      const message = await messageOf(stack.refresh());
      expect(message).toContain(fault.text);
      expect(message).toContain(`operation: ${spot.operation}`);
      expect(world.calls()).toEqual(endingWith(GONE, spot, attempts(fault)));
      expect(stack.state).toBe(before);
      await stack.refresh();
      expect(stack.state === undefined).toBe(world.simulator.clusters().length === 0);
    },
  );
});

describe("a refusal", () => {
  test.each(refused([...looking, ...proving]))(
    "$name, in $operation of $at, is an error after one call and leaves the state alone",
    async ({ spot, fault }) => {
      const { world, stack, before } = await recorded();
      world.simulator.vanish(stack.id);
      world.simulator.failNext(spot.operation, fault.fault);
      const message = await messageOf(stack.refresh());
      expect(message).toContain(`${serviceOf(spot)} refused the request: ${fault.text}`);
      expect(world.calls()).toEqual(endingWith(GONE, spot, 1));
      expect(stack.state).toBe(before);
      await stack.refresh();
      expect(stack.state).toBeUndefined();
    },
  );
});

test("an address where nobody listens is an error that leaves the state alone", async () => {
  const { world, stack, before } = await recorded();
  expect(await messageOf(stack.refresh({ isUnreachable: true }))).toBe(
    [
      `reading cluster ${stack.id}: the request did not reach ACK: ECONNREFUSED: is the endpoint right, and can this machine reach it?`,
      "  operation: DescribeClusterDetail   code: ECONNREFUSED",
    ].join("\n"),
  );
  expect(world.log.filter(({ outcome }) => outcome === "ECONNREFUSED")).toHaveLength(5);
  expect(stack.state).toBe(before);
});
