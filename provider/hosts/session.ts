import { type Ack, connect, type Limits, limitsFor } from "../ack/client";
import { systemClock } from "../ack/clock";
import { type ConfigNamespace, type Lookup, readSettings, type Settings } from "../ack/settings";
import type { Context } from "../cluster/context/context";
import { Problem } from "../cluster/context/problem";
import { rename } from "../cluster/context/rename";
import { Watch } from "../cluster/observe/sharedList";
import type { Failure } from "../table/check";
import type { EngineLog } from "./engineLog";
import { isWatched, statusLines } from "./progress";

/** One configured provider: its settings, and its clients by region. */
export class Session {
  private readonly watched = isWatched(process.env);
  private readonly clients = new Map<string, Ack>();
  private readonly watch = new Watch();
  private limits: Limits | undefined;
  private config: Lookup = () => undefined;

  constructor(
    private readonly log: EngineLog,
    private readonly namespace: ConfigNamespace,
  ) {}

  /** Takes a configuration. Nothing is judged here: each operation says what is wrong with it. */
  configure(config: Lookup): void {
    this.config = config;
    this.clients.clear();
    this.limits = undefined;
  }

  settings(): { settings: Settings; faults: string[] } {
    return readSettings(this.config, process.env, this.namespace);
  }

  /**
   * What one operation on one resource works with.
   *
   * @throws Problem for a configuration with faults
   */
  context(urn: string | undefined, signal?: AbortSignal): Context {
    const { settings, faults } = this.settings();
    if (faults.length > 0) throw new Problem(faults.join("\n"));
    return {
      settings,
      clock: systemClock,
      ack: (region) => this.client(region, settings),
      watch: this.watch,
      report: statusLines(systemClock, (line) => this.watched && this.log.log("info", line, urn, true)),
      warn: (text) => this.log.log("warning", text, urn),
      ...(signal !== undefined && { signal }),
    };
  }

  /** One client a region and process, so that connections and credentials are shared. */
  private client(region: string, settings: Settings): Ack {
    const known = this.clients.get(region);
    if (known) return known;
    this.limits ??= limitsFor(settings, systemClock);
    const made = connect({
      settings,
      limits: this.limits,
      region,
      clock: systemClock,
      rename,
      onCall: ({ operation, outcome, requestId, durationMs }) =>
        this.log.log(
          "debug",
          `${operation} ${region}: ${outcome} in ${durationMs} ms, request id ${requestId ?? "unknown"}`,
        ),
    });
    this.clients.set(region, made);
    return made;
  }
}

/** Beside a property's name the engine prints the whole value, which may hold a secret, and no value for a path. */
export function presented(failures: readonly Failure[]): Failure[] {
  return failures.map(({ property, reason }) => ({ property: "", reason: `${property} ${reason}`.trim() }));
}
