import type { Fault, RecordedRequest } from "../../simulator";
import { wideBench } from "./support/calls";
import { type Bench, expectNothingLeft, recorded, requestsDuring, whileTimePasses } from "./support/cluster";
import { EngineFailure, type Run } from "./support/stack";
import { expectTrue } from "./support/truth";

/**
 * Phase × fault × call through the real engine. Every pair of two of the three meets: each fault meets each phase (15 × 4
 * cells), and the call goes round with the sum of both indexes, so that each fault and each phase meets each call. One
 * cluster stands for each fault, so that a phase is one run of the engine for all of them.
 */
const faults: Readonly<Record<string, Fault>> = {
  "an answer that is lost": { kind: "lostAnswer" },
  "a connection that is reset": { kind: "reset" },
  "a body that is cut": { kind: "truncated" },
  "headers that come late": { kind: "slow", headersMs: 4_000 },
  "a body that comes late": { kind: "slow", bodyMs: 4_000 },
  "throttling with 400": { kind: "status", status: 400, code: "Throttling.User" },
  "throttling with 429 and a time": {
    kind: "status",
    status: 429,
    code: "Throttling",
    headers: { "x-acs-retry-after": "200" },
  },
  "throttling with 503": { kind: "status", status: 503, code: "Throttling.Api" },
  "500 when it was carried out": { kind: "status", status: 500, code: "InternalError", after: true },
  "a page of a proxy": { kind: "html", status: 502, after: true },
  "an empty answer": { kind: "empty", status: 200, after: true },
  "wrong types": {
    kind: "raw",
    status: 200,
    headers: { "content-type": "application/json" },
    body: '{"cluster_id":7,"state":[],"task_id":{},"clusters":7}',
    after: true,
  },
  "a redirect": { kind: "raw", status: 302, headers: { location: "http://127.0.0.1:1/" }, body: "{}" },
  "404 for the key": { kind: "status", status: 404, code: "InvalidAccessKeyId.NotFound" },
  "the true code in the message": {
    kind: "status",
    status: 400,
    code: "400",
    message: "Aliyun API Error: RequestId: 1 Status Code: 404 Code: EntityNotExist.Role Message: no such role",
  },
};

const phases = {
  create: ["CreateCluster", "DescribeClusterDetail", "TagResources"],
  update: ["DescribeClusterDetail", "ModifyCluster", "TagResources"],
  refresh: ["DescribeClusterDetail", "DescribeClusterResources", "DescribeClusterDetail"],
  delete: ["DescribeClusterDetail", "DeleteCluster", "DescribeClusterResources"],
} as const;
type Phase = keyof typeof phases;

interface Cell {
  readonly phase: Phase;
  readonly fault: string;
  readonly operation: string;
  /** The cluster that meets it. */
  readonly cluster: string;
}

const cells: Cell[] = (Object.keys(phases) as Phase[]).flatMap((phase, row) =>
  Object.keys(faults).map((fault, column) => ({
    phase,
    fault,
    operation: phases[phase][(row + column) % 3] as string,
    cluster: `c${String(column).padStart(2, "0")}`,
  })),
);

/** All at once, so that one failure does not keep the others from being tried. */
const all = ["--parallel", "30"];
const MOST_CALLS = 120;
const MOST_RUNS = 5;
const zone = { zoneId: "cn-hangzhou-i" };
const clusters = Object.keys(faults).map((_, column) => `c${String(column).padStart(2, "0")}`);

let life: Bench;
/** What was asked about each cluster in each phase, the run that heals it included. */
const asked = new Map<string, RecordedRequest[]>();
const errors = new Map<Phase, string>();
const met = new Set<string>();
const ids = new Map<string, string>();

/** Whose request it is: by its name in the body, or by its id. */
function isAbout(cluster: string, { path, body, query }: RecordedRequest): boolean {
  const text = `${path} ${JSON.stringify([body, query])}`;
  const id = ids.get(cluster);
  return text.includes(`"${cluster}"`) || (id !== undefined && text.includes(id));
}

