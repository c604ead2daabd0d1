import type { Operation } from "../../../ack/operations";
import { WaitFailed } from "../../../ack/wait";
import type { Values } from "../../../table/check";
import { plain } from "../../../table/shapes";
import { toWire } from "../../../table/wire";
import type { Context } from "../../context/context";
import { Problem } from "../../context/problem";
import { type Settling, settle, TaskFailed } from "../../observe/wait";
import { recordedOf } from "../../preview/plan";
import { isOnTheWay, onTheWay } from "../../properties/states";
import { properties } from "../../properties/table";
import { isProvable, reportedBy } from "../../state/outputs";
import type { Step } from "../step";

/** Carries the named properties to the cluster with one ModifyCluster. */
export async function modify(names: readonly string[], step: Step, context: Context): Promise<void> {
  const values = Object.fromEntries(names.map((name) => [name, step.news[name]]));
  const body = toWire(properties, "ModifyCluster", values);
  const attempt = `changing ${names.join(", ")} of cluster ${step.place.id}`;
  await change("ModifyCluster", { ClusterId: step.place.id }, body, attempt, step, context);
  for (const name of names.filter((name) => !isProvable(name))) step.applied.add(name);
}

/** From standard to Pro. Source: the body that terraform-provider-alicloud sends; the vendor's model lacks it. */
export async function migrate(step: Step, context: Context): Promise<void> {
  const { clusterSpec } = step.news;
  const body = { type: "ManagedKubernetes", ...toWire(properties, "MigrateCluster", { clusterSpec }) };
  const attempt = `migrating cluster ${step.place.id} to ${plain(step.news.clusterSpec)}`;
  await change("MigrateCluster", { clusterId: step.place.id }, body, attempt, step, context);
}

/** Carries properties that have an operation of their own, whole. */
export async function configure(
  operation: "UpdateKMSEncryption" | "UpdateClusterAuditLogConfig" | "UpdateControlPlaneLog",
  names: readonly string[],
  step: Step,
  context: Context,
): Promise<void> {
  const { id } = step.place;
  const body = toWire(properties, operation, Object.fromEntries(names.map((name) => [name, step.news[name]])));
  await change(
    operation,
    { ClusterId: id, clusterid: id },
    body,
    `changing ${names.join(", ")} of cluster ${id}`,
    step,
    context,
  );
}

/**
 * Makes one change and waits until the cluster is again as it was.
 *
 * @throws TaskFailed when the task that makes it fails, WaitFailed when it takes too long: one that would block the
 * cluster is cancelled. A task that only cannot be watched goes on, and the next update awaits it.
 * @returns `over` where its task is proven to have succeeded; `accepted` where no task tells.
 */
export async function change(
  operation: Operation,
  path: Readonly<Record<string, string>>,
  body: unknown,
  attempt: string,
  step: Step,
  context: Context,
): Promise<"over" | "accepted"> {
  const { place, deadline, seen } = step;
  const before = isOnTheWay(step.last.state) ? "running" : plain(step.last.state);
  step.hasChanged = true;
  const answer = (await context.ack(place.region).call(operation, { path, body, attempt }, context.signal)) as Values;
  const taskId = typeof answer.task_id === "string" && answer.task_id !== "" ? answer.task_id : undefined;
  const what = `cluster ${place.id} to be ${before} again after ${attempt}`;
  let outcome: "over" | "accepted" = "accepted";
  const wait: Settling = {
    what,
    until: [before],
    through: onTheWay,
    taskId,
    isTaskAwaited: true,
    // Add-ons are changed one at a time: a part that fails is the whole change.
    isEveryPartNeeded: operation.endsWith("Addons"),
    deadline,
    seen,
    succeeded: () => {
      outcome = "over";
    },
  };
  try {
    const settled = await settle(place, wait, context);
    if (settled === undefined) throw new Problem(`${attempt}: the cluster is gone`);
  } catch (error) {
    const isTimedOut = error instanceof WaitFailed && error.why === "timed out";
    const isStuck = error instanceof TaskFailed && isOnTheWay(step.last.state);
    if (taskId !== undefined && (isTimedOut || isStuck)) await cancel(taskId, step, context);
    throw error;
  }
  return outcome;
}

/** Best effort: the failure that led here is what the user needs to hear. */
async function cancel(taskId: string, { place }: Step, context: Context): Promise<void> {
  await context
    .ack(place.region)
    .call("CancelTask", { path: { taskId }, attempt: `cancelling task ${taskId}` }, context.signal)
    .catch(() => undefined);
}

/** Tags by key: what is to be set and is not there so, and what was managed and is wanted no more. */
export function wantedTags({ last, olds, news }: Pick<Step, "last" | "olds" | "news">): {
  set: Record<string, string>;
  removed: string[];
} {
  const managed = recordedOf(olds).names.has("tags");
  if (news.tags === undefined && !managed) return { set: {}, removed: [] };
  const wanted = (news.tags ?? {}) as Record<string, string>;
  const present = (reportedBy(last).tags ?? {}) as Record<string, string>;
  const before = managed ? Object.keys((olds.tags ?? {}) as object) : [];
  return {
    set: Object.fromEntries(Object.entries(wanted).filter(([key, value]) => present[key] !== value)),
    removed: before.filter((key) => !Object.hasOwn(wanted, key) && Object.hasOwn(present, key)),
  };
}

export async function changeTags(step: Step, context: Context): Promise<void> {
  const { place } = step;
  const { set, removed } = wantedTags(step);
  const ack = context.ack(place.region);
  const attempt = `changing tags of cluster ${place.id}`;
  const target = { region_id: place.region, resource_type: "CLUSTER" };
  step.hasChanged = true;
  // Removed first: a cluster has room for a few tags only.
  if (removed.length > 0) {
    const query = { ...target, resource_ids: JSON.stringify([place.id]), tag_keys: JSON.stringify(removed) };
    await ack.call("UntagResources", { query, attempt }, context.signal);
    step.seen(retagged(step.last, {}, removed));
  }
  if (Object.keys(set).length > 0) {
    const body = { ...target, resource_ids: [place.id], ...toWire(properties, "TagResources", { tags: set }) };
    await ack.call("TagResources", { body, attempt }, context.signal);
    step.seen(retagged(step.last, set, []));
  }
}

/** The cluster as it is once a change of its tags is accepted: nothing looks again if a later change fails. */
function retagged(detail: Values, set: Readonly<Record<string, string>>, removed: readonly string[]): Values {
  const gone = new Set([...Object.keys(set), ...removed]);
  const kept = (Array.isArray(detail.tags) ? detail.tags : []).filter(
    (tag: { key?: unknown } | null) => !gone.has(plain(tag?.key)),
  );
  return { ...detail, tags: [...kept, ...Object.entries(set).map(([key, value]) => ({ key, value }))] };
}
