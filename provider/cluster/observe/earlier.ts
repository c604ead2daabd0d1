import type { Operation } from "../../ack/operations";
import type { Values } from "../../table/check";
import { objectsIn, plain, textOf } from "../../table/values";
import { at, inRegion } from "../context/client";
import { type Context, type Course, triedOnce } from "../context/context";
import type { Place } from "../context/place";
import { courseOf } from "./durations";
import { tasksOfType } from "./tasks";

/** True for an operation whose RAM policy allows the hint: DescribeClusterTasks and, for a creation, the list of clusters. */
export function mayAskFor(operation: Operation): boolean {
  return operation === "CreateCluster" || operation.endsWith("ClusterAddons");
}

/**
 * How long the newest earlier task of the same type took: a task of the same cluster or, for a creation, of the cluster
 * that was created before. Only a hint: each call is tried once, and it never fails.
 *
 * @returns `undefined` where there is none, or ACK does not report it
 */
export async function earlierCourse(
  operation: Operation,
  { task_id, task_type }: Values,
  place: Place,
  context: Context,
): Promise<Course | undefined> {
  const once = triedOnce(context);
  try {
    const cluster = operation === "CreateCluster" ? await newestOther(place, once) : place;
    if (cluster === undefined) return undefined;
    const client = at(cluster, `reading the tasks of cluster ${cluster.id}`, once);
    const tasks = await tasksOfType(plain(task_type), client);
    const earlier = tasks?.find(({ id }) => id !== task_id);
    if (earlier === undefined) return undefined;
    return courseOf(await client.call("DescribeTaskInfo", { path: { taskId: earlier.id } }));
  } catch {
    return undefined;
  }
}

/** The cluster that was created last before this one, on the list's first page. Source: DescribeClustersForRegion. */
async function newestOther({ region, id }: Place, context: Context): Promise<Place | undefined> {
  const client = inRegion(region, `reading the clusters of ${region}`, context);
  const parts = { path: { regionId: region }, query: { profile: "Serverless", page_size: "50" } };
  const { clusters } = await client.call("DescribeClustersForRegion", parts);
  const others = objectsIn(clusters)
    .filter(({ cluster_id, state }) => cluster_id !== id && state === "running")
    .sort((one, other) => plain(other.created).localeCompare(plain(one.created)));
  const newest = textOf(others[0]?.cluster_id);
  return newest === undefined ? undefined : { region, id: newest };
}
