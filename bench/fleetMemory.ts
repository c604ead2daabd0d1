/**
 * What one more cluster adds to the memory of the provider's core: `npx tsx bench/fleetMemory.ts [count]`.
 *
 * The core creates a fleet in a process of its own, and the simulator stays in this one.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { readSettings } from "../provider/ack/settings";
import { standaloneContext } from "../provider/hosts/standalone";
import { Simulator } from "../simulator";
import { Stack } from "../tests/cluster/support/stack";

const CLUSTERS = 100;
/** The argument that makes a process the core's. */
const CORE = "core";

/** The peak of resident memory that each cluster beyond the first adds, in bytes. */
export async function bytesPerCluster(clusters: number = CLUSTERS): Promise<number> {
  const [one, all] = [await peak(1), await peak(clusters)];
  return (all - one) / Math.max(1, clusters - 1);
}

async function peak(clusters: number): Promise<number> {
  const simulator = await Simulator.start({ clusterQuota: clusters });
  try {
    const [account] = simulator.accounts;
    const config = {
      "alicloud:region": "cn-hangzhou",
      "alicloud:accessKey": account.accessKeyId,
      "alicloud:secretKey": account.accessKeySecret,
      "alicloud:endpoints": JSON.stringify({ cs: simulator.url, sts: simulator.url }),
      "ack-serverless:readsPerSecond": "5000",
      "ack-serverless:writesPerSecond": "5000",
      "ack-serverless:pollIntervalMs": "100",
    };
    const core = fork(__filename, [CORE], { execArgv: ["--import", "tsx"] });
    core.send({ clusters, config });
    const [bytes] = (await once(core, "message")) as [number];
    if (simulator.clusters().length !== clusters) throw new Error("a cluster is missing or doubled");
    return bytes;
  } finally {
    await simulator.close();
  }
}

/** The core's process: creates the fleet, and tells the peak of its memory. */
async function create(clusters: number, config: Readonly<Record<string, string | undefined>>): Promise<number> {
  const lookup = (key: string) => config[key];
  const context = standaloneContext({ config: lookup, env: {} });
  const world = { settings: () => readSettings(lookup, {}).settings, context: () => context };
  const urn = (index: number) => `urn:pulumi:dev::fleet::pulumi-nodejs:dynamic/ack:ServerlessCluster::c${index}`;
  const stacks = Array.from({ length: clusters }, (_, index) => new Stack(world, urn(index)));
  await Promise.all(stacks.map((stack) => stack.up({ zoneId: "cn-hangzhou-i" })));
  return process.resourceUsage().maxRSS * 1024;
}

if (require.main === module && process.argv[2] === CORE)
  process.once("message", async (task: { clusters: number; config: Readonly<Record<string, string>> }) => {
    process.send?.(await create(task.clusters, task.config));
    process.disconnect();
  });
else if (require.main === module)
  void bytesPerCluster(Number(process.argv[2] ?? CLUSTERS)).then((bytes) =>
    console.log(`${(bytes / 2 ** 20).toFixed(2)} MiB for each cluster beyond the first`),
  );
