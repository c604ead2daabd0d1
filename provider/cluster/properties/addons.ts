import { isDeepStrictEqual } from "node:util";
import { flag, record, type Shape, special, text, type ValueOf } from "../../table/shapes";
import {
  containsUnknown,
  defined,
  isObject,
  isText,
  kind,
  objectInJson,
  objectsIn,
  plain,
  show,
  unquoted,
} from "../../table/values";
import { exactText, parseExact } from "./exactJson";

/** An add-on's configuration: an object, or the JSON text of one. */
export type AddonConfig = string | { readonly [key: string]: unknown };

/** An add-on as it is installed in a cluster. Source: ListClusterAddonInstances, GetClusterAddonInstance. */
export interface Instance {
  readonly name: string;
  readonly version?: string;
  readonly state?: string;
  /** JSON text, empty where it has none; absent where it was not requested or not reported. */
  readonly config?: string;
}

/** The instances of an answer: those with a name, each with as much of it as is text. */
export function instancesIn(addons: unknown): Instance[] {
  const text = (value: unknown) => (typeof value === "string" ? value : undefined);
  return objectsIn(addons).flatMap((addon) => {
    const [name, version, state, config] = [addon.name, addon.version, addon.state, addon.config].map(text);
    return name === undefined ? [] : defined({ name, version, state, config });
  });
}

/** The object that a configuration stands for; `undefined` where text is not the JSON of an object. */
export function parseConfig(config: unknown): Record<string, unknown> | undefined {
  return isObject(config) ? config : objectInJson(config);
}

/** The same for a comparison: numbers in text that JavaScript would round differ as they do in the text. */
function exactConfig(config: unknown): Record<string, unknown> | undefined {
  if (parseConfig(config) === undefined) return undefined;
  return (typeof config === "string" ? parseExact(config) : config) as Record<string, unknown>;
}

/** The add-ons of a state, which may hold anything: those with a name, and their versions where these are text. */
export function recordedAddons(addons: unknown): Addon[] {
  return objectsIn(addons).flatMap(({ version, ...addon }) =>
    isText(addon.name) ? [{ ...addon, name: addon.name, ...(isText(version) && { version }) }] : [],
  );
}

export function isUnset(config: unknown): boolean {
  return config === undefined || config === "" || (isObject(config) && Object.keys(config).length === 0);
}

/** Configurations can hold credentials, so an error never shows one. */
export const addonConfig: Shape<AddonConfig> = special(
  "an object, or the JSON text of an object",
  (value, fault) => {
    if (isUnset(value)) return;
    if (typeof value !== "string" && !isObject(value))
      fault(`must be an object, or the JSON text of an object; got ${kind(value)}`);
    else if (parseConfig(value) === undefined && !containsUnknown(value)) {
      fault(`must be the JSON text of an object; got text of ${plain(value).length} characters that is not`);
    }
  },
  {
    typescript: {
      output: "string | { [key: string]: unknown }",
      input: "pulumi.Input<string | { [key: string]: unknown }>",
    },
    schema: { $ref: "pulumi.json#/Any" },
    same: (a, b) => (isUnset(a) ? isUnset(b) : isDeepStrictEqual(exactConfig(a) ?? a, exactConfig(b) ?? b)),
  },
);

export const addon = record("Addon", {
  name: {
    shape: text('an add-on\'s name such as "logtail-ds"', /^[A-Za-z0-9][A-Za-z0-9_.-]*$/),
    doc: "The add-on's name, such as `logtail-ds`. A name can occur only once.",
    required: true,
  },
  config: {
    shape: addonConfig,
    doc: "The add-on's configuration: an object, or the JSON text of one. Text is sent unchanged; both are compared as JSON. Default: the add-on's own configuration.",
  },
  version: {
    shape: text('an add-on version such as "v1.11.3.5"', /\S/),
    doc: "The add-on's version, such as `v1.11.3.5`. Default: the newest version for the cluster.",
  },
  cleanupCloudResources: {
    shape: flag,
    doc: "Whether uninstalling the add-on also deletes its cloud resources. Default: `false`.",
  },
  disabled: {
    shape: flag,
    doc: "Whether the add-on is kept uninstalled; `true` uninstalls an installed one. Default: `false`.",
  },
});

/** An add-on to install with the cluster. */
export type Addon = ValueOf<typeof addon>;

/** The text that ACK is sent: text byte for byte, an object as its JSON. */
export function configText(config: AddonConfig): string {
  return typeof config === "string" ? config : JSON.stringify(config);
}

/** Add-ons as CreateCluster takes them. An empty configuration is omitted. */
export function encodeAddons(addons: readonly Addon[]): unknown[] {
  return addons.map(({ name, version, config: given, disabled }) => {
    const config = given === undefined || isUnset(given) ? undefined : configText(given);
    return defined({ name, version, config, disabled });
  });
}

