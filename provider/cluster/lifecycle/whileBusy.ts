import { AckError } from "../../ack/errors";
import { duration } from "../../ack/wait";
import type { Context } from "../context/context";
import { TaskFailed } from "../observe/tasks";

/** True for a refusal because another change is in progress on the cluster. */
function isBusy(error: unknown): error is AckError | TaskFailed {
  return (error instanceof AckError || error instanceof TaskFailed) && error.isBusy;
}

/** Refusals that last this long are noted, for those who see no status line. */
const NOTED_AFTER_MS = 60_000;

/**
 * Makes a change, and repeats it while the cluster is busy with another one, at most until the deadline.
 *
 * @param isFree  asked after each pause; `false` ends the attempts with the refusal
 * @throws the last refusal, and whatever else `make` throws
 */
export async function whileBusy<T>(
  make: () => Promise<T>,
  context: Context,
  isFree: () => Promise<boolean> = async () => true,
): Promise<T> {
  const { clock, settings, deadline, signal } = context;
  const start = clock.now();
  let isNoted = false;
  for (let attempts = 1; ; attempts++) {
    try {
      return await make();
    } catch (error) {
      if (!isBusy(error)) throw error;
      const elapsedMs = clock.now() - start;
      if (clock.now() + settings.busyIntervalMs > deadline) throw timedOut(error, attempts, elapsedMs);
      context.report({ state: "busy", stage: error instanceof AckError ? error.text : error.message, elapsedMs });
      if (!isNoted && elapsedMs >= NOTED_AFTER_MS) {
        isNoted = true;
        context.note(`${reason(error)}: it is repeated for up to ${duration(deadline - clock.now())} more`);
      }
      await clock.sleep(settings.busyIntervalMs, signal);
      if (!(await isFree())) throw error;
    }
  }
}

/** A refusal in one line, with its code. */
function reason(error: AckError | TaskFailed): string {
  const [line = ""] = error.message.split("\n");
  return error instanceof AckError && error.code !== undefined ? `${line} (${error.code})` : line;
}

function timedOut(error: AckError | TaskFailed, attempts: number, elapsedMs: number): Error {
  if (!(error instanceof AckError)) return error;
  const all = attempts === 1 ? "The only attempt was" : `All ${attempts} attempts in ${duration(elapsedMs)} were`;
  return error.withNote(
    `${all} refused, and the operation's time ends before the next one: raise it in customTimeouts, or run the command again.`,
  );
}
