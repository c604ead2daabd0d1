import type { Field } from "../../table/shapes";
import { text } from "../../table/shapes";
import type { Client } from "../context/client";
import type { Context } from "../context/context";
import type { Place } from "../context/place";
import { placeOf } from "../context/place";
import { Problem } from "../context/problem";
import { newClusterQuery } from "../observe/offers";
import * as shapes from "../properties/shapes";
import { version } from "../properties/version";

/** The arguments by which a function is told its cluster. */
export const oneCluster = {
  clusterId: {
    shape: shapes.clusterId,
    doc: "The cluster's id, or `<region>/<cluster id>`.",
    required: true,
  },
  regionId: {
    shape: shapes.regionId,
    doc: "The cluster's region. Default: the one in `clusterId`, or the provider's.",
  },
} as const satisfies Readonly<Record<string, Field>>;

/** The argument by which a function is told its region. */
export const oneRegion = { regionId: { shape: shapes.regionId, doc: "The region. Default: the provider's." } } as const;

/**
 * The region that a function is about: its argument, or the provider's.
 *
 * @throws Problem when there is neither.
 */
export function regionFor(name: string, regionId: string | undefined, { settings }: Context): string {
  const region = regionId ?? settings.region;
  if (region !== undefined) return region;
  const key = `${settings.namespace ?? "alicloud"}:region`;
  throw new Problem(
    `${name}: regionId must be set, or the provider's region: the stack configuration "${key}", a Provider's region, or the environment variable ALICLOUD_REGION`,
  );
}

/**
 * The place of a function's cluster.
 *
 * @throws Problem when the region is not known, or when the two arguments name different ones.
 */
export function placeFor(
  name: string,
  { clusterId, regionId }: { readonly clusterId: string; readonly regionId?: string | undefined },
  context: Context,
): Place {
  const region = clusterId.includes("/") ? undefined : regionFor(name, regionId, context);
  const place = placeOf(clusterId, { regionId: region });
  if (regionId === undefined || regionId === place.region) return place;
  throw new Problem(`${name}: regionId is ${JSON.stringify(regionId)}, but clusterId says ${place.region}`);
}

/** The arguments by which a function is told whose add-ons it is about: those of a cluster, or of a new one. */
export const clusterOrNew = {
  clusterId: {
    shape: shapes.clusterId,
    doc: "An existing cluster, whose edition and version decide. Default: a new cluster.",
  },
  regionId: oneCluster.regionId,
  clusterSpec: {
    shape: text('an edition such as "ack.pro.small"', /^ack\./),
    doc: "The edition of a new cluster. Not beside `clusterId`. Default: ACK's.",
  },
  kubernetesVersion: {
    shape: version,
    doc: "The version of a new cluster, or the beginning of one such as `1.33`. Not beside `clusterId`. Default: ACK's.",
  },
} as const satisfies Readonly<Record<string, Field>>;

/** The operations that {@link subjectOf} can call. */
export const subjectSources = ["DescribeKubernetesVersionMetadata"] as const;

/** Whose add-ons are asked for. */
export interface Subject {
  readonly region: string;
  /** `undefined` for a new cluster. */
  readonly place: Place | undefined;
  /** The subject in the words of ListAddons and DescribeAddon. */
  query(client: Client): Promise<Record<string, string>>;
}

/** @throws Problem for arguments that contradict each other, and without a region. */
export function subjectOf(
  name: string,
  args: {
    readonly clusterId?: string | undefined;
    readonly regionId?: string | undefined;
    readonly clusterSpec?: string | undefined;
    readonly kubernetesVersion?: string | undefined;
  },
  context: Context,
): Subject {
  const { clusterId, regionId } = args;
  if (clusterId === undefined) {
    const region = regionFor(name, regionId, context);
    return { region, place: undefined, query: (client) => newClusterQuery(args, client) };
  }
  const idle = (["clusterSpec", "kubernetesVersion"] as const).filter((argument) => args[argument] !== undefined);
  if (idle.length > 0) {
    throw new Problem(
      `${name}: ${idle.join(" and ")} cannot be set beside clusterId, which names an existing cluster: remove one or the other`,
    );
  }
  const place = placeFor(name, { clusterId, regionId }, context);
  return {
    region: place.region,
    place,
    query: async () => ({ cluster_id: place.id, region_id: place.region }),
  };
}
