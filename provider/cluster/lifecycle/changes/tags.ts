import type { Values } from "../../../table/check";
import { objectsIn, plain } from "../../../table/values";
import { toWire } from "../../../table/wire";
import { at, type ClusterClient } from "../../context/client";
import { properties } from "../../properties/table";
import { reportedBy } from "../../state/outputs";
import { recordedOf } from "../../state/recorded";
import type { Step } from "../step";

/** Tags by key: what is to be set and differs, and what was managed and is no longer wanted. */
export function wantedTags({ last, olds, news }: Pick<Step, "last" | "olds" | "news">): {
  set: Record<string, string>;
  removed: string[];
} {
  const isManaged = recordedOf(olds).names.has("tags");
  if (news.tags === undefined && !isManaged) return { set: {}, removed: [] };
  const wanted = (news.tags ?? {}) as Record<string, string>;
  const present = (reportedBy(last).tags ?? {}) as Record<string, string>;
  const before = isManaged ? Object.keys((olds.tags ?? {}) as object) : [];
  return {
    set: Object.fromEntries(Object.entries(wanted).filter(([key, value]) => present[key] !== value)),
    removed: before.filter((key) => !Object.hasOwn(wanted, key) && Object.hasOwn(present, key)),
  };
}

/** Sets tags, and leaves all others. Source: TagResources. */
export async function setTags(tags: Readonly<Record<string, string>>, client: ClusterClient): Promise<void> {
  const body = { ...target(client), resource_ids: [client.place.id] };
  await client.call("TagResources", { body: { ...body, ...toWire(properties, "TagResources", { tags }) } });
}

function target({ region }: ClusterClient) {
  return { region_id: region, resource_type: "CLUSTER" };
}

/** Removes and sets tags by key: those that others set stay as they are. */
export async function changeTags(step: Step): Promise<void> {
  const { place, context } = step;
  const { set, removed } = wantedTags(step);
  const client = at(place, `changing tags of cluster ${place.id}`, context);
  step.hasChanged = true;
  step.isDescribed = false;
  // Removed first: a cluster has room for a few tags only.
  if (removed.length > 0) {
    const query = { ...target(client), resource_ids: JSON.stringify([place.id]), tag_keys: JSON.stringify(removed) };
    await client.call("UntagResources", { query });
    step.seen(retagged(step.last, {}, removed));
  }
  if (Object.keys(set).length > 0) {
    await setTags(set, client);
    step.seen(retagged(step.last, set, []));
  }
}

/** The cluster as it is once a change of its tags is accepted: nothing reads it again if a later change fails. */
function retagged(answers: Values, set: Readonly<Record<string, string>>, removed: readonly string[]): Values {
  const gone = new Set([...Object.keys(set), ...removed]);
  const kept = objectsIn(answers.tags).filter(({ key }) => !gone.has(plain(key)));
  return { ...answers, tags: [...kept, ...Object.entries(set).map(([key, value]) => ({ key, value }))] };
}
