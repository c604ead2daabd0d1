/**
 * Random schedules of work, faults and kills: `npm run test:soak -- [--seed 1] [--schedules 10000] [--minutes 30] [--workers 2]`. Each
 * schedule has its own seed, which the report of a broken promise names: `--seed N --schedules 1` runs it again.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { Broken } from "./broken";
import { hasRivals, runSchedule } from "./schedule";

/** After so many schedules, a worker prints what it has done so far. */
const SCHEDULES_A_REPORT = 1_000;

/** Each worker is a process with its own range of seeds. */
async function share(seed: number, schedules: number, minutes: string, workers: number): Promise<void> {
  const each = Math.ceil(schedules / workers);
  const ends = Array.from({ length: workers }, (_, index) => {
    const range = ["--seed", String(seed + index * each), "--schedules", String(each), "--minutes", minutes];
    const worker = fork(__filename, [...range, "--workers", "1"]);
    return once(worker, "exit");
  });
  for (const [code] of await Promise.all(ends)) if (code !== 0) process.exitCode = 1;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: "string" },
      schedules: { type: "string" },
      minutes: { type: "string" },
      workers: { type: "string" },
    },
  });
  const seed = values.seed === undefined ? Math.floor(Math.random() * 1e9) : Number(values.seed);
  const schedules = Number(values.schedules ?? 10_000);
  const workers = Math.min(Number(values.workers ?? availableParallelism()), schedules);
  if (workers > 1) return share(seed, schedules, values.minutes ?? "30", workers);
  const end = Date.now() + Number(values.minutes ?? 30) * 60_000;
  console.log(`seed ${seed}`);
  const [started, broken] = [Date.now(), [] as Broken[]];
  let [done, rivals, calls, steps] = [0, 0, 0, 0];
  const report = () => {
    const seconds = (Date.now() - started) / 1000;
    const work = `${done} schedules (${rivals} with two rival stacks), ${steps} steps and ${calls} calls`;
    console.log(
      `${work} in ${seconds.toFixed(0)} s (${(done / seconds).toFixed(1)} schedules a second); ${broken.length} broken`,
    );
  };
  for (; done < schedules && Date.now() < end; done++) {
    if (done > 0 && done % SCHEDULES_A_REPORT === 0) report();
    if (hasRivals(seed + done)) rivals += 1;
    try {
      const cost = await runSchedule(seed + done);
      calls += cost.calls;
      steps += cost.steps;
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
      console.error(error.message);
      broken.push(error);
    }
  }
  report();
  if (broken.length > 0) process.exitCode = 1;
}

void main();
