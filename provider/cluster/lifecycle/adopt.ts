import type { Values } from "../../table/check";
import { plain } from "../../table/shapes";
import { type Context, deadline } from "../context/context";
import { Problem, Refused, Unfinished } from "../context/problem";
import { assertServerless, callerAccount, detail, type Place, placeOf } from "../observe/describe";
import { withExtras } from "../observe/extras";
import { settle } from "../observe/wait";
import { differences, recordedOf } from "../preview/plan";
import { checkPreconditions } from "../preview/preconditions";
import { isOnTheWay, onTheWay } from "../properties/states";
import { outputsOf } from "../state/outputs";
import { isOwnedBy, type Ownership, ownerOf, ownershipTag } from "../state/ownership";
import { turn } from "./begin";
import type { Created } from "./lifecycle";
import { reconcile } from "./reconcile";
import { newStep, outputsSoFar } from "./step";

const adoptable = ["running", "inactive", "unavailable"];

/**
 * Takes over an existing cluster: it is read, nothing that only CreateCluster carries may differ from the program, and
 * what can be changed in place is brought to what the program wants.
 *
 * @throws Refused or Problem before anything is changed; Unfinished afterwards.
 */
export async function adopt(inputs: Values, context: Context): Promise<Created> {
  const place = placeOf(plain(inputs.adopt), inputs);
  const attempt = `adopting cluster ${place.id}`;
  const accountId = await callerAccount(place.region, context, attempt);
  const until = deadline("create", inputs, context);
  const owner = ownerOf(inputs, context);
  const fresh = await settled({ ...place, accountId }, inputs, attempt, until, context);
  warnOfOwner(fresh, owner, attempt, context);
  const olds = outputsOf(fresh, { clusterId: place.id, accountId, regionId: place.region }, {});
  judge(olds, inputs, context);
  const step = newStep({ ...place, accountId }, olds, inputs, until);
  step.seen(fresh);
  try {
    await reconcile(step, context);
    step.hasChanged ||= owner !== undefined;
    if (owner) await turn(step, owner.adopted, context);
  } catch (cause) {
    throw step.hasChanged ? new Unfinished(place.id, { ...outputsSoFar(step), __owner: owner?.adopted }, cause) : cause;
  }
  return { id: place.id, outputs: { ...outputsOf(step.last, olds, inputs), __owner: owner?.adopted } };
}

/** The cluster with all that is told of it, once it is in a state that lasts. */
async function settled(
  place: Place,
  inputs: Values,
  attempt: string,
  until: number,
  context: Context,
): Promise<Values> {
  const first = await detail(place, context, attempt);
  assertServerless(first);
  if (isOnTheWay(first.state) && ownershipTag(first.tags)?.startsWith("creating:"))
    throw new Problem(`${attempt}: another run of a program is creating it just now: wait until that is done`);
  if (["failed", "deleting", "delete_failed"].includes(plain(first.state)))
    throw new Problem(`${attempt}: it is ${plain(first.state)}, and there is nothing to take over`);
  const wait = { what: `cluster ${place.id} to be running`, until: adoptable, through: onTheWay, deadline: until };
  const fresh = adoptable.includes(plain(first.state)) ? first : await settle(place, wait, context);
  if (fresh === undefined) throw new Problem(`${attempt}: the cluster is gone`);
  return withExtras(fresh, inputs, place, context);
}

function warnOfOwner({ tags }: Values, owner: Ownership | undefined, attempt: string, { warn }: Context): void {
  const tag = ownershipTag(tags);
  if (tag === undefined || (owner !== undefined && isOwnedBy(owner, tag))) return;
  warn(
    `${attempt}: another Pulumi resource made or adopted it: take it out of that one's state with "pulumi state delete", since only this one deletes it from now on`,
  );
}

/** @throws Refused for what the cluster has otherwise than the program says, and cannot be changed. */
function judge(olds: Values, inputs: Values, { warn }: Context): void {
  const { refusals, changes } = differences(recordedOf(olds), inputs);
  const faults = [...refusals, ...checkPreconditions(olds, inputs, changes)];
  if (faults.length > 0) throw new Refused(faults);
  for (const change of changes) {
    if (change.kind === "record" && change.unproven)
      warn(`${change.property} is taken into state as written: ACK does not tell what the cluster has`);
  }
}
