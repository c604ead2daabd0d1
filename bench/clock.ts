import { channel } from "node:diagnostics_channel";
import type { ClientRequest } from "node:http";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Clock } from "../provider/ack/clock";

/** After this many turns of the event loop without a request or a new sleeper, everyone waits for the clock. */
const QUIET_TURNS = 6;

/** A small generator of reproducible random numbers (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const requestStarts = channel("http.client.request.start");

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** One clock for many concurrent tasks: as soon as all of them wait, it advances to the next one that wakes. */
export class SharedClock implements Clock {
  #now = 0;
  #sleepers: Sleeper[] = [];
  #requests = 0;
  #activity = 0;
  #isTurning = false;
  readonly #count = (message: unknown) => {
    const { request } = message as { request: ClientRequest };
    this.#requests += 1;
    this.#activity += 1;
    request.once("close", () => {
      this.#requests -= 1;
      this.#activity += 1;
    });
  };
  readonly random: () => number;

  /** @param onMove  advances other clocks, such as a simulator's */
  constructor(
    private readonly onMove: (ms: number) => void,
    seed = 1,
  ) {
    this.random = chance(seed);
    requestStarts.subscribe(this.#count);
  }

  /** Stops the clock. */
  end(): void {
    requestStarts.unsubscribe(this.#count);
    this.#sleepers = [];
  }

  now(): number {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      this.#activity += 1;
      const sleeper = { at: this.#now + ms, wake: resolve };
      this.#sleepers.push(sleeper);
      signal?.addEventListener("abort", () => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        reject(signal.reason);
      });
      if (!this.#isTurning) void this.#turn();
    });
  }

  async #turn(): Promise<void> {
    this.#isTurning = true;
    while (this.#sleepers.length > 0) {
      await this.#quiet();
      if (this.#sleepers.length === 0) break;
      const at = Math.min(...this.#sleepers.map((sleeper) => sleeper.at));
      const due = this.#sleepers.filter((sleeper) => sleeper.at <= at);
      this.#sleepers = this.#sleepers.filter((sleeper) => sleeper.at > at);
      this.onMove(at - this.#now);
      this.#now = at;
      for (const { wake } of due) wake();
    }
    this.#isTurning = false;
  }

  async #quiet(): Promise<void> {
    for (let turns = 0, seen = this.#activity; turns < QUIET_TURNS; ) {
      await nextTurn();
      turns = this.#requests === 0 && this.#activity === seen ? turns + 1 : 0;
      seen = this.#activity;
    }
  }
}
