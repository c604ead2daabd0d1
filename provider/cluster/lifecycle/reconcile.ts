import type { Operation } from "../../ack/operations";
import { WaitFailed } from "../../ack/wait";
import type { Values } from "../../table/check";
import type { Change } from "../../table/diff";
import { isObject, show } from "../../table/values";
import { Problem, Refused } from "../context/problem";
import { describe, reading } from "../observe/describe";
import { withExtras } from "../observe/extras";
import { poll, settle } from "../observe/settle";
import { differences } from "../preview/differences";
import { checkPreconditions } from "../preview/preconditions";
import { type Addon, instancesIn, observedAddons } from "../properties/addons";
import { withoutOvertaken } from "../properties/features/wholeWindow";
import { onTheWay } from "../properties/states";
import { isProvable, outputsOf, reportedBy, reportedInFull } from "../state/outputs";
import { recordedOf } from "../state/recorded";
import { checkAddonConfigs } from "./changes/addonConfig";
import { managedAddons } from "./changes/addons";
import { wantedTags } from "./changes/tags";
import { apply, updates, windowChange } from "./changes/updates";
import { findUpgrade } from "./changes/upgrade";
import type { Step } from "./step";
import { whileBusy } from "./whileBusy";

/** A change shows in the cluster's answers within seconds; after this long it was not applied. */
const SHOWN_WITHIN_MS = 60_000;

type Update = Extract<Change, { kind: "update" }>;

/**
 * Brings a cluster to what the program wants, starting from the last answers, and proves the result by further ones.
 *
 * @throws Refused for what cannot be changed, before anything is; Problem for a change that ACK accepts and does not apply.
 */
export async function reconcile(step: Step): Promise<void> {
  const isFree = () => isFreeAgain(step);
  try {
    await whileBusy(() => reconcileOnce(step), step.context, isFree);
  } catch (error) {
    // A part of the changes may show only in other operations than DescribeClusterDetail.
    if (step.hasChanged) await readExtras(step).catch(() => undefined);
    throw error;
  }
}

async function reconcileOnce(step: Step): Promise<void> {
  await readExtras(step);
  const changes = pending(step);
  if (changes.length === 0) return;
  const changedBy = (via: Operation) => changes.filter((one) => one.via === via).map(({ property }) => property);
  if (changedBy("UpgradeCluster").length > 0) await findUpgrade(step);
  if (changedBy("InstallClusterAddons").length > 0) await checkAddonConfigs(step);
  for (const update of updates) {
    const changed = changedBy(update.via);
    if (changed.length > 0) await apply(update, changed, step);
  }
  await proveApplied(step);
}

async function readExtras(step: Step): Promise<void> {
  step.seen(await withExtras(step.last, { ...step.olds, ...step.news }, step.place, step.context));
}

/** Waits until a busy cluster can be changed. It may be busy with this very change, whose answer was lost. */
async function isFreeAgain({ place, seen, context }: Step): Promise<boolean> {
  const wait = { until: ["running", "inactive", "unavailable"], through: onTheWay, seen };
  // An inactive cluster is not busy: it accepts no change while it is inactive.
  return (await settle(place, wait, context))?.state === "running";
}

/** The changes that are still pending, by what the cluster reports. */
function pending(step: Step): readonly Update[] {
  const { last, olds, news, applied } = step;
  const values = { ...outputsOf(last, olds, {}), ...objectsInFull(step), ...addonsInFull(step) };
  const { changes, refusals } = differences({ ...recordedOf(olds), values }, news);
  const faults = [...refusals, ...checkPreconditions(values, news, changes)];
  if (faults.length > 0) throw new Refused(faults);
  const others = changes.filter(
    (change): change is Update =>
      change.kind === "update" && !applied.has(change.property) && change.property !== "tags",
  );
  const tags = wantedTags(step);
  const hasTags = Object.keys(tags.set).length + tags.removed.length > 0;
  return hasTags ? [...others, { property: "tags", kind: "update", via: "TagResources" }] : others;
}

