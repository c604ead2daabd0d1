import type { Timeouts } from "./exchange";
import { type EnvironmentKeys, environmentKeys, keyFamilies } from "./keyFamilies";
import { endpoints, flag, type Kind, milliseconds, text, wholeNumber } from "./settingKinds";

/** One setting: everything that is said of it, here, in programs, in the plugin's schema and in the documentation. */
export interface Setting<T = unknown> {
  readonly kind: Kind<T>;
  readonly standard: T | undefined;
  /** The section of the documentation. */
  readonly group: "account" | "connection" | "pace" | "safety";
  /** A sentence or more, for the reader of a program, a schema or a page. */
  readonly doc: string;
  /** What the page of settings says besides. */
  readonly note?: string;
  /** In pulumi-alicloud's own namespace, as that package has it, too. */
  readonly isShared?: true;
  /** Kept secret in the state. */
  readonly isSecret?: true;
  /** The variables that stand in for it, the first one set winning. */
  readonly environment?: readonly string[];
  /** The SDKs of all languages read the variables themselves, and record what they read. */
  readonly isReadBySdks?: true;
}

type Facts = Omit<Setting, "kind" | "standard">;

const account = (facts: Omit<Facts, "group" | "isShared">): Setting<string> => ({
  kind: text,
  standard: undefined,
  group: "account",
  isShared: true,
  ...facts,
});

const setting = <T>(kind: Kind<T>, standard: T, facts: Facts): Setting<T> & { readonly standard: T } => ({
  kind,
  standard,
  ...facts,
});

/** All settings, by name, in the order of the documentation. */
export const settingTable = {
  region: account({
    doc: "The region of clusters that name none, such as `cn-hangzhou`.",
    note: "It is recorded when a cluster is created, and kept.",
    environment: ["ALICLOUD_REGION", "ALIBABA_CLOUD_REGION", "ALIBABA_CLOUD_REGION_ID"],
    isReadBySdks: true,
  }),
  accessKey: account({ doc: "Access key id.", environment: keyFamilies.map(({ id }) => id), isSecret: true }),
  secretKey: account({
    doc: "Access key secret.",
    note: "Set it with `--secret`: Pulumi writes the whole configuration into the state.",
    environment: keyFamilies.map(({ secret }) => secret),
    isSecret: true,
  }),
  securityToken: account({
    doc: "Security token of temporary credentials.",
    note: "Set it with `--secret`.",
    environment: [...new Set(keyFamilies.map(({ token }) => token))],
    isSecret: true,
  }),
  profile: account({
    doc: "A profile of the Alibaba Cloud CLI (`~/.aliyun/config.json`).",
    environment: ["ALICLOUD_PROFILE"],
  }),
  endpoints: setting(
    endpoints,
    {},
    {
      group: "connection",
      isShared: true,
      doc: "Addresses to use instead of the region's own.",
      note: 'In configuration they are JSON: `{"cs": "https://…", "sts": "https://…", "vpc": "https://…", "ecs": "https://…"}`. `http` is allowed for this machine\'s own addresses only.',
    },
  ),
  vpcEndpoint: setting(flag, false, { group: "connection", doc: "Reach ACK through the VPC's own address." }),
  connectTimeoutMs: setting(milliseconds, 10_000, {
    group: "connection",
    doc: "Milliseconds until a connection is established, its certificate verified.",
    note: "A call that cannot connect in this time is tried once more.",
  }),
  readTimeoutMs: setting(milliseconds, 30_000, {
    group: "connection",
    doc: "Milliseconds for an answer.",
    note: "Both together bound a request as a whole.",
  }),
  pollIntervalMs: setting(milliseconds, 2_000, {
    group: "pace",
    doc: "Milliseconds of the first pause between two looks at a cluster, and of the pauses while an end is likely, which grow to at least a second. All others are longer, up to 15 seconds.",
  }),
  retryIntervalMs: setting(milliseconds, 1_000, {
    group: "pace",
    doc: "Milliseconds of the first pause before a failed call is repeated. Later pauses are longer, up to 20 seconds.",
  }),
  busyIntervalMs: setting(milliseconds, 15_000, {
    group: "pace",
    doc: "Milliseconds of the pause before a busy cluster is asked again.",
  }),
  // Lists lag by up to ten seconds, as ACK announces.
  listLagMs: setting(milliseconds, 10_000, {
    group: "pace",
    doc: "Milliseconds that ACK's lists may lag behind. After a lost answer the cluster is looked for only that much later.",
  }),
  // ACK publishes no limits: these stay below what its clients are known to get.
  readsPerSecond: setting(wholeNumber, 9, {
    group: "pace",
    doc: "The most calls that read, in one second, by all resources of one provider together.",
    note: "Each `Provider` has limits of its own, and so do a TypeScript program's functions: those of one account add up.",
  }),
  writesPerSecond: setting(wholeNumber, 2, {
    group: "pace",
    doc: "The most calls that write, in one second, by all resources of one provider together.",
  }),
  ownershipTag: setting(flag, true, {
    group: "safety",
    doc: "Mark a cluster in a tag while it is created, so that a lost answer or a killed run never makes a second one.",
    note: "Where tag policies forbid the tag, set `false`: a lost answer is then an error that says what to look for.",
  }),
  preflight: setting(flag, false, {
    group: "safety",
    doc: "Before a cluster is created, look for what would make the creation fail, as `ack-serverless doctor` does.",
  }),
} as const satisfies Readonly<Record<string, Setting>>;

