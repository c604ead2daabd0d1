import { objectInJson, textOf } from "../../table/values";

/**
 * The API server's address in the VPC.
 *
 * @param wire  DescribeClusterDetail's `master_url`, JSON inside a string; empty while the cluster is being created
 */
export function intranetAddress(wire: unknown): string | undefined {
  return textOf(objectInJson(wire)?.intranet_api_server_endpoint);
}

/** The API server's public address; `null` where only the private one is reported. */
export function publicAddress(wire: unknown): string | null | undefined {
  return textOf(objectInJson(wire)?.api_server_endpoint) ?? (intranetAddress(wire) === undefined ? undefined : null);
}

/** Whether the API server has a public address. DescribeClusterDetail has no field for it: the addresses show it. */
export function publicEndpoint(wire: unknown): boolean | undefined {
  const address = publicAddress(wire);
  return address === undefined ? undefined : address !== null;
}
