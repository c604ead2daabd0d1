import type { Values } from "../../table/check";
import { isObject, plain } from "../../table/values";
import { type Client, inRegion } from "../context/client";
import type { Context } from "../context/context";
import type { Place } from "../context/place";
import { Problem } from "../context/problem";
import { readInstances } from "../observe/extras";
import { newClusterQuery } from "../observe/newCluster";
import { describeAddon } from "../observe/offeredAddon";
import { versions } from "../observe/versions";
import type { Instance } from "../properties/addons";
import { compareVersions, meets } from "../properties/version";
import { checkArguments, regionOf } from "./arguments";
import { type GetClusterArgs, placeFor } from "./queries";

/** A Kubernetes version of ACK. */
export interface KubernetesVersion {
  readonly version: string;
  /** Whether new clusters may have it. */
  readonly creatable: boolean;
  /** When its support ends, as ACK writes it. */
  readonly expiration?: string;
  /** What it can be upgraded to. Told only where `from` was given. */
  readonly upgradeTargets?: readonly string[];
}

export interface GetKubernetesVersionsArgs {
  /** `true` leaves out the versions that new clusters may not have. Default: `false`. */
  readonly creatable?: boolean | undefined;
  /** A version, or the beginning of one such as `1.33`: only such versions are told, each with its upgrade targets. */
  readonly from?: string | undefined;
  /** Default: the provider's region. */
  readonly regionId?: string | undefined;
}

/**
 * The Kubernetes versions of ACK Serverless clusters, the newest first. Source: DescribeKubernetesVersionMetadata.
 *
 * @throws Problem for a wrong argument; AckError.
 */
export async function getKubernetesVersions(
  args: GetKubernetesVersionsArgs,
  context: Context,
): Promise<readonly KubernetesVersion[]> {
  const { creatable = false, from, regionId } = checkArguments("getKubernetesVersions", args);
  const region = regionOf("getKubernetesVersions", regionId, context);
  const client = inRegion(region, `listing the Kubernetes versions of ${region}`, context);
  const offered = await versions({ Mode: creatable ? "creatable" : "supported" }, client);
  const told = offered.filter(
    (one) => (from === undefined || meets(one.version, from)) && (one.creatable || !creatable),
  );
  // A cluster may run a version that is no longer listed, and that none can be created with.
  const names = from?.includes("-aliyun.") && !creatable ? [from] : told.map(({ version }) => version);
  const chosen =
    from === undefined
      ? told
      : (
          await Promise.all(
            names.map((KubernetesVersion) => versions({ KubernetesVersion, QueryUpgradableVersion: "true" }, client)),
          )
        ).flat();
  return [...chosen]
    .sort((a, b) => compareVersions(b.version, a.version))
    .map(({ version, creatable: isCreatable, expirationDate, upgradableVersions }) => ({
      version,
      creatable: isCreatable,
      ...(expirationDate !== undefined && { expiration: expirationDate }),
      ...(from !== undefined && { upgradeTargets: upgradableVersions }),
    }));
}

/** An add-on that ACK offers. */
export interface AddonInfo {
  readonly name: string;
  /** The newest version that fits. */
  readonly version: string;
  readonly category?: string;
  /** Whether ACK runs it outside of the cluster. */
  readonly managed?: boolean;
  /** Whether a new cluster gets it unless it is disabled. */
  readonly installByDefault?: boolean;
  /** Such as `Install`, `Upgrade`, `Modify`, `Uninstall`. */
  readonly supportedActions: readonly string[];
  /** The version that the cluster of `clusterId` has; absent where it has none. */
  readonly installedVersion?: string;
}

export interface GetAddonsArgs {
  /** A cluster, whose edition and version count. Without it, a new cluster is meant. */
  readonly clusterId?: string | undefined;
  /** Default: the region in `clusterId`, or the provider's. */
  readonly regionId?: string | undefined;
  /** The edition of a new cluster. Not beside `clusterId`. Default: ACK's. */
  readonly clusterSpec?: string | undefined;
  /** The version of a new cluster, or the beginning of one such as `1.33`. Not beside `clusterId`. Default: ACK's. */
  readonly kubernetesVersion?: string | undefined;
}

