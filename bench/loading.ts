/**
 * What the package costs before its first call to ACK, before and now: `npm run bench:loading [-- --baseline <git ref>]`.
 *
 * Figures are processor time and resident memory, since other load on the machine hardly changes them. All processes run in
 * turn, and each figure is a median with its deviation.
 */
import { spawn, spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { built } from "./baseline";
import { comparison, type Figure, regressions, rows } from "./comparison";
import { sample } from "./sample";

const root = join(__dirname, "..");
const STARTS = 11;

interface Cost {
  readonly cpuMs: number;
  readonly mebibytes: number;
}

/** A server without services, as the least that any provider's process is. */
const bareServer = `
  const { Server, ServerCredentials } = require("@grpc/grpc-js");
  const server = new Server();
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (_failure, port) => console.log(port));
`;

/** Starts a process, and measures it once it reports its port. Linux only: elsewhere the figures are 0. */
async function start(...args: string[]): Promise<Cost> {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["pipe", "pipe", "ignore"] });
  try {
    await new Promise((resolve, reject) => {
      child.stdout?.once("data", resolve);
      child.once("exit", (code) => reject(new Error(`${args[0]} ended with ${code} before it reported its port`)));
    });
    if (process.platform !== "linux") return { cpuMs: 0, mebibytes: 0 };
    const folder = `/proc/${child.pid}`;
    const nanoseconds = readdirSync(`${folder}/task`).map((id) =>
      Number(readFileSync(`${folder}/task/${id}/schedstat`, "utf8").split(" ")[0]),
    );
    const resident = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`${folder}/status`, "utf8"))?.[1];
    return { cpuMs: nanoseconds.reduce((sum, one) => sum + one, 0) / 1e6, mebibytes: Number(resident) / 1024 };
  } finally {
    child.kill("SIGKILL");
  }
}

/** The processor time that `require` of a module takes after these others. */
function load(folder: string, module: string, ...before: string[]): number {
  const script = `
    for (const name of ${JSON.stringify(before)}) require(name);
    const start = process.cpuUsage();
    require(${JSON.stringify(module)});
    const { user, system } = process.cpuUsage(start);
    console.log((user + system) / 1000);
  `;
  const { stdout, stderr } = spawnSync(process.execPath, ["-e", script], { cwd: folder, encoding: "utf8" });
  if (stdout === "") throw new Error(stderr);
  return Number(stdout);
}

/** Ends a plugin as the engine does, so that it keeps what the next start needs. */
async function prepare(plugin: string): Promise<void> {
  const child = spawn(process.execPath, [plugin, "127.0.0.1:1"], { cwd: root, stdio: ["pipe", "pipe", "ignore"] });
  child.stdout?.once("data", () => child.stdin?.end());
  await new Promise((resolve) => child.once("exit", resolve));
}

const dynamic = "./dist/provider/hosts/dynamic.js";
/** What Pulumi's host has loaded before it loads a provider. */
const loadedByHost = ["@grpc/grpc-js", "@pulumi/pulumi/proto/provider_pb"];

/**
 * Measures this version and, where `ref` names one, another; without it the recorded ratios stand for the version before.
 *
 * @param rounds  how often each process is started
 */
export async function loading(rounds: number, ref?: string): Promise<Figure[]> {
  const before = ref === undefined ? undefined : built(ref);
  const folders = before === undefined ? [root] : [root, before];
  const plugin = (folder: string) => join(folder, "bin", "pulumi-resource-ack-serverless");
  for (const folder of folders) await prepare(plugin(folder));
  const bare: Cost[] = [];
  const bareLoads: number[] = [];
  const starts = folders.map((): Cost[] => []);
  const loads = folders.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1) {
    bare.push(await start("-e", bareServer));
    bareLoads.push(load(root, loadedByHost[0] as string));
    for (const [index, folder] of folders.entries()) {
      starts[index]?.push(await start(plugin(folder), "127.0.0.1:1"));
      loads[index]?.push(load(folder, dynamic, ...loadedByHost));
    }
  }
  const cpu = (costs: readonly Cost[]) => sample(costs.map(({ cpuMs }) => cpuMs));
  const memory = (costs: readonly Cost[]) => sample(costs.map(({ mebibytes }) => mebibytes));
  const [nowStarts = [], beforeStarts] = starts;
  const [nowLoads = [], beforeLoads] = loads;
  return [
    comparison("plugin start", cpu(bare), cpu(nowStarts), beforeStarts && cpu(beforeStarts)),
    comparison("plugin memory", memory(bare), memory(nowStarts), beforeStarts && memory(beforeStarts)),
    comparison("dynamic load", sample(bareLoads), sample(nowLoads), beforeLoads && sample(beforeLoads)),
  ];
}

async function main({ baseline }: { baseline?: string }): Promise<void> {
  const figures = await loading(STARTS, baseline);
  for (const row of rows(figures)) console.log(row.join(" | "));
  for (const text of regressions(figures)) console.log(`WORSE: ${text}`);
}

if (require.main === module) {
  void new Command("bench:loading")
    .description("Compares what the package costs before its first call with another version.")
    .option("--baseline <ref>", "a version of this repository that git has; default: the recorded ratios")
    .action(main)
    .parseAsync();
}
