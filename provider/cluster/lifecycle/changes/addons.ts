import { AckError } from "../../../ack/errors";
import type { Operation } from "../../../ack/operations";
import { at } from "../../context/client";
import { readInstances } from "../../observe/extras";
import { poll } from "../../observe/settle";
import {
  type Addon,
  addonConfig,
  configText,
  type Instance,
  isUnset,
  observedConfig,
  recordedAddons,
  wantsOtherVersion,
} from "../../properties/addons";
import { withFacts } from "../../state/facts";
import { recordedNames, recordedOf } from "../../state/recorded";
import type { Step } from "../step";
import { whileBusy } from "../whileBusy";
import { offeredAddon } from "./addonConfig";
import { awaitModification, modificationTasks } from "./addonModification";
import { change } from "./change";

/** A list may lag behind a task that is over; an add-on that is absent after this long was not installed. */
const LISTED_WITHIN_MS = 60_000;

type Kind = "uninstall" | "install" | "upgrade" | "configure";

/** What one add-on needs to become what the program wants. */
export type AddonChange = { readonly kind: Kind; readonly addon: Addon };

const doing = {
  uninstall: "uninstalling",
  install: "installing",
  upgrade: "upgrading",
  configure: "configuring",
} as const;
const order = ["uninstall", "install", "upgrade", "configure"] as const;

/**
 * The changes between the installed add-ons and the wanted ones, by name. Uninstalling comes first: add-ons can exclude
 * each other.
 *
 * @param before  the add-ons that the program managed so far: only these are uninstalled when they are taken out
 */
export function addonChanges(
  before: readonly Addon[],
  wanted: readonly Addon[],
  instances: readonly Instance[],
): AddonChange[] {
  const installed = new Map(instances.map((instance) => [instance.name, instance]));
  const isWanted = (name: string) => wanted.some((addon) => addon.name === name && addon.disabled !== true);
  const gone = [...before, ...wanted].filter(({ name }) => installed.has(name) && !isWanted(name));
  const changes: AddonChange[] = [...new Map(gone.map((addon) => [addon.name, addon])).values()].map((addon) => ({
    kind: "uninstall",
    addon,
  }));
  for (const addon of wanted.filter(({ disabled }) => disabled !== true)) {
    const recorded = before.find(({ name }) => name === addon.name);
    const kind = changeOf(addon, installed.get(addon.name), recorded);
    if (kind !== undefined) changes.push({ kind, addon });
  }
  return changes.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}

function changeOf(addon: Addon, instance: Instance | undefined, before: Addon | undefined): Kind | undefined {
  if (instance === undefined) return "install";
  if (wantsOtherVersion(addon, instance, before)) return "upgrade";
  return addonConfig.same(addon.config ?? "", observedConfig(addon, instance, before) ?? "") ? undefined : "configure";
}

/** The add-ons that the program managed so far. */
export function managedAddons({ olds }: Pick<Step, "olds">): readonly Addon[] {
  return recordedOf(olds).names.has("addons") ? recordedAddons(olds.addons) : [];
}

/** Makes the changes one after the other: ACK works on one add-on of a cluster at a time. */
export async function changeAddons(step: Step): Promise<void> {
  const { place, news, context } = step;
  const wanted = (news.addons ?? []) as Addon[];
  const instances = await readInstances(wanted, place, context);
  for (const one of addonChanges(managedAddons(step), wanted, instances)) {
    const { kind, addon } = one;
    if (kind === "uninstall" && (await isNeeded(addon, step))) {
      context.warn(`add-on ${addon.name} of cluster ${place.id} stays installed: ACK itself needs it`);
      step.needed.add(addon.name);
      continue;
    }
    const outcome = await makeChange(one, instances, step);
    if (outcome === "over" || outcome === "accepted") await awaitAddon(one, outcome, step);
    if (kind !== "uninstall") record(addon, step);
    // The work on an add-on can outlast its task by minutes.
    step.isDescribed = false;
  }
}

