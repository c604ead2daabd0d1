import { AckError } from "../../ack/errors";
import { plain } from "../../table/values";
import { at } from "../context/client";
import type { Context } from "../context/context";
import type { Place } from "../context/place";
import { certificateAuthorityIn, withKubeconfig } from "../state/kubeconfig";

const SHORTEST_VALIDITY_MINUTES = 15;

/** A kubeconfig as ACK hands it out. It holds a private key. */
export interface Kubeconfig {
  readonly config: string;
  /** RFC 3339, UTC. */
  readonly expiration: string;
}

/** Fetches a kubeconfig for the credentials in use. Source: DescribeClusterUserKubeconfig; 15 to 4320 minutes. */
export async function fetchKubeconfig(
  place: Place,
  options: { readonly privateNetwork?: boolean | undefined; readonly ttlMinutes?: number | undefined },
  context: Context,
): Promise<Kubeconfig> {
  const query = {
    ...(options.privateNetwork !== undefined && { PrivateIpAddress: plain(options.privateNetwork) }),
    ...(options.ttlMinutes !== undefined && { TemporaryDurationMinutes: plain(options.ttlMinutes) }),
  };
  const client = at(place, `fetching a kubeconfig of cluster ${place.id}`, context);
  const answer = await client.call("DescribeClusterUserKubeconfig", { query });
  return { config: plain(answer.config ?? ""), expiration: plain(answer.expiration ?? "") };
}

/**
 * Adds the authority's certificate, and the kubeconfig built from it, to the outputs of a running cluster. Best effort,
 * once: without the certificate only these two outputs are missing. The credential that comes with the certificate is
 * discarded.
 */
export async function withAuthority(
  outputs: Record<string, unknown>,
  place: Place,
  context: Context,
): Promise<Record<string, unknown>> {
  if (outputs.certificateAuthority !== undefined || outputs.state !== "running") return outputs;
  try {
    const { config } = await fetchKubeconfig(place, { ttlMinutes: SHORTEST_VALIDITY_MINUTES }, context);
    const certificateAuthority = certificateAuthorityIn(config);
    return certificateAuthority === undefined
      ? outputs
      : withKubeconfig({ ...outputs, certificateAuthority }, context.settings);
  } catch (error) {
    if (!(error instanceof AckError)) throw error;
    context.warn(`the outputs certificateAuthority and kubeconfig stay empty: ${error.message}`);
    return outputs;
  }
}
