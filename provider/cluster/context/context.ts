import type { Ack } from "../../ack/client";
import type { Clock } from "../../ack/clock";
import type { Operation } from "../../ack/operations";
import type { Settings } from "../../ack/settings";
import type { Place } from "./place";

/** How far a wait is, for the resource's row in `pulumi up`. */
export interface Progress {
  readonly state: string;
  /** The running task's stage, in ACK's own words. */
  readonly stage: string | undefined;
  readonly elapsedMs: number;
}

/** One list of a region's clusters, which serves many waits at once. */
export interface SharedList {
  /** Registers a wait until the returned function is called. */
  enter(place: Place): () => void;
  /** The cluster's state; `undefined` where the cluster itself has to be described. */
  stateOf(place: Place, context: Context): Promise<string | undefined>;
}

/** How long a task took, and when each of its stages began, in milliseconds from its start. */
export interface Course {
  readonly totalMs: number;
  readonly stagesMs: readonly number[];
}

/** How long tasks took, by region and operation: what one wait of a run learns serves the others. */
export interface Durations {
  /** The latest ones. */
  of(region: string, operation: Operation): readonly Course[];
  add(region: string, operation: Operation, course: Course): void;
  /** True for the first caller, who then asks ACK for an earlier task: one answer serves the whole run. */
  mayAsk(region: string, operation: Operation): boolean;
}

/** What an operation works with. The host creates one for each operation on a resource. */
export interface Context {
  readonly settings: Settings;
  readonly clock: Clock;
  /** When the operation must be over, in the time of `clock.now()`. */
  readonly deadline: number;
  readonly signal?: AbortSignal;
  /** The operation's `customTimeouts` in the engine's request, in seconds; 0 for none. Absent where no host saw the request. */
  readonly timeoutSeconds?: number;
  /** ACK in a region, with the provider's account. */
  ack(region: string): Ack;
  /** Shared by the operations of a run, so that one list serves many waits. */
  readonly sharedList?: SharedList;
  /** How long the operations of this run took, so that later waits look when an end is likely. */
  readonly durations?: Durations;
  /** Shows how far a wait is. */
  report(progress: Progress): void;
  /** Warns the user, beside the result. */
  warn(text: string): void;
  /** Informs the user, beside the result, where nothing is wrong. */
  note(text: string): void;
  /** Takes the secrets of the present operation out of text that ACK wrote; see hiding(). */
  readonly hide?: (text: string) => string;
}

/** A context for a look that is not worth a second call: its time is over at once, so that each call is tried once. */
export function triedOnce(context: Context): Context {
  return { ...context, deadline: context.clock.now() };
}

const DEFAULT_TIMEOUTS_SECONDS = { create: 3600, update: 3600, delete: 1800, read: Number.POSITIVE_INFINITY } as const;

/**
 * A context whose operation ends with the resource's `customTimeouts`, or with the default. The engine's request has them
 * as a transform left them; the recorded ones, in seconds, are those that the program gave to the class.
 */
export function within(
  operation: keyof typeof DEFAULT_TIMEOUTS_SECONDS,
  timeouts: Readonly<Record<string, unknown>> | undefined,
  context: Context,
): Context {
  const custom = context.timeoutSeconds ?? timeouts?.[operation];
  const seconds = typeof custom === "number" && custom > 0 ? custom : DEFAULT_TIMEOUTS_SECONDS[operation];
  return { ...context, deadline: context.clock.now() + seconds * 1000 };
}

/**
 * Sleeps for so many milliseconds.
 *
 * @returns false, at once, where the operation's time would end before
 * @throws the signal's reason when it aborts
 */
export async function pause(ms: number, { clock, deadline, signal }: Context): Promise<boolean> {
  if (clock.now() + ms > deadline) return false;
  await clock.sleep(ms, signal);
  return true;
}
