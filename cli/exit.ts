import { AckError } from "../provider/ack/errors";
import { NoCredentials } from "../provider/ack/sources/source";
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
  noCredentials: 6,
} as const;

export type Exit = (typeof exit)[keyof typeof exit];

/** Each exit code in words, for the help and the reference. */
export const exitCodes: Readonly<Record<Exit, string>> = {
  [exit.done]: "done",
  [exit.failed]: "a call failed, or something was not found",
  [exit.usage]: "the command line is invalid",
  [exit.findings]: "doctor found a reason why the creation would fail",
  [exit.watchedFailed]: "the watched task or cluster failed",
  [exit.timedOut]: "the watched task or cluster was still in progress after --timeout",
  [exit.noCredentials]: "no Alibaba Cloud credentials were found, or what was found is incomplete",
};

/** A command line that cannot be carried out. */
export class UsageFault extends Error {
  override readonly name = "UsageFault";
}

/** True for a failure whose message is written for the user. */
export function isExpected(error: unknown): error is Error {
  return [Problem, AckError, WaitFailed, NoCredentials, UsageFault].some((kind) => error instanceof kind);
}