/** The versions of the installed add-ons, by name. */
export function addonVersions({
  addons,
}: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> | undefined {
  if (!Array.isArray(addons)) return undefined;
  return Object.fromEntries(instancesIn(addons).flatMap(({ name, version }) => (version ? [[name, version]] : [])));
}

/** The reason why an edit asks for an older version of an add-on. */
export function olderAddon(from: readonly Addon[], to: readonly Addon[]): string | undefined {
  const recorded = recordedAddons(from);
  for (const { name, version } of recordedAddons(to)) {
    const before = recorded.find((addon) => addon.name === name)?.version;
    if (before !== undefined && version !== undefined && compareAddonVersions(version, before) < 0) {
      return `cannot downgrade ${unquoted(name)} from ${unquoted(before)} to ${unquoted(version)}: set its version to ${show(before)} or later, or remove the version`;
    }
  }
  return undefined;
}

/**
 * Negative where `a` is older than `b`: number by number up to the first hyphen, then part by part. Parts that differ
 * and are no numbers have no order: 0. Neither has a hash, also one whose digits all happen to be decimal.
 */
export function compareAddonVersions(a: string, b: string): number {
  const [left, right] = [versionParts(a), versionParts(b)];
  for (let index = 0; index < Math.max(left.numbers.length, right.numbers.length); index++) {
    const difference = (left.numbers[index] ?? 0) - (right.numbers[index] ?? 0);
    if (difference !== 0) return difference;
  }
  for (let index = 0; index < Math.min(left.tail.length, right.tail.length); index++) {
    const [one, other] = [left.tail[index] as string, right.tail[index] as string];
    if (one === other) continue;
    return isNumber(one) && isNumber(other) ? Number(one) - Number(other) : 0;
  }
  return 0;
}

/** Of seven digits or more, only a date such as 20261101 has an order: commit hashes are as long. */
function isNumber(part: string): boolean {
  return /^\d{1,6}$/.test(part) || /^20\d\d[01]\d[0-3]\d(\d{4}|\d{6})?$/.test(part);
}

function versionParts(text: string): { numbers: number[]; tail: string[] } {
  const [head = "", ...rest] = text.split("-");
  return { numbers: (head.match(/\d+/g) ?? []).map(Number), tail: rest.flatMap((part) => part.split(".")) };
}

/**
 * True where the wished version is to be installed: it is newer, or the program changed it and the order of the two is unknown.
 *
 * @param before  the add-on as it was wished so far
 */
export function wantsOtherVersion({ version }: Addon, instance: Instance, before: Addon | undefined): boolean {
  if (version === undefined || version === instance.version) return false;
  const order = instance.version === undefined ? 0 : compareAddonVersions(version, instance.version);
  return order > 0 || (order === 0 && version !== before?.version);
}

/**
 * The add-ons of a program as the cluster has them: drift by instance, in the program's own spelling where nothing
 * differs. An add-on that is not installed is omitted; one that upgraded itself keeps the wished version.
 *
 * @param recorded  the add-ons as they were wished so far
 */
export function observedAddons(
  wishes: readonly Addon[],
  instances: readonly Instance[],
  recorded: readonly Addon[] = wishes,
): Addon[] {
  return wishes.flatMap((wish) => {
    const instance = instances.find(({ name }) => name === wish.name);
    if (instance === undefined) return wish.disabled ? [wish] : [];
    const before = recorded.find(({ name }) => name === wish.name);
    const { disabled, version: _version, config: _config, ...rest } = wish;
    const [version, config] = [observedVersion(wish, instance, before), observedConfig(wish, instance, before)];
    return [{ ...rest, ...(disabled === false && { disabled }), ...defined({ version, config }) }];
  });
}

/** A version that is not reported stays as it was wished so far. */
function observedVersion(wish: Addon, instance: Instance, before: Addon | undefined): string | undefined {
  if (wish.version === undefined) return undefined;
  if (instance.version === undefined) return before?.version;
  const isOlder = compareAddonVersions(instance.version, wish.version) < 0;
  return isOlder || wantsOtherVersion(wish, instance, before) ? instance.version : wish.version;
}

/**
 * The part of the cluster's configuration whose keys occur in a wish: other keys are the add-on's own defaults. A
 * configuration that is not reported stays as it was wished so far.
 */
export function observedConfig(wish: Addon, instance: Instance, before: Addon | undefined): AddonConfig | undefined {
  const { config } = wish;
  if (config === undefined || isUnset(config)) return config;
  if (instance.config === undefined) return before?.config;
  const reported = instance.config === "" ? {} : exactConfig(instance.config);
  if (reported === undefined) return config === instance.config ? config : instance.config;
  const ours = within(reported, [exactConfig(config), exactConfig(before?.config)]);
  if (isDeepStrictEqual(ours, exactConfig(config))) return config;
  const text = exactText(ours);
  return typeof config === "string" ? text : (JSON.parse(text) as Record<string, unknown>);
}

/** The part of an object that has a key in one of the patterns, at any depth. */
function within(value: Readonly<Record<string, unknown>>, patterns: readonly unknown[]): Record<string, unknown> {
  const objects = patterns.filter(isObject);
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => {
      const parts = objects.filter((pattern) => Object.hasOwn(pattern, key)).map((pattern) => pattern[key]);
      if (parts.length === 0) return [];
      return [[key, isObject(item) && parts.some(isObject) ? within(item, parts) : item]];
    }),
  );
}

/** Equal in meaning: the same add-ons by name, whatever their order, each with an equal configuration. */
export function sameAddons(a: readonly Addon[], b: readonly Addon[]): boolean {
  if (![a, b].every((list) => Array.isArray(list) && list.every(isObject))) return isDeepStrictEqual(a, b);
  const others = new Map(b.map((addon) => [addon.name, addon]));
  return (
    a.length === b.length &&
    a.every((addon) => {
      const other = others.get(addon.name);
      return (
        other !== undefined &&
        addon.version === other.version &&
        (addon.disabled ?? false) === (other.disabled ?? false) &&
        (addon.cleanupCloudResources ?? false) === (other.cleanupCloudResources ?? false) &&
        addonConfig.same(addon.config ?? "", other.config ?? "")
      );
    })
  );
}
