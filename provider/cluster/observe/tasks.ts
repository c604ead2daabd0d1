import { AckError, saysBusy } from "../../ack/errors";
import type { Values } from "../../table/check";
import { isObject, isText, objectsIn, plain, textOf } from "../../table/values";
import type { Client } from "../context/client";
import type { Context } from "../context/context";
import { Problem } from "../context/problem";
import { hasFailed, hasSucceeded, isActive } from "../properties/states";

/** A task that failed, with its own reason. */
export class TaskFailed extends Problem {
  override readonly name = "TaskFailed";
  constructor(
    subject: string,
    readonly reason: string,
    /** Another change was in progress: the same change may succeed later. */
    readonly isBusy: boolean,
  ) {
    super(`${subject}: ${reason}`);
  }

  /** With a reason in ACK's own words, of which secrets are hidden. */
  static of(subject: string, reason: string, { hide = (text: string) => text }: Pick<Context, "hide">): TaskFailed {
    return new TaskFailed(subject, hide(reason), saysBusy(reason));
  }
}

export interface TaskProgress {
  /** ACK's whole answer, where there is one. */
  readonly task?: Values;
  /** In a state that is known to end. */
  readonly isActive?: boolean;
  /** A passing fault hid the task this time: nothing is known of how far it is. */
  readonly isUnread?: boolean;
  readonly stage: string | undefined;
  readonly isOver: boolean;
  /** Why it failed. */
  readonly failure?: string;
  /** Why a part of it failed, although the task itself succeeded. */
  readonly partialFailure?: string;
}

/** `undefined` for a task that cannot be read: the cluster's own state decides. Source: DescribeTaskInfo. */
export async function taskProgress(taskId: string, client: Client): Promise<TaskProgress | undefined> {
  try {
    const task = await client.call("DescribeTaskInfo", { path: { taskId } });
    const stage = textOf(task.current_stage);
    const name = `task ${taskId} (${plain(task.task_type ?? "unknown type")})`;
    if (hasFailed(task.state)) return { task, stage, isOver: true, failure: `${name} failed${failureOf(task)}` };
    const isOver = hasSucceeded(task.state);
    if (isOver && failedParts(task).length > 0)
      return { task, stage, isOver, partialFailure: `${name} succeeded, but a part of it failed${failureOf(task)}` };
    return { task, stage, isOver, isActive: isActive(task.state) };
  } catch (error) {
    if (!(error instanceof AckError)) throw error;
    // A passing fault may hide the reason of a failure: the next poll reads the task again.
    return error.failing === "refused" ? undefined : { stage: undefined, isOver: false, isUnread: true };
  }
}

/** A task can succeed while parts of it, such as single add-ons, fail. */
export function failedParts(task: Values): Values[] {
  return objectsIn(task.task_result).filter(({ status }) => hasFailed(status));
}

/** Why a task, or a part of it, failed: stage and reasons. */
export function failureOf(task: Values): string {
  const error = isObject(task.error) ? task.error : {};
  const reasons = [
    [error.code, error.message].filter(isText).join(": "),
    ...failedParts(task).map(({ data }) => plain(data ?? "")),
    ...objectsIn(task.events)
      .filter(({ level }) => level === "Error" || level === "Warning")
      .map(({ message }) => plain(message ?? "")),
  ].filter(Boolean);
  // An event often repeats the error's own message.
  const shown = [...new Set(reasons)].filter(
    (text, _, all) => !all.some((other) => other !== text && other.includes(text)),
  );
  const stage = textOf(task.current_stage);
  const where = stage === undefined ? "" : ` in stage ${stage}`;
  return `${where}: ${shown.join("; ") || "ACK gives no reason"}`;
}

/**
 * The task that creates a cluster whose CreateCluster had no answer: it reports the stage, and the reason of a failure.
 * `undefined` where ACK does not report it: the cluster's own state decides then.
 */
export async function creatingTask(client: Client): Promise<string | undefined> {
  return (await tasksOfType("cluster_create", client))?.[0]?.id;
}

/** A task as the list of a cluster's tasks shows it. */
export interface ListedTask {
  readonly id: string;
  readonly isOver: boolean;
}

/** The tasks of one type, newest first; `undefined` where ACK does not report them. */
export async function tasksOfType(type: string, client: Client): Promise<readonly ListedTask[] | undefined> {
  try {
    return await listTasks(type, client);
  } catch (error) {
    if (error instanceof AckError) return undefined;
    throw error;
  }
}

/** The tasks of one type, newest first. Source: DescribeClusterTasks. @throws AckError */
export async function listTasks(type: string, client: Client): Promise<readonly ListedTask[]> {
  const { tasks } = await client.call("DescribeClusterTasks");
  return objectsIn(tasks).flatMap(({ task_id, task_type, state }) => {
    const id = textOf(task_id);
    const isOver = hasSucceeded(state) || hasFailed(state);
    return id === undefined || task_type !== type ? [] : [{ id, isOver }];
  });
}