/** Objects with all their fields: what is recorded has only those that the program managed so far. */
function objectsInFull(step: Step): Values {
  const objects = Object.fromEntries(
    Object.entries(reportedInFull(step.last)).filter(([name, value]) => name !== "tags" && isObject(value)),
  );
  const window = windowChange(step);
  if (window === undefined || !isObject(objects.maintenanceWindow)) return objects;
  return { ...objects, maintenanceWindow: withoutOvertaken(objects.maintenanceWindow, window) };
}

/** Add-ons as they are installed, including those that the program begins to manage and those that it removes. */
function addonsInFull(step: Step): Values {
  const { last, olds, news, needed } = step;
  const isManaged = recordedOf(olds).names.has("addons");
  const wishes = (news.addons ?? (isManaged ? [] : undefined)) as readonly Addon[] | undefined;
  const answer = last.ListClusterAddonInstances;
  if (wishes === undefined || !isObject(answer)) return {};
  const instances = instancesIn(answer.addons);
  const before = managedAddons(step);
  const isIn = (list: readonly { readonly name: string }[], name: string) => list.some((one) => one.name === name);
  const toUninstall = before.filter(({ name }) => !isIn(wishes, name) && isIn(instances, name) && !needed.has(name));
  // An add-on that ACK needs stays as it is, although the program removes or disables it.
  const kept = wishes.filter(({ name }) => needed.has(name));
  const others = wishes.filter(({ name }) => !needed.has(name));
  return { addons: [...observedAddons(others, instances, before), ...kept, ...toUninstall] };
}

/** An update ends only once the cluster shows it, or where nothing can show it. */
async function proveApplied(step: Step): Promise<void> {
  const { place, context } = step;
  const provable = () => pending(step).filter(({ property }) => isProvable(property));
  const stale = () => provable().filter(({ property }) => isReportedIn(property, step.last));
  const look = async () => {
    step.seen(await describe(reading(place, context)));
    await readExtras(step);
    return { state: stale().length === 0 ? ("shown" as const) : ("not shown" as const), value: undefined };
  };
  // What the last wait ended with can be a moment older than the end of its change: it proves what it shows, and no more.
  if (step.isDescribed) {
    await readExtras(step);
    if (provable().length === 0) return;
  }
  const wait = {
    subject: `cluster ${place.id}`,
    goal: "changed",
    until: ["shown"] as const,
    through: ["not shown"] as const,
    longestMs: SHOWN_WITHIN_MS,
  };
  try {
    await poll<"shown" | "not shown", undefined>(look, wait, context);
  } catch (error) {
    if (!(error instanceof WaitFailed)) throw error;
    const reported = reportedBy(step.last);
    const unchanged = stale().map(({ property }) => difference(property, reported[property], step.news[property]));
    throw new Problem(
      `cluster ${place.id}: ACK accepted the change but did not apply it: the cluster still has ${unchanged.join(", ")}`,
    );
  }
  for (const { property } of provable()) {
    context.warn(`${property} of cluster ${place.id} is changed, but ACK does not report its new value`);
    step.applied.add(property);
  }
}

/** True where the last answers report the property, as it is or that there is none. */
function isReportedIn(property: string, last: Values): boolean {
  if (property === "addons") return last.ListClusterAddonInstances !== undefined;
  return reportedBy(last)[property] !== undefined;
}

/** Configurations of add-ons and tags can hold credentials: their values are not shown. */
function difference(property: string, reported: unknown, wanted: unknown): string {
  if (property === "addons") return "other add-ons than wanted";
  if (property !== "tags") return `${property} (${show(reported)}, not ${show(wanted)})`;
  const [had, wish] = [reported ?? {}, wanted ?? {}] as Readonly<Record<string, string>>[];
  const keys = Object.keys({ ...had, ...wish }).filter((key) => had?.[key] !== wish?.[key]);
  return `other tags than wanted (${keys.join(", ")})`;
}
