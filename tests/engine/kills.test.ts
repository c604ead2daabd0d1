import { commandOf, sendSignal } from "../../tools/engine/isolation";
import { wideBench } from "./support/calls";
import { type Bench, expectNothingLeft, whileTimePasses } from "./support/cluster";
import { type Cut, killed } from "./support/kill";
import { expectFailure, type Run } from "./support/stack";
import { acceptedCreates, expectTrue } from "./support/truth";

/**
 * The engine and its hosts are killed at each boundary of a call, again and again on one stack, with several clusters on
 * their way at once. Whatever is cut short, the next run must find one cluster for each resource and nothing else.
 */

// Elsewhere the harness cannot find the processes of a run.
const describeOnLinux = process.platform === "linux" ? describe : describe.skip;

const zone = { zoneId: "cn-hangzhou-i" };
const names = ["one", "two", "three"];

const both = (operation: string, skip = 0): Cut[] => [
  { operation, side: "before it is handled", skip },
  { operation, side: "before its answer is read", skip },
];

const title = ({ operation, side, skip = 0 }: Cut) => `${operation}${skip > 0 ? `, call ${skip + 1},` : ""} ${side}`;

const start = (wishes: Bench["wishes"]) => wideBench(wishes, { simulation: { progression: "manual" } });

describeOnLinux("an engine that is killed in a creation", () => {
  let life: Bench;

  beforeAll(async () => {
    life = await start({});
  });

  // A cut without a recovery must not spoil the others.
  beforeEach(async () => {
    const { simulator, stack } = life;
    if (simulator.clusters().length > 0) await whileTimePasses(simulator, () => stack.destroy());
  });

  test.each(
    [
      ...both("GetCallerIdentity"),
      ...both("DescribeClustersForRegion"),
      ...both("CreateCluster"),
      ...both("CreateCluster", 1),
      ...both("DescribeClusterDetail"),
      ...both("DescribeTaskInfo", 2),
      { operation: "TagResources", side: "before it is handled" as const },
    ].map((cut) => [title(cut), cut] as const),
  )("at %s: is recovered by the next up", async (_, cut) => {
    const { simulator, stack, wishes } = life;
    for (const name of names) wishes[name] = zone;
    const before = acceptedCreates(life);
    expect(await killed(life, cut, () => stack.up())).toBe(true);
    await whileTimePasses(simulator, () => stack.up());
    expectTrue(life);
    expect(acceptedCreates(life) - before).toBe(names.length);
    for (const name of names) delete wishes[name];
    await whileTimePasses(simulator, () => stack.up());
    expectNothingLeft(simulator);
  });

  test("by a destroy in place of an up: the cluster stays, and an up takes it over", async () => {
    const { simulator, stack, wishes } = life;
    wishes.one = zone;
    const before = acceptedCreates(life);
    expect(
      await killed(life, { operation: "CreateCluster", side: "before its answer is read" }, () => stack.up()),
    ).toBe(true);
    const run = await whileTimePasses(simulator, () => stack.destroy());
    expect(run.text).toContain("::one, interrupted while creating");
    expect(simulator.clusters()).toHaveLength(1);
    await whileTimePasses(simulator, () => stack.up());
    expectTrue(life);
    expect(acceptedCreates(life) - before).toBe(1);
    delete wishes.one;
    await whileTimePasses(simulator, () => stack.up());
    expectNothingLeft(simulator);
  });

  test("after the tag is finalized: is an error that names each cluster, and makes no second one", async () => {
    const { simulator, stack, wishes } = life;
    wishes.one = zone;
    const before = acceptedCreates(life);
    const cut: Cut = { operation: "TagResources", side: "before its answer is read" };
    expect(await killed(life, cut, () => stack.up())).toBe(true);
    const [cluster] = simulator.clusters();
    const run = await whileTimePasses(simulator, () => expectFailure(stack.up()));
    expect(run.text).toContain(
      `cluster ${cluster?.cluster_id} in cn-hangzhou has this name and was created by this resource`,
    );
    expect(simulator.clusters()).toHaveLength(1);
    expect(acceptedCreates(life) - before).toBe(1);
    wishes.one = { ...zone, name: cluster?.name as string, adopt: cluster?.cluster_id as string };
    await whileTimePasses(simulator, () => stack.up());
    expectTrue(life);
  });
});

