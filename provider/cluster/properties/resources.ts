import { isObject, objectsIn, plain, textOf } from "../../table/values";
import { publicEndpoint } from "./endpoint";

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
