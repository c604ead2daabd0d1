import fc from "fast-check";
import { SharedClock } from "../../bench/clock";
import { limitsFor } from "../../provider/ack/client";
import { type Limiter, limiter } from "../../provider/ack/limiter";
import { manualClock } from "./support/clock";
import { settingsFrom } from "./support/connection";

/** When each of so many calls passes, all asked for at once. */
async function passes(count: number, perSecond: number, burst: number): Promise<number[]> {
  const clock = manualClock();
  const gate = limiter(clock, perSecond, burst);
  return Promise.all(Array.from({ length: count }, () => gate.pass().then(() => clock.now())));
}

/** Uses the burst up. */
async function drained(perSecond: number, burst: number) {
  const clock = manualClock();
  const gate = limiter(clock, perSecond, burst);
  for (let call = 0; call < burst; call++) await gate.pass();
  const wait = async () => {
    const start = clock.now();
    await gate.pass();
    return clock.now() - start;
  };
  return { clock, gate, wait };
}

test("a burst passes at once, and each later call at the rate", async () => {
  expect(await passes(7, 2, 3)).toEqual([0, 0, 0, 500, 1000, 1500, 2000]);
});

test("after a rest a burst passes again, and no more than that", async () => {
  const { clock, wait } = await drained(2, 3);
  clock.advance(60_000);
  expect([await wait(), await wait(), await wait(), await wait()]).toEqual([0, 0, 0, 500]);
});

