import { AckError } from "../../ack/errors";
import type { Context } from "../context/context";
import { TaskFailed } from "../observe/tasks";

/** True for a refusal because another change is in progress on the cluster. */
function isBusy(error: unknown): error is AckError | TaskFailed {
  return (error instanceof AckError || error instanceof TaskFailed) && error.isBusy;
}

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
  for (;;) {
    try {
      return await make();
    } catch (error) {
      if (!isBusy(error) || clock.now() + settings.busyIntervalMs > deadline) throw error;
      const stage = error instanceof AckError ? error.text : error.message;
      context.report({ state: "busy", stage, elapsedMs: 0 });
      await clock.sleep(settings.busyIntervalMs, signal);
      if (!(await isFree())) throw error;
    }
  }
}
