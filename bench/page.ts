import { baselineRef, type Figure, regressions, rows, waitsBefore } from "./comparison";
import { table as fleetTable, type Row } from "./fleet";
import type { HostCost } from "./hosts";
import type { Look } from "./looks";
import type { Step } from "./micro";
import type { Run, Wait } from "./operations";
import { barChart } from "./plot";
import { percent, type Sample } from "./sample";
import type { Cost } from "./stock";
import {
  contenders,
  costRow,
  hostTable,
  kilobytes,
  leastRow,
  lookRow,
  mebibytes,
  number,
  operations,
  partRow,
  programRows,
  runRow,
  seconds,
  table,
  waitRow,
} from "./tables";
import type { Part } from "./trace";
import type { ProgramCost } from "./typescript";

/** Everything that `npm run bench` measures. */
export interface Results {
  readonly machine: { readonly cores: number; readonly gibibytes: number };
  readonly stock: readonly Cost[];
  readonly hosts: readonly HostCost[];
  readonly parts: readonly Part[];
  readonly programs: readonly ProgramCost[];
  readonly baseline: { readonly ref: string; readonly figures: readonly Figure[] };
  readonly waits: readonly Wait[];
  readonly looks: readonly Look[];
  readonly runs: readonly Run[];
  readonly roundTripMs: number;
  readonly fleet: readonly Row[];
  /** What one more cluster adds to the core's memory. */
  readonly fleetBytes: Sample;
  readonly micro: readonly Step[];
  readonly minutes: number;
}

/** Measured once, side by side: the rivals' tools are no part of this repository. */
const terraform = [
  ["create", "40.5 s", "2.6 s", "1.7 s"],
  ["rename", "70.5 s", "2.5 s", "2.1 s"],
  ["tag change", "60.6 s", "2.1 s", "2.1 s"],
  ["add-on change", "10.7 s", "2.1 s", "2.0 s"],
  ["delete", "20.6 s", "1.0 s", "0.7 s"],
  ["plan without a change", "0.27 s", "2.3 s", "1.5 s"],
];

