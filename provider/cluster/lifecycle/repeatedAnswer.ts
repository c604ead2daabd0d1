import { AckError } from "../../ack/errors";
import type { Values } from "../../table/check";
import { at } from "../context/client";
import { type Context, pause } from "../context/context";
import type { Place } from "../context/place";
import { describe, describeUnlessGone, reading } from "../observe/describe";
import { taskProgress } from "../observe/tasks";
import { INVISIBLE_MS } from "../observe/watch";
import { anotherAttempt, isBeingCreatedBy, isOwnedBy, ownershipTag } from "../state/ownership";
import type { Begun, Creation } from "./creation";
import { ownOf } from "./lostAnswer";

/**
 * Makes sure that CreateCluster answered with a new cluster: where ACK heeds the client token, the answer may be that of
 * an earlier run's call. Such a cluster is this resource's only if its tag says so.
 *
 * @returns `undefined` where the cluster of that call is gone
 * @throws Problem for a cluster that an earlier run finished, but that the state does not record
 */
export async function confirm(begun: Begun, { client, accountId, owner }: Creation): Promise<Begun | undefined> {
  const { region, context } = client;
  const place: Place = { region, id: begun.id, accountId };
  const firstLook = describe(reading(place, context));
  // The wait for the new cluster judges every other failure of this look.
  const detail = await firstLook.catch((error: unknown) => (isNotFound(error) ? undefined : ({} as Values)));
  if (detail === undefined) return (await isGone(place, begun, context)) ? undefined : { ...begun, firstLook };
  const tag = ownershipTag(detail.tags);
  const isEarlier =
    owner !== undefined && tag !== owner.creating && (isBeingCreatedBy(owner, tag) || isOwnedBy(owner, tag));
  if (!isEarlier) return { ...begun, firstLook };
  // If another run took the cluster over just now, an attempt of its own is what that run notices.
  const next = anotherAttempt(owner);
  const taken = await ownOf(place, detail, next, client);
  return taken && { ...taken, owner: next };
}

function isNotFound(error: unknown): boolean {
  return error instanceof AckError && error.isClusterNotFound;
}

/** A new cluster may be invisible for a while. If its task can be read, it is at work; a task that is over is of an earlier call. */
async function isGone(place: Place, { taskId }: Begun, context: Context): Promise<boolean> {
  try {
    const task =
      taskId === undefined ? undefined : await taskProgress(taskId, at(place, `reading task ${taskId}`, context));
    const { listLagMs } = context.settings;
    const visibleWithinMs = task === undefined ? Math.max(INVISIBLE_MS, listLagMs) : listLagMs;
    if (task?.isOver === false || !(await pause(visibleWithinMs, context))) return false;
    return (await describeUnlessGone(reading(place, context))) === undefined;
  } catch {
    // The wait for the cluster ends with the same failure, and records the cluster's id.
    return false;
  }
}
