import { isDeepStrictEqual } from "node:util";
import { isObject, kind, type Shape, special } from "../table/shapes";
import { containsUnknown } from "../table/unknown";

/** An add-on's configuration: an object, or the JSON text of one. */
export type AddonConfig = string | { readonly [key: string]: unknown };

/** An add-on to install with the cluster. */
export interface Addon {
  readonly name: string;
  readonly config?: AddonConfig;
  readonly version?: string;
  readonly disabled?: boolean;
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

function isUnset(config: unknown): boolean {
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
      fault(`must be the JSON text of an object; got text of ${String(value).length} characters that is not`);
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
function configText(config: AddonConfig): string {
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
        addonConfig.same(addon.config ?? "", other.config ?? "")
      );
    })
  );
}
