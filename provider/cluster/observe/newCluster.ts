import type { Client } from "../context/client";
import { serverless } from "../properties/table";
import { versionToCreate } from "./versions";

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
