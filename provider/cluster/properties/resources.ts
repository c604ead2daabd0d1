import { isObject, objectInJson, objectsIn, plain, textOf } from "../../table/values";

/**
 * The id of the resource that ACK created with the cluster itself: never one that a Service, an add-on or another cluster
 * in the VPC brought. `undefined` where several match. Source: DescribeClusterResources; both families of type names
 * occur.
 *
 * @param types  the exact names of its type
 */
export function clusterResource(...types: readonly string[]) {
  return {
    wires: ["resources"],
    read: ({ cluster_id, resources }: Readonly<Record<string, unknown>>): string | null | undefined => {
      if (!Array.isArray(resources)) return undefined;
      const own = objectsIn(resources)
        .filter((resource) => types.includes(plain(resource.resource_type)) && resource.cluster_id === cluster_id)
        .filter(
          (resource) => resource.creator_type !== "user" && resource.creator_type !== "addon" && !isServices(resource),
        );
      const [id, ...others] = new Set(own.flatMap(({ instance_id }) => textOf(instance_id) ?? []));
      return others.length > 0 ? undefined : (id ?? null);
    },
  };
}

/** The EIP of the API server: an EIP without a public address is that of the NAT gateway. */
export const apiServerEip = {
  wires: ["resources"],
  read: (body: Readonly<Record<string, unknown>>): string | null | undefined => {
    const isPublic = publicEndpoint(body.master_url);
    if (isPublic === undefined) return undefined;
    return isPublic ? clusterResource("EIP", "ALIYUN::VPC::EIP").read(body) : null;
  },
};

function isServices({ associated_object }: Readonly<Record<string, unknown>>): boolean {
  return isObject(associated_object) && Boolean(associated_object.kind);
}

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
