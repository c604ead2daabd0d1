import { AsyncLocalStorage } from "node:async_hooks";
import crypto from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Request } from "../../../provider/ack/client";
import { AckError } from "../../../provider/ack/errors";
import type { Operation } from "../../../provider/ack/operations";
import { readSettings, type Settings } from "../../../provider/ack/settings";
import type { Context } from "../../../provider/cluster/context/context";
import { MemoryCloud, type MemoryOptions, refused } from "./memoryCloud";
import { type Recorded, Stack } from "./stack";

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

interface Call {
  readonly operation: Operation;
  readonly request: Request;
}

interface Pending extends Call {
  readonly answer: (answer: unknown) => void;
  readonly fail: (error: unknown) => void;
}

/** What came of a run's call: with the replies before it, it settles all that the run does next. */
interface Reply {
  readonly fate: Fate;
  /** What ACK answered, as JSON. */
  readonly answer: string;
  /** Why ACK refused the call, if it did. */
  readonly code?: string | undefined;
}

/** What the judge and a schedule look at in a run. */
export interface Moment {
  readonly label: string;
  readonly state: "working" | "ended" | "killed";
  readonly record: Recorded | undefined;
  readonly errors: readonly Error[];
  /** All that it has learned: with the cloud, it settles all that it will ever do. */
  readonly heard: readonly string[];
}

type Script = readonly ((stack: Stack) => Promise<unknown>)[];

const running = new AsyncLocalStorage<Run>();

/** One stack at work, which stops at each call until it hears what came of it. */
export class Run implements Moment {
  readonly stack: Stack;
  readonly errors: Error[] = [];
  readonly heard: string[] = [];
  pending: Pending | undefined;
  state: "working" | "ended" | "killed" = "working";
  hasLost = false;
  #now = 0;
  #attempts = 0;
  #serving: MemoryCloud | undefined;

