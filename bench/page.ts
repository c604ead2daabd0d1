import { table as fleetTable, type Row } from "./fleet";
import type { HostCost } from "./hosts";
import type { Step } from "./micro";
import type { Operation, Run, Wait } from "./operations";
import { barChart } from "./plot";
import type { Cost } from "./stock";

/** Everything that `npm run bench` measures. */
export interface Results {
  readonly machine: { readonly cores: number; readonly gibibytes: number };
  readonly stock: readonly Cost[];
  readonly hosts: readonly HostCost[];
  readonly waits: readonly Wait[];
  readonly runs: readonly Run[];
  readonly roundTripMs: number;
  readonly fleet: readonly Row[];
  readonly micro: readonly Step[];
  readonly minutes: number;
}

const contenders: Readonly<Record<string, string>> = {
  stock: "stock dynamic provider",
  dynamic: "this package, dynamic",
  plugin: "this package, plugin",
};

const operations: Readonly<Record<Operation, string>> = {
  create: "create",
  nothing: "up without a change",
  rename: "rename",
  tags: "change of tags",
  refresh: "refresh",
  delete: "delete",
};

/** The page, and its pictures by their names. */
export function page(results: Results): { readonly text: string; readonly pictures: Readonly<Record<string, string>> } {
  const { machine, stock, hosts, waits, runs, roundTripMs, fleet, micro, minutes } = results;
  const text = `<!-- Written by "npm run bench". -->
# Benchmarks

\`npm run bench\` measures everything on this page anew, in ${minutes < 1 ? "under a minute" : `about ${Math.ceil(minutes)} minutes`}, and writes it. Everything speaks to the simulator on loopback; no figure is of a live account. What stands in one table was measured in one run, in turn, so compare within a table: the figures themselves are those of a machine with ${machine.cores} cores and ${machine.gibibytes} GiB of memory, which may have had other work.

## Against a dynamic provider of one's own

The way without a package is a \`pulumi.dynamic.Resource\` whose provider is a class in the program: \`bench/programs/stock.ts\` creates and deletes the same clusters through the vendor's SDK, with none of the checks, updates, retries, adoption or reading back. Pulumi writes its methods into the state of each resource.

![Preview time, state size and memory, against the stock dynamic provider](benchmarks/stock.svg)

${table(["", "first preview", "preview, no change", "state per cluster", "of that, code", "peak memory of the provider"], stock.map(costRow(stock[0] as Cost)))}

Times are of whole commands, the engine's start included. The bare pattern records five values of a cluster, this package all that ACK tells.

## The hosts alone

One process of each form until it tells its port, the middle of several starts in turn. The dynamic host has loaded no provider yet. \`npm run bench:hosts\` measures this alone.

${hostTable(hosts)}

## Waiting beyond the server

The provider's core and the simulator on one simulated clock, with the default settings: how much longer a change takes than the server works on it, polls that come late included. Mean (and most) over different chance. Beside it the fixed pauses that terraform-provider-alicloud (in August 2026), and with it pulumi-alicloud, makes before it looks, as its source has them, and what they come to beyond the same server's time; its polls every 3 to 10 seconds come on top.

![Seconds beyond the server's own time](benchmarks/waits.svg)

${table(["", "the server works", "beyond that", "calls", "terraform-provider-alicloud: fixed pauses", "beyond the server, at least"], [...waits.map(waitRow), ["*the least possible*", "", "one round trip", "", "", ""]])}

Least possible is a client that is told the moment when the server is done: the server's time and one round trip. ACK tells nobody, so it has to be asked; pauses between looks grow from 2 to 15 seconds. A round trip takes no simulated time; with the vendor's client to the simulator it takes ${number(roundTripMs)} ms here.

## A whole command

One cluster through the real engine, in turn with an empty program, and with a server that has done everything at once. What is left is the engine's start, the host's start, and the provider.

${table(["", "empty program", "dynamic", "plugin", "dynamic, beyond the empty one", "plugin, beyond it", "calls, dynamic", "calls, plugin"], [...runs.map(runRow), leastRow(runs, roundTripMs)])}

## Many clusters in one stack

The provider's core on a simulated clock, all clusters at once, with a simulator that throttles: 10 reads and 2 writes a second.

${fleet.length === 0 ? "" : `![Simulated minutes by number of clusters](benchmarks/fleet.svg)\n\n`}${fleetTable(fleet)}

"Real" is the time of one process that holds both sides; its memory includes the simulator and its record of all requests.

## The pure steps

What a preview, and each call, does for one cluster in the process. Middle of all runs, and their median deviation.

${table(
  ["", "middle", "deviation"],
  micro.map(({ name, microseconds, spread }) => [name, `${number(microseconds)} µs`, `±${Math.round(spread * 100)} %`]),
)}
`;
  return {
    text,
    pictures: { "stock.svg": stockPicture(stock), "waits.svg": waitsPicture(waits), "fleet.svg": fleetPicture(fleet) },
  };
}

