import { at, type ClusterClient } from "../context/client";
import type { Context } from "../context/context";
import type { Place } from "../context/place";
import { Problem } from "../context/problem";
import { callerAccount } from "./account";
import { listClusters, MOST_READS_OF_LIST } from "./clusters";

/**
 * "Not found" alone proves nothing: another account's key or another region's address answers the same.
 *
 * @throws Problem unless the account is the recorded one and the region lists no such cluster.
 */
export async function proveGone(place: Place, context: Context): Promise<void> {
  const client = at(place, `making sure that cluster ${place.id} is gone`, context);
  assertOwnRegion(client);
  assertOwnAccount(await callerAccount(client), client);
  for (let reads = 1; await isListed(client); reads++) {
    if (reads >= MOST_READS_OF_LIST) {
      throw new Problem(
        `${client.attempt}: DescribeClusterDetail does not find it, but ${place.region} lists it; try again later`,
      );
    }
    await context.clock.sleep(context.settings.listLagMs, context.signal);
  }
}

function assertOwnRegion({ region, attempt, context }: ClusterClient): void {
  const address = context.settings.endpoints.cs;
  const served = servedRegion(address);
  if (served === undefined || served === region) return;
  throw new Problem(
    `${attempt}: it lives in ${region}, but was looked for at ${address}, which is the address of ${served}: take that endpoint out of the provider's configuration, or set the one of ${region}`,
  );
}

/** The region whose clusters an address of Alibaba Cloud serves; `undefined` for any other address. */
function servedRegion(address: string | undefined): string | undefined {
  return /\bcs[a-z-]*\.([a-z0-9-]+)\.aliyuncs\.com\b/.exec(address ?? "")?.[1];
}

function assertOwnAccount(account: string, { attempt, region, place: { accountId } }: ClusterClient): void {
  if (accountId === undefined) {
    throw new Problem(
      `${attempt}: ACK does not find it in ${region} with account ${account}, and which account it was made with is not recorded. ` +
        'If it is gone, take it out of the state with "pulumi state delete"; otherwise use the credentials of its account',
    );
  }
  if (account === accountId) return;
  throw new Problem(
    `${attempt}: it belongs to account ${accountId}, but the credentials in use are of account ${account}; use the former's`,
  );
}

async function isListed(client: ClusterClient): Promise<boolean> {
  const { id } = client.place;
  const clusters = await listClusters({ cluster_id: id }, client);
  return clusters.some(({ cluster_id }) => cluster_id === id);
}
