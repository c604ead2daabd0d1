import type { Clock } from "./clock";

const SLOWEST_PER_SECOND = 0.2;
const RECOVERY_AFTER_SUCCESSES = 20;
const RECOVERY_FACTOR = 1.25;

/** A gate that calls pass at a bounded rate, in the order in which they came. */
export interface Limiter {
  /**
   * Waits until the next call may go.
   *
   * @param deadline  when to give up, as the clock tells it
   * @returns false where a throttling holds calls back beyond then
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
  let rate = perSecond;
  let tokens = burst;
  let filledAt = clock.now();
  let notBefore = Number.NEGATIVE_INFINITY;
  let successes = 0;
  let last: Promise<unknown> = Promise.resolve();

  const refill = () => {
    const now = clock.now();
    tokens = Math.min(burst, tokens + ((now - filledAt) * rate) / 1000);
    filledAt = now;
  };
  const take = async (signal?: AbortSignal, deadline = Number.POSITIVE_INFINITY) => {
    for (;;) {
      signal?.throwIfAborted();
      refill();
      const pause = Math.max(notBefore - clock.now(), tokens >= 1 ? 0 : ((1 - tokens) * 1000) / rate);
      if (pause <= 0) break;
      // Only a throttling can hold a call back for long: its turn at the usual rate is a moment away.
      if (notBefore > clock.now() && clock.now() + pause > deadline) return false;
      await clock.sleep(Math.ceil(pause), signal);
    }
    tokens -= 1;
    return true;
  };

  return {
    pass(signal, deadline) {
      const turn = last.then(() => take(signal, deadline));
      last = turn.catch(() => undefined);
      return turn;
    },
    slowDown(pauseMs) {
      refill();
      rate = Math.max(rate / 2, SLOWEST_PER_SECOND);
      tokens = Math.min(tokens, 0);
      notBefore = Math.max(notBefore, clock.now() + pauseMs);
      successes = 0;
    },
    succeed() {
      if (rate >= perSecond || ++successes < RECOVERY_AFTER_SUCCESSES) return;
      successes = 0;
      refill();
      rate = Math.min(perSecond, rate * RECOVERY_FACTOR);
    },
  };
}
