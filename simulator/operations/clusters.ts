import { z } from "zod";
import type { Cluster } from "../world/cluster";
import { detail, type ListedCluster, listed } from "../world/detail";
import { resourceItem } from "../world/resource";
import { clusterNotFound } from "../world/world";
import { readQuery } from "./body";
import type { Answer, Call } from "./call";

const MAX_PAGE_SIZE = 100;
const DEFAULT_PAGE_SIZE = 10;

/** A whole number in a query. */
export const COUNT = z
  .string()
  .regex(/^[1-9]\d*$/, "a whole number from 1")
  .transform(Number);

/** A truth value in a query. */
export const QUERY_FLAG = z.enum(["true", "false"]).transform((text) => text === "true");

/** DescribeClusterDetail (vendor page): the body carries no request id. */
export function describeClusterDetail(call: Call): Answer {
  readQuery(call.query, z.strictObject({}));
  const { world } = call;
  const cluster = world.cluster(call.path.clusterId ?? "", call);
  if (world.clock.now() < cluster.createdMs + world.settings.detailLagMs) throw clusterNotFound(cluster.id);
  return { body: detail(cluster, world.settings) };
}

const LIST_QUERY = z.strictObject({
  name: z.string().optional(),
  cluster_id: z.string().optional(),
  cluster_spec: z.string().optional(),
  cluster_type: z.string().optional(),
  profile: z.string().optional(),
  page_number: COUNT.optional(),
  page_size: COUNT.refine((size) => size <= MAX_PAGE_SIZE, `at most ${MAX_PAGE_SIZE}`).optional(),
});

/** DescribeClustersForRegion (vendor page): the name filter is fuzzy, the others are exact. */
export function describeClustersForRegion(call: Call): Answer {
  const query = readQuery(call.query, LIST_QUERY);
  const { page_number: page = 1, page_size: size = DEFAULT_PAGE_SIZE } = query;
  const found = listings(call).filter(
    (one) =>
      one.region_id === call.path.regionId &&
      one.name.includes(query.name ?? "") &&
      (query.cluster_id ?? one.cluster_id) === one.cluster_id &&
      (query.cluster_spec ?? one.cluster_spec) === one.cluster_spec &&
      (query.cluster_type ?? one.cluster_type) === one.cluster_type &&
      (query.profile ?? one.profile) === one.profile,
  );
  return {
    body: {
      clusters: found.slice((page - 1) * size, page * size),
      page_info: { page_number: page, page_size: size, total_count: found.length },
    },
  };
}

/** What a list shows now: with a lag, what was true `listLagMs` ago. */
function listings(call: Call): ListedCluster[] {
  const { world, account, region } = call;
  const lagMs = world.settings.listLagMs;
  if (lagMs === 0) return world.visible(call).map((cluster) => listed(cluster, world.settings));
  const thenMs = world.clock.now() - lagMs;
  return [...world.clusters.values()]
    .filter((one) => one.accountId === account.accountId && (region === undefined || one.region === region))
    .map((cluster) => listingAt(cluster, thenMs))
    .filter((item) => item !== undefined);
}

function listingAt(cluster: Cluster, atMs: number): ListedCluster | undefined {
  return cluster.listings.findLast((one) => one.atMs <= atMs)?.item;
}

const RESOURCES_QUERY = z.strictObject({ with_addon_resources: QUERY_FLAG.optional() });

/** DescribeClusterResources (vendor page): a bare array. */
export function describeClusterResources(call: Call): Answer {
  const query = readQuery(call.query, RESOURCES_QUERY);
  const cluster = call.world.cluster(call.path.clusterId ?? "", call);
  const shown = call.world
    .resourcesOf(cluster)
    .filter((one) => one.creator !== "addon" || query.with_addon_resources === true);
  return { body: shown.map((one) => resourceItem(one, cluster)) };
}
