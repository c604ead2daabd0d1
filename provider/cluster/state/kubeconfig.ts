import { parse, stringify } from "yaml";
import { AckError } from "../../ack/errors";
import type { Values } from "../../table/check";
import { isObject, plain } from "../../table/shapes";
import type { Context } from "../context/context";
import type { Place } from "../observe/describe";

const SHORTEST_VALIDITY_MINUTES = 15;

/** This package as a kubeconfig calls it: any version of this major one, so that the text is the same until the next. */
export function packageOf({ version }: { readonly version: string }): string {
  return `pulumi-ack-serverless@${version.split(".", 1)[0]}`;
}

const ownPackage = packageOf(require("pulumi-ack-serverless/package.json") as { version: string });

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
async function fetchCertificateAuthority(place: Place, context: Context): Promise<string | undefined> {
  const { config } = await fetchKubeconfig(place, { ttlMinutes: SHORTEST_VALIDITY_MINUTES }, context);
  return certificateAuthority(config);
}

function certificateAuthority(config: string): string | undefined {
  return clusterField(config, "certificate-authority-data");
}

/** What a kubeconfig says of its first cluster. */
function clusterField(config: unknown, field: "certificate-authority-data" | "server"): string | undefined {
  if (typeof config !== "string") return undefined;
  try {
    const parsed: unknown = parse(config);
    const clusters = isObject(parsed) && Array.isArray(parsed.clusters) ? parsed.clusters : [];
    const cluster: unknown = isObject(clusters[0]) ? clusters[0].cluster : undefined;
    const data = isObject(cluster) ? cluster[field] : undefined;
    return typeof data === "string" && data !== "" ? data : undefined;
  } catch {
    return undefined;
  }
}

/**
 * A kubeconfig without a credential, the same text on every run: `ack-serverless kubeconfig --exec` fetches a short-lived
 * one whenever it is used. The recorded one's address stays as long as the cluster has it. `undefined` until the address and the authority's certificate are known.
 */
export function kubeconfigOf(outputs: Values): string | undefined {
  const {
    certificateAuthority: authority,
    apiServerEndpoint,
    intranetApiServerEndpoint,
    clusterId,
    regionId,
  } = outputs;
  const recorded = clusterField(outputs.kubeconfig, "server");
  const addresses = [apiServerEndpoint, intranetApiServerEndpoint].filter((address) => address !== undefined);
  const server = recorded !== undefined && addresses.includes(recorded) ? recorded : addresses[0];
  if (typeof authority !== "string" || typeof server !== "string") return undefined;
  const exec = {
    apiVersion: "client.authentication.k8s.io/v1",
    command: "npx",
    // The package is named: wherever it is not installed, npx would otherwise look for one named as the command.
    args: ["--yes", "--package", ownPackage, "--", ...execArguments(regionId, clusterId)],
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

/**
 * The outputs of a running cluster with the authority's certificate, and with the kubeconfig that it makes. Best effort,
 * once: without the certificate there is no kubeconfig, and nothing else is missing.
 */
export async function withAuthority(
  outputs: Record<string, unknown>,
  place: Place,
  context: Context,
): Promise<Record<string, unknown>> {
  if (outputs.certificateAuthority !== undefined || outputs.state !== "running") return outputs;
  try {
    const certificateAuthority = await fetchCertificateAuthority(place, context);
    return certificateAuthority === undefined ? outputs : withKubeconfig({ ...outputs, certificateAuthority });
  } catch (error) {
    if (!(error instanceof AckError)) throw error;
    context.warn(`the outputs certificateAuthority and kubeconfig stay empty: ${error.message}`);
    return outputs;
  }
}
