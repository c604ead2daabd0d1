import type { Account } from "../steering/options";
import type { Cluster, ClusterState } from "../world/cluster";
import { invalid, Refusal, UNPUBLISHED } from "../world/refusal";
import { TASK_MS } from "../world/task";
import { start, type Work } from "../world/work";
import type { World } from "../world/world";

/** A request whose sender is known. */
export interface Call {
  readonly world: World;
  readonly account: Account;
  /** The region of the endpoint at which the request arrived, if the endpoint has one. */
  readonly region: string | undefined;
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly requestId: string;
}

/** The answer of an operation. Without `body`, the answer has an empty body. */
export interface Answer {
  readonly status?: number;
  readonly body?: unknown;
}

/** One operation of the API. */
export type Operation = (call: Call) => Answer | Promise<Answer>;

/** The cluster that the path names. */
export function clusterOf(call: Call): Cluster {
  return call.world.cluster(call.path.clusterId ?? "", call);
}

/** The cluster that the path names, if the operation may change it: by default, if it is running and not busy. */
export function clusterIn(call: Call, operation: string, states: readonly ClusterState[] = ["running"]): Cluster {
  const cluster = clusterOf(call);
  checkState(cluster, operation, states);
  return cluster;
}

/** @throws Refusal unless the cluster is in one of these states, and not busy. */
export function checkState(cluster: Cluster, operation: string, states: readonly ClusterState[] = ["running"]): void {
  if (states.includes(cluster.state) && cluster.task === undefined) return;
  const message = `cluster {${cluster.id}} is ${cluster.state}, and ${operation} needs ${states.join(" or ")}`;
  throw new Refusal(400, UNPUBLISHED.wrongState, message);
}

/** Starts work in a cluster, and returns the answer of the asynchronous operation. */
export function startWork(call: Call, work: Work): Answer {
  const task = start(call.world, work);
  return accepted(call, { cluster_id: work.cluster.id, task_id: task.id });
}

/** Starts the task of an operation that changes one thing in a running cluster. */
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

/** The answer of an asynchronous operation. */
export function accepted(call: Call, body: Readonly<Record<string, string>>): Answer {
  return { status: call.world.settings.acceptedStatus, body: { ...body, request_id: call.requestId } };
}

/** One page of what an operation lists, with the `page_info` of its answer. */
export function paged<T>(found: readonly T[], query: PageQuery, defaultSize: number) {
  const { page_number = 1, page_size = defaultSize } = query;
  return {
    items: found.slice((page_number - 1) * page_size, page_number * page_size),
    page_info: { page_number, page_size, total_count: found.length },
  };
}

interface PageQuery {
  readonly page_number?: number | undefined;
  readonly page_size?: number | undefined;
}

/** The items that follow an earlier answer's token, and the token for the next ones. */
export function fromToken<T>(found: readonly T[], token: string | undefined, size: number) {
  const from = token === undefined ? 0 : Number(token);
  if (!Number.isSafeInteger(from) || from < 0) throw invalid("next_token", "it must come from an earlier answer");
  const next = from + size;
  return { items: found.slice(from, next), next_token: next < found.length ? String(next) : "" };
}
