import { AckError } from "../provider/ack/errors";
import type { Operation } from "../provider/ack/operations";
import { at, inRegion } from "../provider/cluster/context/client";
import type { Context } from "../provider/cluster/context/context";
import type { Place } from "../provider/cluster/context/place";
import { describe, describeUnrecorded, reading } from "../provider/cluster/observe/describe";
import { failedParts, failureOf } from "../provider/cluster/observe/tasks";
import { hasFailed, hasSucceeded, isActive, isOnTheWay } from "../provider/cluster/properties/states";
import type { Values } from "../provider/table/check";
import { isObject, numberOf, objectsIn } from "../provider/table/values";
import { plain } from "./text";

export interface Stage {
  readonly name: string;
  readonly state: "done" | "running" | "failed" | "waiting";
  /** How long it took; `undefined` before its end. */
  readonly tookMs: number | undefined;
}

export interface TaskView {
  readonly id: string;
  readonly type: string;
  /** In ACK's own word. */
  readonly state: string;
  /** As far as ACK tells them: it may leave out those that have not begun. */
  readonly stages: readonly Stage[];
  readonly isOver: boolean;
  /** How it failed, or a part of it, and why: `failed in stage …`. */
  readonly failure: string | undefined;
}

export interface EventView {
  readonly time: string;
  readonly level: string;
  readonly reason: string;
  readonly message: string;
}

/** What one look at a cluster or a task shows. */
export interface Snapshot {
  /** What is watched, in words. */
  readonly title: string;
  /** The cluster's state; `gone` once it is not found any more. `undefined` for a task. */
  readonly state: string | undefined;
  readonly task: TaskView | undefined;
  /** Those that no look before has shown, the oldest first. */
  readonly events: readonly EventView[];
  /** How it ended; `undefined` while it goes on. */
  readonly end: { readonly succeeded: boolean; readonly message: string } | undefined;
}

/** Looks again and again: each call is one look. */
export type Looking = () => Promise<Snapshot>;

/** Watches one task. Source: DescribeTaskInfo. */
export function lookingAtTask({ id, region }: Place, context: Context): Looking {
  const isNew = distinctly<Values>(
    ({ timestamp, reason, message }) => `${plain(timestamp)} ${plain(reason)} ${plain(message)}`,
  );
  return async () => {
    const answer = await inRegion(region, `reading task ${id}`, context).call("DescribeTaskInfo", {
      path: { taskId: id },
    });
    const task = taskView(answer);
    const events = objectsIn(answer.events)
      .filter(isNew)
      .map((event) => ({ time: momentOf(event.timestamp), ...said(event) }));
    const title = `task ${id} (${task.type}${answer.cluster_id ? ` of cluster ${plain(answer.cluster_id)}` : ""})`;
    const message = `task ${id} ${task.failure ?? "succeeded"}`;
    const end = task.isOver ? { succeeded: task.failure === undefined, message } : undefined;
    return { title, state: undefined, task, events, end };
  };
}

/**
 * Watches a cluster and the task at work on it. Sources: DescribeClusterDetail, DescribeClusterTasks, DescribeTaskInfo,
 * DescribeClusterEvents; what RAM denies of the last three is told once and left out.
 */
export function lookingAtCluster(place: Place, context: Context): Looking {
  const ask = asking(place, context);
  const isNew = distinctly<Values>(({ event_id }) => plain(event_id));
  let last: Values | undefined;
  let watchedTask: string | undefined;
  return async () => {
    const isFirst = last === undefined;
    const now = await clusterOrGone(place, last, context);
    const { active, newest } = now === "gone" ? none : tasksOf(await ask("DescribeClusterTasks", { page_size: "10" }));
    watchedTask = active ?? watchedTask;
    const info = await taskInfo(watchedTask ?? newest, ask);
    const task = info && taskView(info);
    const since = isFirst ? sinceOf(active, info) : undefined;
    const answer = now === "gone" ? {} : await ask("DescribeClusterEvents", { page_size: "50" });
    const events = objectsIn(answer?.events).filter(isNew).filter(isSince(since)).reverse().map(clusterEvent);
    const before = last;
    if (now !== "gone") last = now;
    const shown = now === "gone" ? before : now;
    const state = now === "gone" ? "gone" : plain(now.state);
    const title = `cluster ${plain(shown?.name)} (${place.id}) in ${place.region}`;
    const isAtWork = active !== undefined || (watchedTask !== undefined && task?.isOver === false);
    const isOver = !isOnTheWay(state) && state !== "deleting" && (!isAtWork || state === "gone");
    const end = isOver ? outcome(place, state, { before, task, wasWatched: watchedTask !== undefined }) : undefined;
    return { title, state, task, events, end };
  };
}

const none = { active: undefined, newest: undefined };

async function clusterOrGone(place: Place, last: Values | undefined, context: Context): Promise<Values | "gone"> {
  if (last === undefined) return describeUnrecorded(reading(place, context));
  try {
    return await describe(reading(place, context));
  } catch (error) {
    // The same credentials saw it in the same region a moment ago: it is gone.
    if (error instanceof AckError && error.isClusterNotFound) return "gone";
    throw error;
  }
}

