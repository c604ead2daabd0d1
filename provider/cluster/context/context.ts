import type { Ack } from "../../ack/client";
import type { Clock } from "../../ack/clock";
import type { Settings } from "../../ack/settings";
import type { Values } from "../../table/check";
import type { Watch } from "../observe/sharedList";

/** Where a wait stands, for the resource's row in `pulumi up`. */
export interface Progress {
  readonly state: string;
  /** The running task's stage, in ACK's own word. */
  readonly stage: string | undefined;
  readonly elapsedMs: number;
}

/** What an operation works with. The host makes one for each operation on a resource. */
export interface Context {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  /** ACK in a region, with the provider's account. */
  ack(region: string): Ack;
  /** Shared by the operations of a run, so that one list serves many waits. */
  readonly watch?: Watch;
  /** Shows how far a wait has come. */
  report(progress: Progress): void;
  /** Tells the user something beside the result. */
  warn(text: string): void;
  /** Takes the secrets of the present step out of text that ACK wrote; see hiding(). */
  readonly hide?: (text: string) => string;
}

const DEFAULT_TIMEOUTS_SECONDS = { create: 3600, update: 3600, delete: 1800 } as const;

/** When the operation must be over, as the clock tells it; `__timeouts` holds the resource's `customTimeouts` in seconds. */
export function deadline(operation: keyof typeof DEFAULT_TIMEOUTS_SECONDS, values: Values, { clock }: Context): number {
  const custom = (values.__timeouts as Readonly<Record<string, unknown>> | undefined)?.[operation];
  const seconds = typeof custom === "number" && custom > 0 ? custom : DEFAULT_TIMEOUTS_SECONDS[operation];
  return clock.now() + seconds * 1000;
}
