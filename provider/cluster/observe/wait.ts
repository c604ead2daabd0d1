import { AckError, saysBusy } from "../../ack/errors";
import { waitFor } from "../../ack/wait";
import type { Values } from "../../table/check";
import { isObject, plain } from "../../table/shapes";
import type { Context } from "../context/context";
import { Problem } from "../context/problem";
import { hasFailed, hasSucceeded, isActive, onTheWay } from "../properties/states";
import { detail, look, type Place } from "./describe";

/** How long a cluster that was just accepted may stay invisible: lists and details lag by seconds. */
const INVISIBLE_MS = 120_000;

export interface Settling {
  /** What is awaited: `cluster c-123 to be running`. */
  readonly what: string;
  /** A cluster that is gone ends every wait. */
  readonly until: readonly string[];
  readonly through: readonly string[];
  /** The task that is at work, where one is known. */
  readonly taskId?: string | undefined;
  /** The task has to be over too: a cluster can look as before for a moment after a change was accepted. */
  readonly isTaskAwaited?: boolean;
  /** A part of the task that fails is its failure, although the task itself succeeds. */
  readonly isEveryPartNeeded?: boolean;
  /** The cluster was just created, and may not be visible yet. */
  readonly isNew?: boolean;
  readonly deadline: number;
  /** Hears each answer about the cluster, so that the caller knows the last one whatever happens. */
  readonly seen?: (detail: Values) => void;
  /** Hears that the task has succeeded. */
  readonly succeeded?: () => void;
}

/** After a failed task, the cluster's own state follows within seconds. */
const STATE_FOLLOWS_TASK_MS = 60_000;

/** A task that failed, with its own reason. */
export class TaskFailed extends Problem {
  override readonly name = "TaskFailed";
  constructor(
    message: string,
    /** It met something else at work: the same change may succeed later. */
    readonly isBusy: boolean,
  ) {
    super(message);
  }
}

/**
 * Waits until a cluster is in one of the awaited states, watching the task at work for its stage and its reason.
 *
 * @returns the last DescribeClusterDetail; `undefined` where the cluster is proven gone.
 * @throws TaskFailed, WaitFailed, AckError; Problem for a cluster that went away while it was awaited.
 */
export async function settle(place: Place, wait: Settling, context: Context): Promise<Values | undefined> {
  const { clock, signal, settings } = context;
  const start = clock.now();
  let task = wait.taskId;
  let visible = wait.isNew !== true;
  let isFirst = true;
  const poll = async () => {
    const glimpse = isFirst ? undefined : await context.watch?.glance(place, context);
    isFirst = false;
    if (glimpse !== undefined && wait.through.includes(glimpse)) {
      context.report({ state: glimpse, stage: undefined, elapsedMs: clock.now() - start });
      return { state: glimpse, value: undefined };
    }
    const seen = await lookOrLag(place, context, () => !visible && clock.now() - start < INVISIBLE_MS);
    if (seen === "invisible") return { state: "not visible yet", value: undefined };
    if (seen === undefined) return { state: "gone", value: undefined };
    visible = true;
    wait.seen?.(seen);
    const state = plain(seen.state);
    const progress = task === undefined ? undefined : await taskProgress(place.region, task, wait, context);
    if (progress === undefined || progress.isOver) task = undefined;
    context.report({ state, stage: progress?.stage, elapsedMs: clock.now() - start });
    if (progress?.failure !== undefined) {
      const hidden = context.hide?.(progress.failure) ?? progress.failure;
      throw new TaskFailed(`waited for ${wait.what}: ${hidden}`, saysBusy(progress.failure));
    }
    if (progress?.isOver === true) wait.succeeded?.();
    const isAtWork = wait.isTaskAwaited === true && progress?.isActive === true;
    return { state: isAtWork && wait.until.includes(state) ? TASK_AT_WORK : state, value: seen };
  };
  const leave = context.watch?.enter(place);
  try {
    return await waitFor<string, Values | undefined>(
      poll,
      {
        ...wait,
        until: [...wait.until, "gone"],
        through: [...wait.through, "not visible yet", TASK_AT_WORK],
        pollIntervalMs: settings.pollIntervalMs,
      },
      clock,
      signal,
    );
  } finally {
    leave?.();
  }
}

