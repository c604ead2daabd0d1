import type { CallRecord } from "../ack/client";
import { systemClock } from "../ack/clock";
import { type ConfigNamespace, type Lookup, readSettings, type Settings } from "../ack/settings";
import type { Context } from "../cluster/context/context";
import { masked } from "../cluster/context/hiding";
import { Problem } from "../cluster/context/problem";
import type { Phase } from "../cluster/preview/plan";
import type { Failure } from "../table/check";
import { callLine, callLog } from "./callLog";
import type { contextsFor } from "./context";
import type { EngineLog } from "./engineLog";
import { isWatched, statusLines } from "./progress";

/** One configured provider: its settings, and the contexts of its operations. */
export class Session {
  private readonly watched = isWatched(process.env);
  private contexts: ReturnType<typeof contextsFor> | undefined;
  private config: Lookup = () => undefined;
  private readonly checked = new Set<string | undefined>();

  constructor(
    private readonly log: EngineLog,
    private readonly namespace: ConfigNamespace,
  ) {}

  /** Accepts a configuration without checking it: each operation reports its faults. */
  configure(config: Lookup): void {
    this.config = config;
    this.contexts = undefined;
    this.checked.clear();
  }

  /** Records that the engine has checked a program's inputs for a resource. */
  checking(urn: string | undefined): void {
    this.checked.add(urn);
  }

  /** The run in which the engine compares a resource: only an update has checked inputs before. */
  phase(urn: string | undefined): Phase {
    return this.checked.has(urn) ? "update" : "refresh";
  }

  settings(): { settings: Settings; faults: string[] } {
    return readSettings(this.config, process.env, this.namespace);
  }

  /**
   * What one operation on one resource works with.
   *
   * @param timeoutSeconds  the timeout in the engine's request, where the host saw it
   * @throws Problem for a configuration with faults
   */
  context(urn: string | undefined, timeoutSeconds?: number, signal?: AbortSignal): Context {
    const { settings, faults } = this.settings();
    if (faults.length > 0) throw new Problem(faults.join("\n"));
    // Loaded at the first operation, since no preview has one.
    const { contextsFor } = require("./context") as typeof import("./context");
    this.contexts ??= contextsFor(settings, { onCall: this.recorder() });
    return this.contexts({
      report: statusLines(systemClock, (line) => this.watched && this.log.log("info", line, urn, true)),
      warn: (text) => this.log.log("warning", text, urn),
      note: (text) => this.log.log("info", text, urn),
      signal,
      timeoutSeconds,
    });
  }

  /** @throws Problem for a log of the calls that cannot be written */
  private recorder(): (record: CallRecord) => void {
    const toFile = callLog(process.env);
    return (record) => {
      this.log.log("debug", callLine(record));
      toFile?.(record);
    };
  }
}

/** Moves the property's name into the reason: next to a name of its own, the engine prints the value, maybe a secret. */
export function presented(failures: readonly Failure[]): Failure[] {
  return failures.map(({ property, reason }) => ({ property: "", reason: masked(`${property} ${reason}`.trim()) }));
}
