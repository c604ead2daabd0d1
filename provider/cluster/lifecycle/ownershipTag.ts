import type { Values } from "../../table/check";
import { plain } from "../../table/values";
import { at } from "../context/client";
import type { Context } from "../context/context";
import type { Place } from "../context/place";
import { Problem } from "../context/problem";
import { type Ownership, ownershipTag, ownershipTagKey, withOwnershipTag } from "../state/ownership";
import { setTags } from "./changes/tags";
import type { Step } from "./step";

/** Finalizes the ownership tag of a cluster that was created or adopted. */
export async function finalize(step: Step, value: string, context = step.context): Promise<void> {
  await mark(step.place, value, context);
  step.seen({ ...step.last, tags: withOwnershipTag(step.last.tags, value) });
}

/** Sets the ownership tag. */
export async function mark(place: Place, value: string, context: Context): Promise<void> {
  const client = at(place, `marking cluster ${place.id} as this resource's own`, context);
  await setTags({ [ownershipTagKey]: value }, client);
}

/**
 * @param adoptedFrom  the tag of the earlier attempt whose cluster this is
 * @throws Problem for a cluster whose tag is another attempt's
 */
export function assertOwn({ cluster_id, tags }: Values, owner: Ownership, adoptedFrom: string | undefined): void {
  const tag = ownershipTag(tags);
  // Without a tag, no other run has taken it. The tag of the earlier attempt may remain visible for a while.
  if (tag === undefined || tag === owner.creating || tag === adoptedFrom) return;
  throw new Problem(
    `another run of this program took over cluster ${plain(cluster_id)} while it was being created: ` +
      "two stacks of the same name share one account. Give one of the clusters another name",
  );
}
