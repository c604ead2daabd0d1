import type { Cluster, ClusterState } from "./cluster";
import { taskId } from "./resource";
import { STAGES, type Task, type TaskError, type TaskType } from "./task";
import type { World } from "./world";

/** Work to be started in a cluster. */
export interface Work {
  readonly type: TaskType;
  readonly cluster: Cluster;
  /** Nominal length in milliseconds. */
  readonly lengthMs: number;
  /** The cluster's state during the work. Default: unchanged. */
  readonly during?: ClusterState;
  /** The cluster's state after success. Default: the state before the work. */
  readonly state?: ClusterState;
  /** The cluster's state after failure or cancellation. Default: the state before the work. */
  readonly failedState?: ClusterState;
  /** Work on add-ons runs in parallel with other work, and does not change the cluster's state. */
  readonly onAddons?: boolean;
  /** Makes its changes on success. */
  readonly succeed: (task: Task) => void;
  /** Undoes its changes on failure or cancellation. */
  readonly fail?: () => void;
  /** A failure caused by the cluster's situation, determined when the work ends. */
  readonly obstacle?: () => TaskError | undefined;
}

/** Starts work. The cluster is busy until the work ends. */
export function start(world: World, work: Work): Task {
  const { cluster, type } = work;
  const before = cluster.state;
  const task: Task = {
    id: taskId(),
    type,
    clusterId: cluster.id,
    accountId: cluster.accountId,
    region: cluster.region,
    startedMs: world.clock.now(),
    listedFromMs: world.clock.now(),
    stageEndsMs: stageEnds(world, work),
    state: "running",
    endedMs: undefined,
    error: undefined,
    failedStage: undefined,
    results: [],
    planned: world.failures.take(type),
    due: undefined,
    abandon: () => end(world, task, work, { state: "canceled", cluster: work.failedState ?? before }),
  };
  world.tasks.set(task.id, task);
  if (work.onAddons === true) {
    cluster.addonTask = task;
  } else {
    cluster.task = task;
    cluster.state = work.during ?? before;
  }
  world.changed(cluster);
  schedule(world, task, work, before);
  return task;
}

function stageEnds({ clock, settings }: World, { type, lengthMs }: Work): number[] {
  const lengths = settings.stageLengths(type, lengthMs, STAGES[type].length);
  return lengths.map((_, stage) => clock.length(lengths.slice(0, stage + 1).reduce((sum, ms) => sum + ms, 0)));
}

function schedule(world: World, task: Task, work: Work, before: ClusterState): void {
  const stages = STAGES[task.type];
  const failure = task.planned?.addon === undefined ? task.planned : undefined;
  const last = stages.length - 1;
  const stage = failure === undefined ? last : stages.indexOf(failure.stage ?? stages[Math.min(1, last)] ?? "");
  task.due = world.clock.after(task.stageEndsMs[stage] ?? 0, () => {
    const error = failure ?? work.obstacle?.();
    if (error !== undefined) {
      task.failedStage = stage;
      task.error = { code: error.code, message: error.message };
      end(world, task, work, { state: "failed", cluster: work.failedState ?? before });
      return;
    }
    if (!work.cluster.gone) work.succeed(task);
    end(world, task, work, { state: "success", cluster: work.state ?? before });
  });
}

function end(world: World, task: Task, work: Work, left: { state: Task["state"]; cluster: ClusterState }): void {
  const { cluster } = work;
  task.due?.cancel();
  task.state = left.state;
  task.endedMs = world.clock.now();
  if (cluster.gone) return;
  if (left.state !== "success") work.fail?.();
  if (cluster.addonTask === task) cluster.addonTask = undefined;
  if (cluster.task === task) {
    cluster.task = undefined;
    cluster.state = left.cluster;
  }
  world.changed(cluster);
}
