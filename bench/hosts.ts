/**
 * How long the plugin takes to start, and how much memory, beside the dynamic host: `npm run bench:hosts`.
 *
 * The two start alternately, so that a busy machine affects both, and are measured once they report their port. The
 * dynamic host has not loaded a provider by then. Ratios are of medians.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { median, type Sample, sample } from "./sample";

const root = join(__dirname, "..");
const STARTS = 11;

const scripts = {
  plugin: join(root, "bin", "pulumi-resource-ack-serverless"),
  dynamic: require.resolve("@pulumi/pulumi/cmd/dynamic-provider"),
};

interface Start {
  readonly ms: number;
  /** Resident; 0 where the system does not report it. */
  readonly bytes: number;
}

async function start(script: string): Promise<Start> {
  const began = performance.now();
  // Neither calls the engine before the engine calls it, so nothing has to listen at that address.
  const child = spawn(process.execPath, [script, "127.0.0.1:1"], { cwd: root, stdio: ["pipe", "pipe", "ignore"] });
  try {
    await port(child);
    return { ms: performance.now() - began, bytes: resident(child) };
  } finally {
    child.kill("SIGKILL");
  }
}

function port(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.stdout?.once("data", () => resolve());
    child.once("exit", (code) => reject(new Error(`it ended with ${code} before it reported its port`)));
  });
}

function resident({ pid }: ChildProcess): number {
  if (process.platform !== "linux") return 0;
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) * 1024;
}

/** What one host needs until it reports its port. */
export interface HostCost {
  readonly host: keyof typeof scripts;
  /** In milliseconds. */
  readonly start: Sample;
  /** Resident then, the median; 0 where the system does not report it. */
  readonly residentBytes: number;
}

/** Starts both hosts in turn, so many times each. */
export async function hosts(rounds: number): Promise<HostCost[]> {
  const starts: Record<keyof typeof scripts, Start[]> = { dynamic: [], plugin: [] };
  const names = Object.keys(starts) as (keyof typeof scripts)[];
  for (let count = 0; count < rounds; count++) {
    for (const name of names) starts[name].push(await start(scripts[name]));
  }
  return names.map((host) => ({
    host,
    start: sample(starts[host].map(({ ms }) => ms)),
    residentBytes: median(starts[host].map(({ bytes }) => bytes)),
  }));
}

if (require.main === module) {
  void hosts(STARTS).then((costs) => {
    for (const { host, start, residentBytes } of costs)
      console.log(
        `${host}: ${start.median.toFixed(0)} ms until the port is reported, ${Math.round(residentBytes / 2 ** 20)} MiB then`,
      );
  });
}
