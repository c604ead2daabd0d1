import Ajv from "ajv";
import { AckError } from "../../../ack/errors";
import type { Operation } from "../../../ack/operations";
import { waitFor } from "../../../ack/wait";
import type { Values } from "../../../table/check";
import { plain } from "../../../table/shapes";
import type { Context } from "../../context/context";
import { Problem } from "../../context/problem";
import { readInstances } from "../../observe/extras";
import { type NewCluster, newClusterQuery } from "../../observe/newCluster";
import { describeAddon, type OfferedAddon } from "../../observe/offeredAddon";
import { TaskFailed } from "../../observe/wait";
import { recordedNames, recordedOf } from "../../preview/plan";
import {
  type Addon,
  addonConfig,
  configText,
  type Instance,
  isUnset,
  observedConfig,
  parseConfig,
  wantsOtherVersion,
} from "../../properties/addons";
import type { Step } from "../step";
import { change } from "./modify";

/** A list may lag behind a task that is over; an add-on that is absent after this long was not installed. */
const LISTED_WITHIN_MS = 60_000;

/** What one add-on needs to become what the program wants. */
export type AddonChange = { readonly kind: "uninstall" | "install" | "upgrade" | "configure"; readonly addon: Addon };

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

function changeOf(
  addon: Addon,
  instance: Instance | undefined,
  before: Addon | undefined,
): AddonChange["kind"] | undefined {
  if (instance === undefined) return "install";
  if (wantsOtherVersion(addon, instance, before)) return "upgrade";
  return addonConfig.same(addon.config ?? "", observedConfig(addon, instance, before) ?? "") ? undefined : "configure";
}

/** Makes the changes one after the other: ACK works on one add-on of a cluster at a time. */
export async function changeAddons(step: Step, context: Context): Promise<void> {
  const { place, olds, news } = step;
  const wanted = (news.addons ?? []) as Addon[];
  const before = recordedOf(olds).names.has("addons") ? ((olds.addons ?? []) as Addon[]) : [];
  const instances = await readInstances(wanted, place, context);
  for (const { kind, addon } of addonChanges(before, wanted, instances)) {
    if (kind === "uninstall" && (await isNeeded(addon, step, context))) {
      context.warn(`add-on ${addon.name} of cluster ${place.id} is needed by ACK itself and stays`);
      step.left.add(addon.name);
      continue;
    }
    const outcome = await makeChange(kind, addon, instances, step, context);
    if (outcome !== "gone") await awaitAddon(addon, kind, outcome, step, context);
    if (kind !== "uninstall") record(addon, step);
  }
}

/** What was made counts as wished from now on, so that an update that fails later tells it. */
function record(addon: Addon, step: Step): void {
  const others = recordedOf(step.olds).names.has("addons") ? ((step.olds.addons ?? []) as Addon[]) : [];
  const addons = [...others.filter(({ name }) => name !== addon.name), addon];
  step.olds = { ...step.olds, addons, __inputs: recordedNames(step.olds, { addons }) };
}

/** True for an add-on that ACK does not uninstall. Source: DescribeAddon `supported_actions`. */
async function isNeeded({ name }: Addon, { place }: Step, context: Context): Promise<boolean> {
  const query = { cluster_id: place.id, region_id: place.region };
  const attempt = `uninstalling add-on ${name} of cluster ${place.id}`;
  const { actions } = await offered(name, query, place.region, attempt, context);
  return actions !== undefined && actions.length > 0 && !actions.some((action) => /^uninstall$/i.test(action));
}

/** How a change ended: `over` where its task is proven to be. */
type Outcome = "over" | "accepted" | "gone";

async function makeChange(
  kind: AddonChange["kind"],
  addon: Addon,
  instances: readonly Instance[],
  step: Step,
  context: Context,
): Promise<Outcome> {
  const { name, version } = addon;
  const config = addon.config === undefined || isUnset(addon.config) ? {} : { config: configText(addon.config) };
  const current = instances.find((instance) => instance.name === name)?.version;
  const id = step.place.id;
  const path = { ClusterId: id, clusterId: id, componentId: name };
  const requests: Record<AddonChange["kind"], readonly [Operation, unknown]> = {
    install: ["InstallClusterAddons", [{ name, ...(version !== undefined && { version }), ...config }]],
    upgrade: [
      "UpgradeClusterAddons",
      [{ component_name: name, next_version: version, ...(current !== undefined && { version: current }), ...config }],
    ],
    configure: ["ModifyClusterAddon", config],
    uninstall: [
      "UnInstallClusterAddons",
      [
        {
          name,
          ...(addon.cleanupCloudResources !== undefined && { cleanup_cloud_resources: addon.cleanupCloudResources }),
        },
      ],
    ],
  };
  const [operation, body] = requests[kind];
  return whenFree(
    () => change(operation, path, body, `${doing[kind]} add-on ${name} of cluster ${id}`, step, context),
    kind,
    addon,
    step,
    context,
  );
}

