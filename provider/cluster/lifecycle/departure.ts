import { AckError } from "../../ack/errors";
import type { Values } from "../../table/check";
import { isObject, plain } from "../../table/shapes";
import { toWire } from "../../table/wire";
import type { Context } from "../context/context";
import { Problem } from "../context/problem";
import { look, type Place } from "../observe/describe";
import { properties } from "../properties/table";
import type { Step } from "./step";

/** Asks for the deletion, again while the cluster is busy with something else. */
export async function requestDeletion(
  { place, olds, deadline: until }: Step,
  context: Context,
): Promise<string | undefined> {
  const attempt = `deleting cluster ${place.id}`;
  const query = toWire(properties, "DeleteCluster", olds) as Record<string, string>;
  for (;;) {
    try {
      const answer = (await context
        .ack(place.region)
        .call("DeleteCluster", { path: { ClusterId: place.id }, query, attempt }, context.signal)) as Values;
      return typeof answer.task_id === "string" && answer.task_id !== "" ? answer.task_id : undefined;
    } catch (error) {
      if (!(error instanceof AckError)) throw error;
      // The wait that follows proves that it is gone.
      if (error.isClusterNotFound) return undefined;
      if (!error.isBusy || context.clock.now() + context.settings.busyIntervalMs > until) throw error;
      context.report({ state: "busy", stage: error.text, elapsedMs: 0 });
      await context.clock.sleep(context.settings.busyIntervalMs, context.signal);
      const fresh = await look(place, context, attempt);
      if (fresh === undefined || fresh.state === "deleting") return undefined;
    }
  }
}

export async function deletionFailed(place: Place, cause: unknown, context: Context): Promise<Problem> {
  const attempt = `reading the resources of cluster ${place.id}`;
  const answer = await context
    .ack(place.region)
    .call("DescribeClusterResources", { path: { ClusterId: place.id }, attempt }, context.signal)
    .catch(() => []);
  const left = (Array.isArray(answer) ? answer.filter(isObject) : [])
    .filter((resource) => resource.state === "DELETE_FAILED")
    .map((resource) => `  - ${plain(resource.resource_type)} ${plain(resource.instance_id)}`);
  const text = [
    `deleting cluster ${place.id}: ACK could not delete everything: ${(cause as Error).message}`,
    ...(left.length > 0 ? ["  These resources are still in use by something else:", ...left] : []),
    '  Release what uses them, then run "pulumi destroy" again.',
  ];
  return new Problem(text.join("\n"));
}

/** What will outlive the cluster, by the deletion inputs and each resource's own default. Best effort: it only informs. */
export async function resourcesToKeep({ place, olds }: Step, context: Context): Promise<string[]> {
  const attempt = `reading the resources of cluster ${place.id}`;
  const answer = await context
    .ack(place.region)
    .call(
      "DescribeClusterResources",
      { path: { ClusterId: place.id }, query: { with_addon_resources: "true" }, attempt },
      context.signal,
    )
    .catch(() => []);
  const resources = (Array.isArray(answer) ? answer : []).filter(isObject);
  return resources
    .filter((resource) => isKept(resource, olds))
    .map(({ resource_type, instance_id }) => `${plain(resource_type)} ${plain(instance_id)}`);
}

/** The resources that each option speaks of, by the names of types that occur. */
const spokenOf: Readonly<Record<string, RegExp>> = {
  SLB: /SLB|LoadBalancer/i,
  ALB: /ALB/i,
  SLS_Data: /SLS/i,
  SLS_ControlPlane: /SLS/i,
  PrivateZone: /PVTZ|PrivateZone/i,
};

function isKept(resource: Values, olds: Values): boolean {
  if (Array.isArray(olds.retainResources) && olds.retainResources.includes(resource.instance_id)) return true;
  // What the user brought stays anyhow, and was never the cluster's.
  if (resource.creator_type === "user") return false;
  if (olds.retainAllResources === true) return true;
  const behavior = isObject(resource.delete_behavior) ? resource.delete_behavior : {};
  const fates = Object.entries(isObject(olds.deleteOptions) ? olds.deleteOptions : {})
    .filter(([option]) => spokenOf[option]?.test(plain(resource.resource_type)))
    .map(([, fate]) => fate);
  if (fates.length > 0 && !isClustersOwn(resource, behavior)) return fates.includes("retain");
  return behavior.delete_by_default === false;
}

/** What goes with the cluster whatever the options say, such as the API server's load balancer. */
function isClustersOwn({ creator_type: creator = "system" }: Values, { changeable }: Values): boolean {
  return typeof changeable === "boolean" ? !changeable : creator === "system";
}