  constructor(readonly label: string) {
    this.stack = new Stack({ settings: () => settings, context: () => this.#context() });
  }

  get record(): Recorded | undefined {
    return this.stack.state;
  }

  /** Works through these steps; one that fails is followed by the next, as a user goes on. */
  async work(steps: Script): Promise<void> {
    await running.run(this, async () => {
      for (const step of steps) {
        await step(this.stack).catch((error: Error) => {
          this.heard.push(error.message);
          this.errors.push(error);
        });
      }
    });
    this.state = "ended";
  }

  /** Works alone from here on: every call is answered at once. */
  alone(cloud: MemoryCloud): void {
    this.#serving = cloud;
  }

  /** Goes on to its next call, or to its end. */
  async hear({ fate, answer, code }: Reply): Promise<void> {
    const { operation, request, ...waiting } = this.pending as Pending;
    this.pending = undefined;
    // What it sends says which attempt is its own.
    this.heard.push(JSON.stringify([operation, request.body]), code ?? answer);
    if (fate === "kill") {
      this.state = "killed";
      return;
    }
    const { attempt } = request;
    if (fate !== "answer") {
      this.hasLost = true;
      this.heard.push(fate);
      waiting.fail(new AckError({ operation, attempt, failing: "lost", text: "gone" }));
    } else if (code !== undefined) waiting.fail(refused(code, operation, attempt));
    else waiting.answer(JSON.parse(answer));
    await nextTurn();
  }

  /** A number that no other attempt has, and that is the same each time the run is worked out. */
  attempt(bytes: number): Buffer {
    this.#attempts += 1;
    return Buffer.from(`${this.label}${this.#attempts}`.padStart(bytes, "0"));
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

/** A run after these replies. It is worked out once, whatever the other run has done meanwhile. */
class Life implements Moment {
  readonly #next = new Map<string, Life>();

  private constructor(
    private readonly run: Run,
    private readonly script: Script,
    private readonly replies: readonly Reply[],
  ) {}

  static async after(label: string, script: Script, replies: readonly Reply[] = []): Promise<Life> {
    const run = new Run(label);
    void run.work(script);
    await nextTurn();
    for (const reply of replies) await run.hear(reply);
    return new Life(run, script, replies);
  }

  get label() {
    return this.run.label;
  }
  get state() {
    return this.run.state;
  }
  get record() {
    return this.run.record;
  }
  get errors() {
    return this.run.errors;
  }
  get heard() {
    return this.run.heard;
  }
  get hasLost() {
    return this.run.hasLost;
  }
  get pending(): Call | undefined {
    return this.run.pending;
  }

  async hear(reply: Reply): Promise<Life> {
    const key = JSON.stringify(reply);
    const next = this.#next.get(key) ?? (await Life.after(this.label, this.script, [...this.replies, reply]));
    this.#next.set(key, next);
    return next;
  }
}

/** Where a schedule has led. */
export interface Outcome<R extends Moment = Moment> {
  readonly cloud: MemoryCloud;
  readonly runs: readonly R[];
  readonly schedule: readonly Choice[];
}

async function happen(before: Outcome<Life>, choice: Choice): Promise<Outcome<Life>> {
  const cloud = before.cloud.copy();
  const run = before.runs[choice.run] as Life;
  const next = await run.hear({ fate: choice.fate, ...replyOf(cloud, run.pending as Call, choice.fate) });
  return { cloud, runs: before.runs.with(choice.run, next), schedule: [...before.schedule, choice] };
}

function replyOf(cloud: MemoryCloud, { operation, request }: Call, fate: Fate): Omit<Reply, "fate"> {
  if (fate === "drop") return { answer: "{}" };
  try {
    return { answer: JSON.stringify(cloud.call(operation, request)) };
  } catch (error) {
    if (!(error instanceof AckError)) throw error;
    return { answer: "{}", code: error.code };
  }
}

/** Each attempt has a number of its own: what matters is only whose it is. */
function fingerprint({ cloud, runs }: Outcome<Life>): string {
  // Of a run that is over only its record counts, and whether its errors name the cluster.
  const memory = ({ state, hasLost, heard, record, errors }: Life) =>
    state === "working" ? [hasLost, heard] : [state, record, errors.map(({ message }) => message)];
  const text = JSON.stringify([cloud, runs.map(memory)]);
  const names = new Map<string, number>();
  return text.replace(/\b[0-9a-f]{16}\b/g, (nonce) => {
    if (!names.has(nonce)) names.set(nonce, names.size);
    return `nonce${names.get(nonce)}`;
  });
}

function choices({ runs }: Outcome<Life>, losesAnswers: boolean): Choice[] {
  return runs.flatMap(({ pending, state, hasLost }, run) => {
    if (pending === undefined || state !== "working") return [];
    const mayLose = losesAnswers && !hasLost && WRITES.includes(pending.operation);
    const fates: readonly Fate[] = mayLose ? ["answer", "lose", "drop", "kill"] : ["answer", "kill"];
    return fates.map((fate) => ({ run, fate }));
  });
}

/**
 * Lets runs work at the same time in every order that there is: after each call of each run, any run may go on, and each
 * call may be answered or be the last of a run that is killed; one write of each run may be lost, before or after it is
 * carried out. Schedules that lead to the same cloud and to runs that have learned the same are followed once.
 *
 * @param judge  hears each end
 * @returns how many different moments there are
 */
export async function explore(
  options: MemoryOptions & { readonly losesAnswers: boolean },
  scripts: readonly Script[],
  judge: (outcome: Outcome) => Promise<void>,
): Promise<number> {
  const { randomBytes } = crypto;
  const numbered = (size: number) => running.getStore()?.attempt(size) ?? randomBytes(size);
  const chance = jest.spyOn(crypto, "randomBytes").mockImplementation(numbered);
  try {
    const runs = await Promise.all(scripts.map((script, index) => Life.after("AB"[index] as string, script)));
    const seen = new Set<string>();
    const waiting: Outcome<Life>[] = [{ cloud: new MemoryCloud(options), runs, schedule: [] }];
    for (let outcome = waiting.pop(); outcome !== undefined; outcome = waiting.pop()) {
      const key = fingerprint(outcome);
      if (seen.has(key)) continue;
      seen.add(key);
      const next = choices(outcome, options.losesAnswers);
      if (next.length === 0) await judge(outcome);
      for (const choice of next) waiting.push(await happen(outcome, choice));
    }
    return seen.size;
  } finally {
    chance.mockRestore();
  }
}
