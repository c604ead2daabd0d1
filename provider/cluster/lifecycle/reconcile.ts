import { AckError } from "../../ack/errors";
import type { Operation } from "../../ack/operations";
import { WaitFailed, waitFor } from "../../ack/wait";
import type { Values } from "../../table/check";
import type { Change } from "../../table/diff";
import { isObject, show } from "../../table/shapes";
import type { Context } from "../context/context";
import { Problem, Refused } from "../context/problem";
import { detail } from "../observe/describe";
import { withExtras } from "../observe/extras";
import { settle } from "../observe/wait";
import { differences, recordedOf } from "../preview/plan";
import { checkPreconditions } from "../preview/preconditions";
import { type Addon, instancesIn, observedAddons } from "../properties/addons";
import { onTheWay } from "../properties/states";
import { isProvable, outputsOf, reportedBy } from "../state/outputs";
import { changeAddons, checkAddonConfigs } from "./changes/addons";
import { changeTags, configure, migrate, modify, wantedTags } from "./changes/modify";
import { findUpgrade, upgradeCluster } from "./changes/upgrade";
import type { Step } from "./step";

/** A change shows in the cluster's answers within seconds; after this long it was not applied. */
const SHOWN_WITHIN_MS = 60_000;

type Update = Extract<Change, { kind: "update" }>;

/**
 * Brings a cluster to what the program wants, judged by the last look, and proves by another one that it got there. The
 * edition goes first, because other options need it; add-ons come last, because they follow the Kubernetes version.
 *
 * @throws Refused for what cannot be changed, before anything is; Problem for a change that ACK accepts and does not apply.
 */
export async function reconcile(step: Step, context: Context): Promise<void> {
  await lookAtExtras(step, context);
  const updates = pending(step);
  if (updates.length === 0) return;
  const names: Names = (via) => updates.filter((update) => update.via === via).map(({ property }) => property);
  const target = names("UpgradeCluster").length > 0 ? await findUpgrade(step, context) : undefined;
  if (names("InstallClusterAddons").length > 0) await checkAddonConfigs(step, context);

  try {
    await make(names, target, step, context);
  } catch (error) {
    const isBusy = error instanceof AckError && error.isBusy;
    if (isBusy && (await isFreeAgain(step, error, context))) return reconcile(step, context);
    await lookAtExtras(step, context).catch(() => undefined);
    throw error;
  }
  await proveApplied(step, context);
}

/** What other operations than DescribeClusterDetail tell: a part of the changes may show only there. */
async function lookAtExtras(step: Step, context: Context): Promise<void> {
  step.seen(await withExtras(step.last, { ...step.olds, ...step.news }, step.place, context));
}

type Names = (via: Operation) => readonly string[];

