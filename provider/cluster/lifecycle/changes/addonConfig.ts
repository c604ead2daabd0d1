import Ajv from "ajv";
import { AckError } from "../../../ack/errors";
import type { Values } from "../../../table/check";
import { plain } from "../../../table/values";
import { at, type Client } from "../../context/client";
import { Problem } from "../../context/problem";
import { type NewCluster, newClusterQuery } from "../../observe/newCluster";
import { describeAddon, type OfferedAddon } from "../../observe/offeredAddon";
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
  for (const { name, config, version = "", disabled } of addons) {
    if (disabled === true || config === undefined || isUnset(config)) continue;
    const { schema } = await offeredAddon(name, { ...query, version }, client);
    if (schema !== undefined)
      faults.push(...schemaFaults(schema, parseConfig(config)).map((text) => `  - ${name}: ${text}`));
  }
  if (faults.length === 0) return;
  const text = `${client.attempt}: the configuration does not fit the add-on's schema, and ${consequence}:`;
  throw new Problem([text, ...faults].join("\n"));
}

/** The add-on as ACK offers it; `{}` where ACK does not report it. */
export async function offeredAddon(
  name: string,
  query: Readonly<Record<string, string>>,
  client: Client,
): Promise<OfferedAddon> {
  const given = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ""));
  try {
    return await describeAddon(name, given, client);
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
    // A schema that cannot be read refuses nothing.
    return [];
  }
}
