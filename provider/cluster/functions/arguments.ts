import { propertyPath, type Values, withoutUnset } from "../../table/check";
import { type Field, flag, mapOfText, record, text, wholeNumber } from "../../table/shapes";
import type { Context } from "../context/context";
import { Problem } from "../context/problem";
import * as shapes from "../properties/shapes";
import { version } from "../properties/version";
import type { GetAddonConfigSchemaArgs, GetAddonsArgs, GetKubernetesVersionsArgs } from "./catalogue";
import type { GetClusterArgs, GetClusterResourcesArgs, GetClustersArgs, GetKubeconfigArgs } from "./queries";

/** The arguments of each query. */
export interface ArgumentsOf {
  getCluster: GetClusterArgs;
  getClusters: GetClustersArgs;
  getKubeconfig: GetKubeconfigArgs;
  getKubernetesVersions: GetKubernetesVersionsArgs;
  getAddons: GetAddonsArgs;
  getAddonConfigSchema: GetAddonConfigSchemaArgs;
  getClusterResources: GetClusterResourcesArgs;
}

type Fields<A> = { readonly [K in keyof A]-?: Field & (undefined extends A[K] ? object : { required: true }) };

const ofOneCluster: Fields<GetClusterArgs> = {
  clusterId: {
    shape: shapes.clusterId,
    doc: "The cluster's id, or `<region>/<cluster id>`.",
    required: true,
  },
  regionId: {
    shape: shapes.regionId,
    doc: "The cluster's region. Default: the one in `clusterId`, or the provider's.",
  },
};

const ofTheRegion = { shape: shapes.regionId, doc: "Default: the provider's region." };

const ofAnyCluster: Fields<GetAddonsArgs> = {
  clusterId: {
    shape: shapes.clusterId,
    doc: "A cluster, whose edition and version count. Without it, a new cluster is meant.",
  },
  regionId: ofOneCluster.regionId,
  clusterSpec: {
    shape: text('an edition such as "ack.pro.small"', /^ack\./),
    doc: "The edition of a new cluster. Not beside `clusterId`. Default: ACK's.",
  },
  kubernetesVersion: {
    shape: version,
    doc: "The version of a new cluster, or the beginning of one such as `1.33`. Not beside `clusterId`. Default: ACK's.",
  },
};

/** What the arguments of each query may be. Sources: the API reference of each operation. */
export const argumentsOf: { readonly [query in keyof ArgumentsOf]: Fields<ArgumentsOf[query]> } = {
  getCluster: ofOneCluster,
  getClusters: {
    name: { shape: text("text", /\S/), doc: "The exact name." },
    tags: { shape: mapOfText([]), doc: "Tags that the cluster must have, each with this value." },
    profile: {
      shape: text('a profile such as "Serverless", or "any"', /\S/),
      doc: "`Serverless`, another profile such as `Default`, or `any`. Default: `Serverless`.",
    },
    state: { shape: text('a state such as "running"', /\S/), doc: "The state, such as `running`." },
    regionId: ofTheRegion,
  },
  getKubeconfig: {
    ...ofOneCluster,
    privateNetwork: {
      shape: flag,
      doc: "`true` asks for the address in the VPC. A private cluster has no other. Default: `false`.",
    },
    ttlMinutes: {
      shape: wholeNumber(15, 4320),
      doc: "Minutes that the credential is valid, 15 to 4320. Default: as long as ACK chooses.",
    },
  },
  getKubernetesVersions: {
    creatable: {
      shape: flag,
      doc: "`true` leaves out the versions that new clusters may not have. Default: `false`.",
    },
    from: {
      shape: version,
      doc: "A version, or the beginning of one such as `1.33`: only such versions are told, each with its upgrade targets.",
    },
    regionId: ofTheRegion,
  },
  getAddons: ofAnyCluster,
  getAddonConfigSchema: {
    ...ofAnyCluster,
    name: {
      shape: text('an add-on\'s name such as "logtail-ds"', /^[A-Za-z0-9][A-Za-z0-9_.-]*$/),
      doc: "The add-on's name, such as `logtail-ds`.",
      required: true,
    },
    version: {
      shape: text('an add-on version such as "v1.11.3.5"', /\S/),
      doc: "Default: the newest version that fits.",
    },
  },
  getClusterResources: {
    ...ofOneCluster,
    withAddonResources: {
      shape: flag,
      doc: "Whether resources that add-ons made are told, too. Default: `false`.",
    },
  },
};

/**
 * Judges a query's arguments before any call.
 *
 * @returns the arguments without those that are not set
 * @throws Problem that names each argument at fault: `getKubeconfig: ttlMinutes must be …`
 */
export function checkArguments<Q extends keyof ArgumentsOf>(query: Q, args: ArgumentsOf[Q]): ArgumentsOf[Q] {
  const given = withoutUnset(args as Values);
  const issues = record(query, argumentsOf[query]).zod.safeParse(given).error?.issues ?? [];
  if (issues.length > 0) {
    throw new Problem(issues.map(({ path, message }) => `${query}: ${propertyPath(path)} ${message}`).join("\n"));
  }
  return given as unknown as ArgumentsOf[Q];
}

/**
 * The region that a query is about: its argument, or the provider's.
 *
 * @throws Problem when there is neither.
 */
export function regionOf(query: string, regionId: string | undefined, { settings }: Context): string {
  const region = regionId ?? settings.region;
  if (region !== undefined) return region;
  const key = `${settings.namespace ?? "alicloud"}:region`;
  throw new Problem(
    `${query}: regionId must be set, or the provider's region: the stack configuration "${key}", a Provider's region, or the environment variable ALICLOUD_REGION`,
  );
}
