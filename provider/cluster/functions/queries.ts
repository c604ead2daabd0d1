import type { operations } from "../../ack/operations";
import type { Values } from "../../table/check";
import type { Property } from "../../table/property";
import { isObject, plain } from "../../table/values";
import { at, inRegion } from "../context/client";
import type { Context } from "../context/context";
import { type Place, placeOf } from "../context/place";
import { Problem } from "../context/problem";
import { listClusters } from "../observe/clusters";
import { assertServerless, describeUnrecorded, isServerless, reading } from "../observe/describe";
import { withExtras } from "../observe/extras";
import { fetchKubeconfig, type Kubeconfig } from "../observe/kubeconfig";
import type { properties } from "../properties/table";
import { reportedBy } from "../state/outputs";
import { checkArguments, regionOf } from "./arguments";

type Read = {
  [Op in keyof typeof operations]: (typeof operations)[Op]["phase"] extends "read" ? Op : never;
}[keyof typeof operations];
type Told<P> = P extends Property<infer T, infer F> ? (keyof F["at"] & Read extends never ? never : T) : never;
type Flat<T> = { [K in keyof T]: T[K] } & {};
type Properties = typeof properties;
type Reported = {
  readonly [K in keyof Properties as [Told<Properties[K]>] extends [never] ? never : K]?: Told<Properties[K]>;
};
type Certain = "clusterId" | "regionId" | "name" | "state";

/** What is read only where it is asked for. */
export const everything = { addons: [], auditLog: true, controlPlaneLog: true };

/** A cluster as ACK tells it. What ACK does not tell of it is absent. No credential is among it. */
export type ClusterInfo = Flat<Omit<Reported, Certain | "addons"> & { readonly [K in Certain]: string }>;

export interface GetClusterArgs {
  /** The cluster's id, or `<region>/<cluster id>`. */
  readonly clusterId: string;
  /** Default: the region in `clusterId`, or the provider's. */
  readonly regionId?: string | undefined;
}

/**
 * Looks up one ACK Serverless cluster. Sources: DescribeClusterDetail, DescribeClusterResources.
 *
 * @throws Problem for a wrong argument, a cluster that is not there, and one that is not Serverless; AckError.
 */
export async function getCluster(args: GetClusterArgs, context: Context): Promise<ClusterInfo> {
  const place = placeFor("getCluster", checkArguments("getCluster", args), context);
  const detail = await describeUnrecorded(reading(place, context));
  assertServerless(detail);
  return present(reportedBy(await withExtras(detail, everything, place, context)), place.region);
}

export interface GetClustersArgs {
  /** The exact name. */
  readonly name?: string | undefined;
  /** Tags that the cluster must have, each with this value. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** `Serverless` (default), another profile such as `Default`, or `any`. */
  readonly profile?: string | undefined;
  /** The state, such as `running`. */
  readonly state?: string | undefined;
  /** Default: the provider's region. */
  readonly regionId?: string | undefined;
}

/**
 * Lists a region's clusters, every page of them. Lists lag by up to ten seconds and tell less of a cluster than
 * `getCluster`: neither addresses nor settings. Source: DescribeClustersForRegion.
 *
 * @throws Problem for a wrong argument; AckError.
 */
export async function getClusters(args: GetClustersArgs, context: Context): Promise<readonly ClusterInfo[]> {
  const { name, tags = {}, profile = "Serverless", state, regionId } = checkArguments("getClusters", args);
  const region = regionOf("getClusters", regionId, context);
  const found = await listClusters(
    name === undefined ? {} : { name },
    inRegion(region, `listing the clusters of ${region}`, context),
  );
  return found
    .filter((cluster) => name === undefined || cluster.name === name)
    .filter((cluster) => state === undefined || cluster.state === state)
    .filter((cluster) => hasProfile(cluster, profile) && hasTags(cluster, tags))
    .map((cluster) => present(reportedBy(cluster), region));
}

function hasProfile(cluster: Values, profile: string): boolean {
  if (profile === "any") return true;
  return profile === "Serverless" ? isServerless(cluster) : cluster.profile === profile;
}

function hasTags({ tags }: Values, wanted: Readonly<Record<string, string>>): boolean {
  const present = Array.isArray(tags) ? tags.filter(isObject) : [];
  return Object.entries(wanted).every(([key, value]) =>
    present.some((tag) => tag.key === key && (tag.value ?? "") === value),
  );
}