function costRow(base: Cost) {
  const ratio = (value: number, of: number) => (of === 0 ? "" : ` (${(value / of).toFixed(2)}×)`);
  return (cost: Cost): string[] => [
    contenders[cost.contender] ?? cost.contender,
    seconds(cost.firstPreviewMs) + ratio(cost.firstPreviewMs, base.firstPreviewMs),
    seconds(cost.previewMs) + ratio(cost.previewMs, base.previewMs),
    kilobytes(cost.stateBytesPerCluster) + ratio(cost.stateBytesPerCluster, base.stateBytesPerCluster),
    `${Math.round(cost.codeBytesPerCluster)} B`,
    cost.peakBytes === 0 ? "not measured" : mebibytes(cost.peakBytes) + ratio(cost.peakBytes, base.peakBytes),
  ];
}

/** The section's table, with ratios to the dynamic host. */
export function hostTable(hosts: readonly HostCost[]): string {
  const [base] = hosts;
  const ratio = (value: number, of = 0) => (of === 0 ? "" : ` (${(value / of).toFixed(2)}×)`);
  const rows = hosts.map(({ host, startMs, residentBytes }) => [
    contenders[host] ?? host,
    `${number(startMs)} ms${ratio(startMs, base?.startMs)}`,
    residentBytes === 0 ? "not measured" : mebibytes(residentBytes) + ratio(residentBytes, base?.residentBytes),
  ]);
  return table(["", "until the port is told", "resident memory then"], rows);
}

function waitRow({ operation, serverMs, beyondMs, calls, theirPausesMs, theirBeyondMs }: Wait): string[] {
  return [
    operations[operation],
    seconds(serverMs),
    `${seconds(beyondMs.mean)} (${seconds(beyondMs.most)})`,
    number(calls),
    theirPausesMs.length === 0 ? "none" : theirPausesMs.map(seconds).join(", then "),
    seconds(theirBeyondMs),
  ];
}

function runRow({ operation, engineMs, dynamicMs, pluginMs, dynamicCalls, pluginCalls }: Run): string[] {
  return [
    operations[operation],
    ...[engineMs, dynamicMs, pluginMs, dynamicMs - engineMs, pluginMs - engineMs].map(seconds),
    String(dynamicCalls),
    String(pluginCalls),
  ];
}

function leastRow(runs: readonly Run[], roundTripMs: number): string[] {
  const engine = runs.find(({ operation }) => operation === "rename")?.engineMs ?? 0;
  const least = `${number(roundTripMs)} ms`;
  return [
    "*the least possible, for one call*",
    seconds(engine),
    seconds(engine + roundTripMs),
    seconds(engine + roundTripMs),
    least,
    least,
    "1",
    "1",
  ];
}

function stockPicture(costs: readonly Cost[]): string {
  const group = (title: string, value: (cost: Cost) => number, text: (value: number) => string) => ({
    title,
    bars: costs.map((cost) => ({
      label: contenders[cost.contender] ?? "",
      value: value(cost),
      text: text(value(cost)),
    })),
  });
  return barChart(
    "Against a dynamic provider of one's own",
    [
      group("First preview", (cost) => cost.firstPreviewMs, seconds),
      group("State per cluster", (cost) => cost.stateBytesPerCluster, kilobytes),
      group("Peak memory of the provider", (cost) => cost.peakBytes, mebibytes),
    ],
    "own",
  );
}

function waitsPicture(waits: readonly Wait[]): string {
  const shown = waits.filter(({ beyondMs, theirBeyondMs }) => beyondMs.mean + theirBeyondMs > 1000);
  return barChart(
    "Seconds beyond the server's own time",
    shown.map(({ operation, beyondMs, theirBeyondMs }) => ({
      title: operations[operation],
      bars: [
        {
          label: "terraform, at least",
          value: theirBeyondMs,
          text: theirBeyondMs === 0 ? "no fixed pause, its polls only" : seconds(theirBeyondMs),
        },
        { label: "this package", value: beyondMs.mean, text: seconds(beyondMs.mean) },
      ],
    })),
    "shared",
  );
}

function fleetPicture(rows: readonly Row[]): string {
  const counts = [...new Set(rows.map(({ clusters }) => clusters))];
  return barChart(
    "Simulated minutes by number of clusters",
    counts.map((count) => ({
      title: `${count} cluster${count === 1 ? "" : "s"}`,
      bars: rows
        .filter(({ clusters }) => clusters === count)
        .map(({ phase, simulatedMinutes }) => ({
          label: phase,
          value: simulatedMinutes,
          text: `${number(simulatedMinutes)} min`,
        })),
    })),
    "shared",
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, column) => (column === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}

const seconds = (ms: number) => `${number(ms / 1000)} s`;
const kilobytes = (bytes: number) => `${number(bytes / 1000)} kB`;
const mebibytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MiB`;

/** Three figures at the most, and no more than two after the point. */
function number(value: number): string {
  if (Math.abs(value) < 0.005) return "0";
  return String(Number(value.toFixed(Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0)));
}
