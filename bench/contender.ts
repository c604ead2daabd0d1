import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { Simulator } from "../simulator";
import { EngineStack, loadProgram, simulatorConfig } from "../tools/engine/engine";

const root = join(__dirname, "..");

/** What is compared: an empty program, the pattern without a package, and the two forms of this package. */
export type Contender = "empty" | "stock" | "dynamic" | "plugin";

/** A stack with a number of clusters of one contender, against a simulator without delays. */
export interface Site {
  readonly simulator: Simulator;
  readonly stack: EngineStack;
  /** What the program of the stock provider finds in its environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Changes the program, as a user does between two runs. */
  edit(change: (source: string) => string): void;
  close(): Promise<void>;
}

/** @param folder  of the package, compiled and bundled. Default: this version's */
export async function site(contender: Contender, clusters: number, folder: string = root): Promise<Site> {
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
        `from ${JSON.stringify(join(folder, "dist", "sdk", contender === "plugin" ? "plugin" : ""))}`,
      );
  const env = { BENCH_KEY: accessKeyId, BENCH_SECRET: accessKeySecret, BENCH_ENDPOINT: simulator.endpoint() };
  const stack = await EngineStack.create({
    program: loadProgram(file, base),
    config: {
      ...simulatorConfig(simulator),
      "ack-serverless:readsPerSecond": "5000",
      "ack-serverless:writesPerSecond": "5000",
    },
    settings: { plugins: { providers: [{ name: "ack-serverless", path: join(folder, "bin") }] } },
    env,
  });
  placePackages(join(stack.folder, "program"), { "pulumi-ack-serverless": folder });
  return {
    simulator,
    stack,
    env,
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

/** Makes a program find these packages, by their names, in these folders. */
export function placePackages(program: string, packages: Readonly<Record<string, string>>): void {
  for (const [name, folder] of Object.entries(packages)) {
    const place = join(program, "node_modules", name);
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(folder, place);
  }
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
