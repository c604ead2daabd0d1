import type { Ack } from "../../../provider/ack/client";
import { AckError } from "../../../provider/ack/errors";
import type { Context } from "../../../provider/cluster/context/context";
import { Problem } from "../../../provider/cluster/context/problem";
import { sharedList } from "../../../provider/cluster/observe/sharedList";
import { manualClock } from "../../ack/support/clock";
import { settingsFrom } from "../../ack/support/connection";
import { minutes } from "../support/clock";
import { AUTO_VPC } from "../support/inputs";
import { Stack } from "../support/stack";
import { World } from "../support/world";

const POLL_MS = 2_000;
const place = (id: string, region = "cn-hangzhou") => ({ region, id });

/** A context whose lists tell what they are given, and count. */
function listing(states: Readonly<Record<string, string>> | Error) {
  const clock = manualClock();
  const regions: string[] = [];
  const ack = (region: string): Ack => ({
    region,
    async call() {
      regions.push(region);
      if (states instanceof Error) throw states;
      return { clusters: Object.entries(states).map(([cluster_id, state]) => ({ cluster_id, state })) };
    },
  });
  const settings = settingsFrom({ "ack-serverless:pollIntervalMs": String(POLL_MS) });
  const context: Context = {
    settings,
    clock,
    deadline: Number.POSITIVE_INFINITY,
    ack,
    report: () => {},
    warn: () => {},
    note: () => {},
  };
  return { clock, context, regions };
}

test("up to three waits: each looks for itself", async () => {
  const { context, regions } = listing({ "c-1": "initial" });
  const watch = sharedList();
  for (const id of ["c-1", "c-2", "c-3"]) watch.enter(place(id));
  expect([await watch.stateOf(place("c-1"), context), regions]).toEqual([undefined, []]);
});

test("from four waits on: one list serves all of them", async () => {
  const { context, regions } = listing({ "c-1": "initial", "c-2": "deleting", "c-3": "initial" });
  const watch = sharedList();
  const ids = ["c-1", "c-2", "c-3", "c-4"];
  for (const id of ids) watch.enter(place(id));
  expect(await Promise.all(ids.map((id) => watch.stateOf(place(id), context)))).toEqual([
    "initial",
    "deleting",
    "initial",
    undefined,
  ]);
  expect(regions).toEqual(["cn-hangzhou"]);
});

test("a list serves for one poll interval, and the longer the more waits there are", async () => {
  const { clock, context, regions } = listing({ "c-1": "initial" });
  const watch = sharedList();
  for (let wait = 0; wait < 4; wait++) watch.enter(place(`c-${wait}`));
  const lists = async (ms: number) => {
    clock.advance(ms);
    await watch.stateOf(place("c-1"), context);
    return regions.length;
  };
  expect([await lists(0), await lists(2 * POLL_MS - 1), await lists(1)]).toEqual([1, 1, 2]);
  for (let wait = 4; wait < 64; wait++) watch.enter(place(`c-${wait}`));
  expect([await lists(6 * POLL_MS - 1), await lists(1)]).toEqual([2, 3]);
});

test("a wait that is over no longer counts", async () => {
  const { context } = listing({ "c-1": "initial" });
  const watch = sharedList();
  const leave = ["c-1", "c-2", "c-3", "c-4"].map((id) => watch.enter(place(id)));
  expect(await watch.stateOf(place("c-1"), context)).toBe("initial");
  leave[3]?.();
  expect(await watch.stateOf(place("c-1"), context)).toBeUndefined();
});

test("regions are counted and listed apart", async () => {
  const { context, regions } = listing({ "c-1": "initial" });
  const watch = sharedList();
  for (let wait = 0; wait < 4; wait++) watch.enter(place(`c-${wait}`, "cn-beijing"));
  for (let wait = 0; wait < 3; wait++) watch.enter(place(`c-${wait}`));
  expect([
    await watch.stateOf(place("c-1"), context),
    await watch.stateOf(place("c-1", "cn-beijing"), context),
    await watch.stateOf(place("c-1", "cn-shanghai"), context),
    regions,
  ]).toEqual([undefined, "initial", undefined, ["cn-beijing"]]);
});

test("a list that fails, is denied or is malformed is ignored; an abort is passed on", async () => {
  const denied = new AckError({ operation: "DescribeClustersForRegion", attempt: "x", failing: "refused", text: "no" });
  const glance = (error: Error, signal?: AbortSignal) => {
    const { context } = listing(error);
    const watch = sharedList();
    for (let wait = 0; wait < 4; wait++) watch.enter(place(`c-${wait}`));
    return watch.stateOf(place("c-1"), { ...context, ...(signal && { signal }) });
  };
  expect([await glance(denied), await glance(new Problem("the answer holds no list"))]).toEqual([undefined, undefined]);
  await expect(glance(new Error("cancelled"), AbortSignal.abort())).rejects.toThrow("cancelled");
});

describe("clusters that are made together", () => {
  const COUNT = 5;
  const urn = (index: number) => `urn:pulumi:dev::shop::pulumi-nodejs:dynamic/ack:ServerlessCluster::c${index}`;

  async function made(options: Parameters<typeof World.start>[0] = {}) {
    const world = await World.start(options);
    const watch = sharedList();
    const stacks = Array.from({ length: COUNT }, (_, index) => new Stack(world, urn(index)));
    const programs = stacks.map((_, index) => ({ ...AUTO_VPC, name: `demo-${index}` }));
    return { world, watch, stacks, programs };
  }

  test("are looked at by lists, and each once more closely before it counts as running", async () => {
    const { world, watch, stacks, programs } = await made();
    await Promise.all(stacks.map((stack, index) => stack.up(programs[index] ?? {}, { watch })));
    expect(stacks.map(({ outputs }) => outputs.state)).toEqual(Array(COUNT).fill("running"));
    const looks = (id: string) => world.requests("DescribeClusterDetail").filter(({ path }) => path.endsWith(id));
    for (const { id } of stacks) expect(looks(id).length).toBeLessThan(5);
    const watched = world.requests("DescribeClustersForRegion").filter(({ query }) => query.profile === "Serverless");
    expect(watched.length).toBeGreaterThan(0);
  });

  test("never end by a lagging list, which shows old states only", async () => {
    const { world, watch, stacks, programs } = await made({ listLagMs: minutes(10) });
    await Promise.all(stacks.map((stack, index) => stack.up(programs[index] ?? {}, { watch })));
    expect(world.simulator.clusters().map(({ state }) => state)).toEqual(Array(COUNT).fill("running"));
    await Promise.all(stacks.map((stack) => stack.destroy({ watch })));
    expect(world.simulator.clusters()).toEqual([]);
  });
});
