import { Command, InvalidArgumentError } from "commander";
import { closest } from "fastest-levenshtein";
import { keyFamilies } from "../provider/ack/keyFamilies";
import { settingKey, settingRows } from "../provider/ack/settings";
import { inRegion } from "../provider/cluster/context/client";
import type { Context } from "../provider/cluster/context/context";
import type { Place } from "../provider/cluster/context/place";
import { placeOf } from "../provider/cluster/context/place";
import { listClusters } from "../provider/cluster/observe/clusters";
import { clusterId, regionId } from "../provider/cluster/properties/shapes";
import { standaloneContext } from "../provider/hosts/standalone";
import { isValid } from "../provider/table/shapes";
import { isExpected, UsageFault } from "./exit";
import type { Io } from "./io";
import { errColours, plain } from "./text";

/** The flags that every command has. */
export interface CommonFlags {
  readonly region?: string;
  readonly profile?: string;
  readonly config?: Readonly<Record<string, string>>;
  readonly json?: boolean;
}

/** True for the name of a flag that every command has. */
export function isCommonFlag(name: string): boolean {
  return addCommonFlags(new Command()).options.some(({ short, long }) => name === short || name === long);
}

/** A command; the flags that every one has are added to its own in the end. */
export function command(name: string, summary: string): Command {
  const sentence = `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`;
  return new Command(name).summary(summary).description(sentence);
}

export function addCommonFlags(command: Command): Command {
  return command
    .optionsGroup("Common options:")
    .option("--region <region>", "the region, such as cn-hangzhou; default: ALICLOUD_REGION")
    .option("--profile <name>", "a profile of the Alibaba Cloud CLI; default: the keys in the environment")
    .option(
      "-c, --config <key=value>",
      "a provider setting with its namespace (alicloud: or ack-serverless:), as in a stack's configuration; repeatable; never a secret, because other users of this machine can read command lines",
      setting,
    )
    .option("--json", "write the result as JSON");
}

function setting(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const [, key, value] = /^([a-z-]+:\w+)=(.*)$/s.exec(text) ?? [];
  if (key === undefined || value === undefined)
    throw new InvalidArgumentError(
      'Write it as <namespace>:<key>=value, such as "ack-serverless:vpcEndpoint=true" or "alicloud:endpoints={…}".',
    );
  const known = settingRows.map(([name]) => settingKey(name));
  if (!known.includes(key))
    throw new InvalidArgumentError(`There is no setting ${key}; did you mean ${closest(key, known)}?`);
  return { ...before, [key]: value };
}

/** Reads a whole number within bounds, both included. */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
  };
}

/** The settings that flags give, before the environment. */
function lookup({ region, profile, config = {} }: CommonFlags) {
  const flags: Readonly<Record<string, string | undefined>> = {
    ...config,
    ...(region !== undefined && { "alicloud:region": region }),
    ...(profile !== undefined && { "alicloud:profile": profile }),
  };
  return (key: string) => flags[key];
}

/** What a command works with: its flags go before the environment. */
export function contextOf(flags: CommonFlags, io: Io): Context {
  // A profile that is asked for goes before keys that happen to be in the environment.
  const keys = keyFamilies.flatMap(({ id, secret, token }) => [id, secret, token]);
  const env =
    flags.profile === undefined
      ? io.env
      : Object.fromEntries(Object.entries(io.env).filter(([name]) => !keys.includes(name)));
  return standaloneContext({
    config: lookup(flags),
    env,
    clock: io.clock,
    warn: (text) => io.err(`${errColours(io).yellow("warning:")} ${text}\n`),
  });
}

/** A cluster as the command line names it. @throws UsageFault when its region is not known. */
export function placeFrom(id: string, { settings }: Context): Place {
  if (settings.region === undefined && !id.includes("/"))
    throw new UsageFault(
      'the region is not known: set --region or ALICLOUD_REGION, or write the id as "<region>/<cluster id>"',
    );
  const region = id.includes("/") ? id.split("/", 1)[0] : settings.region;
  if (!isValid(regionId, region)) throw new UsageFault(`"${region}" is not a region: use ${regionId.expects}`);
  return placeOf(id, { regionId: region });
}

export function writeJson<T>(value: T, io: Io): void {
  io.out(`${JSON.stringify(value, null, 2)}\n`);
}

/** True for what looks like a cluster's id: a name or a task's id does not. */
export function isClusterId(id: string): boolean {
  return isValid(clusterId, id);
}

/**
 * Does something with what the command line names, which fails for a cluster's name: ids are what ACK takes.
 *
 * @throws UsageFault that tells the id where a cluster has that name
 */
export async function pointingFromName<T>(place: Place, context: Context, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isClusterId(place.id) || !isExpected(error)) throw error;
    const ids = await idsOf(place, context);
    if (ids.length === 0) throw error;
    throw new UsageFault(`"${place.id}" is the name of a cluster: use its id, ${ids.join(" or ")}`);
  }
}

async function idsOf({ id: name, region }: Place, context: Context): Promise<string[]> {
  try {
    const client = inRegion(region, `looking for a cluster named ${JSON.stringify(name)}`, context);
    const clusters = await listClusters({ name }, client);
    return clusters.filter((cluster) => cluster.name === name).map(({ cluster_id }) => plain(cluster_id));
  } catch {
    // What failed before is said instead.
    return [];
  }
}
