import { inRegion } from "../provider/cluster/context/client";
import type { Context } from "../provider/cluster/context/context";
import type { Place } from "../provider/cluster/context/place";
import { listClusters } from "../provider/cluster/observe/clusters";
import { clusterId } from "../provider/cluster/properties/shapes";
import { isExpected, UsageFault } from "./exit";

/** True for what looks like a cluster's id: a name or a task's id does not. */
export function isClusterId(id: string): boolean {
  return clusterId.zod.safeParse(id).success;
}

/**
 * Does something with what the command line names, which fails for a cluster's name: ids are what ACK takes.
 *
 * @throws UsageFault that tells the id where a cluster has that name
 */
export async function pointingFromName<T>(place: Place, context: Context, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isClusterId(place.id) || !isExpected(error)) throw error;
    const ids = await idsOf(place, context);
    if (ids.length === 0) throw error;
    throw new UsageFault(`"${place.id}" is the name of a cluster: use its id, ${ids.join(" or ")}`);
  }
}

async function idsOf({ id: name, region }: Place, context: Context): Promise<string[]> {
  try {
    const client = inRegion(region, `looking for a cluster named ${JSON.stringify(name)}`, context);
    const clusters = await listClusters({ name }, client);
    return clusters.filter((cluster) => cluster.name === name).map(({ cluster_id }) => String(cluster_id));
  } catch {
    // What failed before is said instead.
    return [];
  }
}
