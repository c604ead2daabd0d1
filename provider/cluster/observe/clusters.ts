import type { Values } from "../../table/check";
import { isText, objectsIn, plain } from "../../table/values";
import type { Client } from "../context/client";
import { Problem } from "../context/problem";

/** How often a list that lags is read before it is believed. */
export const MOST_READS_OF_LIST = 3;
const PAGE_SIZE = 50;
const MOST_PAGES = 100;

/**
 * Lists the region's clusters, every page of them. A list lags by up to ten seconds. Source: DescribeClustersForRegion.
 *
 * @throws Problem for an answer without a list; AckError.
 */
export async function listClusters(query: Readonly<Record<string, string>>, client: Client): Promise<Values[]> {
  const found: Values[] = [];
  for (let page = 1; page <= MOST_PAGES; page++) {
    const answer = await client.call("DescribeClustersForRegion", {
      path: { regionId: client.region },
      query: { ...query, page_number: plain(page), page_size: plain(PAGE_SIZE) },
    });
    if (!Array.isArray(answer.clusters)) throw new Problem(`${client.attempt}: the answer holds no list of clusters`);
    const clusters = objectsIn(answer.clusters);
    found.push(...clusters);
    if (clusters.length < PAGE_SIZE) break;
  }
  return found;
}

/** The account whose credentials are in use. Source: STS GetCallerIdentity, which needs no permission. */
export async function callerAccount(client: Client): Promise<string> {
  const { AccountId } = await client.call("GetCallerIdentity");
  if (isText(AccountId)) return AccountId;
  throw new Problem(`${client.attempt}: STS does not report the account's id`);
}
