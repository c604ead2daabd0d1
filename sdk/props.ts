import * as pulumi from "@pulumi/pulumi";
import type { ConfigNamespace } from "../provider/ack/settings";
import { withFacts } from "../provider/cluster/state/facts";
import { assertHostFindsProvider } from "./hostLookup";
import { withLeastCli } from "./leastCli";

/**
 * All of the provider's code that a stack's state holds. It is frozen for ever, so that a state made by any version
 * works with any other.
 */
export const providerLine = 'exports.handler = () => require("pulumi-ack-serverless/dynamic").provider;';

/** The type of a dynamic ServerlessCluster. States hold it, so it never changes. */
export const clusterType = "pulumi-nodejs:dynamic/ack:ServerlessCluster";

const stackType = "pulumi:pulumi:Stack";

/** The plugin's type of the same resource: a program that moves back from the plugin finds its cluster. */
export const pluginType = "ack-serverless:index:ServerlessCluster";

/** A resource's options, with the alias that takes over a cluster of the plugin as it is. */
export function resourceOptions(args: object, opts: pulumi.CustomResourceOptions): pulumi.CustomResourceOptions {
  return pulumi.mergeOptions(deletingFirst(args, opts), { aliases: [withLeastCli({ type: pluginType })] });
}

/**
 * Options that make a replacement delete the old cluster first, unless the program says otherwise: two clusters cannot
 * have one name. The engine asks no provider for the order of a replacement that `--replace`, a taint, `replaceWith` or
 * `replacementTrigger` causes. Deleting the cluster that `adopt` names would leave nothing to adopt.
 */
export function deletingFirst(args: object, opts: pulumi.CustomResourceOptions): pulumi.CustomResourceOptions {
  const isDecided = opts.deleteBeforeReplace !== undefined || (args as { adopt?: unknown }).adopt !== undefined;
  return isDecided ? opts : { ...opts, deleteBeforeReplace: true };
}

/** What a dynamic ServerlessCluster hands to the engine: its arguments, a place for each output, and hidden facts. */
export function resourceProps(
  type: string,
  name: string,
  args: object,
  outputs: readonly string[],
  opts: pulumi.CustomResourceOptions,
): pulumi.Inputs {
  assertHostFindsProvider();
  const timeouts = timeoutsInSeconds(opts.customTimeouts);
  if (opts.provider === undefined) warnOfPlainKeys("alicloud", "in the stack's configuration and in its state");
  const props = { ...Object.fromEntries(outputs.map((output) => [output, undefined])), ...args };
  // An output among the props is text by the time the provider sees it.
  const urn = urnOf(type, name, opts.parent) as unknown as string;
  const secrets = secretPaths(args);
  return withFacts(props, {
    provider: providerLine,
    urn,
    ...(timeouts && { timeouts }),
    // Outputs, too, are plain values by the time the provider sees them; an undefined one is omitted.
    secrets: secrets as unknown as string[][],
    // The engine encrypts an output only if its input of the same name is secret. `wishes` has no such input, but
    // copies of secret ones.
    wishes: secrets.apply((paths) =>
      paths.length === 0 ? undefined : pulumi.secret(Object.fromEntries(paths.map(([name = ""]) => [name, true]))),
    ) as unknown as object & {
      readonly [name: string]: unknown;
    },
  });
}

/** Where the arguments are secret, without the indexes of lists: a dynamic provider gets all values in clear. */
function secretPaths(args: object): pulumi.Output<string[][]> {
  return pulumi.output(
    pathsIn(args, []).then((paths) => {
      const different = new Map(paths.map((path) => [JSON.stringify(path), path]));
      return [...different.values()].toSorted();
    }),
  );
}

/** Objects of any class, as the engine takes them. Resources, assets and archives hold far more than arguments. */
function hasParts(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const { Resource, asset } = pulumi;
  return ![Resource, asset.Asset, asset.Archive].some((type) => type.isInstance(value));
}

async function pathsIn(value: unknown, path: string[]): Promise<string[][]> {
  if (pulumi.Output.isInstance(value) || value instanceof Promise) {
    // A promise that is rejected fails the resource itself.
    const isSecret = await pulumi.isSecret(pulumi.output(value)).catch(() => false);
    return isSecret ? [path] : [];
  }
  if (!hasParts(value)) return [];
  const parts = Array.isArray(value)
    ? value.map((item) => pathsIn(item, path))
    : Object.entries(value).map(([name, part]) => pathsIn(part, [...path, name]));
  return (await Promise.all(parts)).flat();
}

/**
 * The resource's URN, which the engine does not pass to a dynamic provider. A parent's URN is awaited apart from its
 * dependencies: an output would wait for all of the parent's children, this one among them.
 */
function urnOf(type: string, name: string, parent: pulumi.Resource | undefined): pulumi.Output<string> {
  if (parent === undefined || (parent as { __pulumiType?: string }).__pulumiType === stackType)
    return pulumi.createUrn(name, type);
  const parentUrn = new Promise<string>((resolve) => {
    parent.urn.apply((urn) => resolve(urn));
  });
  return pulumi.output(parentUrn).apply((urn) => pulumi.createUrn(name, type, urn));
}

const warned = new Set<string>();

/** Warns once about each key that the stack's configuration holds in plain text. Only a program can see that. */
export function warnOfPlainKeys(namespace: ConfigNamespace, where: string): void {
  const { allConfig, isConfigSecret } = pulumi.runtime as typeof pulumi.runtime & {
    isConfigSecret?(key: string): boolean;
  };
  for (const key of [`${namespace}:secretKey`, `${namespace}:securityToken`]) {
    if (allConfig()[key] === undefined || isConfigSecret?.(key) !== false) continue;
    const stack = `${pulumi.getProject()}/${pulumi.getStack()}`;
    if (warned.has(`${stack} ${key}`)) continue;
    warned.add(`${stack} ${key}`);
    void pulumi.log.warn(`${key} is stored in plain text, ${where}: set it with "pulumi config set --secret ${key}"`);
  }
}

const unitSeconds: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 0.001 };

/** `customTimeouts` in seconds: the engine does not hand them to a dynamic provider. */
export function timeoutsInSeconds(timeouts: pulumi.CustomTimeouts | undefined): Record<string, number> | undefined {
  if (timeouts === undefined) return undefined;
  const entries = Object.entries(timeouts).filter(([, duration]) => duration !== undefined);
  return Object.fromEntries(
    entries.map(([operation, duration]) => [operation, seconds(operation, duration as string)]),
  );
}

function seconds(operation: string, duration: string): number {
  const parts = [...duration.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s)/gy)];
  if (parts.length === 0 || parts.map(([part]) => part).join("") !== duration) {
    throw new Error(
      `customTimeouts.${operation} must be a duration such as "30m" or "1h30m"; got ${JSON.stringify(duration)}`,
    );
  }
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (unitSeconds[unit as string] as number), 0);
}
