import { at, type ClusterClient } from "../context/client";
import { type Context, pause } from "../context/context";
import type { Place } from "../context/place";
import { Problem } from "../context/problem";
import { callerAccount, listClusters, MOST_READS_OF_LIST } from "./clusters";

/**
 * Proves that a cluster is gone. "Not found" alone proves nothing: ACK answers the same for another account's key or at
 * another region's endpoint.
 *
 * @throws Problem unless the account is the recorded one and the region lists no such cluster.
 */
export async function proveGone(place: Place, context: Context): Promise<void> {
  const client = at(place, `making sure that cluster ${place.id} is gone`, context);
  assertOwnRegion(client);
  assertOwnAccount(await callerAccount(client), client);
  for (let reads = 1; await isListed(client); reads++) {
    if (reads >= MOST_READS_OF_LIST || !(await pause(context.settings.listLagMs, context))) {
      throw new Problem(
        `${client.attempt}: DescribeClusterDetail does not find it, but ${place.region} still lists it: try again later`,
      );
    }
  }
}

function assertOwnRegion({ region, attempt, context }: ClusterClient): void {
  const address = context.settings.endpoints.cs;
  const served = servedRegion(address);
  if (served === undefined || served === region) return;
  throw new Problem(
    `${attempt}: the cluster is in ${region}, but the endpoint ${address} serves ${served}: remove that endpoint from the provider's configuration, or set the endpoint of ${region}`,
  );
}

/** The region whose clusters an address of Alibaba Cloud serves; `undefined` for any other address. */
function servedRegion(address: string | undefined): string | undefined {
  return /\bcs[a-z-]*\.([a-z0-9-]+)\.aliyuncs\.com\b/.exec(address ?? "")?.[1];
}

function assertOwnAccount(account: string, { attempt, region, place: { accountId } }: ClusterClient): void {
  if (accountId === undefined) {
    throw new Problem(
      `${attempt}: ACK does not find it in ${region} with account ${account}, and the state does not record its account. ` +
        'If the cluster is gone, remove it from the state with "pulumi state delete"; otherwise use the credentials of its account',
    );
  }
  if (account === accountId) return;
  throw new Problem(
    `${attempt}: it belongs to account ${accountId}, but the credentials in use belong to account ${account}: use the credentials of account ${accountId}`,
  );
}

async function isListed(client: ClusterClient): Promise<boolean> {
  const { id } = client.place;
  const clusters = await listClusters({ cluster_id: id }, client);
  return clusters.some(({ cluster_id }) => cluster_id === id);
}
