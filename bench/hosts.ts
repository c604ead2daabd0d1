/**
 * How long the plugin takes to start, and how much memory, beside the dynamic host: `npm run bench:hosts`.
 *
 * Both are started in turn, so that a busy machine weighs on both, and measured once they tell their port; the dynamic
 * host has loaded no provider then. Ratios are of medians.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..");
const STARTS = 11;

const scripts = {
  plugin: join(root, "bin", "pulumi-resource-ack-serverless"),
  dynamic: require.resolve("@pulumi/pulumi/cmd/dynamic-provider"),
};

interface Start {
  readonly ms: number;
  /** Resident; undefined where the system does not tell. */
  readonly megabytes: number | undefined;
}

async function start(script: string): Promise<Start> {
  const began = performance.now();
  // Neither calls the engine before the engine calls it: nobody has to be at that address.
  const child = spawn(process.execPath, [script, "127.0.0.1:1"], { cwd: root, stdio: ["pipe", "pipe", "ignore"] });
  try {
    await port(child);
    return { ms: performance.now() - began, megabytes: resident(child) };
  } finally {
    child.kill("SIGKILL");
  }
}

function port(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.stdout?.once("data", () => resolve());
    child.once("exit", (code) => reject(new Error(`it ended with ${code} before it told its port`)));
  });
}

function resident({ pid }: ChildProcess): number | undefined {
  if (process.platform !== "linux") return undefined;
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kilobytes) / 1024;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}

async function main(): Promise<void> {
  const starts: Record<keyof typeof scripts, Start[]> = { plugin: [], dynamic: [] };
  for (let count = 0; count < STARTS; count++) {
    for (const name of ["plugin", "dynamic"] as const) starts[name].push(await start(scripts[name]));
  }
  const rows: [string, keyof Start, string][] = [
    ["until the port is told", "ms", "ms"],
    ["resident memory then", "megabytes", "MB"],
  ];
  for (const [what, key, unit] of rows) {
    const of = (name: keyof typeof scripts) => median(starts[name].flatMap(({ [key]: value }) => value ?? []));
    const [plugin, dynamic] = [of("plugin"), of("dynamic")];
    const figures = `plugin ${plugin.toFixed(0)} ${unit}, dynamic ${dynamic.toFixed(0)} ${unit}`;
    console.log(`${what}: ${figures}: ${(plugin / dynamic).toFixed(2)} times`);
  }
}

main().catch((failure) => {
  console.error(failure);
  process.exitCode = 1;
});
