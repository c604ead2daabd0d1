import { SharedClock } from "../../../bench/clock";
import { Cloud } from "../../../bench/cloud";
import type { Context } from "../../../provider/cluster/context/context";
import { settle } from "../../../provider/cluster/observe/settle";
import { sharedList } from "../../../provider/cluster/observe/sharedList";
import { Simulator } from "../../../simulator";
import { manualClock } from "../../ack/support/clock";
import { settingsFrom } from "../../ack/support/connection";
import { minutes, seconds } from "../support/clock";
import { Stack } from "../support/stack";

const FAILURE = { code: "X", message: "etcd is not healthy" } as const;
const urn = (index: number) => `urn:pulumi:dev::shop::pulumi-nodejs:dynamic/ack:ServerlessCluster::c${index}`;
const program = { zoneId: "cn-hangzhou-i", kubernetesVersion: "1.33" };

/** So many clusters that share their lists, which run where `running`. */
async function fleet<T>(
  count: number,
  work: (stacks: readonly Stack[], simulator: Simulator, now: () => number) => Promise<T>,
) {
  const simulator = await Simulator.start({ progression: "manual", failedUpgradeState: "upgrading" });
  const clock = new SharedClock((ms) => simulator.advance(ms));
  const cloud = new Cloud(simulator, clock);
  try {
    const stacks = Array.from({ length: count }, (_, index) => new Stack(cloud, urn(index)));
    return await work(stacks, simulator, () => clock.now());
  } finally {
    clock.end();
    await simulator.close();
  }
}

/** When the last of them failed, in milliseconds from the start, and what they said. */
async function failed(works: readonly Promise<unknown>[], now: () => number) {
  const start = now();
  const messages = await Promise.all(
    works.map((work) =>
      work.then(
        () => "no failure",
        (error: Error) => error.message,
      ),
    ),
  );
  return { tookMs: now() - start, messages };
}

const upgrades = (count: number) =>
  fleet(count, async (stacks, simulator, now) => {
    await Promise.all(stacks.map((stack) => stack.up(program)));
    simulator.failTask("cluster_upgrade", FAILURE, { times: count });
    const seen = simulator.requests().length;
    const end = await failed(
      stacks.map((stack) => stack.up({ ...program, kubernetesVersion: "1.34" })),
      now,
    );
    const cancelled = simulator
      .requests()
      .slice(seen)
      .filter(({ operation }) => operation === "CancelTask").length;
    return { ...end, cancelled };
  });

const creations = (count: number) =>
  fleet(count, async (stacks, simulator, now) => {
    simulator.failTask("cluster_create", FAILURE, { times: count });
    return failed(
      stacks.map((stack) => stack.up(program)),
      now,
    );
  });

test("five upgrades that leave their clusters upgrading: fail with their reasons as soon as a single one would", async () => {
  const [alone, together] = [await upgrades(1), await upgrades(5)];
  expect(together.messages).toEqual(Array(5).fill(expect.stringContaining(FAILURE.message)));
  expect(together.tookMs).toBeLessThan(alone.tookMs + minutes(1));
  expect(together.cancelled).toBe(5);
});

/** A cluster that stays in one state, as the list of four clusters shows too, while its task fails after some time. */
async function failing(state: string, failedAtMs: number, wait: { until: string[]; through: string[] }) {
  const clock = manualClock();
  const answers: Readonly<Record<string, () => object>> = {
    DescribeClusterDetail: () => ({ cluster_id: "c-1", state }),
    DescribeClustersForRegion: () => ({ clusters: [{ cluster_id: "c-1", state }] }),
    DescribeTaskInfo: () => (clock.now() < failedAtMs ? { state: "running" } : { state: "fail", error: FAILURE }),
  };
  const calls: string[] = [];
  const list = sharedList();
  const place = { region: "cn-hangzhou", id: "c-1" };
  for (let others = 0; others < 3; others++) list.enter(place);
  const context: Context = {
    settings: settingsFrom({}),
    clock,
    deadline: minutes(60),
    sharedList: list,
    ack: (region) => ({
      region,
      call: async (operation: string) => {
        calls.push(operation);
        return answers[operation]?.();
      },
    }),
    report: () => {},
    warn: () => {},
    note: () => {},
  };
  await expect(settle(place, { ...wait, taskId: "T-1" }, context)).rejects.toThrow(FAILURE.message);
  return { endMs: clock.now(), calls };
}

test("a creation that fails and leaves its cluster as it was: is reported when it takes longer than usual", async () => {
  const { endMs, calls } = await failing("initial", minutes(5), { until: ["running"], through: ["initial"] });
  expect(endMs).toBeLessThan(minutes(12));
  expect(calls.filter((call) => call === "DescribeTaskInfo").length).toBeLessThan(5);
});

test("a second deletion that fails: is reported at the next look, although the list shows the first failure", async () => {
  const wait = { until: ["gone"], through: ["deleting", "delete_failed"] };
  const { endMs } = await failing("delete_failed", minutes(1), wait);
  expect(endMs).toBeLessThanOrEqual(minutes(1) + seconds(15));
});

test("five creations that fail: are reported with their reasons as soon as a single one would be", async () => {
  const [alone, together] = [await creations(1), await creations(5)];
  expect(together.messages).toEqual(Array(5).fill(expect.stringContaining(FAILURE.message)));
  expect(together.tookMs).toBeLessThan(alone.tookMs + minutes(1));
});

test("a list that is throttled for long holds no wait up beyond the time for which it would serve", async () => {
  const simulator = await Simulator.start({ progression: "manual" });
  const clock = new SharedClock((ms) => simulator.advance(ms));
  const context = new Cloud(simulator, clock).context();
  const headers = { "x-acs-retry-after": "120000" };
  const fault = { kind: "status", status: 429, code: "Throttling.User", headers } as const;
  simulator.failNext("DescribeClustersForRegion", fault, { times: 20 });
  const [list, place] = [sharedList(), { region: "cn-hangzhou", id: "c-1" }];
  for (let wait = 0; wait < 4; wait++) list.enter(place);
  try {
    const waits = [minutes(60), minutes(1)].map((deadline) => list.stateOf(place, { ...context, deadline }));
    expect(await Promise.all(waits)).toEqual([undefined, undefined]);
    expect(clock.now()).toBeLessThan(minutes(1));
    expect(simulator.requests()).toHaveLength(1);
  } finally {
    clock.end();
    await simulator.close();
  }
});
