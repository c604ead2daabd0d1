import { setImmediate as nextTurn } from "node:timers/promises";
import type { Request } from "../../../provider/ack/client";
import { AckError } from "../../../provider/ack/errors";
import type { Operation } from "../../../provider/ack/operations";
import { readSettings, type Settings } from "../../../provider/ack/settings";
import type { Context } from "../../../provider/cluster/context/context";
import { MemoryCloud, type MemoryOptions } from "./memoryCloud";
import { Stack } from "./stack";

/**
 * What becomes of a run's next call: an answer, the answer lost on its way back, the call lost on its way there, or the
 * run killed once the call is carried out.
 */
export type Fate = "answer" | "lose" | "drop" | "kill";

/** The next event: which run's pending call is carried out, and what becomes of its answer. */
export interface Choice {
  readonly run: number;
  readonly fate: Fate;
}

interface Pending {
  readonly operation: Operation;
  readonly request: Request;
  readonly answer: (answer: unknown) => void;
  readonly fail: (error: unknown) => void;
}

/** One stack at work, which stops at each call until the schedule lets it go on. */
export class Run {
  readonly stack: Stack;
  readonly errors: Error[] = [];
  /** All that it has learned: with the cloud, it settles all that it will ever do. */
  readonly heard: string[] = [];
  pending: Pending | undefined;
  state: "working" | "ended" | "killed" = "working";
  hasLost = false;
  #now = 0;
  #serving: MemoryCloud | undefined;

