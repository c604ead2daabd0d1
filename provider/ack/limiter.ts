import type { Clock } from "./clock";

const SLOWEST_PER_SECOND = 0.2;
/** A turn at the slowest rate. */
const LONGEST_TURN_MS = 1000 / SLOWEST_PER_SECOND;
const RECOVERY_AFTER_SUCCESSES = 20;
const RECOVERY_FACTOR = 1.25;

/** A gate that calls pass at a bounded rate, in the order in which they came. */
export interface Limiter {
  /**
   * Waits until the next call may go.
   *
   * @param deadline  when to give up, as the clock tells it
   * @returns false, at once, where throttling or the calls before it hold a call back beyond then. Where only its turn is
   *   awaited, one that is less than five seconds away is always taken.
   * @throws the signal's reason when it aborts first
   */
  pass(signal?: AbortSignal, deadline?: number): Promise<boolean>;
  /** A call was throttled: the rate halves, and nothing passes for `pauseMs`. */
  slowDown(pauseMs: number): void;
  /** A call went through: after some of them the rate rises again, up to where it began. */
  succeed(): void;
}

/**
 * A token bucket that adapts. ACK publishes no limits, so the rate begins polite, halves at each throttling and recovers
 * with success.
 *
 * @param perSecond  calls a second at the most
 * @param burst      calls that may go at once after a rest
 */
export function limiter(clock: Clock, perSecond: number, burst: number): Limiter {
  return new Gate(clock, perSecond, burst);
}

interface Waiter {
  readonly deadline: number;
  readonly end: (passes: boolean) => void;
}

class Gate implements Limiter {
  #rate: number;
  #tokens: number;
  #filledAt: number;
  #notBefore = Number.NEGATIVE_INFINITY;
  #successes = 0;
  #waiters: Waiter[] = [];
  #isServing = false;
  #rest = new AbortController();

  constructor(
    private readonly clock: Clock,
    private readonly perSecond: number,
    private readonly burst: number,
  ) {
    this.#rate = perSecond;
    this.#tokens = burst;
    this.#filledAt = clock.now();
  }

  pass(signal?: AbortSignal, deadline = Number.POSITIVE_INFINITY): Promise<boolean> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const interrupt = () => {
        this.#waiters = this.#waiters.filter((other) => other !== waiter);
        // Nobody is left to sleep for.
        if (this.#waiters.length === 0) this.#rest.abort();
        reject(signal?.reason);
      };
      const end = (passes: boolean) => {
        signal?.removeEventListener("abort", interrupt);
        resolve(passes);
      };
      const waiter = { deadline, end };
      signal?.addEventListener("abort", interrupt);
      this.#waiters.push(waiter);
      this.#refuseLate();
      if (!this.#isServing) void this.#serve();
    });
  }

  slowDown(pauseMs: number): void {
    this.#refill();
    this.#rate = Math.max(this.#rate / 2, SLOWEST_PER_SECOND);
    this.#tokens = Math.min(this.#tokens, 0);
    this.#notBefore = Math.max(this.#notBefore, this.clock.now() + pauseMs);
    this.#successes = 0;
  }

  succeed(): void {
    if (this.#rate >= this.perSecond || ++this.#successes < RECOVERY_AFTER_SUCCESSES) return;
    this.#successes = 0;
    this.#refill();
    this.#rate = Math.min(this.perSecond, this.#rate * RECOVERY_FACTOR);
  }

  async #serve(): Promise<void> {
    this.#isServing = true;
    for (;;) {
      this.#refuseLate();
      const [first, ...others] = this.#waiters;
      if (first === undefined) break;
      const pause = this.#pauseBehind(0);
      if (pause > 0) await this.#sleep(Math.ceil(pause));
      else {
        this.#tokens -= 1;
        this.#waiters = others;
        first.end(true);
        // The call that passes sees the time at which it does.
        await undefined;
      }
    }
    this.#isServing = false;
  }

  /** The first one's pause is the shortest, so that nobody's deadline passes in it. */
  async #sleep(ms: number): Promise<void> {
    const rest = new AbortController();
    this.#rest = rest;
    await this.clock.sleep(ms, rest.signal).catch((error) => {
      if (!rest.signal.aborted) throw error;
    });
  }

  #refuseLate(): void {
    this.#refill();
    const [now, waiters] = [this.clock.now(), this.#waiters];
    this.#waiters = [];
    for (const waiter of waiters) {
      const pause = this.#pauseBehind(this.#waiters.length);
      const isHeldBack = this.#notBefore > now || pause > LONGEST_TURN_MS;
      if (isHeldBack && now + pause > waiter.deadline) waiter.end(false);
      else this.#waiters.push(waiter);
    }
  }

  #pauseBehind(others: number): number {
    return Math.max(this.#notBefore - this.clock.now(), ((others + 1 - this.#tokens) * 1000) / this.#rate);
  }

  #refill(): void {
    const now = this.clock.now();
    this.#tokens = Math.min(this.burst, this.#tokens + ((now - this.#filledAt) * this.#rate) / 1000);
    this.#filledAt = now;
  }
}
