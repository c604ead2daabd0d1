import { z } from "zod";
import { detail } from "../world/detail";
import { resourceItem } from "../world/resource";
import { clusterNotFound } from "../world/world";
import { type Answer, type Call, clusterOf, paged } from "./call";
import { COUNT, QUERY_FLAG, readNoQuery, readQuery, texts } from "./input";

const MAX_PAGE_SIZE = 100;
const DEFAULT_PAGE_SIZE = 10;

/** DescribeClusterDetail (vendor page): the body carries no request id. */
export function describeClusterDetail(call: Call): Answer {
  readNoQuery(call.query);
  const { world } = call;
  const cluster = clusterOf(call);
  if (world.clock.now() < cluster.createdMs + world.settings.detailLagMs) throw clusterNotFound(cluster.id);
  return { body: detail(cluster, world.settings) };
}

const LIST_QUERY = z.strictObject({
  ...texts("name", "cluster_id", "cluster_spec", "cluster_type", "profile"),
  page_number: COUNT.optional(),
  page_size: COUNT.refine((size) => size <= MAX_PAGE_SIZE, `at most ${MAX_PAGE_SIZE}`).optional(),
});

const EXACT = ["cluster_id", "cluster_spec", "cluster_type", "profile"] as const;

/** DescribeClustersForRegion (vendor page): the name filter is fuzzy, the others are exact. */
export function describeClustersForRegion(call: Call): Answer {
  const query = readQuery(call.query, LIST_QUERY);
  const found = call.world
    .listed(call)
    .filter(
      (one) =>
        one.region_id === call.path.regionId &&
        one.name.includes(query.name ?? "") &&
        EXACT.every((name) => (query[name] ?? one[name]) === one[name]),
    );
  const { items, page_info } = paged(found, query, DEFAULT_PAGE_SIZE);
  return { body: { clusters: items, page_info } };
}

const RESOURCES_QUERY = z.strictObject({ with_addon_resources: QUERY_FLAG.optional() });

/** DescribeClusterResources (vendor page): a bare array. */
export function describeClusterResources(call: Call): Answer {
  const query = readQuery(call.query, RESOURCES_QUERY);
  const cluster = clusterOf(call);
  const shown = call.world
    .resourcesOf(cluster)
    .filter((one) => one.creator !== "addon" || query.with_addon_resources === true);
  return { body: shown.map((one) => resourceItem(one, cluster)) };
}
