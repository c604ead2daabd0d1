import { AckError } from "../../ack/errors";
import type { Values } from "../../table/check";
import { plain, show } from "../../table/values";
import { at, type Client } from "../context/client";
import { type Context, pause } from "../context/context";
import type { Place } from "../context/place";
import { Problem } from "../context/problem";
import { listClusters, MOST_READS_OF_LIST } from "../observe/clusters";
import { describe } from "../observe/describe";
import { settle } from "../observe/settle";
import { creatingTask } from "../observe/tasks";
import { isBeingCreatedBy, isOwnedBy, type Ownership, ownershipTag } from "../state/ownership";
import { isTokenUsed } from "./createCall";
import type { Begun, Creation } from "./creation";

const MOST_CREATE_CALLS = 3;

/**
 * Looks for the cluster that a failed CreateCluster created all the same.
 *
 * @param calls  how often CreateCluster was called
 * @returns `undefined` where none was created, and CreateCluster may be called again
 * @throws Problem or AckError where another call would be useless or unsafe
 */
export async function findCreated(error: unknown, calls: number, creation: Creation): Promise<Begun | undefined> {
  if (!(error instanceof AckError)) throw error;
  const isTaken = error.is("ClusterNameAlreadyExist") || error.is("ErrorClusterNameAlreadyExist");
  if (!error.isAmbiguous && !isTaken && !isTokenUsed(error)) throw error;
  if (creation.owner === undefined) throw isTaken ? nameTaken(error, creation) : unproven(error, creation);
  const { context, region } = creation.client;
  // A name that is taken at the first call may be that of a run that was killed a moment ago.
  const reads = isTaken && calls === 1 ? 1 : MOST_READS_OF_LIST;
  for (let read = 0; read < reads; read++) {
    if (!(await pause(context.settings.listLagMs, context)))
      throw isTaken ? nameTaken(error, creation) : outOfTime(error);
    const begun = await findOwn(creation).catch((second: unknown) => {
      throw second instanceof AckError ? neverFound(error, second) : second;
    });
    if (begun !== undefined) return begun;
  }
  if (isTaken) throw nameTaken(error, creation);
  if (calls < MOST_CREATE_CALLS) return undefined;
  throw new Problem(`${error.message}\n  After ${calls} attempts, ${region} lists no such cluster: none was created.`);
}

function unproven(error: AckError, { name, client }: Creation): Problem {
  return new Problem(
    `${error.message}\n  A cluster may have been created. Look for ${show(name)} in ${client.region} before the next "pulumi up": ` +
      "without the ownership tag, nothing proves that a cluster belongs to this resource.",
  );
}

function neverFound(first: AckError, second: AckError): Problem {
  return new Problem(
    `${first.message}\n  A cluster may have been created, and looking for it failed too: ${second.message}\n  If it was created, the next "pulumi up" takes it over.`,
  );
}

function outOfTime(error: AckError): Problem {
  return new Problem(
    `${error.message}\n  A cluster may have been created, and the create timeout ended before a list could show it. If it was created, the next "pulumi up" takes it over.`,
  );
}

function nameTaken(error: AckError, { name }: Creation): Problem {
  return new Problem(
    `${error.message}\n  The name ${show(name)} is taken in this account. Choose another name. ` +
      "In a replacement, the old cluster still has it: set the resource option deleteBeforeReplace: true.",
  );
}

/**
 * Finds the cluster that this resource was creating when an earlier attempt ended without an answer. One that is being
 * deleted keeps the name until it is gone: the function waits for that.
 *
 * @throws Problem for one that was finished, but that the state does not record.
 */
export async function findOwn({ name, accountId, owner, client }: Creation): Promise<Begun | undefined> {
  if (owner === undefined) return undefined;
  const listed = await listClusters({ name }, client);
  const own = listed.find((cluster) => cluster.name === name && isOf(owner, ownershipTag(cluster.tags)));
  if (own === undefined) return undefined;
  const place: Place = { region: client.region, id: plain(own.cluster_id), accountId };
  // A list lags: only the cluster's own answer has the current tag.
  const fresh = await describe(at(place, client.attempt, client.context)).catch((error: unknown) => {
    if (error instanceof AckError && error.isClusterNotFound) return undefined;
    throw error;
  });
  return fresh === undefined ? undefined : ownOf(place, fresh, owner, client);
}

/** True for the tag of a cluster that this resource was creating or has created. */
function isOf(owner: Ownership, tag: string | undefined): boolean {
  return isBeingCreatedBy(owner, tag) || isOwnedBy(owner, tag);
}

/** What findOwn() does with a cluster that it finds. */
export async function ownOf(
  place: Place,
  detail: Values,
  owner: Ownership,
  client: Client,
): Promise<Begun | undefined> {
  const tag = ownershipTag(detail.tags);
  if (detail.state === "deleting" && isOf(owner, tag)) {
    const subject = `cluster ${place.id} of an earlier run`;
    await settle(place, { subject, until: ["gone"], through: ["deleting"] }, client.context);
    return undefined;
  }
  if (isBeingCreatedBy(owner, tag)) return begunEarlier(place, plain(tag), owner, client.context);
  if (isOwnedBy(owner, tag)) throw lostByState(place, plain(detail.state), client.attempt);
  return undefined;
}

async function begunEarlier(place: Place, tag: string, owner: Ownership, context: Context): Promise<Begun> {
  const { id } = place;
  const taskId = await creatingTask(at(place, `looking for the task that creates cluster ${id}`, context));
  return { id, ...(taskId !== undefined && { taskId }), ...(tag !== owner.creating && { adoptedFrom: tag }) };
}

function lostByState({ region, id }: Place, state: string, attempt: string): Problem {
  const isLost = state === "failed" || state === "delete_failed";
  const cure = isLost
    ? `it is ${state}: delete it in the ACK console`
    : `take it over with adopt: ${JSON.stringify(`${region}/${id}`)}`;
  // Only the engine knows the state. Adopting the cluster that the run replaces would record one cluster twice.
  return new Problem(
    `${attempt}: cluster ${id} in ${region} has this name and was created by this resource. ` +
      'If "pulumi stack --show-ids" lists it, this run replaces it: set the resource option deleteBeforeReplace: true, or choose another name. ' +
      `If not, the stack's state has lost it: ${cure}, or choose another name.`,
  );
}
