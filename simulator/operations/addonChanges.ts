import { z } from "zod";
import type { CatalogueAddon } from "../steering/options";
import type { AddonInstance, Cluster } from "../world/cluster";
import { invalid, Refusal } from "../world/refusal";
import { TASK_MS, type Task, type TaskType } from "../world/task";
import { start } from "../world/work";
import { addonNotFound, checkConfig, checkLogAgents, instance, knownAddon } from "./addonRules";
import { addAddonResource } from "./build";
import { type Answer, accepted, type Call, clusterIn } from "./call";
import { readBody, texts } from "./input";

const INSTALL = z.array(z.strictObject({ name: z.string(), ...texts("version", "config") })).min(1, "at least one");

/** InstallClusterAddons (vendor page): the body is a bare array. */
export function installClusterAddons(call: Call): Answer {
  const requests = readBody(call.body, INSTALL);
  const cluster = idle(call, "InstallClusterAddons");
  const instances = requests.map((request, index) => {
    if (request.config !== undefined) checkConfig(`body[${index}].config`, request.config);
    if (cluster.addons.has(request.name)) throw badRequest(`addon ${request.name} is already installed`);
    return instance(request, call.world.settings.addons);
  });
  checkLogAgents([...cluster.addons.keys(), ...instances.map((one) => one.name)]);
  return work(call, cluster, "cluster_addon_install", instances, (addon) => {
    cluster.addons.set(addon.name, addon);
    addAddonResource(call.world, cluster, addon.name);
  });
}

const UNINSTALL = z
  .array(z.strictObject({ name: z.string(), cleanup_cloud_resources: z.boolean().optional() }))
  .min(1, "at least one");

/** UnInstallClusterAddons (vendor page): the body is a bare array; ACK's own add-ons stay. */
export function unInstallClusterAddons(call: Call): Answer {
  const requests = readBody(call.body, UNINSTALL);
  const cluster = idle(call, "UnInstallClusterAddons");
  const instances = requests.map((request) => {
    const found = installed(cluster, request.name);
    if (found.required) throw badRequest(`addon ${request.name} is required by the cluster`);
    return found;
  });
  for (const one of instances) one.state = "deleting";
  return work(call, cluster, "cluster_addon_uninstall", instances, (addon) => cluster.addons.delete(addon.name));
}

const UPGRADE = z
  .array(
    z.strictObject({
      component_name: z.string(),
      next_version: z.string(),
      ...texts("version", "config"),
      policy: z.enum(["overwrite", "canary"]).optional(),
    }),
  )
  .min(1, "at least one");

/** UpgradeClusterAddons (vendor page): the body is a bare array; versions only go up. */
export function upgradeClusterAddons(call: Call): Answer {
  const requests = readBody(call.body, UPGRADE);
  const cluster = idle(call, "UpgradeClusterAddons");
  const instances = requests.map((request, index) => {
    const found = installed(cluster, request.component_name);
    if (request.config !== undefined) checkConfig(`body[${index}].config`, request.config);
    checkUpgrade(found, request, index, knownAddon(found.name, call.world.settings.addons));
    return found;
  });
  for (const one of instances) one.state = "upgrading";
  return work(call, cluster, "cluster_addon_upgrade", instances, (addon) => {
    const request = requests.find((one) => one.component_name === addon.name);
    addon.version = request?.next_version ?? addon.version;
    addon.config = request?.config ?? addon.config;
  });
}

const MODIFY = z.strictObject(texts("config"));

/**
 * ModifyClusterAddon (vendor page): the answer has no body, so that its task is found only in the list of tasks
 * (terraform-provider-alicloud 1.289); the add-on is `updating` until it is done.
 */
export function modifyClusterAddon(call: Call): Answer {
  const { config = "" } = readBody(call.body, MODIFY);
  const { clock, settings } = call.world;
  const {
    lengthMs = TASK_MS.addon,
    updatingAfterMs = 0,
    taskListedAfterMs = 0,
    namesTask,
  } = settings.addonModification;
  const cluster = idle(call, "ModifyClusterAddon");
  const addon = installed(cluster, call.path.addonName ?? "");
  if (config !== "") checkConfig("config", config);
  const begin = () => {
    if (task.state === "running") addon.state = "updating";
  };
  const task = startAddonWork(call, { cluster, type: "cluster_addon_modify", addons: [addon], lengthMs }, () => {
    addon.config = config;
  });
  task.listedFromMs = clock.now() + clock.length(taskListedAfterMs);
  if (updatingAfterMs === 0) begin();
  else clock.after(clock.length(updatingAfterMs), begin);
  return namesTask === true ? accepted(call, { cluster_id: cluster.id, task_id: task.id }) : {};
}

/** The cluster, if it is running and no other operation is changing its add-ons. */
function idle(call: Call, operation: string): Cluster {
  const cluster = clusterIn(call, operation);
  if (cluster.addonTask !== undefined) throw badRequest("Addon status not match");
  return cluster;
}

function installed(cluster: Cluster, name: string): AddonInstance {
  const found = cluster.addons.get(name);
  if (found === undefined) throw addonNotFound(name);
  return found;
}

function checkUpgrade(
  found: AddonInstance,
  request: { next_version: string; version?: string | undefined },
  index: number,
  known: CatalogueAddon,
): void {
  const at = `body[${index}]`;
  if (request.version !== undefined && request.version !== found.version) {
    throw invalid(`${at}.version`, `${found.name} is ${found.version}`);
  }
  if (known.versions.indexOf(request.next_version) <= known.versions.indexOf(found.version)) {
    throw invalid(`${at}.next_version`, `${found.name} ${found.version} cannot become ${request.next_version}`);
  }
}

function badRequest(message: string): Refusal {
  return new Refusal(400, "BadRequest", message);
}

/** Work on some add-ons of a cluster. */
interface AddonWork {
  readonly cluster: Cluster;
  readonly type: TaskType;
  readonly addons: readonly AddonInstance[];
  readonly lengthMs?: number;
}

/** Starts the task of an operation on add-ons, and returns the answer. */
function work(
  call: Call,
  cluster: Cluster,
  type: TaskType,
  addons: readonly AddonInstance[],
  apply: (addon: AddonInstance) => void,
): Answer {
  const task = startAddonWork(call, { cluster, type, addons }, apply);
  return accepted(call, { cluster_id: cluster.id, task_id: task.id });
}

/** Starts the task. The part of one add-on can fail while the task itself succeeds. */
function startAddonWork(call: Call, one: AddonWork, apply: (addon: AddonInstance) => void): Task {
  const { cluster, type, addons, lengthMs = TASK_MS.addon } = one;
  const settle = (): void => {
    for (const addon of addons) addon.state = "active";
  };
  return start(call.world, {
    type,
    cluster,
    lengthMs,
    onAddons: true,
    fail: settle,
    succeed: (running) => {
      settle();
      running.results = addons.map((addon) => part(running, addon, apply));
    },
  });
}

function part(task: Task, addon: AddonInstance, apply: (addon: AddonInstance) => void): Task["results"][number] {
  if (task.planned?.addon === addon.name) {
    return { data: JSON.stringify({ name: addon.name, message: task.planned.message }), status: "failed" };
  }
  apply(addon);
  return { data: JSON.stringify({ name: addon.name }), status: "success" };
}
