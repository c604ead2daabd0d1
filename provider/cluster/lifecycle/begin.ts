import { AckError } from "../../ack/errors";
import type { Values } from "../../table/check";
import { isObject, plain } from "../../table/shapes";
import { toWire } from "../../table/wire";
import type { Context } from "../context/context";
import { Problem } from "../context/problem";
import { detail, list, MOST_LOOKS_AT_LIST, type Place } from "../observe/describe";
import { settle } from "../observe/wait";
import { properties, serverless } from "../properties/table";
import {
  isBeingMadeBy,
  isOwnedBy,
  type Ownership,
  ownershipTag,
  ownershipTagKey,
  withOwnershipTag,
} from "../state/ownership";
import type { Step } from "./step";

const MOST_CREATE_CALLS = 3;

/** A cluster that is being made for this resource. */
export interface Begun {
  readonly id: string;
  readonly taskId?: string;
  readonly requestId?: string;
  /** The tag of the earlier attempt that began it, maybe with other inputs. */
  readonly adoptedFrom?: string;
}

/** Which cluster is to be made, and whose it is. */
export interface Creation {
  readonly name: string;
  readonly region: string;
  /** The account in use: it proves that a cluster that is not found is gone. */
  readonly accountId: string;
  readonly attempt: string;
  /** Without it nothing can be proven: a lost answer is an error that says what to look for. */
  readonly owner: Ownership | undefined;
  /** When the creation must be over, as the clock tells it. */
  readonly deadline: number;
}

/**
 * Begins one cluster for these inputs, and never a second one. CreateCluster has no client token, so after a lost answer
 * the cluster is looked for by its exact name and the ownership tag, and only such a match is taken.
 */
export async function begin(inputs: Values, creation: Creation, context: Context): Promise<Begun> {
  const body = createBody(inputs, creation.owner);
  for (let call = 1; ; call++) {
    try {
      const answer = (await context
        .ack(creation.region)
        .call("CreateCluster", { body, attempt: creation.attempt }, context.signal)) as Values;
      return accepted(answer, creation);
    } catch (error) {
      const begun = await findMade(error, call, creation, context);
      if (begun !== undefined) return begun;
    }
  }
}

/** The body of CreateCluster, for the vendor page's names. */
export function createBody(inputs: Values, owner: Ownership | undefined): Record<string, unknown> {
  const always = Object.entries(properties).flatMap(([name, { facts }]) =>
    "alwaysSent" in facts ? [[name, facts.default]] : [],
  );
  // A public cluster gets an EIP of ACK's making: one that brings its own is made private, and bound afterwards.
  const endpoint = inputs.apiServerEipId === undefined ? {} : { endpointPublicAccess: false };
  const body = toWire(properties, "CreateCluster", { ...Object.fromEntries(always), ...inputs, ...endpoint });
  if (owner === undefined) return { ...serverless, ...body };
  const tags = (body.tags as unknown[] | undefined) ?? [];
  return { ...serverless, ...body, tags: [...tags, { key: ownershipTagKey, value: owner.creating }] };
}

function accepted(answer: Values, { attempt }: Creation): Begun {
  const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);
  const [id, taskId, requestId] = [
    text(answer.cluster_id),
    text(answer.task_id),
    text(answer.request_id ?? answer.RequestId ?? answer.requestId),
  ];
  if (id === undefined)
    throw new AckError({
      operation: "CreateCluster",
      attempt,
      failing: "lost",
      text: "the answer tells no cluster id",
    });
  return {
    id,
    ...(taskId !== undefined && { taskId }),
    ...(requestId !== undefined && { requestId }),
  };
}

/** After a failed CreateCluster: the cluster that was made all the same, or `undefined` to call again. */
async function findMade(
  error: unknown,
  call: number,
  creation: Creation,
  context: Context,
): Promise<Begun | undefined> {
  if (!(error instanceof AckError)) throw error;
  const isTaken = error.is("ClusterNameAlreadyExist") || error.is("ErrorClusterNameAlreadyExist");
  if (!error.isAmbiguous && !isTaken) throw error;
  if (creation.owner === undefined) {
    if (isTaken) throw nameTaken(error, creation);
    throw new Problem(
      `${error.message}\n  A cluster may have been made. Look for ${JSON.stringify(creation.name)} in ${creation.region} before the next "pulumi up": ` +
        "without the ownership tag nothing proves that it is this resource's.",
    );
  }
  // A name that is taken at the first call may be that of a run that was killed a moment ago.
  const looks = isTaken && call === 1 ? 1 : MOST_LOOKS_AT_LIST;
  for (let attempt = 0; attempt < looks; attempt++) {
    await context.clock.sleep(context.settings.listLagMs, context.signal);
    const begun = await findOwn(creation, context).catch((second: unknown) => {
      throw second instanceof AckError ? neverFound(error, second) : second;
    });
    if (begun !== undefined) return begun;
  }
  if (isTaken) throw nameTaken(error, creation);
  if (call >= MOST_CREATE_CALLS)
    throw new Problem(
      `${error.message}\n  After ${call} attempts ${creation.region} lists no such cluster; nothing was made.`,
    );
  return undefined;
}

