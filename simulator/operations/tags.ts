import { z } from "zod";
import type { Cluster } from "../world/cluster";
import { FIELDS, SYSTEM_TAG, TAG } from "../world/fields";
import type { WireTag } from "../world/fieldTypes";
import { invalid, Refusal, UNPUBLISHED } from "../world/refusal";
import { checkTags, TAG_LIMIT } from "../world/rules";
import { TASK_MS } from "../world/task";
import { clusterNotFound } from "../world/world";
import { type Answer, type Call, clusterIn, fromToken, startWork } from "./call";
import { QUERY_FLAG, readBody, readJson, readQuery, texts } from "./input";

const MAX_RESOURCES = 50;
const PAGE_SIZE = 50;
const IDS = z.array(z.string()).min(1, "at least one").max(MAX_RESOURCES, `at most ${MAX_RESOURCES}`);
const KIND = z.literal("CLUSTER");

/** ModifyClusterTags (vendor page): the body is a bare array and replaces all tags but the system's. */
export function modifyClusterTags(call: Call): Answer {
  const tags = readBody(call.body, z.array(TAG)).filter((tag) => tag.key !== SYSTEM_TAG);
  checkTags("body", tags);
  const cluster = clusterIn(call, "ModifyClusterTags");
  startWork(call, {
    type: "cluster_modify",
    cluster,
    lengthMs: TASK_MS.retag,
    during: "updating",
    succeed: () => {
      cluster.tags = tags;
    },
  });
  return {};
}

const TAG_BODY = z.strictObject({
  region_id: z.string(),
  resource_ids: IDS,
  resource_type: KIND,
  tags: z.array(TAG).min(1, "at least one"),
});

/** TagResources (vendor page): adds tags, and overwrites those with the same key. */
export function tagResources(call: Call): Answer {
  const body = readBody(call.body, TAG_BODY);
  checkTags("tags", body.tags);
  body.tags.forEach((tag, index) => {
    if (tag.value === "") throw invalid(`tags[${index}].value`, "1 to 128 characters");
    if (/https?:\/\//.test(tag.key + tag.value)) throw invalid(`tags[${index}]`, "it contains http:// or https://");
    if (tag.key === SYSTEM_TAG) throw invalid(`tags[${index}].key`, "a system tag");
  });
  const merged = clustersNamed(call, body.resource_ids, body.region_id).map((cluster) => {
    const tags = [...new Map([...cluster.tags, ...body.tags].map((tag) => [tag.key, tag])).values()];
    if (tags.length <= TAG_LIMIT) return { cluster, tags };
    throw new Refusal(400, UNPUBLISHED.tagQuota, `cluster {${cluster.id}} would have more than ${TAG_LIMIT} tags`);
  });
  for (const { cluster, tags } of merged) {
    cluster.tags = tags;
    call.world.changed(cluster);
  }
  return { body: { RequestId: call.requestId } };
}

const UNTAG_QUERY = z.strictObject({
  region_id: z.string(),
  resource_ids: z.string(),
  resource_type: KIND,
  ...texts("tag_keys"),
  all: QUERY_FLAG.optional(),
});

/** UntagResources (vendor page): removes by key; `all` has an effect only without keys. System tags stay. */
export function untagResources(call: Call): Answer {
  const query = readQuery(call.query, UNTAG_QUERY);
  const keys = readJson("tag_keys", query.tag_keys ?? "[]", z.array(z.string()).max(TAG_LIMIT));
  if (keys.length === 0 && query.all !== true) throw invalid("tag_keys", "it is empty, and all is not true");
  for (const cluster of clustersNamed(call, readJson("resource_ids", query.resource_ids, IDS), query.region_id)) {
    cluster.tags = cluster.tags.filter((tag) => keys.length > 0 && !keys.includes(tag.key));
    call.world.changed(cluster);
  }
  return { body: { RequestId: call.requestId } };
}

const LIST_QUERY = z.strictObject({
  region_id: z.string(),
  resource_type: KIND,
  resource_ids: z.string(),
  ...texts("tags", "next_token"),
});

/** ListTagResources (vendor page): one item for each cluster and tag; a tag without value matches by key. */
export function listTagResources(call: Call): Answer {
  const query = readQuery(call.query, LIST_QUERY);
  const ids = readJson("resource_ids", query.resource_ids, IDS);
  const wanted = readJson("tags", query.tags ?? "[]", z.array(z.strictObject({ key: z.string(), ...texts("value") })));
  const found = call.world
    .visible(call)
    .filter((one) => one.region === query.region_id && ids.includes(one.id))
    .filter((one) => wanted.every((tag) => hasTag(one, tag)))
    .flatMap(tagItems);
  const { items, next_token } = fromToken(found, query.next_token, PAGE_SIZE);
  return { body: { next_token, request_id: call.requestId, tag_resources: { tag_resource: items } } };
}

function clustersNamed(call: Call, ids: readonly string[], region: string): Cluster[] {
  return ids.map((id) => {
    const cluster = call.world.cluster(id, call);
    if (cluster.region !== region) throw clusterNotFound(id);
    return cluster;
  });
}

function hasTag(cluster: Cluster, wanted: { key: string; value?: string | undefined }): boolean {
  return tagList(cluster).some(({ key, value }) => key === wanted.key && (wanted.value || value) === value);
}

/** The tags of a cluster as every answer shows them, system tags first. */
function tagList(cluster: Cluster): WireTag[] {
  return FIELDS.tags.show(cluster.tags, cluster);
}

function tagItems(cluster: Cluster): Record<string, string>[] {
  return tagList(cluster).map(({ key, value }) => ({
    resource_id: cluster.id,
    resource_type: "ALIYUN::CS::CLUSTER",
    tag_key: key,
    tag_value: value,
  }));
}
