import { type Ack, connect, limitsFor } from "../ack/client";
import { type Clock, systemClock } from "../ack/clock";
import { type Lookup, readSettings } from "../ack/settings";
import type { Context } from "./context";
import { Problem } from "./problem";
import { rename } from "./rename";

export interface StandaloneOptions {
  /** One setting by its full key, such as `alicloud:region`. */
  readonly config: Lookup;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Tells the user something beside the result. */
  readonly warn?: (text: string) => void;
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
}

/**
 * What a query works with outside of the engine's hosts: in a program's own process, and in the command.
 *
 * @throws Problem that names each setting at fault.
 */
export function standaloneContext({ config, env, warn, clock = systemClock, signal }: StandaloneOptions): Context {
  const { settings, faults } = readSettings(config, env);
  if (faults.length > 0) throw new Problem(faults.join("\n"));
  const clients = new Map<string, Ack>();
  const limits = limitsFor(settings, clock);
  return {
    settings,
    clock,
    ...(signal && { signal }),
    ack(region) {
      const client = clients.get(region) ?? connect({ settings, limits, region, clock, rename });
      clients.set(region, client);
      return client;
    },
    report: () => {},
    warn: warn ?? (() => {}),
  };
}
