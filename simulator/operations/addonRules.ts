import { z } from "zod";
import type { CatalogueAddon } from "../steering/options";
import type { AddonInstance } from "../world/cluster";
import { invalid, Refusal } from "../world/refusal";
import type { CreateBody } from "./createBody";
import { readJson } from "./input";

const CONFIG = z.looseObject({});

/** Two log agents that exclude each other. */
const LOG_AGENTS = ["logtail-ds", "loongcollector"] as const;

/** The add-ons of a new cluster: the required ones, the default ones unless disabled, and the requested ones. */
export function readAddons(body: CreateBody, catalogue: readonly CatalogueAddon[]): AddonInstance[] {
  const wanted = body.addons ?? [];
  wanted.forEach((addon, index) => {
    knownAddon(addon.name, catalogue);
    if (wanted.findIndex((other) => other.name === addon.name) !== index) {
      throw invalid(`addons[${index}].name`, "the add-on occurs twice");
    }
    if (addon.config !== undefined) checkConfig(`addons[${index}].config`, addon.config);
  });
  const off = new Set(wanted.filter((addon) => addon.disabled === true).map((addon) => addon.name));
  const on = wanted.filter((addon) => addon.disabled !== true);
  const implied = impliedAddons(body, catalogue).filter(
    (name) => !off.has(name) && !on.some((one) => one.name === name),
  );
  const instances = [...implied.map((name) => ({ name })), ...on].map((one) => instance(one, catalogue));
  checkLogAgents(instances.map((one) => one.name));
  return instances;
}

/** The installed form of an add-on. Its version is the newest unless the request names one. */
export function instance(
  request: { name: string; version?: string | undefined; config?: string | undefined },
  catalogue: readonly CatalogueAddon[],
): AddonInstance {
  const known = knownAddon(request.name, catalogue);
  const version = request.version ?? known.versions.at(-1) ?? "";
  if (!known.versions.includes(version)) throw invalid("version", `${request.name} has no version ${version}`);
  return {
    name: request.name,
    version,
    config: request.config ?? "",
    state: "active",
    required: known.required === true,
  };
}

/** @throws Refusal AddonNotFound. */
export function knownAddon(name: string, catalogue: readonly CatalogueAddon[]): CatalogueAddon {
  const known = catalogue.find((one) => one.name === name);
  if (known === undefined) throw addonNotFound(name);
  return known;
}

export function addonNotFound(name: string): Refusal {
  return new Refusal(404, "AddonNotFound", `addon {${name}} not found`);
}

/** An add-on's configuration is JSON text, encoded a second time. */
export function checkConfig(field: string, config: string): void {
  readJson(field, config, CONFIG);
}

/** @throws Refusal when both log agents are present. */
export function checkLogAgents(names: readonly string[]): void {
  if (LOG_AGENTS.every((agent) => names.includes(agent))) {
    throw new Refusal(400, "BadRequest", `${LOG_AGENTS.join(" and ")} exclude each other`);
  }
}

function impliedAddons(body: CreateBody, catalogue: readonly CatalogueAddon[]): string[] {
  const standing = catalogue.filter((one) => one.required === true || one.default === true).map((one) => one.name);
  const dns = body.service_discovery_types?.includes("CoreDNS") === true ? ["coredns"] : [];
  return [...standing, ...dns.filter((name) => catalogue.some((one) => one.name === name))];
}