export type SettingName = keyof typeof settingTable;

/** Where the account and the way to it stand in a configuration: pulumi-alicloud's own keys, or the plugin's. */
export type ConfigNamespace = "alicloud" | "ack-serverless";

/** The values of all settings, from arguments, stack configuration and environment. */
export type Settings = {
  readonly [N in SettingName]: (typeof settingTable)[N]["standard"];
} & Pick<EnvironmentKeys, "keyVariables" | "unusedKeys"> & {
    /** Where the two keys are looked for. */
    readonly keysFrom: "configuration" | "environment";
    /** The profile that the configuration names; one of the environment is not among it. */
    readonly configuredProfile?: string;
    /** The namespace of the keys, where it is not pulumi-alicloud's. */
    readonly namespace?: ConfigNamespace;
  };

/** How long a request may take. */
export function timeoutsOf({ connectTimeoutMs, readTimeoutMs }: Settings): Timeouts {
  return { connectMs: connectTimeoutMs, totalMs: connectTimeoutMs + readTimeoutMs };
}

/** The settings in their order, as rows of one type. */
export const settingRows: readonly (readonly [SettingName, Setting])[] = Object.entries(settingTable) as never;

const isShared = ([, setting]: (typeof settingRows)[number]) => setting.isShared === true;
/** The settings that pulumi-alicloud has, too. */
export const sharedNames: readonly string[] = settingRows.filter(isShared).map(([name]) => name);
/** The settings of this package alone. */
export const ownNames: readonly string[] = settingRows.filter((row) => !isShared(row)).map(([name]) => name);

/** The full key of a setting, such as `alicloud:region`. */
export function settingKey(name: string, namespace: ConfigNamespace = "alicloud"): string {
  return `${sharedNames.includes(name) ? namespace : "ack-serverless"}:${name}`;
}

/** Looks up one setting by its full key, such as `alicloud:region`. */
export type Lookup = (key: string) => string | undefined;

/**
 * Reads the settings. A provider's arguments and stack configuration come through `config`, and go before the
 * environment. Faults are returned, not thrown: each is a sentence that names the setting.
 */
export function readSettings(
  config: Lookup,
  env: Readonly<Record<string, string | undefined>>,
  namespace: ConfigNamespace = "alicloud",
): { settings: Settings; faults: string[] } {
  const faults: string[] = [];
  const given = (name: SettingName) => config(settingKey(name, namespace)) || undefined;
  const hasKeys = given("accessKey") !== undefined || given("secretKey") !== undefined;
  // A key is never completed from another place, and a configured profile goes before keys of the environment.
  const keys: EnvironmentKeys = hasKeys
    ? { accessKey: given("accessKey"), secretKey: given("secretKey"), securityToken: given("securityToken") }
    : given("profile") === undefined
      ? environmentKeys(env)
      : {};
  const textOf = (name: SettingName): string | undefined => {
    if (name === "accessKey" || name === "secretKey" || name === "securityToken") return keys[name];
    if (name === "profile" && hasKeys) return given(name);
    const { environment = [] }: Setting = settingTable[name];
    return given(name) ?? environment.map((one) => env[one]).find(Boolean);
  };
  const values = settingRows.map(([name, { kind, standard }]) => {
    const text = textOf(name);
    return [name, (text === undefined ? undefined : kind.read(text, settingKey(name, namespace), faults)) ?? standard];
  });
  return {
    faults,
    settings: {
      ...Object.fromEntries(values),
      ...(keys.keyVariables && { keyVariables: keys.keyVariables }),
      ...(keys.unusedKeys && { unusedKeys: keys.unusedKeys }),
      keysFrom: hasKeys ? "configuration" : "environment",
      ...(given("profile") !== undefined && { configuredProfile: given("profile") as string }),
      ...(namespace === "ack-serverless" && { namespace }),
    },
  };
}