/** Counts an applied change as wished, so that an update that fails later records it. */
function record(addon: Addon, step: Step): void {
  const addons = [...managedAddons(step).filter(({ name }) => name !== addon.name), addon];
  step.olds = withFacts({ ...step.olds, addons }, { inputs: recordedNames(step.olds, { addons }) });
}

/** True for an add-on that ACK does not uninstall. Source: DescribeAddon `supported_actions`. */
async function isNeeded({ name }: Addon, { place, context }: Step): Promise<boolean> {
  const query = { cluster_id: place.id, region_id: place.region };
  const client = at(place, `uninstalling add-on ${name} of cluster ${place.id}`, context);
  const { actions } = await offeredAddon(name, query, client);
  return actions !== undefined && actions.length > 0 && !actions.some((action) => /^uninstall$/i.test(action));
}

/** How a change ended: `over` where its task is proven to be, `settled` where the instance is, too. */
type Outcome = "over" | "accepted" | "settled" | "gone";

async function makeChange(one: AddonChange, instances: readonly Instance[], step: Step): Promise<Outcome> {
  const { kind, addon } = one;
  const { name } = addon;
  const current = instances.find((instance) => instance.name === name)?.version;
  const [operation, body] = requestOf(one, current);
  const attempt = `${doing[kind]} add-on ${name} of cluster ${step.place.id}`;
  const parts = { path: { componentId: name }, body };
  try {
    return await whileBusy(async () => {
      if (kind !== "configure") return change(operation, attempt, parts, step);
      const earlierTasks = await modificationTasks(step);
      await change(operation, attempt, parts, step);
      const before = managedAddons(step).find((managed) => managed.name === name);
      await awaitModification({ addon, before, earlierTasks, attempt }, step);
      return "settled";
    }, step.context);
  } catch (error) {
    const isGone = error instanceof AckError && (error.is("AddonNotFound") || error.isClusterNotFound);
    if (isGone && kind === "uninstall") return "gone";
    throw error;
  }
}

function requestOf({ kind, addon }: AddonChange, current: string | undefined): readonly [Operation, unknown] {
  const { name, version, cleanupCloudResources: cleanup } = addon;
  const config = addon.config === undefined || isUnset(addon.config) ? {} : { config: configText(addon.config) };
  switch (kind) {
    case "install":
      return ["InstallClusterAddons", [{ name, ...(version !== undefined && { version }), ...config }]];
    case "upgrade": {
      const from = current !== undefined && { version: current };
      return ["UpgradeClusterAddons", [{ component_name: name, next_version: version, ...from, ...config }]];
    }
    case "configure":
      return ["ModifyClusterAddon", config];
    case "uninstall":
      return ["UnInstallClusterAddons", [{ name, ...(cleanup !== undefined && { cleanup_cloud_resources: cleanup }) }]];
  }
}

/** A task can end before its work does, which the instance's state shows. */
async function awaitAddon({ kind, addon: { name } }: AddonChange, outcome: Outcome, step: Step): Promise<void> {
  const { place, context } = step;
  const { clock } = context;
  const isUninstall = kind === "uninstall";
  // Once its task is over, nothing else will install it: only the list may lag.
  const absentUntil = outcome === "over" && !isUninstall ? clock.now() + LISTED_WITHIN_MS : context.deadline;
  const look = async () => {
    const instance = (await readInstances([], place, context)).find((candidate) => candidate.name === name);
    const absent = clock.now() < absentUntil || isUninstall ? "absent" : "not installed";
    return { state: instance === undefined ? absent : (instance.state ?? "active"), value: undefined };
  };
  const wait = {
    subject: `add-on ${name} of cluster ${place.id}`,
    goal: isUninstall ? "gone" : "active",
    until: isUninstall ? ["absent"] : ["active"],
    through: isUninstall
      ? ["active", "deleting", "uninstalling"]
      : ["absent", "installing", "initial", "updating", "upgrading"],
  };
  await poll<string, undefined>(look, wait, context);
}
