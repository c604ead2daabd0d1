import type { Field } from "../../table/shapes";
import { text } from "../../table/shapes";
import type { Client } from "../context/client";
import type { Context } from "../context/context";
import type { Place } from "../context/place";
import { Problem } from "../context/problem";
import { newClusterQuery } from "../observe/newCluster";
import * as shapes from "../properties/shapes";
import { version } from "../properties/version";
import { oneCluster, placeFor, regionFor } from "./whichCluster";

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
