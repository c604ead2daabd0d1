import { closeSync, openSync } from "node:fs";
import type { Clock } from "../ack/clock";
import type { Progress } from "../cluster/context/context";

const SHORTEST_INTERVAL_MS = 3_000;

/** True where a person may watch: without a terminal each status line would stay in the log. */
export function isWatched(env: Readonly<Record<string, string | undefined>>): boolean {
  if (env.CI) return false;
  try {
    // A plugin's own streams are pipes: only the run's terminal shows whether a person may watch.
    closeSync(openSync(process.platform === "win32" ? "\\\\.\\CONIN$" : "/dev/tty", "r"));
    return true;
  } catch {
    return false;
  }
}

/** Status lines of one operation: one per change of state or stage, at least a few seconds apart. */
export function statusLines(clock: Clock, show: (line: string) => void): (progress: Progress) => void {
  let last = "";
  let shownAt = Number.NEGATIVE_INFINITY;
  return ({ state, stage, elapsedMs }) => {
    const where = stage === undefined ? state : `${state}: ${stage}`;
    if (where === last || clock.now() - shownAt < SHORTEST_INTERVAL_MS) return;
    last = where;
    shownAt = clock.now();
    show(`${where} (${elapsed(elapsedMs)})`);
  };
}

function elapsed(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${String(seconds % 60).padStart(2, "0")}s`;
}
