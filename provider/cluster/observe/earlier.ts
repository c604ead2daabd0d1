import type { Operation } from "../../ack/operations";
import type { Values } from "../../table/check";
import { objectsIn, plain, textOf } from "../../table/values";
import { at, inRegion } from "../context/client";
import type { Context, Course } from "../context/context";
import type { Place } from "../context/place";
import { listClusters } from "./clusters";
import { courseOf } from "./durations";
import { tasksOfType } from "./tasks";

/**
 * How long the newest earlier task of the same type took: a task of the same cluster or, for a creation, of the cluster
 * that was created before. Only a hint: it never fails.
 *
 * @returns `undefined` where there is none, or ACK does not report it
 * @throws the signal's reason when it aborts
 */
export async function earlierCourse(
  operation: Operation,
  { task_id, task_type }: Values,
  place: Place,
  context: Context,
): Promise<Course | undefined> {
  // No task of a deleted cluster can be listed.
  if (operation === "DeleteCluster") return undefined;
  try {
    const cluster = operation === "CreateCluster" ? await newestOther(place, context) : place;
    if (cluster === undefined) return undefined;
    const client = at(cluster, `reading the tasks of cluster ${cluster.id}`, context);
    const tasks = await tasksOfType(plain(task_type), client);
    const [taskId] = (tasks ?? []).filter((id) => id !== task_id);
    return taskId === undefined ? undefined : courseOf(await client.call("DescribeTaskInfo", { path: { taskId } }));
  } catch (error) {
    if (context.signal?.aborted) throw error;
    return undefined;
  }
}

/** The cluster that was created last before this one. */
async function newestOther({ region, id }: Place, context: Context): Promise<Place | undefined> {
  const client = inRegion(region, `reading the clusters of ${region}`, context);
  const others = objectsIn(await listClusters({ profile: "Serverless" }, client))
    .filter(({ cluster_id, state }) => cluster_id !== id && state === "running")
    .sort((one, other) => plain(other.created).localeCompare(plain(one.created)));
  const newest = textOf(others[0]?.cluster_id);
  return newest === undefined ? undefined : { region, id: newest };
}