function outcome(
  { id }: Place,
  state: string,
  {
    before,
    task,
    wasWatched,
  }: { readonly before: Values | undefined; readonly task: TaskView | undefined; readonly wasWatched: boolean },
): { succeeded: boolean; message: string } {
  const subject = `cluster ${id}`;
  if (state === "gone") {
    const succeeded = before?.state === "deleting" || task?.type === "cluster_delete";
    return { succeeded, message: succeeded ? `${subject} is deleted` : `${subject} disappeared while it was watched` };
  }
  // What failed before the watch began is of no concern to a cluster that runs.
  const isOfConcern = wasWatched || state !== "running";
  const failure = isOfConcern && task?.failure !== undefined ? `: ${task.type} ${task.failure}` : "";
  const idle = before === undefined && !wasWatched ? ", and no task is running on it" : "";
  return { succeeded: state === "running" && failure === "", message: `${subject} is ${state}${failure}${idle}` };
}

type Ask = (operation: Operation, query: Record<string, string>, taskId?: string) => Promise<Values | undefined>;

/** Asks for what a watch can do without. */
function asking(place: Place, context: Context): Ask {
  const refused = new Set<Operation>();
  return async (operation, query, taskId) => {
    if (refused.has(operation)) return undefined;
    const client = at(place, `watching cluster ${place.id}`, context);
    try {
      return await client.call(operation, { ...(taskId !== undefined && { path: { taskId } }), query });
    } catch (error) {
      if (!(error instanceof AckError)) throw error;
      if (error.failing === "refused" && !error.isClusterNotFound) {
        refused.add(operation);
        context.warn(`continues without ${operation}: ${error.message}`);
      }
      return undefined;
    }
  };
}

function tasksOf(answer: Values | undefined): { active: string | undefined; newest: string | undefined } {
  const tasks = objectsIn(answer?.tasks).sort((a, b) => moment(b.created) - moment(a.created));
  const idOf = (task: Values | undefined) => (typeof task?.task_id === "string" ? task.task_id : undefined);
  return { active: idOf(tasks.find(({ state }) => isActive(state))), newest: idOf(tasks[0]) };
}

async function taskInfo(id: string | undefined, ask: Ask): Promise<Values | undefined> {
  return id === undefined ? undefined : await ask("DescribeTaskInfo", {}, id);
}

/** At the first look, only what belongs to the task at work is news. */
function sinceOf(active: string | undefined, info: Values | undefined): number {
  return active === undefined ? Number.POSITIVE_INFINITY : moment(info?.created);
}

function isSince(since: number | undefined): (event: Values) => boolean {
  return ({ time }) => since === undefined || moment(time) >= since;
}

function taskView(info: Values): TaskView {
  const isFailed = hasFailed(info.state);
  const isPartlyFailed = hasSucceeded(info.state) && failedParts(info).length > 0;
  return {
    id: plain(info.task_id),
    type: plain(info.task_type ?? "unknown type"),
    state: plain(info.state),
    stages: stagesOf(info),
    isOver: isFailed || hasSucceeded(info.state),
    failure: isFailed || isPartlyFailed ? plain(`${ending(info.state)}${failureOf(info)}`) : undefined,
  };
}

function ending(state: unknown): string {
  if (hasSucceeded(state)) return "succeeded, but a part of it failed";
  return /^cancel/.test(plain(state)) ? "was canceled" : "failed";
}

function stagesOf({ stages, current_stage: current }: Values): Stage[] {
  const all = objectsIn(stages);
  const at = all.findIndex(({ state }) => !hasSucceeded(state));
  return all.map(({ state, message, start_time: from, end_time: to }, index) => ({
    // A stage has no name of its own; what failed has its reason in the place of one.
    name: plain((index === at && current) || message || `stage ${index + 1}`),
    state: hasSucceeded(state) ? "done" : hasFailed(state) ? "failed" : index === at ? "running" : "waiting",
    tookMs: from && to ? Math.max(0, stageMoment(to) - stageMoment(from)) : undefined,
  }));
}

function clusterEvent({ time, data }: Values): EventView {
  return { time: plain(time), ...said(isObject(data) ? data : {}) };
}

function said({ level, reason, message }: Values): Omit<EventView, "time"> {
  return { level: plain(level).toLowerCase(), reason: plain(reason), message: plain(message) };
}

/** A filter that lets each thing pass once. */
function distinctly<T>(key: (thing: T) => string): (thing: T) => boolean {
  const seen = new Set<string>();
  return (thing) => {
    const isNew = !seen.has(key(thing));
    seen.add(key(thing));
    return isNew;
  };
}

function moment(time: unknown): number {
  const at = Date.parse(plain(time));
  return Number.isNaN(at) ? 0 : at;
}

/** ACK writes the times of stages without their offset, which is China's. */
function stageMoment(time: unknown): number {
  return moment(`${plain(time).replace(" ", "T")}+08:00`);
}

/** A task's events have milliseconds since 1970, as text. */
function momentOf(timestamp: unknown): string {
  const at = new Date(numberOf(timestamp) ?? Number.NaN);
  return Number.isNaN(at.getTime()) ? "" : at.toISOString();
}
