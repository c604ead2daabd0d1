import { chance } from "../../../bench/clock";
import type { Context, Durations } from "../../../provider/cluster/context/context";
import { durations } from "../../../provider/cluster/observe/durations";
import { settle } from "../../../provider/cluster/observe/settle";
import { sharedList } from "../../../provider/cluster/observe/sharedList";
import { manualClock } from "../../ack/support/clock";
import { settingsFrom } from "../../ack/support/connection";
import { minutes, seconds } from "../support/clock";

const REGION = "cn-hangzhou";
const place = { region: REGION, id: "c-1" };
const time = (ms: number) => new Date(ms).toISOString();
const stageTime = (ms: number) => time(ms).slice(0, 19).replace("T", " ");

interface Server {
  /** The length of each stage of the task, in milliseconds. */
  readonly stagesMs: readonly number[];
  /** When the cluster's state shows the end, in milliseconds after the task's own. */
  readonly lagMs?: number;
  /** The state in which the cluster ends. Default `running`. */
  readonly goal?: string;
  /** Four clusters are awaited, and one list shows them all. */
  readonly isFleet?: true;
  readonly pollIntervalMs?: number;
  /** When the wait gives up, in milliseconds. Default one hour. */
  readonly timeoutMs?: number;
  /** What ACK answers to the other operations. */
  readonly others?: Readonly<Record<string, object>>;
}

/** A task that began at 0, as DescribeTaskInfo reports it at some time. */
function taskAt(nowMs: number, stagesMs: readonly number[], id = "T-1"): object {
  const starts = stagesMs.map((_, stage) => stagesMs.slice(0, stage).reduce((sum, ms) => sum + ms, 0));
  const endMs = stagesMs.reduce((sum, ms) => sum + ms, 0);
  return {
    task_id: id,
    task_type: "cluster_create",
    state: nowMs < endMs ? "running" : "success",
    created: time(0),
    updated: time(Math.min(nowMs, endMs)),
    stages: starts.filter((ms) => ms <= nowMs).map((ms) => ({ start_time: stageTime(ms) })),
  };
}

/** One wait for a creation: when it ended after the server's end, in milliseconds, its calls, its looks and its failure. */
async function creation(server: Server, learned: Durations | undefined, seed = 1) {
  const random = chance(seed);
  const clock = { ...manualClock(), random };
  let now = 0;
  clock.now = () => now;
  let looks = 1;
  clock.sleep = async (ms) => {
    now += ms;
    looks += 1;
  };
  const endMs = server.stagesMs.reduce((sum, ms) => sum + ms, 0);
  const readyMs = endMs + (server.lagMs ?? 0);
  const calls: string[] = [];
  const list = server.isFleet && sharedList();
  for (const id of ["c-2", "c-3", "c-4"]) if (list) list.enter({ region: REGION, id });
  const answer = (operation: string): unknown => {
    const cluster = { cluster_id: "c-1", state: now < readyMs ? "initial" : (server.goal ?? "running") };
    if (operation === "DescribeClusterDetail") return cluster;
    if (list && operation === "DescribeClustersForRegion") return { clusters: [cluster] };
    return server.others?.[operation] ?? taskAt(now, server.stagesMs);
  };
  const context: Context = {
    settings: settingsFrom({ "ack-serverless:pollIntervalMs": String(server.pollIntervalMs ?? 2000) }),
    clock,
    deadline: server.timeoutMs ?? minutes(60),
    ...(list && { sharedList: list }),
    ...(learned && { durations: learned }),
    ack: (region) => ({
      region,
      call: async (operation: string, { path }) => {
        calls.push(operation);
        if (path?.taskId === "T-0") return taskAt(minutes(60), server.stagesMs, "T-0");
        return answer(operation);
      },
    }),
    report: () => {},
    warn: () => {},
    note: () => {},
  };
  const wait = { until: ["running"], through: ["initial", "updating"], taskId: "T-1", begun: "CreateCluster" } as const;
  const failure = await settle(place, wait, context).then(
    () => undefined,
    (error: Error) => error.message,
  );
  return { lateMs: now - readyMs, calls, looks, failure };
}

const count = (calls: readonly string[], operation: string) => calls.filter((call) => call === operation).length;
const four = (ms: number) => [0.1, 0.4, 0.3, 0.2].map((share) => share * ms);

test("a look is one call: the task, and the cluster from time to time and at the end", async () => {
  const { calls, looks } = await creation({ stagesMs: four(seconds(230)) }, undefined);
  expect(calls.slice(0, 4)).toEqual([
    "DescribeClusterDetail",
    "DescribeTaskInfo",
    "DescribeTaskInfo",
    "DescribeTaskInfo",
  ]);
  expect(calls.slice(-2)).toEqual(["DescribeTaskInfo", "DescribeClusterDetail"]);
  expect(count(calls, "DescribeClusterDetail")).toBe(8);
  // The first look and the last one make two calls.
  expect(calls.length).toBe(looks + 2);
});

test("the end of the task proves nothing: the cluster itself is looked at until it runs", async () => {
  const { calls, lateMs } = await creation({ stagesMs: [minutes(1)], lagMs: minutes(1) }, undefined);
  expect(lateMs).toBeGreaterThanOrEqual(0);
  const end = calls.lastIndexOf("DescribeTaskInfo");
  expect(calls.slice(end + 1).every((call) => call === "DescribeClusterDetail")).toBe(true);
  expect(calls.length - end - 1).toBeGreaterThan(2);
});

