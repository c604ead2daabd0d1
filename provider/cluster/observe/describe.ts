import { AckError } from "../../ack/errors";
import type { Values } from "../../table/check";
import { plain } from "../../table/values";
import { at, type ClusterClient } from "../context/client";
import type { Context } from "../context/context";
import type { Place } from "../context/place";
import { Problem } from "../context/problem";
import { otherProfile } from "../properties/profile";
import { proveGone } from "./gone";

/** ACK on a cluster that is read and not changed. */
export function reading(place: Place, context: Context): ClusterClient {
  return at(place, `reading cluster ${place.id}`, context);
}

/**
 * Describes a cluster that is known to exist. Source: DescribeClusterDetail.
 *
 * @throws Problem for an answer about another cluster; AckError.
 */
export async function describe(client: ClusterClient): Promise<Values> {
  const answer = await client.call("DescribeClusterDetail");
  if (answer.cluster_id === client.place.id) return answer;
  throw new Problem(
    `${client.attempt}: the answer is about ${JSON.stringify(answer.cluster_id)}, not about this cluster`,
  );
}

/**
 * Describes a recorded cluster.
 *
 * @returns `undefined` where it is proven gone
 * @throws AckError, or Problem where "not found" is not proof enough
 */
export async function describeUnlessGone(client: ClusterClient): Promise<Values | undefined> {
  try {
    return await describe(client);
  } catch (error) {
    if (!(error instanceof AckError && error.isClusterNotFound)) throw error;
    await proveGone(client.place, client.context);
    return undefined;
  }
}

/**
 * Describes a cluster that no state records.
 *
 * @throws Problem that says where it was looked for; AckError.
 */
export async function describeUnrecorded(client: ClusterClient): Promise<Values> {
  try {
    return await describe(client);
  } catch (error) {
    if (!(error instanceof AckError && error.isClusterNotFound)) throw error;
    throw new Problem(
      `${error.message}\n  It was looked for in ${client.region}; for another region, write the id as "<region>/<cluster id>".`,
    );
  }
}

/** True for an ACK Serverless cluster. "Ask" is what those from before 2021-11 call themselves. */
export function isServerless({ profile, cluster_type }: Values): boolean {
  return profile === "Serverless" || cluster_type === "Ask";
}

/** @throws Problem for a cluster of another kind, which this resource must not take over. */
export function assertServerless(answer: Values): void {
  if (isServerless(answer)) return;
  const other = otherProfile(answer.profile);
  throw new Problem(
    `cluster ${plain(answer.cluster_id)} is not an ACK Serverless cluster: its type is ${JSON.stringify(answer.cluster_type)}, its profile ${JSON.stringify(answer.profile)}${other === undefined ? "" : `: it is ${other}`}`,
  );
}
