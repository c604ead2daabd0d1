import { AckError } from "../../ack/errors";
import type { Values } from "../../table/check";
import { isObject, plain } from "../../table/shapes";
import type { Context } from "../context/context";
import { Problem } from "../context/problem";

/** A cluster by its place: every call on it goes to its own region. */
export interface Place {
  readonly region: string;
  readonly id: string;
  /** The account that it was made with, where that is known. */
  readonly accountId?: string | undefined;
}

/** `<region>/<id>`, or an id in the recorded or default region. */
export function placeOf(id: string, olds: Values): Place {
  const [region, bare] = id.includes("/") ? id.split("/", 2) : [olds.regionId, id];
  if (typeof region !== "string" || region === "" || !bare) {
    throw new Problem(
      `cluster ${id}: its region is not known: write the id as "<region>/<cluster id>", or set the provider's region`,
    );
  }
  return { region, id: bare, accountId: typeof olds.accountId === "string" ? olds.accountId : undefined };
}

/** How often a list that lags is looked at before it is believed. */
export const MOST_LOOKS_AT_LIST = 3;
const PAGE_SIZE = 50;
const MOST_PAGES = 100;

/** The account whose credentials are in use. Source: STS GetCallerIdentity, which needs no permission. */
export async function callerAccount(region: string, context: Context, attempt: string): Promise<string> {
  const answer = (await context.ack(region).call("GetCallerIdentity", { attempt }, context.signal)) as Values;
  if (typeof answer.AccountId !== "string" || answer.AccountId === "")
    throw new Problem(`${attempt}: STS does not tell the account's id`);
  return answer.AccountId;
}

/**
 * Looks at a cluster.
 *
 * @returns DescribeClusterDetail's answer, or `undefined` where the cluster is proven gone.
 * @throws AckError, or Problem where "not found" is not proof enough.
 */
export async function look(
  place: Place,
  context: Context,
  attempt = `reading cluster ${place.id}`,
): Promise<Values | undefined> {
  try {
    return await detail(place, context, attempt);
  } catch (error) {
    if (!(error instanceof AckError && error.isClusterNotFound)) throw error;
    await proveGone(place, context);
    return undefined;
  }
}

/** Looks at a cluster that is known to exist. */
export async function detail(
  { region, id }: Place,
  context: Context,
  attempt = `reading cluster ${id}`,
): Promise<Values> {
  const answer = (await context
    .ack(region)
    .call("DescribeClusterDetail", { path: { ClusterId: id }, attempt }, context.signal)) as Values;
  if (answer.cluster_id !== id)
    throw new Problem(`${attempt}: the answer is about ${JSON.stringify(answer.cluster_id)}, not about this cluster`);
  return answer;
}

/** Looks for a cluster that no state records. @throws Problem that says where it was looked for. */
export async function lookFor(place: Place, context: Context): Promise<Values> {
  try {
    return await detail(place, context);
  } catch (error) {
    if (!(error instanceof AckError && error.isClusterNotFound)) throw error;
    throw new Problem(
      `${error.message}\n  It was looked for in ${place.region}; for another region, write the id as "<region>/<cluster id>".`,
    );
  }
}

/**
 * "Not found" alone proves nothing: another account's key or another region's address answers the same.
 *
 * @throws Problem unless the account is the recorded one and the region lists no such cluster.
 */
async function proveGone(place: Place, context: Context): Promise<void> {
  const { region, id, accountId } = place;
  const attempt = `making sure that cluster ${id} is gone`;
  const address = context.settings.endpoints.cs;
  const served = servedRegion(address);
  if (served !== undefined && served !== region) {
    throw new Problem(
      `${attempt}: it lives in ${region}, but was looked for at ${address}, which is the address of ${served}: take that endpoint out of the provider's configuration, or set the one of ${region}`,
    );
  }
  const account = await callerAccount(region, context, attempt);
  if (accountId === undefined) {
    throw new Problem(
      `${attempt}: ACK does not find it in ${region} with account ${account}, and which account it was made with is not recorded. ` +
        'If it is gone, take it out of the state with "pulumi state delete"; otherwise use the credentials of its account',
    );
  }
  if (account !== accountId) {
    throw new Problem(
      `${attempt}: it belongs to account ${accountId}, but the credentials in use are of account ${account}; use the former's`,
    );
  }
  for (let looks = 1; await isListed(place, context, attempt); looks++) {
    if (looks >= MOST_LOOKS_AT_LIST) {
      throw new Problem(`${attempt}: DescribeClusterDetail does not find it, but ${region} lists it; try again later`);
    }
    await context.clock.sleep(context.settings.listLagMs, context.signal);
  }
}

async function isListed({ region, id }: Place, context: Context, attempt: string): Promise<boolean> {
  const clusters = await list({ cluster_id: id }, region, context, attempt);
  return clusters.some((cluster) => cluster.cluster_id === id);
}

/** The region whose clusters an address of Alibaba Cloud tells; `undefined` for any other address. */
function servedRegion(address: string | undefined): string | undefined {
  return /\bcs[a-z-]*\.([a-z0-9-]+)\.aliyuncs\.com\b/.exec(address ?? "")?.[1];
}

/** The region's clusters, every page of them. */
export async function list(
  query: Readonly<Record<string, string>>,
  region: string,
  context: Context,
  attempt: string,
): Promise<Values[]> {
  const found: Values[] = [];
  for (let page = 1; page <= MOST_PAGES; page++) {
    const answer = (await context.ack(region).call(
      "DescribeClustersForRegion",
      {
        path: { regionId: region },
        query: { ...query, page_number: plain(page), page_size: plain(PAGE_SIZE) },
        attempt,
      },
      context.signal,
    )) as Values;
    if (!Array.isArray(answer.clusters)) throw new Problem(`${attempt}: the answer holds no list of clusters`);
    const clusters = answer.clusters.filter(isObject);
    found.push(...clusters);
    if (clusters.length < PAGE_SIZE) break;
  }
  return found;
}

/** True for an ACK Serverless cluster. "Ask" is what those from before 2021-11 call themselves. */
export function isServerless({ profile, cluster_type }: Values): boolean {
  return profile === "Serverless" || cluster_type === "Ask";
}

/** @throws Problem for a cluster of another kind, which this resource must not take over. */
export function assertServerless(answer: Values): void {
  if (isServerless(answer)) return;
  throw new Problem(
    `cluster ${plain(answer.cluster_id)} is not an ACK Serverless cluster: its type is ${JSON.stringify(answer.cluster_type)}, its profile ${JSON.stringify(answer.profile)}`,
  );
}
