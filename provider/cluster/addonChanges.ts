import Ajv from "ajv";
import { AckError } from "../ack/errors";
import type { Operation } from "../ack/operations";
import { waitFor } from "../ack/wait";
import type { Values } from "../table/check";
import { plain } from "../table/shapes";
import {
  type Addon,
  addonConfig,
  compareAddonVersions,
  configText,
  type Instance,
  isUnset,
  parseConfig,
} from "./addons";
import { change } from "./changes";
import type { Context } from "./context";
import { readInstances } from "./extras";
import { recordedOf } from "./plan";
import { Problem } from "./problem";
import type { Step } from "./step";

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
    const kind = changeOf(addon, installed.get(addon.name));
    if (kind !== undefined) changes.push({ kind, addon });
  }
  return changes.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}

function changeOf(addon: Addon, instance: Instance | undefined): AddonChange["kind"] | undefined {
  if (instance === undefined) return "install";
  if (
    addon.version !== undefined &&
    instance.version !== undefined &&
    compareAddonVersions(addon.version, instance.version) > 0
  )
    return "upgrade";
  if (addon.config === undefined || isUnset(addon.config)) return undefined;
  return addonConfig.same(addon.config, instance.config ?? "") ? undefined : "configure";
}

/** Makes the changes one after the other: ACK works on one add-on of a cluster at a time. */
export async function changeAddons(step: Step, context: Context): Promise<void> {
  const { place, olds, news } = step;
  const wanted = (news.addons ?? []) as Addon[];
  const before = recordedOf(olds).names.has("addons") ? ((olds.addons ?? []) as Addon[]) : [];
  const instances = await readInstances(wanted, place, context);
  for (const { kind, addon } of addonChanges(before, wanted, instances)) {
    await makeChange(kind, addon, instances, step, context);
    await awaitAddon(addon, kind, step, context);
  }
}

async function makeChange(
  kind: AddonChange["kind"],
  addon: Addon,
  instances: readonly Instance[],
  step: Step,
  context: Context,
): Promise<void> {
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
  await whenFree(
    () => change(operation, path, body, `${doing[kind]} add-on ${name} of cluster ${id}`, step, context),
    kind,
    addon,
    step,
    context,
  );
}

/** ACK refuses an operation while another one is at work on the cluster's add-ons: it is asked again, until the deadline. */
async function whenFree(
  make: () => Promise<void>,
  kind: AddonChange["kind"],
  { name }: Addon,
  step: Step,
  context: Context,
): Promise<void> {
  for (;;) {
    try {
      return await make();
    } catch (error) {
      const isGone = error instanceof AckError && error.is("AddonNotFound");
      if (isGone && kind === "uninstall") return;
      const isBusy = error instanceof AckError && (/Addon status not match/i.test(error.text) || error.isBusy);
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
  { place, deadline }: Step,
  context: Context,
): Promise<void> {
  const poll = async () => {
    const instance = (await readInstances([], place, context)).find((candidate) => candidate.name === name);
    return { state: instance === undefined ? "absent" : plain(instance.state ?? "active"), value: undefined };
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
  await waitFor<string, undefined>(poll, wait, context.clock, context.signal);
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
  const faults: string[] = [];
  for (const { name, config, version, disabled } of (news.addons ?? []) as Addon[]) {
    if (disabled === true || config === undefined || isUnset(config)) continue;
    const query = {
      cluster_id: place.id,
      region_id: place.region,
      ...(version !== undefined && { version }),
      cluster_version: plain(last.current_version ?? ""),
    };
    const schema = await configSchema(name, query, place.region, attempt, context);
    if (schema !== undefined)
      faults.push(...schemaFaults(schema, parseConfig(config)).map((text) => `  - ${name}: ${text}`));
  }
  if (faults.length > 0)
    throw new Problem(
      [`${attempt}: the configuration does not fit the add-on's schema, and nothing was changed:`, ...faults].join(
        "\n",
      ),
    );
}

/** The JSON schema of an add-on's configuration. Source: DescribeAddon `config_schema`. */
export async function configSchema(
  name: string,
  query: Readonly<Record<string, string>>,
  region: string,
  attempt: string,
  context: Context,
): Promise<object | undefined> {
  const given = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ""));
  try {
    const answer = (await context
      .ack(region)
      .call("DescribeAddon", { path: { addonName: name }, query: given, attempt }, context.signal)) as Values;
    return typeof answer.config_schema === "string" ? parseConfig(answer.config_schema) : undefined;
  } catch (error) {
    if (error instanceof AckError) return undefined;
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
