import type { Clock } from "../ack/clock";
import { type ConfigNamespace, type Lookup, readSettings, type Settings } from "../ack/settings";
import type { Context } from "../cluster/context/context";
import { Problem } from "../cluster/context/problem";
import { callLog } from "./callLog";
import { contextsFor } from "./context";

export interface StandaloneOptions {
  /** One setting by its full key, such as `alicloud:region`. */
  readonly config: Lookup;
  /** The namespace of the account's and the connection's settings in `config`. Default: `alicloud`. */
  readonly namespace?: ConfigNamespace;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Warns the user, beside the result. */
  readonly warn?: (text: string) => void;
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
}

/**
 * The context of a query outside the engine's hosts: in a program's own process, and in the command.
 *
 * @throws Problem that names each setting at fault.
 */
export function standaloneContext(options: StandaloneOptions): Context {
  return contextWith(soundSettings(options), options);
}

/** A program has few settings, but a process that runs many programs must not keep every context. */
const MOST_KEPT_CONTEXTS = 16;
const kept = new Map<string, Context>();

/**
 * A standalone context that all calls with the same settings share, and with it clients, a credential and the limits of
 * the account.
 *
 * @throws Problem that names each setting at fault.
 */
export function sharedContext(options: Pick<StandaloneOptions, "config" | "namespace" | "env" | "warn">): Context {
  const settings = soundSettings(options);
  const key = JSON.stringify(settings);
  const context = kept.get(key) ?? contextWith(settings, options);
  kept.delete(key);
  kept.set(key, context);
  const [oldest] = kept.keys();
  if (kept.size > MOST_KEPT_CONTEXTS && oldest !== undefined) kept.delete(oldest);
  return context;
}

function soundSettings({ config, env, namespace }: StandaloneOptions): Settings {
  const { settings, faults } = readSettings(config, env, namespace);
  if (faults.length > 0) throw new Problem(faults.join("\n"));
  return settings;
}

function contextWith(settings: Settings, { env, warn = () => {}, clock, signal }: StandaloneOptions): Context {
  const onCall = callLog(env);
  return contextsFor(settings, { ...(clock && { clock }), ...(onCall && { onCall }) })({ warn, signal });
}
