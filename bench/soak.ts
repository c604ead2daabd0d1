/**
 * Random schedules of work, faults and kills: `npm run test:soak -- [--seed 1] [--schedules 10000] [--minutes 30]`. Each
 * schedule has a seed of its own, which a broken promise names: `--seed N --schedules 1` runs it again.
 */
import { parseArgs } from "node:util";
import { Broken, runSchedule } from "./schedule";

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { seed: { type: "string" }, schedules: { type: "string" }, minutes: { type: "string" } },
  });
  const seed = values.seed === undefined ? Math.floor(Math.random() * 1e9) : Number(values.seed);
  const schedules = Number(values.schedules ?? 10_000);
  const end = Date.now() + Number(values.minutes ?? 30) * 60_000;
  console.log(`seed ${seed}`);
  const [started, broken] = [Date.now(), [] as Broken[]];
  let [done, calls, steps] = [0, 0, 0];
  for (; done < schedules && Date.now() < end; done++) {
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
  const seconds = (Date.now() - started) / 1000;
  console.log(
    `${done} schedules, ${steps} steps and ${calls} calls in ${seconds.toFixed(0)} s (${(done / seconds).toFixed(1)} schedules a second); ${broken.length} broken`,
  );
  if (broken.length > 0) process.exitCode = 1;
}

void main();