test("no second holds more calls than the burst and the rate together, whatever the pauses between the calls", async () => {
  const pauses = fc.array(fc.integer({ min: 0, max: 2_000 }), { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(
      pauses,
      fc.integer({ min: 1, max: 10 }),
      fc.integer({ min: 1, max: 20 }),
      async (some, rate, burst) => {
        const clock = manualClock();
        const gate = limiter(clock, rate, burst);
        const times: number[] = [];
        for (const pause of some) {
          clock.advance(pause);
          await gate.pass();
          times.push(clock.now());
        }
        for (const from of times) {
          const within = times.filter((time) => time >= from && time < from + 1_000);
          expect(within.length).toBeLessThanOrEqual(burst + rate);
        }
      },
    ),
  );
});

test("calls pass in the order in which they came", async () => {
  const gate = limiter(manualClock(), 1, 1);
  const order: number[] = [];
  await Promise.all([1, 2, 3, 4].map((call) => gate.pass().then(() => order.push(call))));
  expect(order).toEqual([1, 2, 3, 4]);
});

test("a throttled call stops all calls, and halves the rate", async () => {
  const { gate, wait } = await drained(4, 2);
  gate.slowDown(10_000);
  expect([await wait(), await wait(), await wait()]).toEqual([10_000, 0, 500]);
});

test("throttling takes away what is left of a burst", async () => {
  const clock = manualClock();
  const gate = limiter(clock, 2, 100);
  gate.slowDown(0);
  await gate.pass();
  expect(clock.now()).toBe(1_000);
});

test("several throttled calls: the longest pause counts, and the rate falls to one call in five seconds at the least", async () => {
  const { gate, wait } = await drained(2, 1);
  for (const pause of [1_000, 30_000, 2_000, 0, 0, 0, 0]) gate.slowDown(pause);
  expect([await wait(), await wait(), await wait()]).toEqual([30_000, 5_000, 5_000]);
});

test("with success the rate recovers step by step, up to where it began", async () => {
  const { clock, gate, wait } = await drained(2, 1);
  gate.slowDown(0);
  gate.slowDown(0);
  clock.advance(60_000);
  await gate.pass();
  const waits: number[] = [];
  for (let step = 0; step < 8; step++) {
    waits.push(await wait());
    for (let call = 0; call < 20; call++) gate.succeed();
  }
  expect(waits).toEqual([2_000, 1_600, 1_280, 1_024, 820, 656, 525, 500]);
});

test("nineteen successes do not raise it, and a throttled call in between restarts the count", async () => {
  const { gate, wait } = await drained(2, 1);
  gate.slowDown(0);
  for (let call = 0; call < 19; call++) gate.succeed();
  gate.slowDown(0);
  for (let call = 0; call < 19; call++) gate.succeed();
  expect([await wait(), await wait()]).toEqual([2_000, 2_000]);
});

test("a call that is given up while it waits makes room for the next one", async () => {
  const { gate, clock } = await drained(1, 1);
  const gaveUp = AbortSignal.abort(new Error("interrupted"));
  const [first, second] = await Promise.allSettled([gate.pass(gaveUp), gate.pass()]);
  expect(first).toMatchObject({ status: "rejected", reason: { message: "interrupted" } });
  expect([second.status, clock.now()]).toEqual(["fulfilled", 1_000]);
});

test("the settings say the rates; a burst is what one second allows", async () => {
  const clock = manualClock();
  const config = { "ack-serverless:readsPerSecond": "3", "ack-serverless:writesPerSecond": "1" };
  const { reads, writes } = limitsFor(settingsFrom(config), clock);
  const times = async (gate: typeof reads, count: number) => {
    const start = clock.now();
    for (let call = 0; call < count; call++) await gate.pass();
    return clock.now() - start;
  };
  expect([await times(reads, 3), await times(reads, 3)]).toEqual([0, 1_001]);
  expect([await times(writes, 1), await times(writes, 1)]).toEqual([0, 1_000]);
});

describe("a deadline", () => {
  let clock: SharedClock;

  beforeEach(() => {
    clock = new SharedClock(() => {});
  });

  afterEach(() => clock.end());

  /** A gate whose burst is used up. */
  async function closed(perSecond: number): Promise<Limiter> {
    const gate = limiter(clock, perSecond, 1);
    await gate.pass();
    return gate;
  }

  /** Whether each of so many calls passes, and when that is known. */
  async function ends(gate: Limiter, deadlines: readonly number[]) {
    return Promise.all(deadlines.map(async (deadline) => [await gate.pass(undefined, deadline), clock.now()] as const));
  }

  test("behind a queue at the slowest rate: is refused at once, and those behind move up", async () => {
    expect(await ends(await closed(0.2), [60_000, 12_000, 12_000, 16_000, 60_000])).toEqual([
      [true, 5_000],
      [true, 10_000],
      [false, 0],
      [true, 15_000],
      [true, 20_000],
    ]);
  });

  test("behind a call with more time, while nothing passes: is refused at once", async () => {
    const gate = await closed(10);
    gate.slowDown(120_000);
    expect(await ends(gate, [600_000, 60_000])).toEqual([
      [true, 120_000],
      [false, 0],
    ]);
  });

  test("that a throttling moves out of reach: is refused as soon as the next turn shows it", async () => {
    const gate = await closed(2);
    const turns = ends(gate, [60_000, 10_000, 60_000]);
    gate.slowDown(20_000);
    expect(await turns).toEqual([
      [true, 20_000],
      [false, 500],
      [true, 21_000],
    ]);
  });

  test("that has passed: a turn that is near is taken all the same", async () => {
    const gate = await closed(0.2);
    await clock.sleep(1_000);
    expect(await ends(gate, [0])).toEqual([[true, 5_000]]);
  });
});

test("calls that are all given up end the sleep before their turn", async () => {
  const { clock, gate } = await drained(1, 1);
  const [sleeps, leave] = [[] as (AbortSignal | undefined)[], new AbortController()];
  clock.sleep = (_, signal) => {
    sleeps.push(signal);
    return new Promise((_resolve, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
  };
  const turns = Promise.allSettled([gate.pass(leave.signal), gate.pass(leave.signal)]);
  leave.abort(new Error("interrupted"));
  expect((await turns).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(sleeps.map((signal) => signal?.aborted)).toEqual([true]);
});
