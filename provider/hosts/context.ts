import { type Ack, type CallRecord, connect, limitsFor } from "../ack/client";
import { type Clock, systemClock } from "../ack/clock";
import { account } from "../ack/credentials";
import type { Settings } from "../ack/settings";
import type { Context, Progress } from "../cluster/context/context";
import { rename } from "../cluster/context/rename";
import { durations } from "../cluster/observe/durations";
import { sharedList } from "../cluster/observe/sharedList";

/** How one operation reports to its user, and how it is cancelled. */
export interface Channels {
  readonly warn: (text: string) => void;
  readonly note?: (text: string) => void;
  readonly report?: (progress: Progress) => void;
  readonly signal?: AbortSignal | undefined;
  /** The timeout in the engine's request, where the host saw it. */
  readonly timeoutSeconds?: number | undefined;
}

/**
 * Creates the contexts of one account's operations. They share one client per region, and with it connections, a
 * credential and the limits of the account.
 */
export function contextsFor(
  settings: Settings,
  { clock = systemClock, onCall }: { readonly clock?: Clock; readonly onCall?: (record: CallRecord) => void } = {},
): (channels: Channels) => Context {
  const clients = new Map<string, Ack>();
  const shared = { limits: limitsFor(settings, clock), account: account(settings) };
  const list = sharedList();
  const learned = durations();
  const ack = (region: string) => {
    const client =
      clients.get(region) ?? connect({ settings, ...shared, region, clock, rename, ...(onCall && { onCall }) });
    clients.set(region, client);
    return client;
  };
  let { unusedKeys } = settings;
  return ({ warn, note = () => {}, report = () => {}, signal, timeoutSeconds }) => {
    // Once for all operations.
    if (unusedKeys !== undefined) warn(unusedKeys);
    unusedKeys = undefined;
    return {
      settings,
      clock,
      deadline: Number.POSITIVE_INFINITY,
      ack,
      sharedList: list,
      durations: learned,
      report,
      warn,
      note,
      ...(signal && { signal }),
      ...(timeoutSeconds !== undefined && { timeoutSeconds }),
    };
  };
}
