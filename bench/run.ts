/**
 * `npm run bench`: measures, and writes docs/benchmarks.md with its pictures.
 *
 * `--smallest` measures each thing at its smallest size, and prints the results as JSON instead of writing a page.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { baselineRef, ofCommands, ofPrograms, regressions } from "./comparison";
import { measure, type Row } from "./fleet";
import { bytesPerCluster } from "./fleetMemory";
import { hosts } from "./hosts";
import { loading } from "./loading";
import { looks } from "./looks";
import { micro } from "./micro";
import { roundTrip, runs, waits } from "./operations";
import { page, type Results } from "./page";
import { sample } from "./sample";
import { compareWithStock } from "./stock";
import { trace } from "./trace";
import { programs } from "./typescript";

const whole = {
  clusters: 5,
  rounds: 7,
  seeds: 20,
  lives: 16,
  fleet: [1, 10, 50, 200],
  memory: 100,
  milliseconds: 1000,
  calls: 200,
  starts: 11,
};
const smallest = {
  clusters: 1,
  rounds: 1,
  seeds: 1,
  lives: 1,
  fleet: [1],
  memory: 2,
  milliseconds: 10,
  calls: 1,
  starts: 1,
};

async function measureAll(size: typeof whole, baseline?: string): Promise<Results> {
  const started = performance.now();
  const say = (text: string) => process.stderr.write(`${text}\n`);
  // First, because it reports the memory of this process.
  say("many clusters");
  const fleet: Row[] = [];
  for (const clusters of size.fleet) fleet.push(...(await measure(clusters)));
  say("steps without a call");
  const steps = await micro({ milliseconds: size.milliseconds });
  say("time after the server is done");
  const beyond = await waits(size.seeds);
  const byKnowledge = await looks(size.lives);
  const roundTripMs = await roundTrip(size.calls);
  say("comparison with a hand-written dynamic provider");
  const stock = await compareWithStock(size);
  say("start of the provider process");
  const alone = await hosts(size.starts);
  const parts = await trace(size.starts);
  say("load, compared with an earlier version");
  const loads = await loading(size.starts, baseline);
  say("commands, compared with an earlier version");
  const compared = await ofCommands(size.rounds, baseline);
  say("TypeScript programs");
  const typescript = await programs(size.rounds, baseline);
  say("whole commands");
  const commands = await runs(size.rounds);
  say("memory of the core");
  const fleetBytes: number[] = [];
  for (let round = 0; round < size.rounds; round += 1) fleetBytes.push(await bytesPerCluster(size.memory));
  return {
    machine: { cores: cpus().length, gibibytes: Math.round(totalmem() / 2 ** 30) },
    stock,
    hosts: alone,
    parts,
    programs: typescript,
    baseline: { ref: baseline ?? baselineRef, figures: [...loads, ...compared, ...ofPrograms(typescript)] },
    waits: beyond,
    looks: byKnowledge,
    runs: commands,
    roundTripMs,
    fleet,
    fleetBytes: sample(fleetBytes),
    micro: steps,
    minutes: (performance.now() - started) / 60_000,
  };
}

interface Flags {
  readonly smallest?: boolean;
  readonly baseline?: string;
}

async function main({ smallest: isSmallest = false, baseline }: Flags): Promise<void> {
  const results = await measureAll(isSmallest ? smallest : whole, baseline);
  if (isSmallest) {
    process.stdout.write(`${JSON.stringify(results)}\n`);
    return;
  }
  const docs = join(__dirname, "..", "docs");
  const { text, pictures } = page(results);
  mkdirSync(join(docs, "benchmarks"), { recursive: true });
  writeFileSync(join(docs, "benchmarks.md"), text);
  for (const text of regressions(results.baseline.figures)) process.stderr.write(`${text}\n`);
  for (const [name, picture] of Object.entries(pictures)) writeFileSync(join(docs, "benchmarks", name), picture);
}

void new Command("bench")
  .description("Measures, and writes docs/benchmarks.md.")
  .option("--smallest", "measure each thing at its smallest size, and print the results instead of writing a page")
  .option("--baseline <ref>", "a version that git has, to compare with; default: the recorded ratios")
  .action(main)
  .parseAsync();
