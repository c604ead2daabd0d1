import { AckError } from "../ack/errors";
import type { Operation } from "../ack/operations";
import { WaitFailed, waitFor } from "../ack/wait";
import type { Values } from "../table/check";
import type { Change } from "../table/diff";
import { show } from "../table/shapes";
import { toWire } from "../table/wire";
import type { Context } from "./context";
import { detail, type Place } from "./look";
import { outputsOf, reportedBy } from "./outputs";
import { differences, recordedOf } from "./plan";
import { Problem, Refused } from "./problem";
import { properties } from "./properties";
import { settle } from "./settle";
import { onTheWay } from "./states";

/** A change shows in DescribeClusterDetail within seconds; after this long it was not applied. */
const SHOWN_WITHIN_MS = 60_000;

/** A cluster on its way from what is recorded to what a program wants. */
export interface Step {
  readonly place: Place;
  readonly olds: Values;
  readonly news: Values;
  /** When the operation must be over, as the clock tells it. */
  readonly deadline: number;
  /** The last answer about the cluster; `{}` before the first. */
  last: Values;
  /** Hears each answer about the cluster. */
  readonly seen: (detail: Values) => void;
}

type Update = Extract<Change, { kind: "update" }>;

/**
 * Brings a cluster to what the program wants, judged by the last look, and proves by another one that it got there.
 *
 * @returns the last DescribeClusterDetail.
 * @throws Refused for what cannot be changed; Problem for a change that ACK accepts and does not apply.
 */
export async function reconcile(step: Step, context: Context): Promise<Values> {
  const updates = pending(step.last, step);
  if (updates.length === 0) return step.last;
  const names = (via: Operation) => updates.filter((update) => update.via === via).map(({ property }) => property);
  const modified = names("ModifyCluster");
  try {
    if (modified.length > 0) await modify(modified, step, context);
  } catch (error) {
    if (!(error instanceof AckError && error.isBusy) || !(await isFreeAgain(step, error, context))) throw error;
    return reconcile(step, context);
  }
  if (names("TagResources").length > 0) await changeTags(step, context);
  return shown(step, context);
}

/** The changes still to be made, by what the cluster reports. */
function pending(fresh: Values, { olds, news }: Step): readonly Update[] {
  const recorded = recordedOf(olds);
  const { changes, refusals } = differences({ ...recorded, values: outputsOf(fresh, olds, {}) }, news);
  if (refusals.length > 0) throw new Refused(refusals);
  const updates = changes.filter((change): change is Update => change.kind === "update");
  const tags = wantedTags(fresh, olds, news);
  const others = updates.filter(({ property }) => property !== "tags");
  const hasTags = Object.keys(tags.set).length + tags.removed.length > 0;
  return hasTags ? [...others, { property: "tags", kind: "update", via: "TagResources" }] : others;
}

/** Waits until a busy cluster may be changed. What keeps it busy may be this very change, whose answer was lost. */
async function isFreeAgain({ place, deadline, seen }: Step, { text }: AckError, context: Context): Promise<boolean> {
  const { clock, settings, signal } = context;
  if (clock.now() + settings.busyIntervalMs > deadline) return false;
  context.report({ state: "busy", stage: text, elapsedMs: 0 });
  await clock.sleep(settings.busyIntervalMs, signal);
  const what = `cluster ${place.id} to be free for a change`;
  const wait = { what, until: ["running", "inactive", "unavailable"], through: onTheWay, deadline, seen };
  // An inactive cluster is not busy: it takes no change for as long as it is so.
  return (await settle(place, wait, context))?.state === "running";
}

/** Carries the named properties to the cluster with one ModifyCluster, and waits until it has settled. */
async function modify(names: readonly string[], step: Step, context: Context): Promise<void> {
  const { place, news, deadline, seen } = step;
  const attempt = `changing ${names.join(", ")} of cluster ${place.id}`;
  const body = toWire(properties, "ModifyCluster", Object.fromEntries(names.map((name) => [name, news[name]])));
  const before = String(step.last.state);
  const answer = (await context
    .ack(place.region)
    .call("ModifyCluster", { path: { ClusterId: place.id }, body, attempt }, context.signal)) as Values;
  const settled = await settle(
    place,
    {
      what: `cluster ${place.id} to be ${before} again after ${attempt}`,
      until: [before],
      through: onTheWay,
      taskId: typeof answer.task_id === "string" && answer.task_id !== "" ? answer.task_id : undefined,
      deadline,
      seen,
    },
    context,
  );
  if (settled === undefined) throw new Problem(`${attempt}: the cluster is gone`);
}

/** Tags by key: what is to be set and is not there so, and what was managed and is wanted no more. */
function wantedTags(fresh: Values, olds: Values, news: Values): { set: Record<string, string>; removed: string[] } {
  const managed = recordedOf(olds).names.has("tags");
  if (news.tags === undefined && !managed) return { set: {}, removed: [] };
  const wanted = (news.tags ?? {}) as Record<string, string>;
  const present = (reportedBy(fresh).tags ?? {}) as Record<string, string>;
  const before = managed ? Object.keys((olds.tags ?? {}) as object) : [];
  return {
    set: Object.fromEntries(Object.entries(wanted).filter(([key, value]) => present[key] !== value)),
    removed: before.filter((key) => !Object.hasOwn(wanted, key) && Object.hasOwn(present, key)),
  };
}

async function changeTags({ place, olds, news, last }: Step, context: Context): Promise<void> {
  const { set, removed } = wantedTags(last, olds, news);
  const ack = context.ack(place.region);
  const attempt = `changing tags of cluster ${place.id}`;
  const target = { region_id: place.region, resource_type: "CLUSTER" };
  // Removed first: a cluster has room for a few tags only.
  if (removed.length > 0) {
    const query = { ...target, resource_ids: JSON.stringify([place.id]), tag_keys: JSON.stringify(removed) };
    await ack.call("UntagResources", { query, attempt }, context.signal);
  }
  if (Object.keys(set).length > 0) {
    const body = { ...target, resource_ids: [place.id], ...toWire(properties, "TagResources", { tags: set }) };
    await ack.call("TagResources", { body, attempt }, context.signal);
  }
}

/** "Updated" is said only once the cluster shows it. */
async function shown(step: Step, context: Context): Promise<Values> {
  const { place, deadline, seen, news } = step;
  const { clock, settings, signal } = context;
  const poll = async () => {
    const value = await detail(place, context);
    seen(value);
    return { state: pending(value, step).length === 0 ? ("shown" as const) : ("not shown" as const), value };
  };
  const wait = {
    what: `cluster ${place.id} to show the changes`,
    until: ["shown"] as const,
    through: ["not shown"] as const,
    pollIntervalMs: settings.pollIntervalMs,
    deadline: Math.min(deadline, clock.now() + SHOWN_WITHIN_MS),
  };
  try {
    return await waitFor<"shown" | "not shown", Values>(poll, wait, clock, signal);
  } catch (error) {
    if (!(error instanceof WaitFailed)) throw error;
    const told = reportedBy(step.last);
    const left = pending(step.last, step).map(
      ({ property }) => `${property} (${show(told[property])}, not ${show(news[property])})`,
    );
    throw new Problem(
      `cluster ${place.id}: ACK accepted the change but does not apply it: the cluster still has ${left.join(", ")}`,
    );
  }
}
