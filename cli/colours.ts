import pc from "picocolors";
import type { Io } from "./io";

export type Colours = ReturnType<typeof pc.createColors>;

/** The colours of what `io.out` writes. */
export function colours(io: Io): Colours {
  return pc.createColors(isColoured(io, io.isTerminal));
}

/** The colours of what `io.err` writes. */
export function errColours(io: Io): Colours {
  return pc.createColors(isColoured(io, io.isErrTerminal));
}

/** As no-color.org and force-color.org ask for, where the former goes first; otherwise where a person reads. */
function isColoured({ env }: Io, isTerminal: boolean): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return !["0", "false"].includes(env.FORCE_COLOR);
  return isTerminal && env.TERM !== "dumb";
}
