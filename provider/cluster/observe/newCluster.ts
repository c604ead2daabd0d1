import type { Context } from "../context/context";
import { versionToCreate } from "../lifecycle/changes/upgrade";
import { serverless } from "../properties/table";

/** What add-ons depend on in a new cluster. */
export interface NewCluster {
  readonly clusterSpec?: string | undefined;
  /** A version, or the beginning of one. */
  readonly kubernetesVersion?: string | undefined;
}

/**
 * What a cluster that is not there yet will be like, in the words of ListAddons and DescribeAddon.
 *
 * @throws Problem for a version that ACK does not create.
 */
export async function newClusterQuery(
  { clusterSpec, kubernetesVersion }: NewCluster,
  region: string,
  attempt: string,
  context: Context,
): Promise<Record<string, string>> {
  return {
    cluster_type: serverless.cluster_type,
    profile: serverless.profile,
    region_id: region,
    ...(clusterSpec !== undefined && { cluster_spec: clusterSpec }),
    // ACK takes no beginning of a version.
    ...(kubernetesVersion !== undefined && {
      cluster_version: await versionToCreate(kubernetesVersion, region, attempt, context),
    }),
  };
}
