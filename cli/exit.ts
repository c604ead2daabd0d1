import { NoCredentials } from "../provider/ack/credentials";
import { AckError } from "../provider/ack/errors";
import { WaitFailed } from "../provider/ack/wait";
import { Problem } from "../provider/cluster/problem";

/** What the command ends with. */
export const exit = {
  done: 0,
  /** A call failed, or something is not there. */
  failed: 1,
  /** The command line is wrong. */
  usage: 2,
  /** `doctor` found what would make the creation fail. */
  findings: 3,
} as const;

/** A command line that cannot be carried out. */
export class UsageFault extends Error {
  override readonly name = "UsageFault";
}

/** True for a failure whose message is written for the user. */
export function isExpected(error: unknown): error is Error {
  return [Problem, AckError, WaitFailed, NoCredentials, UsageFault].some((kind) => error instanceof kind);
}
