import { AckError } from "../../ack/errors";
import type { Values } from "../../table/check";
import { objectsIn, plain, textOf } from "../../table/values";
import { toWire } from "../../table/wire";
import { at } from "../context/client";
import { type Context, within } from "../context/context";
import { hiding } from "../context/hiding";
import { type Place, placeOf } from "../context/place";
import { Problem } from "../context/problem";
import { describeUnlessGone } from "../observe/describe";
import { settle } from "../observe/settle";
import { TaskFailed } from "../observe/tasks";
import { onTheWay } from "../properties/states";
import { properties } from "../properties/table";
import { factsOf } from "../state/facts";
import { isUnfinalized, ownershipTag } from "../state/ownership";
import { failedAtCreation } from "../state/recorded";
import { noteDeletion } from "./deletionNotes";
import { resourcesToKeep } from "./keptResources";
import { liftProtection } from "./protection";
import { newStep, type Step } from "./step";
import { whileBusy } from "./whileBusy";

/**
 * Deletes a cluster with the deletion inputs that were applied last, waits until it is proven gone, warns
 * of what outlives it, and says which deletion inputs counted.
 */
export async function deleteCluster(id: string, olds: Values, outer: Context): Promise<void> {
  const context = within("delete", factsOf(olds).timeouts, hiding(outer, olds));
  const place = placeOf(id, olds);
  const step = newStep(place, olds, {}, context);
  const fresh = await describeUnlessGone(at(place, `deleting cluster ${place.id}`, context));
  if (fresh === undefined) return;
  step.seen(fresh);
  assertDeletable(step);
  if (fresh.deletion_protection === true) await unprotect(step);
  const kept = fresh.state === "deleting" ? [] : await resourcesToKeep(step);
  await awaitGone(fresh.state === "deleting" ? undefined : await requestDeletion(step), plain(fresh.state), step);
  if (kept.length > 0)
    context.warn(`cluster ${place.id} is deleted; these of its resources are kept: ${kept.join(", ")}`);
  noteDeletion(step);
}

/**
 * @throws Problem for a cluster that has recovered, or whose tag is another owner's: only that one may delete it. Two
 *   stacks of one name may both record a cluster, and the tag, which names one attempt, lets one of them delete it.
 */
function assertDeletable({ place: { id }, olds, last: { state, tags } }: Step): void {
  if (failedAtCreation(olds) && !["failed", "deleting", "delete_failed"].includes(plain(state))) {
    throw new Problem(
      `deleting cluster ${id}: it is recorded as failed, but is ${plain(state)} now: run "pulumi refresh", then decide again`,
    );
  }
  const { owner, urn } = factsOf(olds);
  const tag = ownershipTag(tags);
  // A tag that this resource could not finalize still says "creating".
  if (owner === undefined || tag === undefined || tag === owner || isUnfinalized(owner, urn, tags)) return;
  throw new Problem(
    `deleting cluster ${id}: another resource has adopted it and is the only one that may delete it: remove this one from the state with "pulumi state delete"`,
  );
}

async function unprotect(step: Step): Promise<void> {
  if (step.olds.forceDestroy !== true) {
    throw new Problem(
      `deleting cluster ${step.place.id}: deletion protection is on: run "pulumi up" with deletionProtection: false first, then delete the cluster`,
    );
  }
  await liftProtection(step);
}

/** @returns the task that deletes the cluster; `undefined` where none is needed, or ACK does not report it. */
async function requestDeletion({ place, olds, context }: Step): Promise<string | undefined> {
  const client = at(place, `deleting cluster ${place.id}`, context);
  const query = toWire(properties, "DeleteCluster", olds) as Record<string, string>;
  let isDeleting = false;
  const request = async () => {
    if (isDeleting) return undefined;
    const { task_id } = await client.call("DeleteCluster", { query });
    return textOf(task_id);
  };
  try {
    return await whileBusy(request, context, async () => {
      const fresh = await describeUnlessGone(client);
      isDeleting = fresh === undefined || fresh.state === "deleting";
      return true;
    });
  } catch (error) {
    // The wait that follows proves that it is gone.
    if (error instanceof AckError && error.isClusterNotFound) return undefined;
    throw error;
  }
}

async function awaitGone(taskId: string | undefined, before: string, step: Step): Promise<void> {
  const { place, context, seen } = step;
  const through = [...onTheWay, "deleting", "running", "failed", "inactive", "unavailable"];
  // After a failed deletion the cluster keeps that state until the new one begins; only its task shows a new failure.
  if (before === "delete_failed") through.push("delete_failed");
  try {
    await settle(place, { until: ["gone"], through, taskId, begun: "DeleteCluster", seen }, context);
  } catch (cause) {
    // The task may report the failure a moment before the cluster's state does.
    const isFailed = cause instanceof TaskFailed || step.last.state === "delete_failed";
    throw isFailed ? await deletionFailed(place, cause, context) : cause;
  }
}

/** The failure with the resources that ACK could not delete. */
export async function deletionFailed(place: Place, cause: unknown, context: Context): Promise<Problem> {
  const client = at(place, `reading the resources of cluster ${place.id}`, context);
  const resources = await client.list("DescribeClusterResources").catch(() => []);
  const inUse = objectsIn(resources)
    .filter(({ state }) => state === "DELETE_FAILED")
    .map(({ resource_type, instance_id }) => `  - ${plain(resource_type)} ${plain(instance_id)}`);
  const text = [
    `deleting cluster ${place.id}: ACK could not delete everything: ${cause instanceof TaskFailed ? cause.reason : (cause as Error).message}`,
    ...(inUse.length > 0 ? ["  These resources are still in use by something else:", ...inUse] : []),
    '  Release what still uses the resources of the cluster, then run "pulumi destroy" again.',
  ];
  return new Problem(text.join("\n"));
}