function learnIds(): void {
  for (const { name, cluster_id } of life.simulator.clusters()) ids.set(name, cluster_id);
}

/** Runs a phase with its faults, each once, and again for those that an early failure kept from it; then without. */
async function go(phase: Phase, run: () => Promise<Run>): Promise<void> {
  const waiting = cells.filter((cell) => cell.phase === phase);
  const { simulator } = life;
  simulator.onRequest((request) => {
    learnIds();
    const index = waiting.findIndex(
      ({ operation, cluster }) => operation === request.operation && isAbout(cluster, request),
    );
    const [cell] = index < 0 ? [] : waiting.splice(index, 1);
    if (cell === undefined) return;
    met.add(JSON.stringify(cell));
    simulator.failNext(cell.operation, faults[cell.fault] as Fault);
  });
  const requests = await requestsDuring(simulator, async () => {
    for (let runs = 0; runs < MOST_RUNS && waiting.length > 0; runs++) {
      await whileTimePasses(simulator, run).catch((failure: unknown) => {
        if (!(failure instanceof EngineFailure)) throw failure;
        errors.set(phase, (errors.get(phase) ?? "") + failure.message);
      });
    }
    waiting.length = 0;
    await whileTimePasses(simulator, run);
  });
  for (const cluster of clusters)
    asked.set(
      `${phase} ${cluster}`,
      requests.filter((one) => isAbout(cluster, one)),
    );
}

beforeAll(async () => {
  const wishes = Object.fromEntries(clusters.map((name) => [name, { ...zone, name, tags: { round: "0" } }]));
  life = await wideBench(wishes, {
    simulation: { progression: "manual" },
    config: { "ack-serverless:readTimeoutMs": "3000", "ack-serverless:pollIntervalMs": "50" },
  });
  const { stack } = life;
  await go("create", () => stack.up(...all));
  expectTrue(life);
  for (const name of clusters)
    life.wishes[name] = { ...zone, name, tags: { round: "1" }, deletionProtection: false, timezone: "Asia/Singapore" };
  await go("update", () => stack.up(...all));
  expectTrue(life);
  expect((await stack.preview()).changes).toEqual({ same: clusters.length + 1 });
  await go("refresh", () => stack.refresh(...all));
  expectTrue(life);
  for (const name of clusters) expect(recorded(stack, name).outputs).toMatchObject({ tags: { round: "1" }, name });
  await go("delete", () => stack.destroy(...all));
});

test("nothing is left in the end", () => {
  expectNothingLeft(life.simulator);
  expect(life.stack.exportState().resources).toEqual([]);
});

test.each(cells)("$phase: $fault at $operation of $cluster makes one cluster, in a bounded number of calls", (cell) => {
  expect(met.has(JSON.stringify(cell))).toBe(true);
  const calls = asked.get(`${cell.phase} ${cell.cluster}`) ?? [];
  expect(calls.length).toBeLessThan(MOST_CALLS);
  const made = [...asked].flatMap(([key, requests]) => (key.endsWith(cell.cluster) ? requests : []));
  const named = new Set(made.flatMap(({ path }) => /\/clusters\/(c[0-9a-f]{32})/.exec(path)?.[1] ?? []));
  expect([...named]).toEqual([ids.get(cell.cluster)]);
});

const refusals = ["404 for the key", "the true code in the message"];
const isOptional = (operation: string) => operation === "DescribeClusterResources";

test.each(cells.filter(({ fault, operation }) => refusals.includes(fault) && !isOptional(operation)))(
  "$phase: $fault at $operation is reported with the cluster",
  ({ phase, cluster }) => {
    const text = errors.get(phase) ?? "";
    expect([`"${cluster}"`, `cluster ${ids.get(cluster)}`].some((name) => text.includes(name))).toBe(true);
    expect(text).not.toMatch(/TypeError|undefined|\[object/);
  },
);
