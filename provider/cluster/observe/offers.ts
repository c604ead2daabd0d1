import { plain, textOf, unquoted } from "../../table/values";
import type { Client } from "../context/client";
import { Problem } from "../context/problem";
import { parseConfig } from "../properties/addons";
import { serverless } from "../properties/table";
import { newest } from "../properties/version";

/** One version of DescribeKubernetesVersionMetadata. */
export interface VersionMetadata {
  readonly version: string;
  readonly creatable: boolean;
  /** RFC 3339; when support ends. */
  readonly expirationDate: string | undefined;
  readonly upgradableVersions: readonly string[];
}

/** The versions that ACK offers for Serverless clusters. Source: DescribeKubernetesVersionMetadata. */
export async function versions(query: Readonly<Record<string, string>>, client: Client): Promise<VersionMetadata[]> {
  const constant = { ClusterType: "ManagedKubernetes", Profile: "Serverless", Region: client.region };
  const answer = await client.list("DescribeKubernetesVersionMetadata", { query: { ...constant, ...query } });
  return (answer ?? []).map((item) => ({
    version: plain(item.version),
    creatable: item.creatable === true,
    expirationDate: textOf(item.expiration_date),
    upgradableVersions: Array.isArray(item.upgradable_versions) ? item.upgradable_versions.map(plain) : [],
  }));
}

/** The versions that a new cluster may have. */
export async function creatableVersions(client: Client): Promise<string[]> {
  const offered = await versions({ Mode: "creatable" }, client);
  return offered.filter(({ creatable }) => creatable).map(({ version }) => version);
}

/**
 * The full version to create a cluster with: ACK takes no beginning of one.
 *
 * @throws Problem for a version that ACK does not create.
 */
export async function versionToCreate(wish: string, client: Client): Promise<string> {
  if (wish.includes("-aliyun.")) return wish;
  const offered = await creatableVersions(client);
  const found = newest(offered, wish);
  if (found !== undefined) return found;
  throw new Problem(
    `${client.attempt}: ACK does not create clusters with Kubernetes ${unquoted(wish)} in ${client.region}; it offers ${offered.join(", ") || "none"}: set kubernetesVersion to one of these`,
  );
}

/** What add-ons depend on in a new cluster. */
export interface NewCluster {
  readonly clusterSpec?: string | undefined;
  /** A version, or the beginning of one. */
  readonly kubernetesVersion?: string | undefined;
}

/**
 * What a cluster that does not exist yet will be like, in the words of ListAddons and DescribeAddon.
 *
 * @throws Problem for a version that ACK does not create.
 */
export async function newClusterQuery(
  { clusterSpec, kubernetesVersion }: NewCluster,
  client: Client,
): Promise<Record<string, string>> {
  return {
    cluster_type: serverless.cluster_type,
    profile: serverless.profile,
    region_id: client.region,
    ...(clusterSpec !== undefined && { cluster_spec: clusterSpec }),
    // ACK takes no beginning of a version.
    ...(kubernetesVersion !== undefined && { cluster_version: await versionToCreate(kubernetesVersion, client) }),
  };
}

/** An add-on that ACK offers. */
export interface OfferedAddon {
  readonly name?: string | undefined;
  readonly version?: string | undefined;
  /** The JSON schema of its configuration; absent where ACK gives none. */
  readonly schema?: Readonly<Record<string, unknown>> | undefined;
  /** ACK gives a schema, and it is not the JSON text of an object. */
  readonly hasUnreadableSchema?: boolean;
  /** What may be done with it, such as `Uninstall`. */
  readonly actions?: readonly string[] | undefined;
}

/**
 * Describes one add-on. Source: DescribeAddon.
 *
 * @param query  the cluster that it is for, or what a new one is like
 */
export async function describeAddon(
  name: string,
  query: Readonly<Record<string, string>>,
  client: Client,
): Promise<OfferedAddon> {
  const answer = await client.call("DescribeAddon", { path: { addonName: name }, query });
  const schema = parseConfig(answer.config_schema);
  return {
    name: textOf(answer.name),
    version: textOf(answer.version),
    schema,
    hasUnreadableSchema: schema === undefined && textOf(answer.config_schema) !== undefined,
    actions: Array.isArray(answer.supported_actions) ? answer.supported_actions.map(plain) : undefined,
  };
}
