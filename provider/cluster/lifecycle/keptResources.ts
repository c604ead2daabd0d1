import type { Values } from "../../table/check";
import { isObject, objectsIn, plain } from "../../table/values";
import { at } from "../context/client";
import type { Step } from "./step";

/**
 * The resources that will outlive the cluster, by the deletion inputs and each resource's own default. Best effort: it
 * only informs.
 */
export async function resourcesToKeep({ place, olds, context }: Step): Promise<string[]> {
  const resources = await at(place, `reading the resources of cluster ${place.id}`, context)
    .list("DescribeClusterResources", { query: { with_addon_resources: "true" } })
    .catch(() => []);
  return objectsIn(resources)
    .filter((resource) => isKept(resource, olds))
    .map(({ resource_type, instance_id }) => `${plain(resource_type)} ${plain(instance_id)}`);
}

/** The resource types that each option covers, by the names that occur. */
const typesOf: Readonly<Record<string, RegExp>> = {
  slb: /SLB|LoadBalancer/i,
  alb: /ALB/i,
  slsData: /SLS/i,
  slsControlPlane: /SLS/i,
  privateZone: /PVTZ|PrivateZone/i,
};

function isKept(resource: Values, olds: Values): boolean {
  if (Array.isArray(olds.retainResources) && olds.retainResources.includes(resource.instance_id)) return true;
  // A resource that the user brought always stays, and never belonged to the cluster.
  if (resource.creator_type === "user") return false;
  if (olds.retainAllResources === true) return true;
  const behavior = isObject(resource.delete_behavior) ? resource.delete_behavior : {};
  const modes = Object.entries(isObject(olds.deleteOptions) ? olds.deleteOptions : {})
    .filter(([option]) => typesOf[option]?.test(plain(resource.resource_type)))
    .map(([, mode]) => mode);
  if (modes.length > 0 && !isClustersOwn(resource, behavior)) return modes.includes("retain");
  return behavior.delete_by_default === false;
}

/** True for a resource that is deleted with the cluster whatever the options say, such as the API server's load balancer. */
function isClustersOwn({ creator_type: creator = "system" }: Values, { changeable }: Values): boolean {
  return typeof changeable === "boolean" ? !changeable : creator === "system";
}