function neverFound(first: AckError, second: AckError): Problem {
  return new Problem(
    `${first.message}\n  A cluster may have been made, and looking for it failed too: ${second.message}\n  If it was made, the next "pulumi up" takes it over.`,
  );
}

function nameTaken(error: AckError, { name }: Creation): Problem {
  return new Problem(
    `${error.message}\n  The name ${JSON.stringify(name)} is taken in this account. Choose another name. ` +
      "In a replacement, the old cluster still has it: set the resource option deleteBeforeReplace: true.",
  );
}

/**
 * The cluster that this resource was making when an earlier attempt ended without an answer. One that is being deleted
 * keeps the name until it is gone, which is awaited.
 *
 * @throws Problem for one that was finished and that the state does not hold.
 */
export async function findOwn(creation: Creation, context: Context): Promise<Begun | undefined> {
  const { name, region, accountId, owner, attempt, deadline } = creation;
  if (owner === undefined) return undefined;
  const isOwn = (tag: string | undefined) => isBeingMadeBy(owner, tag) || isOwnedBy(owner, tag);
  const listed = await list({ name }, region, context, attempt);
  const own = listed.find((cluster) => cluster.name === name && isOwn(ownershipTag(cluster.tags)));
  if (own === undefined) return undefined;
  const id = plain(own.cluster_id);
  // A list lags: only the cluster itself tells whose it is by now.
  const fresh = await detail({ region, id }, context, attempt).catch((error: unknown) => {
    if (error instanceof AckError && error.isClusterNotFound) return undefined;
    throw error;
  });
  const tag = ownershipTag(fresh?.tags);
  if (fresh?.state === "deleting" && isOwn(tag)) {
    await awaitDeparture({ region, id, accountId }, deadline, context);
    return undefined;
  }
  if (isBeingMadeBy(owner, tag)) {
    const taskId = await creatingTask({ region, id }, context);
    return { id, ...(taskId !== undefined && { taskId }), ...(tag !== owner.creating && { adoptedFrom: plain(tag) }) };
  }
  if (!isOwnedBy(owner, tag)) return undefined;
  const isLost = fresh?.state === "failed" || fresh?.state === "delete_failed";
  const cure = isLost
    ? `It is ${plain(fresh?.state)}: delete it in the ACK console`
    : `Otherwise take it over with adopt: ${JSON.stringify(`${region}/${id}`)}`;
  throw new Problem(
    `${attempt}: cluster ${id} in ${region} has this name and was made by this resource, but the stack's state does not hold it. ` +
      `In a replacement, set the resource option deleteBeforeReplace: true. ${cure}, or choose another name.`,
  );
}

/**
 * The task that makes a cluster whose CreateCluster had no answer: it tells the stage, and why it failed if it does.
 * `undefined` where ACK does not tell: the cluster's own state decides then.
 */
async function creatingTask({ region, id }: Place, context: Context): Promise<string | undefined> {
  const call = { path: { clusterId: id }, attempt: `looking for the task that creates cluster ${id}` };
  try {
    const answer = await context.ack(region).call("DescribeClusterTasks", call, context.signal);
    const tasks = isObject(answer) && Array.isArray(answer.tasks) ? answer.tasks.filter(isObject) : [];
    const { task_id } = tasks.find(({ task_type }) => task_type === "cluster_create") ?? {};
    return typeof task_id === "string" && task_id !== "" ? task_id : undefined;
  } catch (error) {
    if (error instanceof AckError) return undefined;
    throw error;
  }
}

/** A cluster that is on its way out is nobody's to take over, and keeps the name until it is gone. */
async function awaitDeparture(place: Place, deadline: number, context: Context): Promise<void> {
  const wait = { what: `cluster ${place.id} of an earlier run to be gone`, until: ["gone"], through: ["deleting"] };
  await settle(place, { ...wait, deadline }, context);
}

/** Marks a finished cluster as owned, for good. */
export async function turn(step: Step, value: string, context: Context): Promise<void> {
  await mark(step.place, value, context);
  step.seen({ ...step.last, tags: withOwnershipTag(step.last.tags, value) });
}

/** Sets the ownership tag. */
export async function mark({ region, id }: Place, value: string, context: Context): Promise<void> {
  const attempt = `marking cluster ${id} as this resource's own`;
  const body = {
    region_id: region,
    resource_type: "CLUSTER",
    resource_ids: [id],
    tags: [{ key: ownershipTagKey, value }],
  };
  await context.ack(region).call("TagResources", { body, attempt }, context.signal);
}

/** @throws Problem for a cluster whose tag is another attempt's. */
export function assertOwn(seen: Values, owner: Ownership, { id, adoptedFrom }: Begun): void {
  const tag = ownershipTag(seen.tags);
  // Without a tag nobody else has it. The tag of the attempt that was taken over may show for a while.
  if (tag === undefined || tag === owner.creating || tag === adoptedFrom) return;
  throw new Problem(
    `cluster ${id} was taken over by another run of this program while it was being made: ` +
      "two stacks of the same name share one account. Give one of the clusters another name",
  );
}
