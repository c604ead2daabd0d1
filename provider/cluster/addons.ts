import { isDeepStrictEqual } from "node:util";
import { isObject, kind, plain, type Shape, special } from "../table/shapes";
import { containsUnknown } from "../table/unknown";

/** An add-on's configuration: an object, or the JSON text of one. */
export type AddonConfig = string | { readonly [key: string]: unknown };

/** An add-on to install with the cluster. */
export interface Addon {
  readonly name: string;
  readonly config?: AddonConfig;
  readonly version?: string;
  readonly cleanupCloudResources?: boolean;
  readonly disabled?: boolean;
}

/** An add-on as it is installed in a cluster. Source: ListClusterAddonInstances, GetClusterAddonInstance. */
export interface Instance {
  readonly name: string;
  readonly version?: string;
  readonly state?: string;
  /** JSON text; absent where it was not asked for. */
  readonly config?: string;
}

/** The instances of an answer: those with a name, each with as much of it as is text. */
export function instancesIn(addons: unknown): Instance[] {
  const text = (value: unknown) => (typeof value === "string" ? value : undefined);
  return (Array.isArray(addons) ? addons : []).filter(isObject).flatMap((addon) => {
    const [name, version, state, config] = [addon.name, addon.version, addon.state, addon.config].map(text);
    if (name === undefined) return [];
    return {
      name,
      ...(version !== undefined && { version }),
      ...(state !== undefined && { state }),
      ...(config !== undefined && { config }),
    };
  });
}

/** The object that a configuration stands for; `undefined` where text is not the JSON of an object. */
export function parseConfig(config: unknown): Record<string, unknown> | undefined {
  if (typeof config !== "string") return isObject(config) ? config : undefined;
  try {
    const parsed: unknown = JSON.parse(config);
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
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
    same: (a, b) => (isUnset(a) ? isUnset(b) : isDeepStrictEqual(parseConfig(a) ?? a, parseConfig(b) ?? b)),
  },
);

/** The text that ACK is sent: text byte for byte, an object as its JSON. */
export function configText(config: AddonConfig): string {
  return typeof config === "string" ? config : JSON.stringify(config);
}

/** Add-ons as CreateCluster takes them. An empty configuration is left out. */
export function encodeAddons(addons: readonly Addon[]): unknown[] {
  return addons.map(({ name, version, config, disabled }) => ({
    name,
    ...(version !== undefined && { version }),
    ...(config !== undefined && !isUnset(config) && { config: configText(config) }),
    ...(disabled !== undefined && { disabled }),
  }));
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
  for (const { name, version } of to) {
    const before = from.find((addon) => addon.name === name)?.version;
    if (before !== undefined && version !== undefined && compareAddonVersions(version, before) < 0) {
      return `cannot take ${name} back from ${before} to ${version}: set its version to ${JSON.stringify(before)} or later, or take the version out`;
    }
  }
  return undefined;
}

/** Negative where `a` is older than `b`: versions are compared number by number. */
export function compareAddonVersions(a: string, b: string): number {
  const numbers = (text: string) => (text.split("-", 1)[0]?.match(/\d+/g) ?? []).map(Number);
  const [left, right] = [numbers(a), numbers(b)];
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/**
 * The add-ons of a program as the cluster has them: drift by instance, in the program's own spelling where nothing
 * differs. An add-on that is not there is left out; one that upgraded itself keeps the wished version.
 */
export function observedAddons(wishes: readonly Addon[], instances: readonly Instance[]): Addon[] {
  return wishes.flatMap((wish) => {
    const instance = instances.find(({ name }) => name === wish.name);
    if (instance === undefined) return wish.disabled ? [wish] : [];
    const { disabled, ...rest } = wish;
    return [
      {
        ...rest,
        ...(disabled === false && { disabled }),
        ...observedVersion(wish, instance),
        ...observedConfig(wish, instance),
      },
    ];
  });
}

function observedVersion({ version }: Addon, instance: Instance): Pick<Addon, "version"> {
  if (version === undefined || instance.version === undefined) return {};
  return { version: compareAddonVersions(instance.version, version) > 0 ? version : instance.version };
}

function observedConfig({ config }: Addon, instance: Instance): Pick<Addon, "config"> {
  if (config === undefined || isUnset(config) || instance.config === undefined) return {};
  if (addonConfig.same(config, instance.config)) return {};
  return { config: typeof config === "string" ? instance.config : (parseConfig(instance.config) ?? instance.config) };
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
