import type { Values } from "../../table/check";
import { plain } from "../../table/values";
import { at, type ClusterClient } from "../context/client";
import type { Context } from "../context/context";
import { placeOf } from "../context/place";
import { Problem, Refused, Unfinished } from "../context/problem";
import { callerAccount } from "../observe/clusters";
import { assertServerless, describe } from "../observe/describe";
import { withExtras } from "../observe/extras";
import { settle } from "../observe/settle";
import { differences } from "../preview/differences";
import { checkPreconditions } from "../preview/preconditions";
import { isOnTheWay, onTheWay } from "../properties/states";
import { withFacts } from "../state/facts";
import { outputsOf } from "../state/outputs";
import { anyAttempt, isBeingCreatedBy, isOwnedBy, type Ownership, ownerOf, ownershipTag } from "../state/ownership";
import { recordedOf } from "../state/recorded";
import { finalize } from "./ownershipTag";
import { reconcile } from "./reconcile";
import { newStep, outputsSoFar, type Step } from "./step";

const adoptable = ["running", "inactive", "unavailable"];

/**
 * Takes over an existing cluster: reads it, refuses a difference in what only CreateCluster carries, and changes the rest
 * in place to what the program wants.
 *
 * @throws Refused or Problem before anything is changed; Unfinished afterwards.
 */
export async function adopt(
  inputs: Values,
  context: Context,
): Promise<{ readonly id: string; readonly outputs: Record<string, unknown> }> {
  const named = placeOf(plain(inputs.adopt), inputs);
  const attempt = `adopting cluster ${named.id}`;
  const accountId = await callerAccount(at(named, attempt, context));
  const place = { ...named, accountId };
  const owner = ownerOf(inputs, context.settings);
  const fresh = await settled(inputs, at(place, attempt, context));
  warnOfOwner(fresh, owner, attempt, context);
  const olds = outputsOf(fresh, { clusterId: place.id, accountId, regionId: place.region }, {}, context.settings);
  assertAdoptable(olds, inputs, context);
  const step = newStep(place, olds, inputs, context);
  step.seen(fresh);
  try {
    await reconcile(step);
    step.hasChanged ||= owner !== undefined;
    if (owner) await finalize(step, owner.owned);
  } catch (cause) {
    throw step.hasChanged ? new Unfinished(place.id, unmarked(step, owner), cause) : cause;
  }
  return {
    id: place.id,
    outputs: withFacts(outputsOf(step.last, olds, inputs, context.settings), { owner: owner?.owned }),
  };
}

/** The outputs of an adopted cluster whose tag may be as it was: an interrupted creation's is finalized by the next update. */
function unmarked(step: Step, owner: Ownership | undefined): Values {
  const wasCreating = owner !== undefined && isBeingCreatedBy(owner, ownershipTag(step.last.tags));
  return withFacts(outputsSoFar(step), { owner: wasCreating ? anyAttempt(owner) : owner?.owned });
}

/** The cluster with everything that ACK reports of it, once it is in a stable state. */
async function settled(inputs: Values, client: ClusterClient): Promise<Values> {
  const { attempt, place, context } = client;
  const first = await describe(client);
  assertServerless(first);
  if (isOnTheWay(first.state) && ownershipTag(first.tags)?.startsWith("creating:"))
    throw new Problem(`${attempt}: another run of a program is creating it: wait until it is running`);
  if (["failed", "deleting", "delete_failed"].includes(plain(first.state)))
    throw new Problem(`${attempt}: it is ${plain(first.state)}, and there is nothing to take over`);
  const isSettled = adoptable.includes(plain(first.state));
  const fresh = isSettled ? first : await settle(place, { until: adoptable, through: onTheWay }, context);
  if (fresh === undefined) throw new Problem(`${attempt}: the cluster is gone`);
  return withExtras(fresh, inputs, place, context);
}

function warnOfOwner({ tags }: Values, owner: Ownership | undefined, attempt: string, { warn }: Context): void {
  const tag = ownershipTag(tags);
  if (tag === undefined || (owner !== undefined && isOwnedBy(owner, tag))) return;
  warn(
    `${attempt}: another Pulumi resource created or adopted it: remove it from that resource's state with "pulumi state delete", since only this resource can delete it from now on`,
  );
}

/** @throws Refused for a difference from the program that cannot be changed in place. */
function assertAdoptable(olds: Values, inputs: Values, { warn }: Context): void {
  const { refusals, changes } = differences(recordedOf(olds), inputs);
  const faults = [...refusals, ...checkPreconditions(olds, inputs, changes)];
  if (faults.length > 0) throw new Refused(faults);
  for (const change of changes) {
    if (change.kind === "record" && change.unproven)
      warn(`${change.property} is recorded as written: ACK does not report what the cluster has`);
  }
}
