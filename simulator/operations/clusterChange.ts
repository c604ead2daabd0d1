import type { Cluster } from "../world/cluster";
import { TASK_MS } from "../world/task";
import { type Answer, type Call, checkState, startWork } from "./call";

/** Starts the task of an operation that changes one thing of a running cluster. */
export function changeCluster(call: Call, cluster: Cluster, operation: string, apply: () => void): Answer {
  checkState(cluster, operation);
  return startWork(call, {
    type: "cluster_modify",
    cluster,
    lengthMs: TASK_MS.modify,
    during: "updating",
    succeed: apply,
  });
}
