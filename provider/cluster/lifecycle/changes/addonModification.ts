import { AckError } from "../../../ack/errors";
import { at, type ClusterClient } from "../../context/client";
import { readInstances } from "../../observe/extras";
import { poll } from "../../observe/settle";
import { listTasks, TaskFailed, taskProgress, tasksOfType } from "../../observe/tasks";
import { type Addon, addonConfig, type Instance, observedConfig } from "../../properties/addons";
import type { Step } from "../step";

/** How long ACK's own tool looks for the task of a modification. Source: terraform-provider-alicloud 1.289. */
const TASK_LISTED_WITHIN_MS = 600_000;
/** An instance may show the new configuration before its task is listed, and the task may still fail. */
const TASK_LIKELY_LISTED_WITHIN_MS = 60_000;
const TASK_TYPE = "cluster_addon_modify";
const NOT_BEGUN = "not yet modified";

/** The ids of the tasks that began before; or ACK does not list tasks, or failed to list them just then. */
type EarlierTasks = readonly string[] | "denied" | "unread";

/** The modification of one add-on, whose answer names no task. */
export interface Modification {
  readonly addon: Addon;
  /** The add-on as it was wished so far. */
  readonly before: Addon | undefined;
  readonly earlierTasks: EarlierTasks;
  /** What is being tried: `configuring add-on coredns of cluster c-123`. */
  readonly attempt: string;
}

/** The tasks that have modified add-ons so far. A passing fault ends no change: the looks after it can tell the tasks apart. */
export async function modificationTasks({ place, context }: Step): Promise<EarlierTasks> {
  try {
    const tasks = await listTasks(TASK_TYPE, at(place, `listing the tasks of cluster ${place.id}`, context));
    return tasks.map(({ id }) => id);
  } catch (error) {
    if (!(error instanceof AckError)) throw error;
    return error.failing === "refused" ? "denied" : "unread";
  }
}

/**
 * Waits until a modification is over: its task, where ACK lists one, and the instance's own state.
 *
 * @throws TaskFailed for a task that fails; WaitFailed.
 */
export async function awaitModification(modification: Modification, step: Step): Promise<void> {
  const { addon, attempt } = modification;
  const { place, context } = step;
  const { clock } = context;
  const client = at(place, attempt, context);
  const start = clock.now();
  const task = taskFollower(modification, client);
  let wasModified = false;
  let isTold = true;
  const look = async () => {
    const instance = (await readInstances([addon], place, context)).find(({ name }) => name === addon.name);
    const state = instance === undefined ? "absent" : (instance.state ?? "active");
    isTold = instance?.config !== undefined;
    wasModified ||= state === "updating" || state === "upgrading";
    const progress = await task();
    if (state !== "active" || progress === "over") return { state, value: undefined };
    const elapsedMs = clock.now() - start;
    const isShown = elapsedMs >= TASK_LIKELY_LISTED_WITHIN_MS && shows(instance, modification);
    const isOver = progress === "none" && (wasModified || isShown || elapsedMs >= TASK_LISTED_WITHIN_MS);
    return { state: isOver ? state : NOT_BEGUN, value: undefined };
  };
  const wait = {
    subject: `add-on ${addon.name} of cluster ${place.id}`,
    goal: "active",
    until: ["active"],
    through: ["absent", "installing", "initial", "updating", "upgrading", NOT_BEGUN],
  };
  await poll<string, undefined>(look, wait, context);
  if (!isTold) context.warn(`${wait.subject} is configured, but ACK does not report its configuration`);
}

function shows(instance: Instance | undefined, { addon, before }: Modification): boolean {
  if (instance?.config === undefined) return false;
  return addonConfig.same(addon.config ?? "", observedConfig(addon, instance, before) ?? "");
}

/** Looks for the new task at each call until there is one, and from then on at that task. */
function taskFollower({ earlierTasks, attempt }: Modification, client: ClusterClient) {
  let id: string | undefined;
  let isReadable = earlierTasks !== "denied";
  let earlier = typeof earlierTasks === "string" ? undefined : earlierTasks;
  const newTask = async () => {
    const tasks = await tasksOfType(TASK_TYPE, client);
    // What is over at the first look began before. If it did not, the instance alone decides: no task is mistaken.
    earlier ??= tasks?.flatMap((one) => (one.isOver ? one.id : []));
    return tasks?.find((one) => earlier?.includes(one.id) === false)?.id;
  };
  return async (): Promise<"none" | "at work" | "over"> => {
    if (!isReadable) return "none";
    id ??= await newTask();
    if (id === undefined) return "none";
    const progress = await taskProgress(id, client);
    if (progress === undefined) {
      isReadable = false;
      return "none";
    }
    const failure = progress.failure ?? progress.partialFailure;
    if (failure !== undefined) throw TaskFailed.of(attempt, failure, client.context);
    return progress.isOver ? "over" : "at work";
  };
}