/**
 * Waits until a new cluster runs.
 *
 * @throws TaskFailed once the failed cluster also shows as such; what settle() throws.
 */
export async function awaitCreation(
  {
    place,
    deadline,
    seen,
  }: { readonly place: Place; readonly deadline: number; readonly seen: (detail: Values) => void },
  taskId: string | undefined,
  context: Context,
): Promise<void> {
  const wait = { what: `cluster ${place.id} to be running`, until: ["running"], through: onTheWay, isNew: true, seen };
  try {
    if ((await settle(place, { ...wait, taskId, deadline }, context)) !== undefined) return;
  } catch (error) {
    if (!(error instanceof TaskFailed)) throw error;
    const until = ["failed", "running"];
    await settle(place, { ...wait, until, deadline: context.clock.now() + STATE_FOLLOWS_TASK_MS }, context).catch(
      () => undefined,
    );
    throw error;
  }
  throw new Problem(`cluster ${place.id} went away while it was being created`);
}

async function lookOrLag(
  place: Place,
  context: Context,
  mayLag: () => boolean,
): Promise<Values | "invisible" | undefined> {
  try {
    if (!mayLag()) return await look(place, context);
    return await detail(place, context);
  } catch (error) {
    if (error instanceof AckError && error.isClusterNotFound && mayLag()) return "invisible";
    throw error;
  }
}

const TASK_AT_WORK = "task at work";

interface TaskProgress {
  /** In a state that is known to end. */
  readonly isActive?: boolean;
  readonly stage: string | undefined;
  readonly isOver: boolean;
  /** Why it failed. */
  readonly failure?: string;
}

/** `undefined` for a task that cannot be read: the cluster's own state decides. */
async function taskProgress(
  region: string,
  taskId: string,
  { isEveryPartNeeded = false }: Settling,
  context: Context,
): Promise<TaskProgress | undefined> {
  const attempt = `reading task ${taskId}`;
  try {
    const task = (await context
      .ack(region)
      .call("DescribeTaskInfo", { path: { taskId }, attempt }, context.signal)) as Values;
    const stage = typeof task.current_stage === "string" && task.current_stage !== "" ? task.current_stage : undefined;
    if (hasFailed(task.state))
      return { stage, isOver: true, failure: `${taskName(taskId, task)} failed${failureOf(task)}` };
    const isOver = hasSucceeded(task.state);
    if (isOver && failedParts(task).length > 0) {
      const failure = `${taskName(taskId, task)} succeeded, but not in every part${failureOf(task)}`;
      if (isEveryPartNeeded) return { stage, isOver, failure };
      context.warn(context.hide?.(failure) ?? failure);
    }
    return { stage, isOver, isActive: isActive(task.state) };
  } catch (error) {
    if (!(error instanceof AckError)) throw error;
    // What passes by may hide the reason of a failure: the task is asked again at the next look.
    return error.failing === "refused" ? undefined : { stage: undefined, isOver: false };
  }
}

function taskName(taskId: string, task: Values): string {
  return `task ${taskId} (${plain(task.task_type ?? "unknown type")})`;
}

/** A task can succeed while parts of it, such as single add-ons, fail. */
export function failedParts(task: Values): Values[] {
  return (Array.isArray(task.task_result) ? task.task_result.filter(isObject) : []).filter(({ status }) =>
    hasFailed(status),
  );
}

/** Why a task, or a part of it, failed: stage and reasons. */
export function failureOf(task: Values): string {
  const error = isObject(task.error) ? task.error : {};
  const events = Array.isArray(task.events) ? task.events.filter(isObject) : [];
  const reasons = [
    [error.code, error.message].filter(Boolean).join(": "),
    ...failedParts(task).map(({ data }) => plain(data ?? "")),
    ...events
      .filter(({ level }) => level === "Error" || level === "Warning")
      .map(({ message }) => plain(message ?? "")),
  ].filter(Boolean);
  // An event often repeats the error's own message.
  const told = [...new Set(reasons)].filter(
    (text, _, all) => !all.some((other) => other !== text && other.includes(text)),
  );
  const where =
    typeof task.current_stage === "string" && task.current_stage !== "" ? ` in stage ${task.current_stage}` : "";
  return `${where}: ${told.join("; ") || "ACK gives no reason"}`;
}