describe("a cluster whose task still says running", () => {
  const readyAfter = (ms: number) => ({ stagesMs: [minutes(6)], lagMs: ms - minutes(6) });
  const PAUSE_MS = seconds(15);
  const LIST_MS = seconds(2 * 2);

  test.each(["running", "failed"])("is seen to be %s within half a minute and a pause", async (goal) => {
    const { lateMs, failure } = await creation({ ...readyAfter(seconds(130)), goal }, undefined);
    expect(lateMs).toBeLessThanOrEqual(seconds(30) + PAUSE_MS);
    expect(failure ?? "running").toContain(goal);
  });

  test("is seen at the next look where the list shows it", async () => {
    const { lateMs } = await creation({ ...readyAfter(seconds(10)), isFleet: true }, undefined);
    expect(lateMs).toBeLessThanOrEqual(PAUSE_MS + LIST_MS);
  });

  describe.each([
    ["alone", {}],
    ["in a fleet", { isFleet: true }],
  ] as const)("at the last look, %s,", (_, options) => {
    const lastLook = { ...readyAfter(seconds(114)), timeoutMs: seconds(115), ...options };

    test("counts as running, if it is", async () => {
      const { failure, lateMs } = await creation(lastLook, undefined);
      expect([failure, lateMs]).toEqual([undefined, seconds(1)]);
    });

    test("is in the state that the error names", async () => {
      const { failure } = await creation({ ...lastLook, goal: "updating" }, undefined);
      expect(failure).toMatch(/^cluster c-1 is still updating after 1\.9 min; seen: initial \d+x, updating 1x$/);
    });
  });
});

test("how long a creation took is remembered, with its stages", async () => {
  const learned = durations();
  await creation({ stagesMs: four(minutes(4)) }, learned);
  expect(learned.of(REGION, "CreateCluster")).toEqual([
    { totalMs: minutes(4), stagesMs: [0, seconds(24), seconds(120), seconds(192)] },
  ]);
});

test("a long wait asks once in a run how long the last creation in the region took", async () => {
  const learned = durations();
  const others = {
    DescribeClustersForRegion: {
      clusters: [
        { cluster_id: "c-1", state: "initial", created: time(3) },
        { cluster_id: "c-old", state: "running", created: time(1) },
        { cluster_id: "c-new", state: "running", created: time(2) },
      ],
    },
    DescribeClusterTasks: { tasks: [{ task_id: "T-0", task_type: "cluster_create", state: "success" }] },
  };
  const server = { stagesMs: four(minutes(4)), others };
  const first = await creation(server, learned);
  const asked = ["DescribeClustersForRegion", "DescribeClusterTasks"];
  expect(asked.map((operation) => count(first.calls, operation))).toEqual([1, 1]);
  const second = await creation(server, learned);
  expect(asked.map((operation) => count(second.calls, operation))).toEqual([0, 0]);
});

test("an earlier task that is asked for holds no look up, and is asked for once", async () => {
  const unanswered = { DescribeClustersForRegion: new Promise(() => {}) };
  const server = { stagesMs: four(minutes(4)) };
  const [known, hanging] = [
    await creation({ ...server, others: { DescribeClustersForRegion: {} } }, durations()),
    await creation({ ...server, others: unanswered }, durations()),
  ];
  expect(hanging).toEqual(known);
  expect(count(hanging.calls, "DescribeClustersForRegion")).toBe(1);
});

test("a short poll interval is for the first looks: later pauses grow to a second and more", async () => {
  const server = { stagesMs: four(minutes(4)) };
  const { looks } = await creation(server, durations());
  const short = await creation({ ...server, pollIntervalMs: 10 }, durations());
  expect(short.looks).toBeLessThan(3 * looks);
});

describe("over many servers, against pauses that only grow", () => {
  const SEEDS = 60;
  const normal = (random: () => number) => Array.from({ length: 12 }, random).reduce((sum, one) => sum + one, -6);

  /** Mean lateness and calls; `earlier` as a factor of the time that the creation takes. */
  async function means(earlier: "unwatched" | "unknown" | number) {
    let [late, calls, looks] = [0, 0, 0];
    for (let seed = 1; seed <= SEEDS; seed++) {
      const random = chance(seed);
      const ms = minutes(4) * Math.exp(0.4 * normal(random));
      const noisy = (factor: number) => four(ms * factor).map((stage) => stage * Math.exp(0.1 * normal(random)));
      const learned = earlier === "unwatched" ? undefined : durations();
      if (typeof earlier === "number") {
        const stages = noisy(earlier);
        const starts = stages.map((_, stage) => stages.slice(0, stage).reduce((sum, one) => sum + one, 0));
        const totalMs = stages.reduce((sum, one) => sum + one, 0);
        learned?.add(REGION, "CreateCluster", { totalMs, stagesMs: starts });
      }
      const one = await creation(
        { stagesMs: noisy(1), others: { DescribeClustersForRegion: { clusters: [] } } },
        learned,
        seed,
      );
      late += one.lateMs / SEEDS;
      calls += one.calls.length / SEEDS;
      looks += one.looks / SEEDS;
    }
    return { late, calls, looks };
  }

  test("an end is seen earlier the more is known, for three quarters of the calls of looks that read both", async () => {
    const growing = await means("unwatched");
    const unknown = await means("unknown");
    const [same, half, twice] = [await means(1), await means(0.5), await means(2)];
    const ratios = [unknown, same, half, twice].map(({ late, calls }) => ({
      late: late / growing.late,
      // Against looks that read both the task and the cluster.
      calls: calls / (2 * growing.looks),
    }));
    const [least, ...known] = ratios.map(({ late }) => late) as [number, ...number[]];
    expect(least).toBeLessThan(0.8);
    expect(Math.max(...known)).toBeLessThan(0.25);
    expect(Math.max(...ratios.map(({ calls }) => calls))).toBeLessThan(0.75);
  });
});
