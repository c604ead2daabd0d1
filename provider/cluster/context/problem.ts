import { AckError } from "../../ack/errors";
import { NoCredentials } from "../../ack/sources/source";
import { WaitFailed } from "../../ack/wait";
import type { Failure, Values } from "../../table/check";
import { plain } from "../../table/values";

/** An expected failure: its message is written for the user, and its stack is of no use. */
export class Problem extends Error {
  override readonly name: string = "Problem";
}

/** A change that is refused at preview: every reason, one line each. */
export class Refused extends Problem {
  override readonly name = "Refused";
  constructor(readonly failures: readonly Failure[]) {
    super(failures.map(({ property, reason }) => `${property}: ${reason}`).join("\n"));
  }
}

/** A create or an update that began and failed: the cluster exists, and the engine must record what is known. */
export class Unfinished extends Problem {
  override readonly name = "Unfinished";
  constructor(
    readonly id: string,
    readonly outputs: Values,
    cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : plain(cause), { cause });
  }
}

/** True for a failure whose message is written for the user, so that a stack would only hide it. */
export function isExpected(error: unknown): error is Error {
  return [Problem, AckError, WaitFailed, NoCredentials].some((kind) => error instanceof kind);
}
