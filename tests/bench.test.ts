import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { comparison, regressions } from "../bench/comparison";
import { page, type Results } from "../bench/page";
import { barChart } from "../bench/plot";
import { beyond, inTurn, type Sample, sample } from "../bench/sample";

const root = join(__dirname, "..");
let results: Results;

/** Each thing at its smallest size. How long it took decides nothing here. */
beforeAll(() => {
  const bench = [require.resolve("tsx/cli"), join(root, "bench", "run.ts"), "--smallest"];
  const printed = execFileSync(process.execPath, bench, {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  results = JSON.parse(printed);
});

const time = expect.any(Number);
const measured = { median: time, deviation: time };

test("against a hand-written dynamic provider: all are measured, and only its state holds its code", () => {
  const costs = { firstPreview: measured, preview: measured, stateBytesPerCluster: time, codeBytesPerCluster: time };
  expect(results.stock).toMatchObject([
    { contender: "stock", ...costs },
    { contender: "dynamic", ...costs },
    { contender: "plugin", ...costs, codeBytesPerCluster: 0 },
  ]);
  const [stock, dynamic] = results.stock;
  expect(stock?.codeBytesPerCluster).toBeGreaterThan(1000);
  // The frozen line, in the inputs and in the outputs.
  expect(dynamic?.codeBytesPerCluster).toBe(156);
  if (process.platform === "linux")
    for (const { peakBytes } of results.stock) expect(peakBytes).toBeGreaterThan(2 ** 24);
});

test("the hosts alone: both start", () => {
  expect(results.hosts).toMatchObject([{ host: "dynamic" }, { host: "plugin" }]);
  for (const { start } of results.hosts) expect(start.median).toBeGreaterThan(0);
  if (process.platform === "linux")
    for (const { residentBytes } of results.hosts) expect(residentBytes).toBeGreaterThan(2 ** 24);
});

test("part by part: each takes time, and the parts of the plugin end with this package", () => {
  const taken = results.parts.map(({ host, what, cpu }) => [host, what, cpu.median > 0]);
  expect(taken.filter(([, , takesTime]) => takesTime !== true)).toEqual([]);
  expect(taken.filter(([host]) => host === "plugin").map(([, what]) => what)).toEqual([
    "Node",
    "Node's modules for HTTP/2",
    "gRPC and this package, until the port is reported",
  ]);
  expect(taken.filter(([host]) => host === "dynamic")).toHaveLength(7);
});

test("TypeScript programs: each is previewed in a process of Node", () => {
  expect(results.programs).toEqual(
    ["empty", "pulumi", "stock", "dynamic", "plugin"].map((program) => ({ program, preview: measured })),
  );
});

test("beside an earlier version: each figure has a reference, and one that is worse or misses its target is named", () => {
  expect(results.baseline).toMatchObject({ ref: "e073ff9" });
  expect(results.baseline.figures).toHaveLength(8);
  for (const figure of results.baseline.figures) {
    expect(figure).toMatchObject({ now: measured, before: { median: time }, least: measured, target: time });
    expect(figure.before.median).toBeCloseTo(figure.ratio * figure.least.median);
  }
  const [least, of] = [sample([100]), (now: number) => sample([now])];
  const { what, ratio } = comparison("plugin start", least, of(0));
  const times = (share: number) => of(100 * ratio * share);
  expect(regressions([comparison("plugin start", least, times(0.5))])).toEqual([]);
  expect(regressions([comparison("plugin start", least, times(0.6))])).toEqual([
    `Better than before, but not as meant: ${what}, 0.60× of 0.5×.`,
  ]);
  expect(regressions([comparison("plugin start", least, times(1.1))])).toEqual([`Worse than before: ${what}, 1.10×.`]);
  // A version that was measured counts instead of the recorded one.
  expect(regressions([comparison("plugin start", least, of(106), of(100))])).toEqual([
    `Worse than before: ${what}, 1.06×.`,
  ]);
});

test("a sample is a median with its deviation, and a difference deviates as both do", async () => {
  expect(sample([5, 1, 2, 9, 3])).toEqual({ median: 3, deviation: 2 / 3 });
  expect(sample([1, 2])).toEqual({ median: 1.5, deviation: 1 / 3 });
  expect(sample([0])).toEqual({ median: 0, deviation: 0 });
  const [one, other]: Sample[] = [
    { median: 10, deviation: 0.3 },
    { median: 2, deviation: 2 },
  ] as const;
  expect(beyond(one as Sample, other as Sample)).toEqual({ median: 8, deviation: 5 / 8 });
  const order: string[] = [];
  const values = { a: [3, 1, 2], b: [6, 6, 6] };
  const taken = await inTurn(values, 3, async (subject) => {
    const value = subject.shift() as number;
    order.push(String(value));
    return value;
  });
  expect(order.join("")).toBe("361626");
  expect(taken).toEqual({ a: sample([1, 2, 3]), b: sample([6]) });
});

test("through the engine: both hosts make the same calls, and no more than are needed", () => {
  expect(
    results.runs.map(({ operation, dynamicCalls, pluginCalls }) => [operation, dynamicCalls, pluginCalls]),
  ).toEqual([
    ["create", 8, 8],
    ["nothing", 0, 0],
    ["rename", 6, 6],
    ["tags", 5, 5],
    ["refresh", 2, 2],
    ["delete", 6, 6],
  ]);
  for (const run of results.runs) expect(run).toMatchObject({ engine: measured, dynamic: measured, plugin: measured });
  expect(results.roundTripMs).toBeGreaterThan(0);
});

test("on the simulated clock: nothing is reported before the server is done, and the other provider's delay is its pauses", () => {
  for (const { beyondMs } of results.waits) expect(beyondMs.mean).toBeGreaterThanOrEqual(0);
  expect(results.waits.map(({ operation, theirBeyondMs }) => [operation, theirBeyondMs])).toEqual([
    ["create", 30_000],
    ["nothing", 0],
    ["rename", 60_000],
    ["tags", 60_000],
    ["refresh", 0],
    ["delete", 0],
  ]);
  const calls = Object.fromEntries(results.waits.map(({ operation, calls }) => [operation, calls]));
  expect(calls).toMatchObject({ nothing: 0, tags: 5, refresh: 2 });
});

test("with random servers: every change is measured by what is known of it, and is never reported early", () => {
  expect(results.looks.map(({ change, known, factor }) => [change, known, factor])).toEqual([
    ["create", "nothing", 1],
    ["rename", "nothing", 1],
    ["delete", "nothing", 1],
    ["create", "account", 1],
    ...[1, 2, 0.5].flatMap((factor) => ["create", "rename", "delete"].map((change) => [change, "run", factor])),
  ]);
  for (const { beyondMs } of results.looks) expect(beyondMs.mean).toBeGreaterThanOrEqual(0);
});

test("many clusters, and the pure steps", () => {
  expect(results.fleet.map(({ clusters, phase }) => [clusters, phase])).toEqual([
    [1, "create"],
    [1, "refresh"],
    [1, "destroy"],
  ]);
  expect(results.micro.map(({ name }) => name)).toEqual(expect.arrayContaining(["check", "request body", "answer"]));
  for (const step of results.micro) expect(step).toEqual({ name: step.name, microseconds: time, spread: time });
});

test("the page holds each table and each picture, and names the machine by cores and memory", () => {
  const { text, pictures } = page(results);
  const tables = text
    .trimEnd()
    .split(/\n\n/)
    .filter((part) => part.startsWith("|"));
  expect(tables.map((table) => table.split("\n").length - 2)).toEqual([
    3,
    2,
    10,
    8,
    5,
    6,
    7,
    13,
    7,
    3,
    results.micro.length,
  ]);
  for (const table of tables) expect(new Set(table.split("\n").map((line) => line.split(" | ").length)).size).toBe(1);
  expect(text).toMatch(/The machine had \d+ cores and \d+ GiB of memory/);
  expect(text).not.toMatch(/NaN|undefined|Infinity/);
  const shown = [...text.matchAll(/\(benchmarks\/([\w.]+)\)/g)].map(([, name]) => name);
  expect(shown).toEqual(Object.keys(pictures));
  for (const picture of Object.values(pictures)) expect(picture).not.toMatch(/NaN|undefined|Infinity/);
});

test("bars are as long as their values, on a scale of their group's own or on one for all", () => {
  const bar = (value: number) => ({ label: `<${value}>`, value, text: "" });
  const groups = [
    { title: "one", bars: [bar(1), bar(2)] },
    { title: "two", bars: [bar(4), bar(2)] },
  ];
  const widths = (svg: string) => [...svg.matchAll(/<rect [^>]*width="([\d.]+)"/g)].map(([, width]) => Number(width));
  const own = barChart("A & B", groups, "own");
  expect(widths(own)).toEqual([210, 420, 420, 210]);
  expect(widths(barChart("", groups, "shared"))).toEqual([105, 210, 420, 210]);
  expect(own).toContain("A &amp; B");
  expect(own).toContain("&lt;1>");
});
