import type { Field } from "../../table/shapes";
import type { Context } from "../context/context";
import { type Place, placeOf } from "../context/place";
import { Problem } from "../context/problem";
import * as shapes from "../properties/shapes";

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
