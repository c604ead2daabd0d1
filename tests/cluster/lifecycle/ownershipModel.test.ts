import { AUTO_VPC } from "../support/inputs";
import { explore, type Moment, type Outcome, Run } from "../support/interleavings";
import type { MemoryOptions } from "../support/memoryCloud";
import type { Stack } from "../support/stack";

const up = (stack: Stack) => stack.up(AUTO_VPC);
const refresh = async (stack: Stack) => {
  if (stack.state !== undefined) await stack.refresh();
};

/** A stack with what this one has recorded, alone in a cloud of its own. */
async function tries(
  run: Moment,
  { cloud }: Outcome,
  step: (stack: Stack) => Promise<unknown>,
): Promise<Error | undefined> {
  const copy = new Run(run.label);
  copy.stack.state = run.record;
  copy.alone(cloud.copy());
  return step(copy.stack).then(
    () => undefined,
    (error: Error) => error,
  );
}

/** A run that was killed could say nothing, and one that failed is tried again: a stack without a record goes on. */
async function afterwards({ cloud, runs, schedule }: Outcome): Promise<Outcome> {
  const next: Run[] = [];
  for (const run of runs) {
    const later = new Run(run.label);
    later.stack.state = run.record;
    later.errors.push(...run.errors);
    later.alone(cloud);
    if (run.record === undefined) await later.work([up]);
    next.push(later);
  }
  return { cloud, runs: next, schedule };
}

async function judge(outcome: Outcome): Promise<void> {
  const fault = await faultIn(
    await afterwards(outcome),
    outcome.runs.some(({ state }) => state === "killed"),
  );
  if (fault === undefined) return;
  const { runs, schedule } = outcome;
  const story = schedule.map(({ run, fate }) => `${runs[run]?.label}: ${fate}`);
  throw new Error(
    [fault, ...story, ...runs.map(({ label, heard }) => `${label} heard ${heard.join("\n")}`)].join("\n"),
  );
}

async function faultIn(outcome: Outcome, hasKills: boolean): Promise<string | undefined> {
  const { cloud, runs } = outcome;
  const id = cloud.cluster?.cluster_id;
  const recording = runs.filter(({ record }) => record !== undefined);
  if (recording.some(({ record }) => record?.id !== id)) return "a stack records a cluster that is not there";
  if (id === undefined) return undefined;
  const told = runs.some(({ errors }) => errors.some(({ message }) => message.includes(id)));
  if (recording.length === 0 && !told) return "no stack records the cluster, and no error names it";
  const deletions = await Promise.all(recording.map((run) => tries(run, outcome, (stack) => stack.destroy())));
  const able = deletions.filter((error) => error === undefined).length;
  if (able > 1) return "two stacks may delete the cluster";
  if (able === 0 && !hasKills && recording.length > 0) return "no stack may delete the cluster that one records";
  return undefined;
}

describe("two stacks that create one cluster, in every order of their calls, each killed at any", () => {
  test.each<MemoryOptions>([
    { looks: 0, end: "running" },
    { looks: 1, end: "running" },
    { looks: 1, end: "failed" },
  ])("%j: at most one of them may delete it, and it is recorded or named", async (options) => {
    expect(await explore({ ...options, losesAnswers: true }, [[up], [up]], judge)).toBeGreaterThan(500);
  });

  test("and that go on with a refresh and another up: the same holds", async () => {
    const options = { looks: 0, end: "running", losesAnswers: false } as const;
    expect(
      await explore(
        options,
        [
          [up, refresh, up],
          [up, refresh, up],
        ],
        judge,
      ),
    ).toBeGreaterThan(1000);
  });
});