  constructor(readonly label: string) {
    this.stack = new Stack({ settings: () => settings, context: () => this.#context() });
  }

  /** Works through these steps; one that fails is followed by the next, as a user goes on. */
  async work(steps: readonly ((stack: Stack) => Promise<unknown>)[]): Promise<void> {
    for (const step of steps) {
      await step(this.stack).catch((error: Error) => {
        this.heard.push(error.message);
        this.errors.push(error);
      });
    }
    this.state = "ended";
  }

  /** Works alone from here on: every call is answered at once. */
  alone(cloud: MemoryCloud): void {
    this.#serving = cloud;
  }

  #context(): Context {
    const call = (operation: Operation, request: Request) => {
      const cloud =
        this.#serving ?? (CONSTANT.includes(operation) ? new MemoryCloud({ looks: 0, end: "running" }) : undefined);
      if (cloud !== undefined) return Promise.resolve().then(() => cloud.call(operation, request));
      return new Promise<unknown>((answer, fail) => {
        this.pending = { operation, request, answer, fail };
      });
    };
    return {
      settings,
      clock: {
        now: () => this.#now,
        random: () => 0,
        sleep: async (ms) => {
          this.#now += ms;
        },
      },
      deadline: Number.POSITIVE_INFINITY,
      ack: (region) => ({ region, call: call as ReturnType<Context["ack"]>["call"] }),
      report: () => {},
      warn: () => {},
      note: () => {},
    };
  }
}

const settings: Settings = readSettings(
  (key) => ({ "alicloud:region": "cn-hangzhou", "alicloud:accessKey": "LTAI1", "alicloud:secretKey": "s" })[key],
  {},
).settings;

/** What is always answered alike and changes nothing is no event: a kill there is one after the call before it. */
const CONSTANT: readonly Operation[] = [
  "GetCallerIdentity",
  "DescribeClusterTasks",
  "DescribeClusterResources",
  "DescribeClusterUserKubeconfig",
];
const WRITES: readonly Operation[] = ["CreateCluster", "TagResources", "DeleteCluster"];

/** Where a schedule has led. */
export interface Outcome {
  readonly cloud: MemoryCloud;
  readonly runs: readonly Run[];
  readonly schedule: readonly Choice[];
}

/** The runs of a schedule, after the choices so far. */
async function replay(
  schedule: readonly Choice[],
  options: MemoryOptions,
  scripts: readonly (readonly ((stack: Stack) => Promise<unknown>)[])[],
): Promise<Outcome> {
  const cloud = new MemoryCloud(options);
  const runs = scripts.map((_, index) => new Run("AB"[index] as string));
  for (const [index, run] of runs.entries()) void run.work(scripts[index] ?? []);
  await nextTurn();
  for (const choice of schedule) await happen(choice, runs, cloud);
  return { cloud, runs, schedule };
}

async function happen({ run: index, fate }: Choice, runs: readonly Run[], cloud: MemoryCloud): Promise<void> {
  const run = runs[index] as Run;
  const { operation, request, answer, fail } = run.pending as Pending;
  run.pending = undefined;
  let reply: () => void;
  // What it sends says which attempt is its own.
  run.heard.push(JSON.stringify([operation, request.body]));
  const lost = () => fail(new AckError({ operation, attempt: request.attempt, failing: "lost", text: "gone" }));
  try {
    const answered = fate === "drop" ? {} : cloud.call(operation, request);
    const copy: unknown = JSON.parse(JSON.stringify(answered));
    run.heard.push(JSON.stringify(copy));
    reply = () => answer(copy);
  } catch (error) {
    if (!(error instanceof AckError)) throw error;
    run.heard.push(error.message);
    reply = () => fail(error);
  }
  if (fate === "kill") {
    run.state = "killed";
    return;
  }
  if (fate === "lose" || fate === "drop") {
    run.hasLost = true;
    run.heard.push(fate);
    reply = lost;
  }
  reply();
  await nextTurn();
}

/** Each attempt has a number of its own, by chance: what matters is only whose it is. */
function fingerprint({ cloud, runs }: Outcome): string {
  // Of a run that is over only its record counts, and whether its errors name the cluster.
  const memory = ({ state, hasLost, heard, stack, errors }: Run) =>
    state === "working" ? [hasLost, heard] : [state, stack.state, errors.map(({ message }) => message)];
  const text = JSON.stringify([cloud, runs.map(memory)]);
  const names = new Map<string, number>();
  return text.replace(/\b[0-9a-f]{16}\b/g, (nonce) => {
    if (!names.has(nonce)) names.set(nonce, names.size);
    return `nonce${names.get(nonce)}`;
  });
}

function choices({ runs }: Outcome, losesAnswers: boolean): Choice[] {
  return runs.flatMap(({ pending, state, hasLost }, run) => {
    if (pending === undefined || state !== "working") return [];
    const mayLose = losesAnswers && !hasLost && WRITES.includes(pending.operation);
    const fates: readonly Fate[] = mayLose ? ["answer", "lose", "drop", "kill"] : ["answer", "kill"];
    return fates.map((fate) => ({ run, fate }));
  });
}

/**
 * Lets runs work at the same time in every order that there is: after each call of each run, any run may go on, and each
 * call may be answered or be the last of a run that is killed; one write of each run may be lost, before or after it is carried out. Schedules that lead to the same cloud
 * and to runs that have learned the same are followed once.
 *
 * @param judge  hears each end
 * @returns how many different moments there are
 */
export async function explore(
  options: MemoryOptions & { readonly losesAnswers: boolean },
  scripts: readonly (readonly ((stack: Stack) => Promise<unknown>)[])[],
  judge: (outcome: Outcome) => Promise<void>,
): Promise<number> {
  const seen = new Set<string>();
  const waiting: (readonly Choice[])[] = [[]];
  for (let schedule = waiting.pop(); schedule !== undefined; schedule = waiting.pop()) {
    const outcome = await replay(schedule, options, scripts);
    const key = fingerprint(outcome);
    if (seen.has(key)) continue;
    seen.add(key);
    const next = choices(outcome, options.losesAnswers);
    if (next.length === 0) await judge(outcome);
    for (const choice of next) waiting.push([...schedule, choice]);
  }
  return seen.size;
}