async function make(names: Names, target: string | undefined, step: Step, context: Context): Promise<void> {
  if (names("MigrateCluster").length > 0) await migrate(step, context);
  const modified = withCompanions(names("ModifyCluster"), step.news);
  if (modified.length > 0) await modify(modified, step, context);
  if (names("TagResources").length > 0) await changeTags(step, context);
  for (const operation of ["UpdateKMSEncryption", "UpdateClusterAuditLogConfig", "UpdateControlPlaneLog"] as const) {
    if (names(operation).length > 0) await configure(operation, names(operation), step, context);
  }
  if (target !== undefined) await upgradeCluster(target, step, context);
  if (names("InstallClusterAddons").length > 0) await changeAddons(step, context);
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

/** An EIP of the user's goes with the word that there shall be one. */
function withCompanions(names: readonly string[], news: Values): readonly string[] {
  const pair = ["endpointPublicAccess", "apiServerEipId"];
  if (!names.some((name) => pair.includes(name)) || news.endpointPublicAccess === false) return names;
  return [...new Set([...names, ...pair.filter((name) => news[name] !== undefined)])];
}

/** The changes still to be made, by what the cluster reports. */
function pending(step: Step): readonly Update[] {
  const { last, olds, news, applied } = step;
  const recorded = recordedOf(olds);
  const values = { ...outputsOf(last, olds, {}), ...toldInFull(last), ...toldAddons(step) };
  const { changes, refusals } = differences({ ...recorded, values }, news);
  const faults = [...refusals, ...checkPreconditions(values, news, changes)];
  if (faults.length > 0) throw new Refused(faults);
  const updates = changes.filter(
    (change): change is Update => change.kind === "update" && !applied.has(change.property),
  );
  const tags = wantedTags({ last, olds, news });
  const others = updates.filter(({ property }) => property !== "tags");
  const hasTags = Object.keys(tags.set).length + tags.removed.length > 0;
  return hasTags ? [...others, { property: "tags", kind: "update", via: "TagResources" }] : others;
}

/** Objects with all their fields: what is recorded has only those that the program managed so far. */
function toldInFull(last: Values): Values {
  return Object.fromEntries(
    Object.entries(reportedBy(last)).filter(([name, value]) => name !== "tags" && isObject(value)),
  );
}

/** Add-ons as they are installed, those that the program begins to manage and those that it takes out among them. */
function toldAddons({ last, olds, news, left }: Step): Values {
  const isManaged = recordedOf(olds).names.has("addons");
  const wishes = (news.addons ?? (isManaged ? [] : undefined)) as readonly Addon[] | undefined;
  const answer = last.ListClusterAddonInstances;
  if (wishes === undefined || !isObject(answer)) return {};
  const instances = instancesIn(answer.addons);
  const before = isManaged ? ((olds.addons ?? []) as readonly Addon[]) : [];
  const isIn = (list: readonly { readonly name: string }[], name: string) => list.some((one) => one.name === name);
  const toGo = before.filter(({ name }) => !isIn(wishes, name) && isIn(instances, name) && !left.has(name));
  // One that ACK needs is taken out, or disabled, by being left as it is.
  const leftAlone = wishes.filter(({ name }) => left.has(name));
  const others = wishes.filter(({ name }) => !left.has(name));
  return { addons: [...observedAddons(others, instances, before), ...leftAlone, ...toGo] };
}

/** "Updated" is said only once the cluster shows it, or where nothing can show it. */
async function proveApplied(step: Step, context: Context): Promise<void> {
  const { place, deadline } = step;
  const { clock, settings, signal } = context;
  const missing = () => pending(step).filter(({ property }) => isProvable(property));
  const left = () => missing().filter(({ property }) => isTold(property, step.last));
  const poll = async () => {
    step.seen(await withExtras(await detail(place, context), { ...step.olds, ...step.news }, place, context));
    return { state: left().length === 0 ? ("shown" as const) : ("not shown" as const), value: undefined };
  };
  const wait = {
    what: `cluster ${place.id} to show the changes`,
    until: ["shown"] as const,
    through: ["not shown"] as const,
    pollIntervalMs: settings.pollIntervalMs,
    deadline: Math.min(deadline, clock.now() + SHOWN_WITHIN_MS),
  };
  try {
    await waitFor<"shown" | "not shown", undefined>(poll, wait, clock, signal);
  } catch (error) {
    if (!(error instanceof WaitFailed)) throw error;
    const told = reportedBy(step.last);
    const stale = left().map(({ property }) => describe(property, told[property], step.news[property]));
    throw new Problem(
      `cluster ${place.id}: ACK accepted the change but does not apply it: the cluster still has ${stale.join(", ")}`,
    );
  }
  for (const { property } of missing()) {
    context.warn(`${property} of cluster ${place.id} is changed, but ACK does not tell what the cluster has now`);
    step.applied.add(property);
  }
}

/** True where the last look tells the property, as it is or that there is none. */
function isTold(property: string, last: Values): boolean {
  if (property === "addons") return last.ListClusterAddonInstances !== undefined;
  return reportedBy(last)[property] !== undefined;
}

/** Configurations of add-ons and tags can hold credentials: their values are not shown. */
function describe(property: string, told: unknown, wanted: unknown): string {
  if (property === "addons") return "other add-ons than wanted";
  if (property !== "tags") return `${property} (${show(told)}, not ${show(wanted)})`;
  const [had, wish] = [told ?? {}, wanted ?? {}] as Readonly<Record<string, string>>[];
  const keys = Object.keys({ ...had, ...wish }).filter((key) => had?.[key] !== wish?.[key]);
  return `other tags than wanted (${keys.join(", ")})`;
}
