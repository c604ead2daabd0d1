/**
 * A fleet through the real engine: `npx tsx bench/fleetEngine.ts [count]`. Real time, so the simulator and the provider's
 * own limits run ten times as fast as those of `bench:fleet`, and a creation takes ten seconds.
 */
import { ServerlessCluster } from "pulumi-ack-serverless";
import { Simulator } from "../simulator";
import { EngineStack, simulatorConfig } from "../tools/engine/engine";

const READS_PER_SECOND = 100;
const WRITES_PER_SECOND = 20;

async function main(clusters: number): Promise<void> {
  const simulator = await Simulator.start({
    progression: { seconds: 10 },
    clusterQuota: clusters,
    rateLimits: { readsPerSecond: READS_PER_SECOND, writesPerSecond: WRITES_PER_SECOND },
  });
  const names = Array.from({ length: clusters }, (_, index) => `c${index}`);
  const program = async () => {
    for (const name of names) new ServerlessCluster(name, { zoneId: "cn-hangzhou-i" });
  };
  const stack = await EngineStack.create({
    program,
    config: {
      ...simulatorConfig(simulator, { pollIntervalMs: 500 }),
      "ack-serverless:readsPerSecond": String(READS_PER_SECOND * 0.9),
      "ack-serverless:writesPerSecond": String(WRITES_PER_SECOND),
    },
  });
  const phase = async (name: string, run: () => Promise<unknown>) => {
    const [before, started] = [simulator.requests().length, performance.now()];
    await run();
    const requests = simulator.requests().slice(before);
    const throttled = requests.filter(({ status }) => status === 400).length;
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    console.log(
      `| ${clusters} | ${name} | ${seconds} s | ${(requests.length / clusters).toFixed(1)} | ${throttled} | ${simulator.clusters().length} |`,
    );
  };
  try {
    console.log("| clusters | phase | real | calls per cluster | throttled | clusters afterwards |");
    console.log("| ---: | --- | ---: | ---: | ---: | ---: |");
    await phase("create", () => stack.up("--parallel", "200"));
    await phase("refresh", () => stack.refresh("--parallel", "200"));
    await phase("destroy", () => stack.destroy("--parallel", "200"));
  } finally {
    await stack.dispose();
    await simulator.close();
  }
}

void main(Number(process.argv[2] ?? 200));
