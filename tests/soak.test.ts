import { SharedClock } from "../bench/clock";
import { Cloud } from "../bench/cloud";
import { runSchedule } from "../bench/schedule";
import { Simulator } from "../simulator";

/** `npm run test:soak` runs thousands of them, from a seed of chance. */
const SCHEDULES = 200;

test(`${SCHEDULES} random schedules of work, faults and kills lose nothing, duplicate nothing and show no secret`, async () => {
  for (let seed = 1; seed <= SCHEDULES; seed++) await runSchedule(seed);
});

test("A killed process of a schedule does not repeat the call that it was making", async () => {
  const simulator = await Simulator.start({ progression: "manual" });
  const clock = new SharedClock((ms) => simulator.advance(ms));
  const requests = () => simulator.requests().length;
  try {
    simulator.failNext("GetCallerIdentity", { kind: "lostAnswer" }, { times: 4 });
    const [killed, other] = [new Cloud(simulator, clock), new Cloud(simulator, clock)];
    void killed.context().ack("cn-hangzhou").call("GetCallerIdentity", { attempt: "asking" });
    while (requests() === 0) await clock.sleep(1);
    killed.kill();
    await clock.sleep(600_000);
    expect(requests()).toBe(1);
    await other.context().ack("cn-hangzhou").call("GetCallerIdentity", { attempt: "asking" });
    expect(requests()).toBe(5);
  } finally {
    clock.end();
    await simulator.close();
  }
});
