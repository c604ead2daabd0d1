import { runSchedule } from "../bench/schedule";

/** `npm run test:soak` runs thousands of them, from a seed of chance. */
const SCHEDULES = 200;

test(`${SCHEDULES} random schedules of work, faults and kills lose nothing, duplicate nothing and show no secret`, async () => {
  for (let seed = 1; seed <= SCHEDULES; seed++) await runSchedule(seed);
});
