import { AckError } from "../../ack/errors";
import type { Operation } from "../../ack/operations";
import type { Values } from "../../table/check";
import { plain } from "../../table/values";
import { at } from "../context/client";
import type { Context } from "../context/context";
import type { Place } from "../context/place";
import { describe, describeUnlessGone, reading } from "./describe";
import { outlookOn } from "./outlook";
import { TaskFailed, type TaskProgress, taskProgress } from "./tasks";

/** How long a cluster that was just accepted may stay invisible: lists and details lag by seconds. */
export const INVISIBLE_MS = 120_000;
/** While its task runs, a cluster is on its way: it is described from time to time, to see what no task shows. */
const DESCRIBED_EVERY_MS = 30_000;
/** A look this long after the last one describes the cluster too. */
const LOOKS_APART_MS = 60_000;
/** A look that describes a cluster on its way leaves out a task that was read so recently. */
const TASK_IS_FRESH_MS = 20_000;
/** A list shows a creation or a deletion that fails. The task of one that takes longer than usual is read all the same. */
const LOOKS_BEFORE_TASK = 32;
const BETWEEN_TASKS_MS = 90_000;
export const TASK_RUNNING = "busy with a task";
export const INVISIBLE = "not visible";

export interface Settling {
  /** What is awaited, where it is not the cluster alone: `changing the name of cluster c-123: cluster c-123`. */
  readonly subject?: string;
  /** The states that end the wait, the first of them the goal. A cluster that is gone ends every wait. */
  readonly until: readonly string[];
  readonly through: readonly string[];
  /** The running task, where one is known. */
  readonly taskId?: string | undefined;
  /** The operation that has just begun: how long it usually takes decides when to look. */
  readonly begun?: Operation;
  /** The task has to end too: just after a change is accepted, the cluster can still look unchanged. */
  readonly isTaskAwaited?: boolean;
  /** A failed part counts as a failure, although the task itself succeeds. */
  readonly isEveryPartNeeded?: boolean;
  /** The cluster was just created, and may not be visible yet. */
  readonly isNew?: boolean;
  /** The first look, where it is made already. */
  readonly firstLook?: Promise<Values> | undefined;
  /** An end before the operation's own, in milliseconds from now. */
  readonly longestMs?: number;
  /** Called with each answer about the cluster, so that the caller knows the last one whatever happens. */
  readonly seen?: (detail: Values) => void;
  /** Called when the task has succeeded. */
  readonly succeeded?: () => void;
}

type Look = () => Promise<{ state: string; value: Values | undefined }>;

/** What a wait looks at, and how long it may pause between two looks. */
export interface Watch {
  readonly look: Look;
  readonly longestPauseMs: (elapsedMs: number) => number;
  /** Called when the cluster has become what was awaited. */
  readonly end: () => void;
}

/**
 * Watches a cluster and its task. A look is one call where that tells enough: most looks read the task, which shows its
 * stage, its failure and its end. Where many clusters are awaited, one list shows which of them are still on their way.
 * Only the cluster itself, described, ends a wait.
 */