/** ACK refuses an operation while another one is at work on the cluster's add-ons: it is asked again, until the deadline. */
async function whenFree(
  make: () => Promise<Outcome>,
  kind: AddonChange["kind"],
  { name }: Addon,
  step: Step,
  context: Context,
): Promise<Outcome> {
  for (;;) {
    try {
      return await make();
    } catch (error) {
      const isGone = error instanceof AckError && (error.is("AddonNotFound") || error.isClusterNotFound);
      if (isGone && kind === "uninstall") return "gone";
      const isBusy = (error instanceof AckError || error instanceof TaskFailed) && error.isBusy;
      if (!isBusy || context.clock.now() + context.settings.busyIntervalMs > step.deadline) throw error;
      context.report({ state: "busy", stage: `add-on ${name}`, elapsedMs: 0 });
      await context.clock.sleep(context.settings.busyIntervalMs, context.signal);
    }
  }
}

/** An operation without a task, and one whose task ends early, shows its end in the instance's state. */
async function awaitAddon(
  { name }: Addon,
  kind: AddonChange["kind"],
  outcome: Outcome,
  { place, deadline }: Step,
  context: Context,
): Promise<void> {
  const { clock } = context;
  // Once its task is over, nothing else will install it: only the list may lag.
  const absentUntil = outcome === "over" && kind !== "uninstall" ? clock.now() + LISTED_WITHIN_MS : deadline;
  const poll = async () => {
    const instance = (await readInstances([], place, context)).find((candidate) => candidate.name === name);
    const absent = clock.now() < absentUntil || kind === "uninstall" ? "absent" : "absent after its task";
    return { state: instance === undefined ? absent : (instance.state ?? "active"), value: undefined };
  };
  const wait = {
    what: `add-on ${name} of cluster ${place.id} to be ${kind === "uninstall" ? "gone" : "active"}`,
    until: kind === "uninstall" ? ["absent"] : ["active"],
    through:
      kind === "uninstall"
        ? ["active", "deleting", "uninstalling"]
        : ["absent", "installing", "initial", "updating", "upgrading"],
    pollIntervalMs: context.settings.pollIntervalMs,
    deadline,
  };
  await waitFor<string, undefined>(poll, wait, clock, context.signal);
}

/**
 * Judges configurations by the add-ons' own schemas, where ACK gives one, before anything is changed.
 *
 * @throws Problem with every fault; never with a configured value, which may be a credential.
 */
export async function checkAddonConfigs(
  { place, news, last }: Pick<Step, "place" | "news" | "last">,
  context: Context,
): Promise<void> {
  const attempt = `checking the add-ons of cluster ${place.id}`;
  const query = { cluster_id: place.id, region_id: place.region, cluster_version: plain(last.current_version ?? "") };
  await checkConfigs((news.addons ?? []) as Addon[], query, place.region, attempt, "changed", context);
}

/**
 * The same for the add-ons of a cluster that is to be made.
 *
 * @throws Problem with every fault; never with a configured value, which may be a credential.
 */
export async function checkNewAddonConfigs(
  { addons, clusterSpec, kubernetesVersion }: Values,
  region: string,
  attempt: string,
  context: Context,
): Promise<void> {
  const query = await newClusterQuery({ clusterSpec, kubernetesVersion } as NewCluster, region, attempt, context);
  await checkConfigs((addons ?? []) as Addon[], query, region, attempt, "made", context);
}

async function checkConfigs(
  addons: readonly Addon[],
  query: Readonly<Record<string, string>>,
  region: string,
  attempt: string,
  done: "changed" | "made",
  context: Context,
): Promise<void> {
  const faults: string[] = [];
  for (const { name, config, version = "", disabled } of addons) {
    if (disabled === true || config === undefined || isUnset(config)) continue;
    const { schema } = await offered(name, { ...query, version }, region, attempt, context);
    if (schema !== undefined)
      faults.push(...schemaFaults(schema, parseConfig(config)).map((text) => `  - ${name}: ${text}`));
  }
  if (faults.length > 0)
    throw new Problem(
      [`${attempt}: the configuration does not fit the add-on's schema, and nothing was ${done}:`, ...faults].join(
        "\n",
      ),
    );
}

/** What ACK tells of an add-on; nothing where it may not be asked. */
async function offered(
  name: string,
  query: Readonly<Record<string, string>>,
  region: string,
  attempt: string,
  context: Context,
): Promise<OfferedAddon> {
  const given = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ""));
  try {
    return await describeAddon(name, given, region, attempt, context);
  } catch (error) {
    if (error instanceof AckError) return {};
    throw error;
  }
}

function schemaFaults(schema: object, config: unknown): string[] {
  try {
    const validate = new Ajv({ strict: false, allErrors: true, logger: false }).compile(schema);
    if (validate(config)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message }) => `${instancePath || "the configuration"} ${message ?? "is not allowed"}`,
    );
  } catch {
    // A schema that cannot be read judges nothing.
    return [];
  }
}