export interface GetKubeconfigArgs extends GetClusterArgs {
  /** `true` asks for the address in the VPC. A private cluster has no other. Default: `false`. */
  readonly privateNetwork?: boolean | undefined;
  /** Minutes that the credential is valid, 15 to 4320. Default: as long as ACK chooses. */
  readonly ttlMinutes?: number | undefined;
}

/**
 * Fetches a kubeconfig for the account in use. It holds a private key. Source: DescribeClusterUserKubeconfig.
 *
 * @throws Problem for a wrong argument, and for an answer without a kubeconfig; AckError.
 */
export async function getKubeconfig(args: GetKubeconfigArgs, context: Context): Promise<Kubeconfig> {
  const { privateNetwork, ttlMinutes, ...cluster } = checkArguments("getKubeconfig", args);
  const place = placeFor("getKubeconfig", cluster, context);
  const options = {
    ...(privateNetwork !== undefined && { privateNetwork }),
    ...(ttlMinutes !== undefined && { ttlMinutes }),
  };
  const answer = await fetchKubeconfig(place, options, context);
  if (answer.config !== "") return answer;
  throw new Problem(`fetching a kubeconfig of cluster ${place.id}: ACK answers without one; does the cluster run?`);
}

/** A cloud resource of a cluster. */
export interface ClusterResource {
  readonly id: string;
  /** As ACK names it: both `SLB` and `ALIYUN::SLB::LoadBalancer` occur. */
  readonly type: string;
  /** Such as `CREATE_COMPLETE`. */
  readonly state?: string;
  /** `user`, `system` or `addon`. */
  readonly creator?: string;
  /** Whether ACK made it. */
  readonly autoCreated: boolean;
  /** Whether it goes with the cluster unless it is retained. */
  readonly deletedByDefault?: boolean;
  /** The Kubernetes object that it belongs to: `Service default/web`. */
  readonly belongsTo?: string;
}

export interface GetClusterResourcesArgs extends GetClusterArgs {
  /** Whether resources that add-ons made are told, too. Default: `false`. */
  readonly withAddonResources?: boolean | undefined;
}

/**
 * Lists the cloud resources of a cluster. Source: DescribeClusterResources.
 *
 * @throws Problem for a wrong argument; AckError.
 */
export async function getClusterResources(
  args: GetClusterResourcesArgs,
  context: Context,
): Promise<readonly ClusterResource[]> {
  const { withAddonResources, ...cluster } = checkArguments("getClusterResources", args);
  const place = placeFor("getClusterResources", cluster, context);
  const query = withAddonResources === undefined ? {} : { with_addon_resources: plain(withAddonResources) };
  const client = at(place, `listing the resources of cluster ${place.id}`, context);
  return ((await client.list("DescribeClusterResources", { query })) ?? []).map(resource);
}

function resource(item: Values): ClusterResource {
  const { associated_object: object, delete_behavior: deletion } = item;
  const owner = isObject(object) && object.kind ? `${object.kind} ${object.namespace}/${object.name}` : undefined;
  return {
    id: plain(item.instance_id ?? ""),
    type: plain(item.resource_type ?? ""),
    autoCreated: Number(item.auto_create) === 1,
    ...(isText(item.state) && { state: item.state }),
    ...(isText(item.creator_type) && { creator: item.creator_type }),
    ...(isObject(deletion) &&
      typeof deletion.delete_by_default === "boolean" && { deletedByDefault: deletion.delete_by_default }),
    ...(owner !== undefined && { belongsTo: owner }),
  };
}

/** The place of a query's cluster. */
export function placeFor(query: string, { clusterId, regionId }: GetClusterArgs, context: Context): Place {
  const region = clusterId.includes("/") ? undefined : regionOf(query, regionId, context);
  const place = placeOf(clusterId, { regionId: region });
  if (regionId === undefined || regionId === place.region) return place;
  throw new Problem(`${query}: regionId is ${JSON.stringify(regionId)}, but clusterId says ${place.region}`);
}

/** What is known, without the `null` that says there is none. */
function present(told: Readonly<Record<string, unknown>>, region: string): ClusterInfo {
  const known = Object.entries(told).filter(([, value]) => value !== null && value !== undefined);
  return { regionId: region, name: "", state: "", ...Object.fromEntries(known) } as ClusterInfo;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
