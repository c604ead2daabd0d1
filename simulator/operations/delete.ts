import { z } from "zod";
import type { Cluster } from "../world/cluster";
import { Refusal, UNPUBLISHED } from "../world/refusal";
import { isReleased, type Resource } from "../world/resource";
import { TASK_MS, type TaskError } from "../world/task";
import type { World } from "../world/world";
import { type Answer, type Call, clusterIn, startWork } from "./call";
import { QUERY_FLAG, readJson, readQuery, texts } from "./input";

const QUERY = z.strictObject({
  ...texts("retain_resources", "delete_options"),
  retain_all_resources: QUERY_FLAG.optional(),
  keep_slb: QUERY_FLAG.optional(),
});

const OPTIONS = z.array(
  z.strictObject({
    resource_type: z.enum(["SLB", "ALB", "SLS_Data", "SLS_ControlPlane", "PrivateZone"]),
    delete_mode: z.enum(["delete", "retain"]),
  }),
);

const DELETABLE = ["running", "failed", "delete_failed", "inactive", "unavailable"] as const;

/** DeleteCluster (vendor page): refuses protected clusters, and those whose state is changing. */
export function deleteCluster(call: Call): Answer {
  const { world } = call;
  const kept = keeps(readQuery(call.query, QUERY));
  const cluster = clusterIn(call, "DeleteCluster", DELETABLE);
  if (cluster.deletionProtection) {
    const message = `cluster {${cluster.id}} is protected from deletion`;
    throw new Refusal(400, UNPUBLISHED.deletionProtection, message);
  }
  const dependency = foreignDependency(cluster, world, kept);
  if (dependency !== undefined && world.settings.dependencyStops === "request") {
    throw new Refusal(400, dependency.code, dependency.message);
  }
  return startWork(call, {
    type: "cluster_delete",
    cluster,
    lengthMs: TASK_MS.delete,
    during: "deleting",
    failedState: "delete_failed",
    obstacle: () => foreignDependency(cluster, world, kept),
    succeed: () => world.remove(cluster, kept),
  });
}

/** Which resources are retained: all, the given ids, or the types that an option or a default retains. */
function keeps(query: z.output<typeof QUERY>): (resource: Resource) => boolean {
  if (query.retain_all_resources === true) return () => true;
  const ids = readJson("retain_resources", query.retain_resources ?? "[]", z.array(z.string()));
  const options = readJson("delete_options", query.delete_options ?? "[]", OPTIONS);
  const modes = new Map(options.map((option) => [option.resource_type as string, option.delete_mode]));
  if (query.keep_slb === true) modes.set("SLB", "retain");
  return (resource) => ids.includes(resource.id) || !isReleased(resource, modes);
}

function foreignDependency(
  cluster: Cluster,
  world: World,
  kept: (resource: Resource) => boolean,
): TaskError | undefined {
  const held = world.resourcesOf(cluster).find((one) => one.id === cluster.dependency);
  if (held === undefined || kept(held)) return undefined;
  return { code: "DependencyViolation.Resource", message: `something outside the cluster depends on ${held.id}` };
}
