import { AckError } from "../ack/errors";
import type { Values } from "../table/check";
import { toWire } from "../table/wire";
import type { Context } from "./context";
import { list, type Place } from "./look";
import { isBeingMadeBy, type Ownership, ownershipTag, ownershipTagKey } from "./ownership";
import { Problem } from "./problem";
import { properties, serverless } from "./properties";

/** Lists lag by up to ten seconds, as ACK announces. */
const LIST_LAG_MS = 10_000;
const MOST_LOOKS_AFTER_LOST_ANSWER = 3;
const MOST_CREATE_CALLS = 3;

/** A cluster that is being made for this resource. */
export interface Begun {
  readonly id: string;
  readonly taskId?: string;
  readonly requestId?: string;
  /** An earlier attempt began it, maybe with other inputs. */
  readonly isAdopted: boolean;
}

interface Creation {
  readonly name: string;
  readonly region: string;
  readonly attempt: string;
  readonly owner: Ownership | undefined;
}

/**
 * Begins one cluster for these inputs, and never a second one. CreateCluster has no client token, so after a lost answer
 * the cluster is looked for by its exact name and the ownership tag, and only such a match is taken.
 *
 * @param owner  without it nothing can be proven: a lost answer is an error that says what to look for.
 */
export async function begin(inputs: Values, owner: Ownership | undefined, context: Context): Promise<Begun> {
  const creation = {
    name: String(inputs.name),
    region: String(inputs.regionId),
    attempt: `creating cluster ${JSON.stringify(inputs.name)}`,
    owner,
  };
  const earlier = await findOwn(creation, context);
  if (earlier !== undefined) return earlier;
  const body = createBody(inputs, owner);
  for (let call = 1; ; call++) {
    try {
      const answer = (await context
        .ack(creation.region)
        .call("CreateCluster", { body, attempt: creation.attempt }, context.signal)) as Values;
      return accepted(answer, creation);
    } catch (error) {
      const begun = await reconcile(error, call, creation, context);
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

function accepted(answer: Values, { attempt, name, region }: Creation): Begun {
  const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);
  const [id, taskId, requestId] = [
    text(answer.cluster_id),
    text(answer.task_id),
    text(answer.request_id ?? answer.RequestId ?? answer.requestId),
  ];
  if (id === undefined)
    throw new Problem(
      `${attempt}: ACK accepted the request but tells no cluster id: look for cluster ${JSON.stringify(name)} in ${region}`,
    );
  return {
    id,
    isAdopted: false,
    ...(taskId !== undefined && { taskId }),
    ...(requestId !== undefined && { requestId }),
  };
}

/** After a failed CreateCluster: the cluster that was made all the same, or `undefined` to call again. */
async function reconcile(
  error: unknown,
  call: number,
  creation: Creation,
  context: Context,
): Promise<Begun | undefined> {
  if (!(error instanceof AckError)) throw error;
  const isTaken = error.is("ClusterNameAlreadyExist") || error.is("ErrorClusterNameAlreadyExist");
  if (isTaken && call === 1) throw nameTaken(error, creation);
  if (!error.isAmbiguous && !isTaken) throw error;
  if (creation.owner === undefined) {
    throw new Problem(
      `${error.message}\n  A cluster may have been made. Look for ${JSON.stringify(creation.name)} in ${creation.region} before the next "pulumi up": ` +
        "without the ownership tag nothing proves that it is this resource's.",
    );
  }
  for (let attempt = 0; attempt < MOST_LOOKS_AFTER_LOST_ANSWER; attempt++) {
    await context.clock.sleep(LIST_LAG_MS, context.signal);
    const begun = await findOwn(creation, context);
    if (begun !== undefined) return begun;
  }
  if (isTaken) throw nameTaken(error, creation);
  if (call >= MOST_CREATE_CALLS)
    throw new Problem(
      `${error.message}\n  After ${call} attempts ${creation.region} lists no such cluster; nothing was made.`,
    );
  return undefined;
}

function nameTaken(error: AckError, { name }: Creation): Problem {
  return new Problem(
    `${error.message}\n  The name ${JSON.stringify(name)} is taken in this account. Choose another name. ` +
      "In a replacement, the old cluster still has it: set the resource option deleteBeforeReplace: true.",
  );
}

/** The cluster that this resource was making when an earlier attempt ended without an answer. */
async function findOwn({ name, region, owner, attempt }: Creation, context: Context): Promise<Begun | undefined> {
  if (owner === undefined) return undefined;
  const clusters = await list({ name }, region, context, attempt);
  const own = clusters.filter((cluster) => cluster.name === name);
  const begun = own.find((cluster) => isBeingMadeBy(owner, ownershipTag(cluster.tags)));
  const owned = own.find((cluster) => ownershipTag(cluster.tags) === owner.owned);
  if (begun !== undefined)
    return { id: String(begun.cluster_id), isAdopted: ownershipTag(begun.tags) !== owner.creating };
  if (owned !== undefined) {
    throw new Problem(
      `${attempt}: cluster ${String(owned.cluster_id)} in ${region} has this name and was made by this resource, but the stack's state does not hold it. ` +
        "In a replacement, set the resource option deleteBeforeReplace: true. Otherwise choose another name, or delete the cluster if nothing needs it.",
    );
  }
  return undefined;
}

/** Marks an adopted cluster as this attempt's, or a finished one as owned. */
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
export function assertOwn(detail: Values, owner: Ownership): void {
  const tag = ownershipTag(detail.tags);
  if (tag === owner.creating || tag === owner.owned) return;
  throw new Problem(
    `cluster ${String(detail.cluster_id)} was taken over by another run of this program while it was being made: ` +
      "two stacks of the same name share one account. Give one of the clusters another name",
  );
}
