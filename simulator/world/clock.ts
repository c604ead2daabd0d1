import type { Progression } from "../steering/options";

/** The duration of a cluster creation in uncompressed time, which `{ seconds }` replaces. */
export const CREATE_MS = 4 * 60_000;

const UNIT_MS: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** A moment at which something happens. */
export interface Due {
  readonly atMs: number;
  cancel(): void;
}

interface Entry {
  atMs: number;
  order: number;
  run: () => void;
}

/**
 * Simulated time, and the events planned in it.
 *
 * The clock uses no timer: `settle()` runs the events that are due, in order and each at its own time.
 */
export class Clock {
  #advancedMs = 0;
  #heldMs: number | undefined;
  #entries: Entry[] = [];
  #order = 0;

  constructor(
    private readonly progression: Progression,
    private readonly startMs: number,
  ) {}

  /** Milliseconds since 1970, simulated. */
  now(): number {
    return this.#heldMs ?? this.#wallMs();
  }

  /** Advances time and runs everything that is due by then. */
  advance(byMs: number): void {
    this.#advancedMs += byMs;
    this.settle();
  }

  /** How long a task of this nominal length takes here, in simulated milliseconds. */
  length(nominalMs: number): number {
    if (this.progression === "immediate") return 0;
    if (this.progression === "manual") return nominalMs;
    return (nominalMs / CREATE_MS) * this.progression.seconds * 1000;
  }

  /** Plans `run` for `inMs` simulated milliseconds from now. */
  after(inMs: number, run: () => void): Due {
    const entry: Entry = { atMs: this.now() + inMs, order: this.#order++, run };
    this.#entries.push(entry);
    return {
      atMs: entry.atMs,
      cancel: () => {
        this.#entries = this.#entries.filter((other) => other !== entry);
      },
    };
  }

  /** Runs everything that is due. */
  settle(): void {
    const untilMs = this.#wallMs();
    for (let entry = this.#next(untilMs); entry !== undefined; entry = this.#next(untilMs)) {
      const done = entry;
      this.#entries = this.#entries.filter((other) => other !== done);
      this.#heldMs = done.atMs;
      try {
        done.run();
      } finally {
        this.#heldMs = undefined;
      }
    }
  }

  #next(untilMs: number): Entry | undefined {
    return this.#entries
      .filter((entry) => entry.atMs <= untilMs)
      .sort((a, b) => a.atMs - b.atMs || a.order - b.order)[0];
  }

  #wallMs(): number {
    const base = this.progression === "manual" ? this.startMs : Date.now();
    return base + this.#advancedMs;
  }
}

/**
 * Reads a duration such as `30s`, `5m`, `1h30m` or `250ms`; a number is milliseconds.
 *
 * @throws Error if the text is not a duration.
 */
export function toMs(duration: string | number): number {
  if (typeof duration === "number") return duration;
  const parts = [...duration.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
  if (parts.length === 0 || parts.map((part) => part[0]).join("") !== duration) {
    throw new Error(`"${duration}" is not a duration (write 30s, 5m, 1h30m or 250ms)`);
  }
  return parts.reduce((sum, part) => sum + Number(part[1]) * (UNIT_MS[part[2] ?? ""] ?? 0), 0);
}

const CHINA_OFFSET_MS = 8 * 3_600_000;

/** RFC 3339 with +08:00 in every region, ACK's format for most times. */
export function chinaTime(ms: number): string {
  return `${new Date(ms + CHINA_OFFSET_MS).toISOString().slice(0, 19)}+08:00`;
}

/** `YYYY-MM-DD HH:MM:SS`: ACK's format for the times of task stages. */
export function stageTime(ms: number): string {
  return new Date(ms + CHINA_OFFSET_MS).toISOString().slice(0, 19).replace("T", " ");
}

/** RFC 3339 with Z, ACK's format for the expiry of a kubeconfig. */
export function utcTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
