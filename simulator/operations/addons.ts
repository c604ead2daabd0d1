import { z } from "zod";
import type { CatalogueAddon } from "../steering/options";
import type { AddonInstance, Cluster } from "../world/cluster";
import { invalid, missing } from "../world/refusal";
import { addonNotFound, knownAddon } from "./addonRules";
import { type Answer, type Call, clusterOf } from "./call";
import { readNoQuery, readQuery, texts } from "./input";

const CATALOGUE_QUERY = z.strictObject(
  texts("cluster_id", "cluster_spec", "cluster_type", "cluster_version", "profile", "region_id"),
);

/** ListAddons (vendor page): by cluster, or by kind of cluster. */
export function listAddons(call: Call): Answer {
  checkWhose(call, readQuery(call.query, CATALOGUE_QUERY));
  return { body: { addons: call.world.settings.addons.map((addon) => catalogueItem(addon, newest(addon))) } };
}

const ADDON_QUERY = CATALOGUE_QUERY.extend(texts("version"));

/**
 * DescribeAddon (vendor page): one add-on, of the newest version unless the request names one. A version that is no
 * longer offered is not found, although clusters have it (terraform-provider-alicloud 1.289).
 */
export function describeAddon(call: Call): Answer {
  const query = readQuery(call.query, ADDON_QUERY);
  checkWhose(call, query);
  const addon = knownAddon(call.path.addonName ?? "", call.world.settings.addons);
  const version = query.version ?? newest(addon);
  if (addon.withdrawn?.includes(version)) throw addonNotFound(addon.name);
  const at = addon.versions.indexOf(version);
  if (at < 0) throw invalid("version", `${addon.name} has no version ${version}`);
  const newer = addon.versions.slice(at + 1);
  return {
    body: {
      ...catalogueItem(addon, version),
      newer_versions: newer.map((one) => ({ version: one, upgradable: true, minimum_cluster_version: "" })),
    },
  };
}

/** ListClusterAddonInstances (vendor page). */
export function listClusterAddonInstances(call: Call): Answer {
  readNoQuery(call.query);
  const cluster = clusterOf(call);
  const addons = [...cluster.addons.values()].map(({ name, state, version }) => ({ name, state, version }));
  return { body: { addons } };
}

/** GetClusterAddonInstance (vendor page). */
export function getClusterAddonInstance(call: Call): Answer {
  readNoQuery(call.query);
  const cluster = clusterOf(call);
  const addon = cluster.addons.get(call.path.addonName ?? "");
  if (addon === undefined) throw addonNotFound(call.path.addonName ?? "");
  const { name, state, version, config } = addon;
  const told = call.world.settings.tellsAddonConfig ? { config } : {};
  return { body: { name, state, version, ...told, logging: logging(addon, cluster) } };
}

function logging(addon: AddonInstance, cluster: Cluster): Record<string, unknown> {
  const { components, project } = cluster.controlPlaneLog;
  const enabled = components.includes(addon.name);
  return {
    capable: addon.required,
    enabled,
    log_project: enabled ? project : "",
    logstore: enabled ? addon.name : "",
  };
}

function checkWhose(call: Call, query: { cluster_id?: string | undefined; cluster_type?: string | undefined }): void {
  if (query.cluster_id !== undefined) call.world.cluster(query.cluster_id, call);
  else if (query.cluster_type === undefined) throw missing("cluster_type");
}

function newest(addon: CatalogueAddon): string {
  return addon.versions.at(-1) ?? "";
}

function catalogueItem(addon: CatalogueAddon, version: string): Record<string, unknown> {
  const isRequired = addon.required === true;
  return {
    name: addon.name,
    version,
    category: addon.category,
    managed: isRequired,
    install_by_default: isRequired || addon.default === true,
    supported_actions: isRequired ? ["Upgrade"] : ["Install", "Upgrade", "Modify", "Uninstall"],
    config_schema: addon.configSchema ?? "{}",
    architecture: ["amd64", "arm64"],
  };
}
