import type { Operation } from "./operations";

/**
 * What a failed call proves:
 * `refused`: the service said no; `throttled`: it said "later"; `unavailable`: it answered with a fault of its own and
 * may have acted; `lost`: no readable answer came and it may have acted; `unsent`: the request never reached it.
 */
export type Failing = "refused" | "throttled" | "unavailable" | "lost" | "unsent";

export interface AckErrorFacts {
  readonly operation: Operation;
  /** What was being done, on what: `creating cluster "demo"`. */
  readonly attempt: string;
  readonly failing: Failing;
  readonly text: string;
  readonly code?: string | undefined;
  readonly status?: number | undefined;
  readonly requestId?: string | undefined;
  readonly findings?: readonly string[];
  readonly retryAfterMs?: number | undefined;
  /** Another attempt would fail the same way. */
  readonly isLasting?: boolean;
  /** The answer is not one of the service: a proxy or gateway on the way may have sent it. */
  readonly isForeign?: boolean;
  /** Why the call is not repeated although it may succeed later. */
  readonly note?: string;
  /** The RAM action that was denied, such as `cs:CreateCluster`. */
  readonly deniedAction?: string | undefined;
}
