import { isObject, textOf } from "../../table/values";

interface MasterUrl {
  readonly api_server_endpoint?: unknown;
  readonly intranet_api_server_endpoint?: unknown;
}

/** DescribeClusterDetail's `master_url`, JSON inside a string. Empty while the cluster is being created. */
function masterUrl(wire: unknown): MasterUrl | undefined {
  if (typeof wire !== "string") return undefined;
  try {
    const parsed: unknown = JSON.parse(wire);
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** The API server's address in the VPC. */
export function intranetAddress(wire: unknown): string | undefined {
  return textOf(masterUrl(wire)?.intranet_api_server_endpoint);
}

/** The API server's public address; `null` where only the private one is reported. */
export function publicAddress(wire: unknown): string | null | undefined {
  return textOf(masterUrl(wire)?.api_server_endpoint) ?? (intranetAddress(wire) === undefined ? undefined : null);
}

/** Whether the API server has a public address. DescribeClusterDetail has no field for it: the addresses show it. */
export function publicEndpoint(wire: unknown): boolean | undefined {
  const address = publicAddress(wire);
  return address === undefined ? undefined : address !== null;
}
