import type { Operation } from "../../../ack/operations";
import { WaitFailed } from "../../../ack/wait";
import type { Values } from "../../../table/check";
import { plain, textOf } from "../../../table/values";
import { at, type Parts } from "../../context/client";
import { Problem } from "../../context/problem";
import { settle } from "../../observe/settle";
import { TaskFailed } from "../../observe/tasks";
import type { Settling } from "../../observe/watch";
import { isOnTheWay, onTheWay } from "../../properties/states";
import type { Step } from "../step";

/**
 * A cluster whose Secrets get another key says `running` for up to a minute before it is `updating`. Source:
 * terraform-provider-alicloud 1.289.
 */
const BEGINS_LATE: readonly Operation[] = ["UpdateKMSEncryption"];
const BEGINS_WITHIN_MS = 60_000;

/**
 * Makes one change and waits until the cluster is again in the state that it was in.
 *
 * @param attempt  what is being tried: `changing the name of cluster c-123`
 * @throws TaskFailed when the task of the change fails, WaitFailed when it takes too long: one that would block the
 * cluster is cancelled. A task that only cannot be watched goes on, and the next update awaits it.
 * @returns `over` where its task is proven to have succeeded; `accepted` where no task shows it.
 */
export async function change(
  operation: Operation,
  attempt: string,
  parts: Parts,
  step: Step,
): Promise<"over" | "accepted"> {
  const { place, context, seen } = step;
  const before = isOnTheWay(step.last.state) ? "running" : plain(step.last.state);
  step.hasChanged = true;
  step.isDescribed = false;
  const answer = await at(place, attempt, context).call(operation, parts);
  const taskId = textOf(answer.task_id);
  let outcome: "over" | "accepted" = "accepted";
  let hasBegun = false;
  const wait = {
    subject: `${attempt}: cluster ${place.id}`,
    until: [before],
    through: onTheWay,
    taskId,
    ...(!BEGINS_LATE.includes(operation) && { begun: operation }),
    isTaskAwaited: true,
    // Add-ons are changed one at a time: a part that fails is the whole change.
    isEveryPartNeeded: operation.endsWith("Addons"),
    seen: (detail: Values) => {
      hasBegun ||= isOnTheWay(detail.state);
      seen(detail);
    },
    succeeded: () => {
      outcome = "over";
    },
  };
  try {
    let settled = await settle(place, wait, context);
    if (settled !== undefined && BEGINS_LATE.includes(operation) && !hasBegun) {
      await awaitBegin(before, wait, step);
      settled = await settle(place, wait, context);
    }
    if (settled === undefined) throw new Problem(`${attempt}: the cluster is gone`);
    step.isDescribed = true;
  } catch (error) {
    const isTimedOut = error instanceof WaitFailed && error.why === "timed out";
    const isStuck = error instanceof TaskFailed && isOnTheWay(step.last.state);
    if (taskId !== undefined && (isTimedOut || isStuck)) await cancel(taskId, step);
    throw error;
  }
  return outcome;
}

/** Waits until the cluster begins to change, or is certain not to. */
async function awaitBegin(before: string, { subject, seen }: Settling, { place, context }: Step): Promise<void> {
  const wait = { until: onTheWay, through: [before], longestMs: BEGINS_WITHIN_MS, ...(seen && { seen }) };
  try {
    await settle(place, { ...wait, ...(subject !== undefined && { subject }) }, context);
  } catch (error) {
    const isLeftAsItWas =
      error instanceof WaitFailed && error.why === "timed out" && context.clock.now() < context.deadline;
    if (!isLeftAsItWas) throw error;
  }
}

/** Best effort: the user needs to see the failure that led here. */
async function cancel(taskId: string, { place, context }: Step): Promise<void> {
  await at(place, `cancelling task ${taskId}`, context)
    .call("CancelTask", { path: { taskId } })
    .catch(() => undefined);
}
