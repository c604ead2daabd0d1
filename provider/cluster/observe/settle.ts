import { type Wait, waitFor } from "../../ack/wait";
import type { Values } from "../../table/check";
import { plain } from "../../table/values";
import type { Context } from "../context/context";
import type { Place } from "../context/place";
import { Problem } from "../context/problem";
import { onTheWay } from "../properties/states";
import { TaskFailed } from "./tasks";
import { INVISIBLE, type Settling, TASK_RUNNING, watch } from "./watch";

/** Polls within the operation's time, at the pace of the settings; what waitFor() throws. */
export function poll<S extends string, T>(
  look: () => Promise<{ state: S; value: T }>,
  wait: Omit<Wait<S>, "pollIntervalMs" | "deadline"> & { readonly longestMs?: number },
  { clock, settings, deadline, signal }: Context,
): Promise<T> {
  const { longestMs = Number.POSITIVE_INFINITY, ...rest } = wait;
  const until = Math.min(deadline, clock.now() + longestMs);
  return waitFor<S, T>(look, { ...rest, pollIntervalMs: settings.pollIntervalMs, deadline: until }, clock, signal);
}

/** After a failed task, the cluster's own state follows within seconds. */
const STATE_FOLLOWS_TASK_MS = 60_000;

/**
 * Waits until a cluster is in one of the awaited states, and watches the running task for its stage and its failure.
 *
 * @returns the last DescribeClusterDetail; `undefined` where the cluster is proven gone.
 * @throws TaskFailed, WaitFailed, AckError; Problem for a cluster that disappeared meanwhile.
 */
export async function settle(place: Place, wait: Settling, context: Context): Promise<Values | undefined> {
  const { subject = `cluster ${place.id}`, until, through, longestMs } = wait;
  const leave = context.sharedList?.enter(place);
  const { look, longestPauseMs, end } = watch(place, { ...wait, subject }, context);
  try {
    const settled = await poll<string, Values | undefined>(
      look,
      {
        subject,
        goal: until[0] as string,
        until: [...until, "gone"],
        through: [...through, INVISIBLE, TASK_RUNNING],
        longestPauseMs,
        ...(longestMs !== undefined && { longestMs }),
      },
      context,
    );
    if (until.includes(plain(settled?.state ?? "gone"))) end();
    return settled;
  } finally {
    leave?.();
  }
}

/**
 * Waits until a new cluster is running.
 *
 * @throws TaskFailed once the failed cluster also shows as such; what settle() throws.
 */
export async function awaitCreation(
  {
    place,
    seen,
    context,
  }: { readonly place: Place; readonly seen: (detail: Values) => void; readonly context: Context },
  { taskId, firstLook }: Pick<Settling, "taskId" | "firstLook">,
): Promise<void> {
  const wait = { until: ["running"], through: onTheWay, isNew: true, seen };
  try {
    const begun = { begun: "CreateCluster", taskId, firstLook } as const;
    if ((await settle(place, { ...wait, ...begun }, context)) !== undefined) return;
  } catch (error) {
    if (!(error instanceof TaskFailed)) throw error;
    const until = ["failed", "running"];
    await settle(place, { ...wait, until, longestMs: STATE_FOLLOWS_TASK_MS }, context).catch(() => undefined);
    throw error;
  }
  throw new Problem(`cluster ${place.id} was deleted while it was being created`);
}
