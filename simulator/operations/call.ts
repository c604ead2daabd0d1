import type { Account } from "../steering/options";
import type { World } from "../world/world";

/** A request whose sender is known. */
export interface Call {
  readonly world: World;
  readonly account: Account;
  /** The region of the endpoint it arrived at, if that has one. */
  readonly region: string | undefined;
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly requestId: string;
}

/** What an operation says; no body means an empty one. */
export interface Answer {
  readonly status?: number;
  readonly body?: unknown;
}

/** One operation of the API. */
export type Operation = (call: Call) => Answer;

/** The answer of an asynchronous operation. */
export function accepted(call: Call, body: Record<string, string>): Answer {
  return { status: call.world.settings.acceptedStatus, body };
}
