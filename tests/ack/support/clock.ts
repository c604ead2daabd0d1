import type { Clock } from "../../../provider/ack/clock";

/** No test needs more; a loop that never ends would hold up all others. */
const MOST_SLEEPS = 10_000;

/** A clock that stands still until somebody sleeps: a sleep takes no real time and is written down. */
export interface ManualClock extends Clock {
  readonly sleeps: readonly number[];
  /** Moves the time by hand, as a slow answer would. */
  advance(ms: number): void;
}

/** @param random what `random()` answers, in turn and then over again */
export function manualClock(...random: readonly number[]): ManualClock {
  const sleeps: number[] = [];
  let now = 0;
  let drawn = 0;
  return {
    sleeps,
    now: () => now,
    random: () => (random.length === 0 ? 0 : (random[drawn++ % random.length] as number)),
    advance: (ms) => {
      now += ms;
    },
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      if (sleeps.length >= MOST_SLEEPS) throw new Error(`slept ${MOST_SLEEPS} times: the time does not pass`);
      sleeps.push(ms);
      now += ms;
    },
  };
}
