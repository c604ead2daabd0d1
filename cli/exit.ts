import { NoCredentials } from "../provider/ack/credentials";
import { AckError } from "../provider/ack/errors";
import { WaitFailed } from "../provider/ack/wait";
import { Problem } from "../provider/cluster/context/problem";

/** What the command ends with. */
export const exit = {
  done: 0,
  failed: 1,
  usage: 2,
  findings: 3,
  watchedFailed: 4,
  timedOut: 5,
} as const;

export type Exit = (typeof exit)[keyof typeof exit];

/** Each exit code in words, for the help and the reference. */
export const exitCodes: Readonly<Record<Exit, string>> = {
  [exit.done]: "done",
  [exit.failed]: "a call failed, or something is not there",
  [exit.usage]: "the command line is wrong",
  [exit.findings]: "doctor found what would make the creation fail",
  [exit.watchedFailed]: "what was watched failed: the task, or the cluster itself",
  [exit.timedOut]: "what was watched is not over within --timeout",
};

/** A command line that cannot be carried out. */
export class UsageFault extends Error {
  override readonly name = "UsageFault";
}

/** True for a failure whose message is written for the user. */
export function isExpected(error: unknown): error is Error {
  return [Problem, AckError, WaitFailed, NoCredentials, UsageFault].some((kind) => error instanceof kind);
}
