/** Time and chance as the provider sees them. Tests pass a clock that they move by hand. */
export interface Clock {
  /** Milliseconds; only differences mean anything. Never goes back, whatever becomes of the machine's own clock. */
  now(): number;
  /** Resolves after `ms` milliseconds. Rejects with the signal's reason when it aborts first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** A number from 0 (included) to 1 (excluded), for jitter. */
  random(): number;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  random: () => Math.random(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const stop = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener("abort", stop);
        resolve();
      }, ms);
      signal?.addEventListener("abort", stop, { once: true });
    }),
};

/**
 * The pause before attempt `attempt` + 1: doubles from `baseMs` up to `limitMs`, the upper half of it at random, so
 * that clients that failed together do not come back together.
 */
export function backOff(clock: Clock, attempt: number, baseMs: number, limitMs: number): number {
  const full = Math.min(baseMs * 2 ** attempt, limitMs);
  return full / 2 + (full / 2) * clock.random();
}
