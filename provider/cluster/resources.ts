import { isObject, plain } from "../table/shapes";

/**
 * The id of the resource of a type that ACK created with the cluster itself: never one that a Service, an add-on or a
 * neighbour in the VPC brought. Source: DescribeClusterResources; both families of type names occur.
 */
export function clusterResource(type: RegExp) {
  return {
    wires: ["resources"],
    read: ({ cluster_id, resources }: Readonly<Record<string, unknown>>): string | null | undefined => {
      if (!Array.isArray(resources)) return undefined;
      const own = resources
        .filter(isObject)
        .filter((resource) => type.test(plain(resource.resource_type)) && resource.cluster_id === cluster_id)
        .filter(
          (resource) => resource.creator_type !== "user" && resource.creator_type !== "addon" && !isServices(resource),
        );
      const id = own[0]?.instance_id;
      return typeof id === "string" && id !== "" ? id : null;
    },
  };
}

function isServices({ associated_object }: Readonly<Record<string, unknown>>): boolean {
  return isObject(associated_object) && Boolean(associated_object.kind);
}