/**
 * The add-ons that a cluster can have, with what it has installed. Sources: ListAddons, ListClusterAddonInstances.
 *
 * @throws Problem for a wrong argument; AckError.
 */
export async function getAddons(args: GetAddonsArgs, context: Context): Promise<readonly AddonInfo[]> {
  const given = checkArguments("getAddons", args);
  const { region, place } = subject("getAddons", given, context);
  const client = inRegion(region, `listing the add-ons of ${place?.id ?? region}`, context);
  const answer = await client.call("ListAddons", { query: await subjectQuery(given, place, client) });
  const installed = place === undefined ? [] : await readInstances([], place, context);
  return (Array.isArray(answer.addons) ? answer.addons : []).filter(isObject).map((item) => addon(item, installed));
}

function addon(item: Values, installed: readonly Instance[]): AddonInfo {
  const instance = installed.find(({ name }) => name === item.name);
  return {
    name: plain(item.name ?? ""),
    version: plain(item.version ?? ""),
    supportedActions: Array.isArray(item.supported_actions) ? item.supported_actions.map(plain) : [],
    ...(typeof item.category === "string" && item.category !== "" && { category: item.category }),
    ...(typeof item.managed === "boolean" && { managed: item.managed }),
    ...(typeof item.install_by_default === "boolean" && { installByDefault: item.install_by_default }),
    ...(instance?.version && { installedVersion: instance.version }),
  };
}

export interface GetAddonConfigSchemaArgs extends GetAddonsArgs {
  /** The add-on's name, such as `logtail-ds`. */
  readonly name: string;
  /** Default: the newest version that fits. */
  readonly version?: string | undefined;
}

/** What an add-on's configuration may be. */
export interface AddonConfigSchema {
  readonly name: string;
  readonly version: string;
  /** A JSON schema; absent where ACK gives none. */
  readonly schema?: Readonly<Record<string, unknown>>;
}

/**
 * The JSON schema of an add-on's configuration. Source: DescribeAddon.
 *
 * @throws Problem for a wrong argument; AckError, for an unknown add-on, too.
 */
export async function getAddonConfigSchema(
  args: GetAddonConfigSchemaArgs,
  context: Context,
): Promise<AddonConfigSchema> {
  const given = checkArguments("getAddonConfigSchema", args);
  const { region, place } = subject("getAddonConfigSchema", given, context);
  const client = inRegion(region, `reading the configuration schema of add-on ${given.name}`, context);
  const query = await subjectQuery(given, place, client);
  const wanted = { ...query, ...(given.version !== undefined && { version: given.version }) };
  const { name, version, schema } = await describeAddon(given.name, wanted, client);
  return { name: name ?? given.name, version: version ?? given.version ?? "", ...(schema !== undefined && { schema }) };
}

/** Where add-ons are asked for: a cluster that is there, or the region of a new one. */
function subject(
  query: string,
  { clusterId, regionId, ...ofNew }: GetAddonsArgs,
  context: Context,
): { readonly region: string; readonly place: Place | undefined } {
  if (clusterId === undefined) return { region: regionOf(query, regionId, context), place: undefined };
  const idle = (["clusterSpec", "kubernetesVersion"] as const).filter((name) => ofNew[name] !== undefined);
  if (idle.length > 0) {
    throw new Problem(
      `${query}: ${idle.join(" and ")} ${idle.length > 1 ? "speak" : "speaks"} of a new cluster, and clusterId of one that is there: take one of the two out`,
    );
  }
  const place = placeFor(query, { clusterId, regionId } as GetClusterArgs, context);
  return { region: place.region, place };
}

async function subjectQuery(
  args: GetAddonsArgs,
  place: Place | undefined,
  client: Client,
): Promise<Record<string, string>> {
  if (place === undefined) return newClusterQuery(args, client);
  return { cluster_id: place.id, region_id: place.region };
}
