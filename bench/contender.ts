import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Simulator } from "../simulator";
import { EngineStack, loadProgram, simulatorConfig } from "../tools/engine/engine";

const root = join(__dirname, "..");

/** What is compared: an empty program, the pattern without a package, and the two forms of this package. */
export type Contender = "empty" | "stock" | "dynamic" | "plugin";

/** A stack with a number of clusters of one contender, against a simulator without delays. */
export interface Site {
  readonly simulator: Simulator;
  readonly stack: EngineStack;
  /** Changes the program, as a user does between two runs. */
  edit(change: (source: string) => string): void;
  close(): Promise<void>;
}

export async function site(contender: Contender, clusters: number): Promise<Site> {
  const simulator = await Simulator.start({ clusterQuota: Math.max(20, clusters) });
  const { accessKeyId, accessKeySecret } = simulator.accounts[0];
  const file = join(
    __dirname,
    "programs",
    contender === "empty" || contender === "stock" ? `${contender}.ts` : "ours.ts",
  );
  const base = (source: string) =>
    source
      .replace("const clusters = 1;", `const clusters = ${clusters};`)
      .replace(
        'from "pulumi-ack-serverless"',
        `from "pulumi-ack-serverless${contender === "plugin" ? "/plugin" : ""}"`,
      );
  const stack = await EngineStack.create({
    program: loadProgram(file, base),
    config: {
      ...simulatorConfig(simulator),
      "ack-serverless:readsPerSecond": "5000",
      "ack-serverless:writesPerSecond": "5000",
    },
    settings: { plugins: { providers: [{ name: "ack-serverless", path: join(root, "bin") }] } },
    env: { BENCH_KEY: accessKeyId, BENCH_SECRET: accessKeySecret, BENCH_ENDPOINT: simulator.endpoint() },
  });
  return {
    simulator,
    stack,
    edit(change) {
      const before = readFileSync(file, "utf8");
      if (change(before) === before) throw new Error(`${file} does not hold what is to be edited`);
      stack.program = loadProgram(file, (source) => base(change(source)));
    },
    async close() {
      await stack.dispose();
      await simulator.close();
    },
  };
}

/** How long something takes, in milliseconds. */
export async function timed(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

/** The median. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

const host = /dynamic-provider|pulumi-resource-ack-serverless/;

/** The peak memory of the stack's provider process during `action`, in bytes. 0 on systems other than Linux. */
export async function peakMemory(stack: EngineStack, action: () => Promise<unknown>): Promise<number> {
  let peak = 0;
  const look = () => {
    for (const id of stack.processes()) peak = Math.max(peak, highWater(id));
  };
  const looking = setInterval(look, 50);
  try {
    await action();
  } finally {
    clearInterval(looking);
  }
  return peak;
}

/** The kernel's own high-water mark of a provider's process. */
function highWater(id: number): number {
  try {
    if (!host.test(readFileSync(`/proc/${id}/cmdline`, "latin1"))) return 0;
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${id}/status`, "latin1"))?.[1] ?? 0) * 1024;
  } catch {
    // It has ended since it was listed.
    return 0;
  }
}
