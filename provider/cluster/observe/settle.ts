import { AckError } from "../../ack/errors";
import { type Wait, waitFor } from "../../ack/wait";
import type { Values } from "../../table/check";
import { plain } from "../../table/values";
import { at } from "../context/client";
import type { Context } from "../context/context";
import type { Place } from "../context/place";
import { Problem } from "../context/problem";
import { onTheWay } from "../properties/states";
import { describe, describeUnlessGone, reading } from "./describe";
import { TaskFailed, type TaskProgress, taskProgress } from "./tasks";

/** Polls within the operation's time, at the pace of the settings; what waitFor() throws. */
export function poll<S extends string, T>(
  look: () => Promise<{ state: S; value: T }>,
  wait: Omit<Wait<S>, "pollIntervalMs" | "deadline"> & { readonly longestMs?: number },
  { clock, settings, deadline, signal }: Context,
): Promise<T> {
  const { longestMs = Number.POSITIVE_INFINITY, ...rest } = wait;
  const until = Math.min(deadline, clock.now() + longestMs);
  return waitFor<S, T>(look, { ...rest, pollIntervalMs: settings.pollIntervalMs, deadline: until }, clock, signal);
}

/** How long a cluster that was just accepted may stay invisible: lists and details lag by seconds. */
export const INVISIBLE_MS = 120_000;
/** After a failed task, the cluster's own state follows within seconds. */
const STATE_FOLLOWS_TASK_MS = 60_000;
/** A list shows a creation or a deletion that failed. The task of one that takes longer than usual is read all the same. */
const LOOKS_BEFORE_TASK = 32;
const LOOKS_BETWEEN_TASKS = 8;
const TASK_RUNNING = "busy with a task";
const INVISIBLE = "not visible";

export interface Settling {
  /** What is awaited, where it is not the cluster alone: `changing the name of cluster c-123: cluster c-123`. */
  readonly subject?: string;
  /** The states that end the wait, the first of them the goal. A cluster that is gone ends every wait. */
  readonly until: readonly string[];
  readonly through: readonly string[];
  /** The running task, where one is known. */
  readonly taskId?: string | undefined;
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

/**
 * Waits until a cluster is in one of the awaited states, and watches the running task for its stage and its failure.
 *
 * @returns the last DescribeClusterDetail; `undefined` where the cluster is proven gone.
 * @throws TaskFailed, WaitFailed, AckError; Problem for a cluster that disappeared meanwhile.
 */
export async function settle(place: Place, wait: Settling, context: Context): Promise<Values | undefined> {
  const { subject = `cluster ${place.id}`, until, through, longestMs } = wait;
  const leave = context.sharedList?.enter(place);
  try {
    return await poll<string, Values | undefined>(
      poller(place, { ...wait, subject }, context),
      {
        subject,
        goal: until[0] as string,
        until: [...until, "gone"],
        through: [...through, INVISIBLE, TASK_RUNNING],
        ...(longestMs !== undefined && { longestMs }),
      },
      context,
    );
  } finally {
    leave?.();
  }
}

type Look = () => Promise<{ state: string; value: Values | undefined }>;

function poller(place: Place, wait: Settling & { readonly subject: string }, context: Context): Look {
  const { clock } = context;
  const start = clock.now();
  const report = (state: string, stage: string | undefined) =>
    context.report({ state, stage, elapsedMs: clock.now() - start });
  const task = taskReader(place, wait.taskId, context);
  let isVisible = wait.isNew !== true;
  let looks = 0;
  return async () => {
    const listed = looks === 0 ? undefined : await context.sharedList?.stateOf(place, context);
    looks += 1;
    let progress: TaskProgress | undefined;
    if (listed !== undefined && wait.through.includes(listed)) {
      // A change that fails can leave the cluster on its way for ever: no list shows it, only the task does.
      progress = wait.isTaskAwaited === true || isLong(looks) ? await task() : undefined;
      if (progress?.isOver !== true) {
        report(listed, progress?.stage);
        return { state: listed, value: undefined };
      }
    }
    const mayLag = () => !isVisible && clock.now() - start < INVISIBLE_MS;
    const first = looks === 1 ? wait.firstLook : undefined;
    const detail = await describeOrLag(() => first ?? describe(reading(place, context)), mayLag, place, context);
    if (detail === INVISIBLE) return { state: INVISIBLE, value: undefined };
    if (detail === undefined) return { state: "gone", value: undefined };
    isVisible = true;
    wait.seen?.(detail);
    const state = plain(detail.state);
    progress ??= await task();
    report(state, progress?.stage);
    if (progress !== undefined) checkTask(progress, wait, context);
    const isTaskRunning = wait.isTaskAwaited === true && progress?.isActive === true;
    return { state: isTaskRunning && wait.until.includes(state) ? TASK_RUNNING : state, value: detail };
  };
}

function isLong(looks: number): boolean {
  return looks >= LOOKS_BEFORE_TASK && looks % LOOKS_BETWEEN_TASKS === 0;
}

/** Reads the task, until it is over or cannot be read. */
function taskReader(
  place: Place,
  taskId: string | undefined,
  context: Context,
): () => Promise<TaskProgress | undefined> {
  let task = taskId;
  return async () => {
    if (task === undefined) return undefined;
    const progress = await taskProgress(task, at(place, `reading task ${task}`, context));
    if (progress === undefined || progress.isOver) task = undefined;
    return progress;
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

/**
 * Waits until a new cluster is running.
 *
 * @throws TaskFailed once the failed cluster also shows as such; what settle() throws.
 */
export async function awaitCreation(
  {
    place,
    seen,
    context,
  }: { readonly place: Place; readonly seen: (detail: Values) => void; readonly context: Context },
  { taskId, firstLook }: Pick<Settling, "taskId" | "firstLook">,
): Promise<void> {
  const wait = { until: ["running"], through: onTheWay, isNew: true, seen };
  try {
    if ((await settle(place, { ...wait, taskId, firstLook }, context)) !== undefined) return;
  } catch (error) {
    if (!(error instanceof TaskFailed)) throw error;
    const until = ["failed", "running"];
    await settle(place, { ...wait, until, longestMs: STATE_FOLLOWS_TASK_MS }, context).catch(() => undefined);
    throw error;
  }
  throw new Problem(`cluster ${place.id} was deleted while it was being created`);
}
