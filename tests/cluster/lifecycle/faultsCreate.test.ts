import { messageOf, times } from "../support/failure";
import { ambiguousFaults, serviceOf } from "../support/faults";
import { AUTO_VPC } from "../support/inputs";
import { attempts, endingWith, passing, refused, repeated, spot, staying } from "../support/matrix";
import { Stack } from "../support/stack";
import { World } from "../support/world";

const CALLS = [
  "GetCallerIdentity",
  "DescribeClustersForRegion",
  "CreateCluster",
  ...times(5, "DescribeClusterDetail", "DescribeTaskInfo"),
  "TagResources",
];

const before = [spot("GetCallerIdentity", "a create"), spot("DescribeClustersForRegion", "a create")];
const look = spot("DescribeClusterDetail", "the wait for a new cluster", 2);
const task = spot("DescribeTaskInfo", "the wait for a new cluster", 2);
const turn = spot("TagResources", "the finalization of the tag");

async function fresh(options: Parameters<typeof World.start>[0] = {}) {
  const world = await World.start(options);
  return { world, stack: new Stack(world) };
}

async function expectHealedBy(step: "create" | "update", world: World, stack: Stack): Promise<void> {
  expect(await stack.up(AUTO_VPC)).toBe(step);
  expect(world.cluster().cluster_id).toBe(stack.id);
  expect(stack.state).toMatchObject({ isUnfinished: false, outputs: { state: "running", clusterId: stack.id } });
  expect(world.requests("CreateCluster").filter(({ status }) => status === 202)).toHaveLength(1);
  expect(await stack.up(AUTO_VPC)).toBe("same");
}

describe("a fault that passes", () => {
  test.each(passing([...before, look, task, turn]))(
    "$name, in $operation of $at, costs one more call",
    async ({ spot, fault }) => {
      const { world, stack } = await fresh();
      world.simulator.failNext(spot.operation, fault.fault, { skip: spot.skip });
      expect(await stack.up(AUTO_VPC)).toBe("create");
      expect(world.calls()).toEqual(repeated(CALLS, spot, 1));
      expect(world.cluster().cluster_id).toBe(stack.id);
      expect(await stack.up(AUTO_VPC)).toBe("same");
    },
  );

  const slow = ambiguousFaults(true).filter(({ fault }) => fault.kind === "slow");
  test.each(slow)("$name, in a look, costs one more call", async ({ fault, config }) => {
    const { world, stack } = await fresh({ ...(config && { config }) });
    world.simulator.failNext(look.operation, fault, { skip: look.skip });
    expect(await stack.up(AUTO_VPC)).toBe("create");
    expect(world.calls()).toEqual(repeated(CALLS, look, 1));
  });
});

describe("a fault that stays", () => {
  test.each(staying(before))("$name, in $operation of $at, makes nothing", async ({ spot, fault }) => {
    const { world, stack } = await fresh();
    world.simulator.failNext(spot.operation, fault.fault, { times: attempts(fault) });
    const message = await messageOf(stack.up(AUTO_VPC));
    expect(message).toContain('creating cluster "demo": ');
    expect(message).toContain(fault.text);
    expect(world.calls()).toEqual(endingWith(CALLS, spot, attempts(fault)));
    expect(stack.state).toBeUndefined();
    expect(world.simulator.clusters()).toEqual([]);
    await expectHealedBy("create", world, stack);
  });

  test.each(staying([look]))("$name, in $operation of $at, leaves an unfinished create", async ({ spot, fault }) => {
    const { world, stack } = await fresh();
    world.simulator.failNext(spot.operation, fault.fault, { skip: spot.skip, times: attempts(fault) });
    expect(await messageOf(stack.up(AUTO_VPC))).toContain(fault.text);
    expect(world.calls()).toEqual([...endingWith(CALLS, spot, attempts(fault)), "TagResources"]);
    expect(stack.state).toMatchObject({ isUnfinished: true, outputs: { state: "initial" } });
    await expectHealedBy("update", world, stack);
  });

  test.each(staying([turn]))("$name, in $operation of $at, leaves an unfinished create", async ({ spot, fault }) => {
    const { world, stack } = await fresh();
    world.simulator.failNext(spot.operation, fault.fault, { times: attempts(fault) });
    expect(await messageOf(stack.up(AUTO_VPC))).toContain(fault.text);
    expect(world.calls()).toEqual(endingWith(CALLS, spot, attempts(fault)));
    expect(stack.state).toMatchObject({ isUnfinished: true, outputs: { state: "running" } });
    await expectHealedBy("update", world, stack);
  });

  test.each(staying([task]))("$name, in $operation of $at, hides the stage for a while", async ({ spot, fault }) => {
    const { world, stack } = await fresh();
    world.simulator.failNext(spot.operation, fault.fault, { skip: spot.skip, times: attempts(fault) });
    expect(await stack.up(AUTO_VPC)).toBe("create");
    expect(world.reports.map(({ stage }) => stage)).toEqual(
      expect.arrayContaining(["prepare_vpc", "init_master", undefined, "check_cluster"]),
    );
    expect(world.requests("DescribeTaskInfo")).toHaveLength(
      world.requests("DescribeClusterDetail").length + attempts(fault) - 1,
    );
  });
});

