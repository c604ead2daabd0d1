import type { Values } from "../../table/check";
import { at } from "../context/client";
import type { Context } from "../context/context";
import type { Place } from "../context/place";
import { Problem } from "../context/problem";
import { type Ownership, ownershipTag, ownershipTagKey, withOwnershipTag } from "../state/ownership";
import type { Step } from "./step";

/** Sets the ownership tag of a cluster that is created or adopted to what it says for good. */
export async function finalize(step: Step, value: string, context = step.context): Promise<void> {
  await mark(step.place, value, context);
  step.seen({ ...step.last, tags: withOwnershipTag(step.last.tags, value) });
}

/** Sets the ownership tag. Source: TagResources. */
export async function mark(place: Place, value: string, context: Context): Promise<void> {
  const body = {
    region_id: place.region,
    resource_type: "CLUSTER",
    resource_ids: [place.id],
    tags: [{ key: ownershipTagKey, value }],
  };
  await at(place, `marking cluster ${place.id} as this resource's own`, context).call("TagResources", { body });
}

/**
 * @param adoptedFrom  the tag of the earlier attempt whose cluster this is
 * @throws Problem for a cluster whose tag is another attempt's
 */
export function assertOwn({ cluster_id, tags }: Values, owner: Ownership, adoptedFrom: string | undefined): void {
  const tag = ownershipTag(tags);
  // Without a tag nobody else has it. The tag of the attempt that was taken over may show for a while.
  if (tag === undefined || tag === owner.creating || tag === adoptedFrom) return;
  throw new Problem(
    `cluster ${cluster_id} was taken over by another run of this program while it was being made: ` +
      "two stacks of the same name share one account. Give one of the clusters another name",
  );
}
