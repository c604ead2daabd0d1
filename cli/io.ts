import { type Clock, systemClock } from "../provider/ack/clock";

/** What a command reads and writes. Tests hand in their own. */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that relative paths start from. */
  readonly folder: string;
  /** Whether a person reads what `out` writes. */
  readonly isTerminal: boolean;
  /** Whether a person reads what `err` writes. */
  readonly isErrTerminal: boolean;
  readonly clock: Clock;
  /** The command's result. */
  out(text: string): void;
  /** What is said beside it. */
  err(text: string): void;
}

export const processIo: Io = {
  env: process.env,
  folder: process.cwd(),
  isTerminal: process.stdout.isTTY === true,
  isErrTerminal: process.stderr.isTTY === true,
  clock: systemClock,
  out: (text) => {
    process.stdout.write(text);
  },
  err: (text) => {
    process.stderr.write(text);
  },
};
