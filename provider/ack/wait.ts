import { backOff, type Clock } from "./clock";

/** A poll interval that is set to more than this is kept as it is. */
export const LONGEST_POLL_INTERVAL_MS = 15_000;

export interface Wait<S extends string> {
  /** What is awaited, for the error: `cluster c-123`. */
  readonly subject: string;
  /** What it is awaited to be, for the error: `running`. */
  readonly goal: string;
  readonly until: readonly S[];
  /** States on the way. A state in neither list ends the wait at once. */
  readonly through: readonly S[];
  /** The first pause between polls, in milliseconds; later ones are longer. */
  readonly pollIntervalMs: number;
  /** The longest pause that makes sense after so many milliseconds of the wait. Default, and at most: 15 seconds. */
  readonly longestPauseMs?: (elapsedMs: number) => number;
  /** When to give up, as `clock.now()` tells it. */
  readonly deadline: number;
}

/** A wait that ended without what it was for. */
export class WaitFailed extends Error {
  override readonly name = "WaitFailed";
  constructor(
    readonly why: "unexpected state" | "timed out",
    { subject, goal }: Pick<Wait<string>, "subject" | "goal">,
    readonly lastState: string,
    readonly seen: ReadonlyMap<string, number>,
    waitedMs: number,
  ) {
    const states = [...seen].map(([state, times]) => `${state} ${times}x`).join(", ");
    const after = `after ${duration(waitedMs)}; seen: ${states}`;
    super(
      why === "timed out"
        ? `${subject} is still ${lastState} ${after}`
        : `${subject} is ${lastState} instead of ${goal} ${after}`,
    );
  }
}

/** A length of time in words, of milliseconds: `90 s` is `1.5 min`. */
export function duration(ms: number): string {
  return ms < 60_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 6_000) / 10} min`;
}

/**
 * Polls until the state is one of `until`. The first poll is made at once.
 *
 * @throws WaitFailed on a state that is neither awaited nor on the way, and when `deadline` has come.
 * @throws the signal's reason when it aborts.
 */
export async function waitFor<S extends string, T>(
  poll: () => Promise<{ state: S; value: T }>,
  wait: Wait<S>,
  clock: Clock,
  signal?: AbortSignal,
): Promise<T> {
  const start = clock.now();
  const seen = new Map<string, number>();
  for (let attempt = 0; ; attempt++) {
    signal?.throwIfAborted();
    const { state, value } = await poll();
    seen.set(state, (seen.get(state) ?? 0) + 1);
    if (wait.until.includes(state)) return value;
    if (!wait.through.includes(state)) {
      throw new WaitFailed("unexpected state", wait, state, seen, clock.now() - start);
    }
    const remaining = wait.deadline - clock.now();
    if (remaining <= 0) throw new WaitFailed("timed out", wait, state, seen, clock.now() - start);
    const longest = Math.min(LONGEST_POLL_INTERVAL_MS, wait.longestPauseMs?.(clock.now() - start) ?? Infinity);
    const pause = backOff(clock, attempt, wait.pollIntervalMs, Math.max(wait.pollIntervalMs, longest));
    await clock.sleep(Math.min(pause, remaining), signal);
  }
}
