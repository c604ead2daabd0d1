import { type Ack, connect } from "../ack/client";
import { systemClock } from "../ack/clock";
import { NoCredentials } from "../ack/credentials";
import { AckError } from "../ack/errors";
import { type ConfigNamespace, type Lookup, readSettings, type Settings } from "../ack/settings";
import { WaitFailed } from "../ack/wait";
import type { Context } from "../cluster/context";
import { Problem } from "../cluster/problem";
import { rename } from "../cluster/rename";
import type { Failure } from "../table/check";
import type { EngineLog } from "./engineLog";
import { isWatched, statusLines } from "./progress";

/** One configured provider: its settings, and its clients by region. */
export class Session {
  private readonly watched = isWatched(process.env);
  private readonly clients = new Map<string, Ack>();
  private config: Lookup = () => undefined;

  constructor(
    private readonly log: EngineLog,
    private readonly namespace: ConfigNamespace,
  ) {}

  /** Takes a configuration. Nothing is judged here: each operation says what is wrong with it. */
  configure(config: Lookup): void {
    this.config = config;
    this.clients.clear();
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
      report: statusLines(systemClock, (line) => this.watched && this.log.log("info", line, urn, true)),
      warn: (text) => this.log.log("warning", text, urn),
      ...(signal !== undefined && { signal }),
    };
  }

  /** One client a region and process, so that connections and credentials are shared. */
  private client(region: string, settings: Settings): Ack {
    const known = this.clients.get(region);
    if (known) return known;
    const made = connect({
      settings,
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

/** An expected failure is its message, written for the user: a stack would only hide it. */
export function isExpected(error: unknown): error is Error {
  return (
    error instanceof Problem ||
    error instanceof AckError ||
    error instanceof WaitFailed ||
    error instanceof NoCredentials
  );
}

/** Beside a property's name the engine prints the whole value, which may hold a secret, and no value for a path. */
export function presented(failures: readonly Failure[]): Failure[] {
  return failures.map(({ property, reason }) => ({ property: "", reason: `${property} ${reason}`.trim() }));
}
