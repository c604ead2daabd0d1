import { AckError } from "../../../ack/errors";
import type { Values } from "../../../table/check";
import { plain } from "../../../table/values";
import { at, type Client } from "../../context/client";
import { Problem } from "../../context/problem";
import { describeAddon, type NewCluster, newClusterQuery, type OfferedAddon } from "../../observe/offers";
import { type Addon, isUnset, parseConfig } from "../../properties/addons";
import type { Step } from "../step";

/**
 * Checks configurations against the add-ons' own schemas, where ACK gives one, before anything is changed.
 *
 * @throws Problem with every fault; never with a configured value, which may be a credential.
 */
export async function checkAddonConfigs({ place, news, last, context }: Step): Promise<void> {
  const client = at(place, `checking the add-ons of cluster ${place.id}`, context);
  const query = { cluster_id: place.id, region_id: place.region, cluster_version: plain(last.current_version ?? "") };
  await checkConfigs((news.addons ?? []) as Addon[], query, "nothing was changed", client);
}

/**
 * The same for the add-ons of a cluster that is to be created.
 *
 * @throws Problem with every fault; never with a configured value, which may be a credential.
 */
export async function checkNewAddonConfigs(inputs: Values, client: Client): Promise<void> {
  const { addons, clusterSpec, kubernetesVersion } = inputs;
  const query = await newClusterQuery({ clusterSpec, kubernetesVersion } as NewCluster, client);
  await checkConfigs((addons ?? []) as Addon[], query, "no cluster was created", client);
}

async function checkConfigs(
  addons: readonly Addon[],
  query: Readonly<Record<string, string>>,
  consequence: string,
  client: Client,
): Promise<void> {
  const faults: string[] = [];
  for (const addon of addons) {
    if (addon.disabled === true || addon.config === undefined || isUnset(addon.config)) continue;
    const { found, otherVersion } = await checkConfig(addon, query, client);
    if (otherVersion === undefined) faults.push(...found.map((text) => `  - ${addon.name}: ${text}`));
    else if (found.length > 0) {
      client.context.warn(
        `the configuration of add-on ${addon.name} does not fit the schema of version ${otherVersion}, and ACK no longer offers version ${addon.version} to check it by: ${found.join("; ")}`,
      );
    }
  }
  if (faults.length === 0) return;
  const text = `${client.attempt}: the configuration does not fit the add-on's schema, and ${consequence}:`;
  throw new Problem([text, ...faults].join("\n"));
}

interface SchemaCheck {
  readonly found: readonly string[];
  /** The version whose schema was used, where ACK no longer describes the wished one. */
  readonly otherVersion?: string | undefined;
}

/**
 * Checks a configuration against the schema of the wished version. DescribeAddon answers AddonNotFound for a version that is
 * no longer offered, although it runs: the schema of the offered version then shows what is probably wrong. Source:
 * terraform-provider-alicloud 1.289. Warns where nothing was checked.
 */
async function checkConfig(
  addon: Addon,
  query: Readonly<Record<string, string>>,
  client: Client,
): Promise<SchemaCheck> {
  const { name, version } = addon;
  const wanted = given(query);
  try {
    if (version === undefined) return checkAgainst(await describeAddon(name, wanted, client), addon, client);
    const exact = await describeAddon(name, { ...wanted, version }, client).catch((error: unknown) => {
      if (error instanceof AckError && error.is("AddonNotFound")) return undefined;
      throw error;
    });
    if (exact !== undefined) return checkAgainst(exact, addon, client);
    const offered = await describeAddon(name, wanted, client);
    return { ...checkAgainst(offered, addon, client), otherVersion: offered.version ?? "unknown" };
  } catch (error) {
    if (!(error instanceof AckError)) throw error;
    warnUnchecked(name, error.message, client);
    return { found: [] };
  }
}

function checkAgainst(
  { schema, hasUnreadableSchema }: OfferedAddon,
  { name, config }: Addon,
  client: Client,
): SchemaCheck {
  const found = schema === undefined ? [] : schemaFaults(schema, parseConfig(config));
  if (hasUnreadableSchema || found === undefined) {
    warnUnchecked(name, "ACK gives a schema for it that cannot be read", client);
  }
  return { found: found ?? [] };
}

function warnUnchecked(name: string, reason: string, { context }: Client): void {
  context.warn(`the configuration of add-on ${name} was not checked: ${reason}`);
}

function given(query: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ""));
}

/** The add-on as ACK offers it; `{}` where ACK does not report it. */
export async function offeredAddon(
  name: string,
  query: Readonly<Record<string, string>>,
  client: Client,
): Promise<OfferedAddon> {
  try {
    return await describeAddon(name, given(query), client);
  } catch (error) {
    if (error instanceof AckError) return {};
    throw error;
  }
}

/** `undefined` for a schema that cannot be read: it refuses nothing. */
function schemaFaults(schema: object, config: unknown): string[] | undefined {
  // Loaded at the first schema, since no preview has one.
  const { default: Ajv } = require("ajv") as typeof import("ajv");
  try {
    const validate = new Ajv({ strict: false, allErrors: true, logger: false }).compile(schema);
    if (validate(config)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message }) => `${instancePath || "the configuration"} ${message ?? "is not allowed"}`,
    );
  } catch {
    return undefined;
  }
}
