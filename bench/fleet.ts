/**
 * The cost of a whole fleet in one stack: `npm run bench:fleet [count…]`. The provider's core and a simulator share one
 * process and one simulated clock; the simulator throttles, and its quota of clusters is raised.
 */
import { Simulator } from "../simulator";
import { Stack } from "../tests/cluster/support/stack";
import { SharedClock } from "./clock";
import { Cloud } from "./cloud";

const READS_PER_SECOND = 10;
const WRITES_PER_SECOND = 2;
const MEBIBYTE = 2 ** 20;

export interface Row {
  readonly clusters: number;
  readonly phase: string;
  readonly simulatedMinutes: number;
  readonly realSeconds: number;
  readonly calls: Readonly<Record<string, number>>;
  readonly throttled: number;
  readonly peakMebibytes: number;
}

/** Creates, refreshes and destroys a fleet. @throws Error where a cluster is missing, doubled or left */
export async function measure(clusters: number): Promise<Row[]> {
  const simulator = await Simulator.start({
    progression: "manual",
    clusterQuota: clusters,
    rateLimits: { readsPerSecond: READS_PER_SECOND, writesPerSecond: WRITES_PER_SECOND },
  });
  const clock = new SharedClock((ms) => simulator.advance(ms));
  const cloud = new Cloud(simulator, clock, {
    // On two cores, the responses to a burst of two hundred calls are late.
    "ack-serverless:readTimeoutMs": "120000",
    "ack-serverless:connectTimeoutMs": "120000",
  });
  const urn = (index: number) => `urn:pulumi:dev::fleet::pulumi-nodejs:dynamic/ack:ServerlessCluster::c${index}`;
  const stacks = Array.from({ length: clusters }, (_, index) => new Stack(cloud, urn(index)));
  const rows: Row[] = [];
  const phase = async (name: string, work: (stack: Stack) => Promise<unknown>) => {
    const [before, from, started] = [simulator.requests().length, clock.now(), performance.now()];
    let peak = 0;
    const watching = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss);
    }, 50);
    await Promise.all(stacks.map(work));
    clearInterval(watching);
    const requests = simulator.requests().slice(before);
    rows.push({
      clusters,
      phase: name,
      simulatedMinutes: (clock.now() - from) / 60_000,
      realSeconds: (performance.now() - started) / 1000,
      calls: countBy(requests.map(({ operation = "unknown" }) => operation)),
      throttled: requests.filter(({ status }) => status === 400).length,
      peakMebibytes: Math.max(peak, process.memoryUsage().rss) / MEBIBYTE,
    });
  };
  try {
    await phase("create", (stack) => stack.up({ zoneId: "cn-hangzhou-i" }));
    const ids = new Set(stacks.map(({ id }) => id));
    if (ids.size !== clusters || simulator.clusters().length !== clusters)
      throw new Error("a cluster is missing or doubled");
    await phase("refresh", (stack) => stack.refresh());
    await phase("destroy", (stack) => stack.destroy());
    if (simulator.clusters().length > 0 || simulator.resources().length > 0) throw new Error("something is left");
    return rows;
  } finally {
    await simulator.close();
  }
}

function countBy(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

/** The rows as a Markdown table. */
export function table(rows: readonly Row[]): string {
  const head = "| clusters | phase | simulated | real | calls per cluster | throttled | peak memory |";
  const lines = rows.map(({ clusters, phase, simulatedMinutes, realSeconds, calls, throttled, peakMebibytes }) => {
    const total = Object.values(calls).reduce((sum, count) => sum + count, 0);
    const each = Object.entries(calls)
      .sort(([, a], [, b]) => b - a)
      .map(([name, count]) => `${name} ${round(count / clusters)}`);
    return `| ${clusters} | ${phase} | ${round(simulatedMinutes)} min | ${round(realSeconds)} s | ${round(total / clusters)}: ${each.join(", ")} | ${throttled} | ${Math.round(peakMebibytes)} MiB |`;
  });
  return [head, "| ---: | --- | ---: | ---: | --- | ---: | ---: |", ...lines].join("\n");
}

function round(value: number): string {
  return value >= 100 ? String(Math.round(value)) : value.toFixed(value >= 10 ? 1 : 2);
}

if (require.main === module) {
  const given = process.argv.slice(2).map(Number);
  void (async () => {
    const rows: Row[] = [];
    for (const clusters of given.length > 0 ? given : [1, 10, 50, 200]) rows.push(...(await measure(clusters)));
    console.log(
      `The simulator allows ${READS_PER_SECOND} reads and ${WRITES_PER_SECOND} writes a second.\n\n${table(rows)}`,
    );
  })();
}