describe("a refusal", () => {
  const creation = spot("CreateCluster", "a create");

  test.each(refused([...before, creation]))("$name, in $operation of $at, makes nothing", async ({ spot, fault }) => {
    const { world, stack } = await fresh();
    world.simulator.failNext(spot.operation, fault.fault);
    const message = await messageOf(stack.up(AUTO_VPC));
    expect(message).toContain(`creating cluster "demo": ${serviceOf(spot)} refused the request: ${fault.text}`);
    expect(world.calls()).toEqual(endingWith(CALLS, spot, 1));
    expect(stack.state).toBeUndefined();
    expect(world.simulator.clusters()).toEqual([]);
    await expectHealedBy("create", world, stack);
  });

  test.each(refused([look]))("$name, in $operation of $at, leaves an unfinished create", async ({ spot, fault }) => {
    const { world, stack } = await fresh();
    world.simulator.failNext(spot.operation, fault.fault, { skip: spot.skip });
    expect(await messageOf(stack.up(AUTO_VPC))).toContain(
      `reading cluster ${world.cluster().cluster_id}: ACK refused the request: ${fault.text}`,
    );
    expect(world.calls()).toEqual([...endingWith(CALLS, spot, 1), "TagResources"]);
    expect(stack.state).toMatchObject({ isUnfinished: true, outputs: { state: "initial" } });
    await expectHealedBy("update", world, stack);
  });

  test.each(refused([task]))("$name, in $operation of $at, ends no create", async ({ spot, fault }) => {
    const { world, stack } = await fresh();
    world.simulator.failNext(spot.operation, fault.fault, { skip: spot.skip });
    expect(await stack.up(AUTO_VPC)).toBe("create");
    expect(world.requests("DescribeTaskInfo")).toHaveLength(3);
    expect(world.requests("DescribeClusterDetail")).toHaveLength(5);
  });

  test.each(refused([turn]))("$name, in $operation of $at, leaves an unfinished create", async ({ spot, fault }) => {
    const { world, stack } = await fresh();
    world.simulator.failNext(spot.operation, fault.fault);
    expect(await messageOf(stack.up(AUTO_VPC))).toContain(
      `marking cluster ${world.cluster().cluster_id} as this resource's own: ACK refused the request: ${fault.text}`,
    );
    expect(world.calls()).toEqual(CALLS);
    expect(stack.state).toMatchObject({ isUnfinished: true, outputs: { state: "running" } });
    await expectHealedBy("update", world, stack);
  });
});

test("an address where nobody listens makes nothing", async () => {
  const { world, stack } = await fresh();
  expect(await messageOf(stack.up(AUTO_VPC, { isUnreachable: true }))).toContain(
    'creating cluster "demo": the request did not reach ACK: ECONNREFUSED: is the endpoint right, and can this machine reach it?',
  );
  expect(world.log.filter(({ outcome }) => outcome === "ECONNREFUSED")).toHaveLength(5);
  expect(stack.state).toBeUndefined();
  await expectHealedBy("create", world, stack);
});
