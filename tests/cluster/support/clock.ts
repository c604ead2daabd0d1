import { setImmediate as nextTurn } from "node:timers/promises";
import type { Clock } from "../../../provider/ack/clock";
import type { Simulator } from "../../../simulator";

const LONGEST_TEST_MS = 24 * 3_600_000;

/** Seconds, minutes and hours as milliseconds. */
export const seconds = (count: number): number => count * 1_000;
export const minutes = (count: number): number => count * 60_000;

/**
 * A clock that only sleeping moves: whoever sleeps takes the simulator along, so that both live in one time and nothing
 * takes real time. It draws no lots: a pause is always the shortest that its jitter allows.
 */
export class ManualClock implements Clock {
  #now = 0;
  #due: { readonly atMs: number; readonly run: () => void }[] = [];

  constructor(private readonly simulator: Simulator) {}

  now(): number {
    return this.#now;
  }

  random(): number {
    return 0;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const end = this.#now + ms;
    if (end > LONGEST_TEST_MS) throw new Error("waits without an end");
    for (let next = this.#next(end); next !== undefined; next = this.#next(end)) {
      this.#due = this.#due.filter((other) => other !== next);
      this.#move(next.atMs);
      next.run();
      signal?.throwIfAborted();
    }
    this.#move(end);
    // Whoever else waits in the same time gets a turn.
    await nextTurn();
  }

  /** Lets something happen in the middle of a later sleep, this long from now. */
  after(ms: number, run: () => void): void {
    this.#due.push({ atMs: this.#now + ms, run });
  }

  #next(end: number) {
    return this.#due.filter(({ atMs }) => atMs <= end).sort((a, b) => a.atMs - b.atMs)[0];
  }

  #move(to: number): void {
    this.simulator.advance(to - this.#now);
    this.#now = to;
  }
}