export function watch(place: Place, wait: Settling & { readonly subject: string }, context: Context): Watch {
  const { clock } = context;
  const start = clock.now();
  const elapsedMs = () => clock.now() - start;
  const task = taskReader(place, wait.taskId, context);
  const outlook = outlookOn(wait.begun, place, context);
  let described: { readonly state: string; readonly at: number } | undefined;
  let looks = 0;

  const isLastLook = () => clock.now() >= Math.min(context.deadline, start + (wait.longestMs ?? Infinity));
  const awaited = (state: string) =>
    wait.isTaskAwaited === true && task.mayBeActive() && wait.until.includes(state) ? TASK_RUNNING : state;
  const report = (state: string, value?: Values) => {
    context.report({ state, stage: task.stage(), elapsedMs: elapsedMs() });
    return { state: awaited(state), value };
  };
  const read = async () => {
    const progress = await task.read();
    if (progress?.task !== undefined) outlook.learn(progress.task);
    return progress;
  };

  /** What shows a cluster on its way without describing it. */
  const glance = async () => {
    if (isLastLook()) return {};
    const listed = looks === 1 ? undefined : await context.sharedList?.stateOf(place, context);
    const isOnItsWay = listed !== undefined && wait.through.includes(listed);
    // Perhaps the end: the cluster itself shows whether it is.
    if (listed !== undefined && !isOnItsWay && awaited(listed) !== TASK_RUNNING) return {};
    if (isOnItsWay) {
      // A change that fails can leave the cluster on its way for ever: no list shows it, only the task does.
      const progress = isTaskDue(listed, looks, task.ageMs(), wait) ? await read() : undefined;
      return { progress, state: progress?.isOver === true ? undefined : listed };
    }
    if (described === undefined || clock.now() - described.at >= DESCRIBED_EVERY_MS) return {};
    if (task.ageMs() >= LOOKS_APART_MS) return {};
    const { state } = described;
    const progress = await read();
    return { progress, state: progress?.isActive === true ? state : undefined };
  };

  const look = async () => {
    looks += 1;
    const first = looks === 1 ? wait.firstLook : undefined;
    let { progress, state } = await glance();
    if (state !== undefined) return report(state);
    const mayLag = () => described === undefined && wait.isNew === true && elapsedMs() < INVISIBLE_MS;
    const detail = await describeOrLag(() => first ?? describe(reading(place, context)), mayLag, place, context);
    if (detail === INVISIBLE) return { state: INVISIBLE, value: undefined };
    if (detail === undefined) return { state: "gone", value: undefined };
    state = plain(detail.state);
    described = { state, at: clock.now() };
    wait.seen?.(detail);
    if (!wait.through.includes(state) || task.ageMs() >= TASK_IS_FRESH_MS || isLastLook()) progress ??= await read();
    const result = report(state, detail);
    if (progress !== undefined) checkTask(progress, wait, context);
    return result;
  };
  return { look, longestPauseMs: outlook.longestPauseMs, end: outlook.end };
}

/** Whether the task is worth reading although the list shows the cluster on its way. */
function isTaskDue(listed: string, looks: number, taskAgeMs: number, { isTaskAwaited }: Settling): boolean {
  // From the state that a failed deletion leaves behind, the list cannot show the next failure.
  if (isTaskAwaited === true || listed === "delete_failed") return true;
  return looks >= LOOKS_BEFORE_TASK && taskAgeMs >= BETWEEN_TASKS_MS;
}

/** Reads the task, until it is over or cannot be read. */
function taskReader(place: Place, taskId: string | undefined, context: Context) {
  const { clock } = context;
  let id = taskId;
  let stage: string | undefined;
  let last: TaskProgress | undefined;
  let readAt = Number.NEGATIVE_INFINITY;
  return {
    async read(): Promise<TaskProgress | undefined> {
      if (id === undefined) return undefined;
      const progress = await taskProgress(id, at(place, `reading task ${id}`, context));
      readAt = clock.now();
      stage = progress?.stage;
      // Where a fault hides this answer, the task is as active as the last one said.
      if (progress?.isUnread !== true) last = progress;
      if (progress === undefined || progress.isOver) id = undefined;
      return progress;
    },
    ageMs: () => clock.now() - readAt,
    stage: () => stage,
    /** False for a task that is over, cannot be read, or is in a state that is not known to end. */
    mayBeActive: () => id !== undefined && (last === undefined || last.isActive === true),
  };
}

/** @throws TaskFailed for a task that failed, or a part of it that is needed. */
function checkTask(progress: TaskProgress, wait: Settling & { readonly subject: string }, context: Context): void {
  const { isOver, partialFailure } = progress;
  const failure = progress.failure ?? (wait.isEveryPartNeeded ? partialFailure : undefined);
  const hide = context.hide ?? ((text: string) => text);
  if (failure !== undefined) throw TaskFailed.of(wait.subject, failure, context);
  if (partialFailure !== undefined) context.warn(hide(partialFailure));
  if (isOver) wait.succeeded?.();
}

async function describeOrLag(
  look: () => Promise<Values>,
  mayLag: () => boolean,
  place: Place,
  context: Context,
): Promise<Values | typeof INVISIBLE | undefined> {
  try {
    if (!mayLag()) return await describeUnlessGone(reading(place, context));
    return await look();
  } catch (error) {
    if (error instanceof AckError && error.isClusterNotFound && mayLag()) return INVISIBLE;
    throw error;
  }
}