describeOnLinux("an engine that is killed in a change", () => {
  let life: Bench;
  let round = 0;

  beforeAll(async () => {
    life = await start(Object.fromEntries(names.map((name) => [name, { ...zone, tags: { round: "0" } }])));
    await whileTimePasses(life.simulator, () => life.stack.up());
  });

  test.each(
    [
      ...both("DescribeClusterDetail"),
      ...both("ModifyCluster"),
      ...both("TagResources"),
      ...both("DescribeClusterDetail", names.length + 1),
    ].map((cut) => [title(cut), cut] as const),
  )("at %s: is recovered by the next up", async (_, cut) => {
    const { simulator, stack, wishes } = life;
    round += 1;
    for (const name of names) {
      wishes[name] = { ...zone, tags: { round: String(round) }, deletionProtection: round % 2 === 1 };
    }
    expect(await killed(life, cut, () => stack.up())).toBe(true);
    await whileTimePasses(simulator, () => stack.up());
    expectTrue(life);
    for (const { deletion_protection } of simulator.clusters()) expect(deletion_protection).toBe(round % 2 === 1);
    expect(acceptedCreates(life)).toBe(names.length);
    expect((await stack.up()).changes).toEqual({ same: names.length + 1 });
  });
});

describeOnLinux("an engine that is killed in a deletion", () => {
  let life: Bench;

  beforeAll(async () => {
    life = await start({});
  });

  test.each(
    [
      ...both("DescribeClusterDetail"),
      ...both("DescribeClusterResources"),
      ...both("DeleteCluster"),
      ...both("DeleteCluster", 1),
      ...both("DescribeTaskInfo"),
      ...both("DescribeClustersForRegion"),
    ].map((cut) => [title(cut), cut] as const),
  )("at %s: is finished by the next destroy", async (_, cut) => {
    const { simulator, stack, wishes } = life;
    for (const name of names) wishes[name] = zone;
    await whileTimePasses(simulator, () => stack.up());
    expect(await killed(life, cut, () => stack.destroy())).toBe(true);
    await whileTimePasses(simulator, () => stack.destroy());
    expectNothingLeft(simulator);
    expect(stack.exportState().resources.filter(({ custom, type }) => custom && /Serverless/.test(type))).toEqual([]);
  });
});

describeOnLinux("a provider's host that is killed under a running engine", () => {
  let life: Bench;

  /** Ends the hosts alone, when a call was handled and nobody heard the answer. */
  async function hostKilled(operation: string, run: () => Promise<Run>): Promise<Run> {
    const { simulator, stack } = life;
    let hasCome = false;
    simulator.onRequest((request) => {
      if (hasCome || request.operation !== operation) return;
      hasCome = true;
      simulator.failNext(operation, { kind: "slow", headersMs: 30_000 });
      for (const id of stack.processes()) if (commandOf(id).includes("dynamic-provider")) sendSignal(id, "SIGKILL");
    });
    return whileTimePasses(simulator, () => expectFailure(run()));
  }

  beforeAll(async () => {
    life = await start(Object.fromEntries(names.map((name) => [name, zone])));
  });

  test("is an error of the run, and the next ones create, change and delete as if it had not been", async () => {
    const { simulator, stack, wishes } = life;
    await hostKilled("CreateCluster", () => stack.up());
    await whileTimePasses(simulator, () => stack.up());
    expectTrue(life);
    for (const name of names) wishes[name] = { ...zone, tags: { env: "prod" } };
    await hostKilled("TagResources", () => stack.up());
    await whileTimePasses(simulator, () => stack.up());
    expectTrue(life);
    expect(acceptedCreates(life)).toBe(names.length);
    await hostKilled("DeleteCluster", () => stack.destroy());
    await whileTimePasses(simulator, () => stack.destroy());
    expectNothingLeft(simulator);
  });
});
