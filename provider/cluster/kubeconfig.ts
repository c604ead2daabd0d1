import { parse, stringify } from "yaml";
import type { Values } from "../table/check";
import { isObject, plain } from "../table/shapes";
import type { Context } from "./context";
import type { Place } from "./look";

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
  options: { readonly privateNetwork?: boolean; readonly ttlMinutes?: number },
  context: Context,
): Promise<Kubeconfig> {
  const attempt = `fetching a kubeconfig of cluster ${place.id}`;
  const query = {
    ...(options.privateNetwork !== undefined && { PrivateIpAddress: plain(options.privateNetwork) }),
    ...(options.ttlMinutes !== undefined && { TemporaryDurationMinutes: plain(options.ttlMinutes) }),
  };
  const answer = (await context
    .ack(place.region)
    .call(
      "DescribeClusterUserKubeconfig",
      { path: { ClusterId: place.id }, query, attempt },
      context.signal,
    )) as Values;
  return { config: plain(answer.config ?? ""), expiration: plain(answer.expiration ?? "") };
}

/** The authority's certificate; the credential that comes with it is thrown away. */
export async function fetchCertificateAuthority(place: Place, context: Context): Promise<string | undefined> {
  const { config } = await fetchKubeconfig(place, { ttlMinutes: SHORTEST_VALIDITY_MINUTES }, context);
  return certificateAuthority(config);
}

function certificateAuthority(config: string): string | undefined {
  try {
    const parsed: unknown = parse(config);
    const clusters = isObject(parsed) && Array.isArray(parsed.clusters) ? parsed.clusters : [];
    const cluster: unknown = isObject(clusters[0]) ? clusters[0].cluster : undefined;
    const data = isObject(cluster) ? cluster["certificate-authority-data"] : undefined;
    return typeof data === "string" && data !== "" ? data : undefined;
  } catch {
    return undefined;
  }
}

/**
 * A kubeconfig without a credential, the same text on every run: `ack-serverless kubeconfig --exec` fetches a short-lived
 * one whenever it is used. `undefined` until the address and the authority's certificate are known.
 */
export function kubeconfigOf(outputs: Values): string | undefined {
  const {
    certificateAuthority: authority,
    apiServerEndpoint,
    intranetApiServerEndpoint,
    clusterId,
    regionId,
  } = outputs;
  const server = apiServerEndpoint ?? intranetApiServerEndpoint;
  if (typeof authority !== "string" || typeof server !== "string") return undefined;
  const exec = {
    apiVersion: "client.authentication.k8s.io/v1",
    command: "npx",
    // The package is named: wherever it is not installed, npx would otherwise look for one named as the command.
    args: ["--yes", "--package", "pulumi-ack-serverless", "--", ...execArguments(regionId, clusterId)],
    interactiveMode: "Never",
    provideClusterInfo: false,
  };
  return stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: clusterId, cluster: { server, "certificate-authority-data": authority } }],
    users: [{ name: clusterId, user: { exec } }],
    contexts: [{ name: clusterId, context: { cluster: clusterId, user: clusterId } }],
    "current-context": clusterId,
    preferences: {},
  });
}

function execArguments(regionId: unknown, clusterId: unknown): string[] {
  return ["ack-serverless", "kubeconfig", "--exec", "--region", plain(regionId), plain(clusterId)];
}

/** The outputs with the kubeconfig that they make. */
export function withKubeconfig(outputs: Record<string, unknown>): Record<string, unknown> {
  const kubeconfig = kubeconfigOf(outputs);
  return kubeconfig === undefined ? outputs : { ...outputs, kubeconfig };
}
