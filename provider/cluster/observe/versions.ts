import { plain, textOf, unquoted } from "../../table/values";
import type { Client } from "../context/client";
import { Problem } from "../context/problem";
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
