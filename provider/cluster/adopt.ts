import type { Values } from "../table/check";
import { plain } from "../table/shapes";
import { turn } from "./begin";
import { type Context, deadline } from "./context";
import type { Created } from "./lifecycle";
import { assertServerless, callerAccount, detail, placeOf } from "./look";
import { outputsOf } from "./outputs";
import { ownerOf, ownershipTag } from "./ownership";
import { differences, recordedOf } from "./plan";
import { Problem, Refused, Unfinished } from "./problem";
import { reconcile } from "./reconcile";
import { newStep, outputsSoFar } from "./step";

/**
 * Takes over an existing cluster: it is read, nothing that only CreateCluster carries may differ from the program, and
 * what can be changed in place is brought to what the program wants.
 *
 * @throws Refused before anything is changed; Unfinished afterwards.
 */
export async function adopt(inputs: Values, context: Context): Promise<Created> {
  const place = placeOf(plain(inputs.adopt), inputs);
  const attempt = `adopting cluster ${place.id}`;
  const accountId = await callerAccount(place.region, context, attempt);
  const fresh = await detail(place, context, attempt);
  assertServerless(fresh);
  const tag = ownershipTag(fresh.tags);
  if (tag?.startsWith("creating:"))
    throw new Problem(`${attempt}: another run of a program is creating it just now: wait until that is done`);
  const known = { clusterId: place.id, accountId, regionId: place.region };
  const olds = outputsOf(fresh, known, {});
  const { refusals, changes } = differences(recordedOf(olds), inputs);
  if (refusals.length > 0) throw new Refused(refusals);
  for (const change of changes) {
    if (change.kind === "record" && change.unproven)
      context.warn(`${change.property} is taken into state as written: ACK does not tell what the cluster has`);
  }
  const step = newStep({ ...place, accountId }, olds, inputs, deadline("create", inputs, context));
  step.seen(fresh);
  try {
    await reconcile(step, context);
    const owner = ownerOf(inputs, context);
    if (owner && tag !== owner.owned) await turn(step, owner, context);
  } catch (cause) {
    throw new Unfinished(place.id, outputsSoFar(step), cause);
  }
  return { id: place.id, outputs: outputsOf(step.last, olds, inputs) };
}
