import type { Backend } from "../http/server";
import type { Progression } from "../steering/options";
import { listed } from "../world/detail";
import { STAGES, type Task, taskInfo } from "../world/task";
import type { World } from "../world/world";

const MOST_REQUESTS = 100;
const MOST_TASKS = 30;

/**
 * The content of the status page: the current state of everything, newest first.
 *
 * It contains no headers, bodies or queries of requests, and no keys or kubeconfigs.
 */
export function statusSnapshot({ world, requests, faults }: Backend) {
  world.clock.settle();
  return {
    now: world.clock.now(),
    progression: inWords(world.settings.progression),
    clusters: [...world.clusters.values()]
      .filter((cluster) => !cluster.gone)
      .map((cluster) => ({
        id: cluster.id,
        name: cluster.name,
        region: cluster.region,
        state: cluster.state,
        version: listed(cluster, world.settings).current_version,
        spec: cluster.spec,
        createdMs: cluster.createdMs,
      }))
      .reverse(),
    tasks: [...world.tasks.values()]
      .slice(-MOST_TASKS)
      .reverse()
      .map((task) => taskRow(task, world)),
    requests: requests
      .slice(-MOST_REQUESTS)
      .reverse()
      .map(({ operation, method, path, region, status, at, durationMs }) => ({
        operation,
        method,
        path,
        region,
        status,
        at,
        durationMs,
      })),
    requestCount: requests.length,
    faults: [...faults.armed(), ...world.failures.armed()],
  };
}

function taskRow(task: Task, world: World) {
  const begun = taskInfo(task, world.clock.now(), world.settings).stages as readonly { readonly state: string }[];
  return {
    id: task.id,
    type: task.type,
    cluster: world.clusters.get(task.clusterId)?.name ?? task.clusterId,
    state: task.state,
    startedMs: task.startedMs,
    endedMs: task.endedMs,
    error: task.error === undefined ? undefined : `${task.error.code}: ${task.error.message}`,
    stages: STAGES[task.type].map((name, index) => ({ name, state: begun[index]?.state ?? "waiting" })),
  };
}

function inWords(progression: Progression): string {
  if (progression === "immediate") return "tasks end at once";
  if (progression === "manual") return "time moves by hand";
  return `a creation takes ${progression.seconds} s`;
}