/** The page, and its pictures by their names. */
export function page(results: Results): { readonly text: string; readonly pictures: Readonly<Record<string, string>> } {
  const { machine, stock, hosts, parts, baseline, programs, waits, looks, runs, roundTripMs } = results;
  const { fleet, fleetBytes, micro, minutes } = results;
  const text = `<!-- Written by "npm run bench". -->
# Benchmarks

\`npm run bench\` repeats all measurements in ${minutes < 1 ? "under a minute" : `about ${Math.ceil(minutes)} minutes`} and writes this page. Every measurement uses the simulator on loopback, never a live account. The rows of a table were measured alternately in one run, so compare figures only within a table. "±" is the median absolute deviation. The machine had ${machine.cores} cores and ${machine.gibibytes} GiB of memory, and may have had other load.

## Compared with a hand-written dynamic provider

The way without a package is a \`pulumi.dynamic.Resource\` whose provider is a class in the program: \`bench/programs/stock.ts\` creates and deletes the same clusters through the vendor's SDK, but has no checks, updates, retries, adoption or refresh. Pulumi writes the methods of this class into the state of each resource.

![Preview time, state size and memory, compared with the stock dynamic provider](benchmarks/stock.svg)

${table(["", "first preview", "preview, no change", "state per cluster", "code in that state", "peak memory of the provider"], stock.map(costRow(stock[0] as Cost)))}

The times are those of whole commands, including the start of the engine. The stock dynamic provider records five values of a cluster; this package records everything that ACK reports.

## Start of the provider process

The time from the start of one process until it reports its port: the median of several alternating starts. The dynamic host has not loaded a provider by then. \`npm run bench:hosts\` measures only this.

${hostTable(hosts)}

Where the processor time goes until a provider can answer, part by part: each part is what its modules take after those before it. Pulumi's dynamic host loads a compiler and a resolver of dependencies, with which it could serialize functions, and then this package.

${table(["", "part", "processor time"], parts.map(partRow))}

## Compared with an earlier version

What the package costs before its first call, beside the version ${baseline.ref}. \`npm run bench -- --baseline ${baseline.ref}\` builds that version from git and starts it in turn with this one. Otherwise its figures are the ratios to the reference in \`bench/baseline.json\`, times the reference of this run, and have no "±". \`npm run bench:loading\` measures only the first three rows.

${table(["", "before", "now", "ratio", "target", "reference"], rows(baseline.figures))}
${regressions(baseline.figures)
  .map((text) => `\n${text}\n`)
  .join("")}
## TypeScript programs

\`pulumi preview\` of an unchanged TypeScript program in a process of Node, which Pulumi starts with \`@pulumi/pulumi/cmd/run\`. An empty program does not load Pulumi's SDK, and every program that declares a resource does: the last column compares with one that loads it and declares nothing. The program's types were checked in an earlier run, whose result Pulumi's host keeps. The language host is part of the benchmark's process: Pulumi's own starts Node once more to find its runner, and looks through \`node_modules\`, which these figures leave out.

${table(["", "preview, no change", "beside an empty program", "beside a program that imports Pulumi"], programs.flatMap(programRows(programs, baseline.ref)))}

## Compared with Terraform

OpenTofu with terraform-provider-alicloud (August 2026) and this package created and changed the same cluster against the same simulator, whose server finishes at once: medians of 3 to 5 whole commands, measured on 2026-11-29. The provider for Terraform pauses for a fixed time after a change, and Pulumi's engine and host take longer to start: a change is faster here, and a plan without a change is faster there.

${table(["", "OpenTofu", "this package, dynamic", "this package, plugin"], terraform)}

If the answer to CreateCluster is lost, OpenTofu ends with "name already exist" and a cluster that no state holds; this package finds the cluster and records it.

## Time after the server is done

How much longer a change takes than the server's own work, because a poll comes late. The provider's core and the simulator share one simulated clock and use the default settings. The figures are the mean (and the maximum) over several random seeds. The last two columns show the fixed pauses in the source of terraform-provider-alicloud (August 2026), on which pulumi-alicloud is built, and how much longer these pauses alone take than the same server. Its polls every 3 to 10 seconds add to that.

![Seconds after the server is done](benchmarks/waits.svg)

${table(["", "server", "this package, after that", "calls", "terraform-provider-alicloud: fixed pauses", "terraform-provider-alicloud, after the server, at least"], [...waits.map(waitRow), ["*the minimum*", "", "one round trip", "", "", ""]])}

The minimum is a client that is notified as soon as the server is done: the server's time and one round trip. ACK sends no notifications, so the provider polls, with pauses of 1 to 15 seconds. A round trip takes no simulated time; a call of the vendor's client to the simulator takes ${number(roundTripMs)} ms here.

With version ${baselineRef}, ${waitsBefore}.

The provider looks most often when an end is likely. The table above shows the first cluster of an account, of which nothing is known. In the next one, the server's times are random: accounts differ by about 40 %, and each stage of a task by about 10 % from the same stage of another one. The server is also half as fast or twice as fast as before. Without any knowledge, no schedule of so few looks does much better: n looks that are spread evenly over a time T are late by T / 2n on average.

${table(["", "what is known", "server", "this package, after that", "calls"], looks.map(lookRow))}

## A whole command

One cluster through the real engine, alternating with an empty program. The server finishes everything at once, so the figures show only the start of the engine, the start of the host, and the provider.

${table(["", "empty program", "dynamic", "plugin", "dynamic, without the empty program", "plugin, without the empty program", "calls, dynamic", "calls, plugin"], [...runs.map(runRow), leastRow(runs, roundTripMs)])}

## Many clusters in one stack

The provider's core on a simulated clock with all clusters at once. The simulator allows 10 reads and 2 writes a second and throttles the rest.

${fleet.length === 0 ? "" : `![Simulated minutes by number of clusters](benchmarks/fleet.svg)\n\n`}${fleetTable(fleet)}

"Real" is the time of one process that runs both the provider and the simulator. Its memory includes the simulator and the record of all requests. The provider's core alone, in a process of its own, takes ${number(fleetBytes.median / 2 ** 20)} MiB ±${percent(fleetBytes.deviation)} more at its peak for each cluster beyond the first (\`npx tsx bench/fleetMemory.ts\`).

## Steps without a call

The work in the process for one cluster in a preview and in each call. The figures are the median of all runs and the median absolute deviation.

${table(
  ["", "median", "deviation"],
  micro.map(({ name, microseconds, spread }) => [name, `${number(microseconds)} µs`, `±${percent(spread)}`]),
)}
`;
  return {
    text,
    pictures: { "stock.svg": stockPicture(stock), "waits.svg": waitsPicture(waits), "fleet.svg": fleetPicture(fleet) },
  };
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
    "Compared with a hand-written dynamic provider",
    [
      group("First preview", (cost) => cost.firstPreview.median, seconds),
      group("State per cluster", (cost) => cost.stateBytesPerCluster, kilobytes),
      group("Peak memory of the provider", (cost) => cost.peakBytes, mebibytes),
    ],
    "own",
  );
}

function waitsPicture(waits: readonly Wait[]): string {
  const shown = waits.filter(({ beyondMs, theirBeyondMs }) => beyondMs.mean + theirBeyondMs > 1000);
  return barChart(
    "Seconds after the server is done",
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
