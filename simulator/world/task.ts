import type { TaskFailure } from "../steering/faults";
import type { Settings } from "../steering/settings";
import type { Due } from "./clock";
import { chinaTime, stageTime } from "./clock";

const MINUTE_MS = 60_000;

/** Nominal lengths; the vendor publishes none, so they are in the middle of the range that clients report. */
export const TASK_MS = {
  delete: 3 * MINUTE_MS,
  modify: 30_000,
  retag: 10_000,
  addon: 60_000,
  upgrade: 12 * MINUTE_MS,
  migrate: 20 * MINUTE_MS,
  check: 60_000,
} as const;

/** The stages of each `task_type`; the vendor publishes no list, so their names carry no meaning. */
export const STAGES = {
  cluster_create: ["prepare_vpc", "init_master", "install_addons", "check_cluster"],
  cluster_delete: ["release_addons", "release_master", "release_network"],
  cluster_modify: ["check_cluster", "modify_master", "restart_master"],
  cluster_upgrade: ["precheck", "upgrade_master", "upgrade_addons", "check_cluster"],
  cluster_migrate: ["precheck", "migrate_master", "check_cluster"],
  cluster_addon_install: ["precheck", "install", "check_addon"],
  cluster_addon_uninstall: ["precheck", "uninstall", "release"],
  cluster_addon_upgrade: ["precheck", "upgrade", "check_addon"],
  cluster_addon_modify: ["precheck", "modify", "check_addon"],
};

/** A value of `task_type`. */
export type TaskType = keyof typeof STAGES;

/** Why a task failed. */
export type TaskError = Pick<TaskFailure, "code" | "message">;

/** Work in progress in a cluster. */
export interface Task {
  readonly id: string;
  readonly type: TaskType;
  readonly clusterId: string;
  readonly accountId: string;
  readonly region: string;
  readonly startedMs: number;
  /** When lists begin to show it. */
  listedFromMs: number;
  /** When each stage ends if nothing fails, in milliseconds from the start. */
  readonly stageEndsMs: readonly number[];
  state: "running" | "success" | "failed" | "canceled";
  endedMs: number | undefined;
  error: TaskError | undefined;
  /** The number of completed stages when it failed. */
  failedStage: number | undefined;
  /** The outcome of each part, for add-ons. */
  results: { data: string; status: "success" | "failed" | "initial" }[];
  /** The failure that a test planned. */
  readonly planned: TaskFailure | undefined;
  due: Due | undefined;
  /** Ends the task without carrying it out. */
  readonly abandon: () => void;
}

/** The answer of DescribeTaskInfo: a pure function of the task and the time. */
export function taskInfo(task: Task, nowMs: number, settings: Settings): Record<string, unknown> {
  const names = STAGES[task.type];
  const endMs = task.endedMs ?? nowMs;
  const endOf = (stage: number) => task.startedMs + (task.stageEndsMs[stage] ?? 0);
  const startOf = (stage: number) => (stage === 0 ? task.startedMs : endOf(stage - 1));
  const passed = task.state === "success" ? names.length : stagesPassed(task, endMs);
  const last = Math.min(passed, names.length - 1);
  const stateWord = task.state === "failed" ? settings.taskFailWord : task.state;
  return {
    task_id: task.id,
    cluster_id: task.clusterId,
    task_type: task.type,
    state: stateWord,
    created: chinaTime(task.startedMs),
    updated: chinaTime(task.endedMs ?? startOf(passed)),
    current_stage: names[last],
    target: { id: task.clusterId, type: "cluster" },
    parameters: {},
    outputs: {},
    stages: names.slice(0, last + 1).map((name, index) => {
      const ended = index < passed;
      return {
        state: ended ? "success" : stateWord,
        start_time: stageTime(startOf(index)),
        end_time: ended || task.endedMs !== undefined ? stageTime(Math.min(endOf(index), endMs)) : "",
        message: !ended && task.error !== undefined ? task.error.message : name,
        outputs: {},
      };
    }),
    events: events(task, names.slice(0, last + 1), startOf),
    task_result: task.results,
    ...(task.error === undefined ? {} : { error: task.error }),
  };
}

function stagesPassed(task: Task, endMs: number): number {
  if (task.failedStage !== undefined) return task.failedStage;
  return task.stageEndsMs.filter((ms) => ms > 0 && ms <= endMs - task.startedMs).length;
}

function events(task: Task, begun: readonly string[], startOf: (stage: number) => number): Record<string, string>[] {
  const started = begun.map((name, index) => ({
    action: "start",
    level: "Normal",
    message: `${task.type}: ${name}`,
    reason: "StageStarted",
    source: "ACK",
    timestamp: String(Math.round(startOf(index))),
  }));
  if (task.error === undefined) return started;
  const failed = {
    action: "fail",
    level: "Warning",
    message: task.error.message,
    reason: task.error.code,
    source: "ACK",
    timestamp: String(Math.round(task.endedMs ?? task.startedMs)),
  };
  return [...started, failed];
}
