import type { OperationFacts } from "./operations";

/** Where the account and the way to it stand in a configuration: pulumi-alicloud's own keys, or the plugin's. */
export type ConfigNamespace = "alicloud" | "ack-serverless";

/** What the provider is told about the account and the way to it, from arguments, stack configuration and environment. */
export interface Settings {
  readonly region: string | undefined;
  readonly accessKey: string | undefined;
  readonly secretKey: string | undefined;
  readonly securityToken: string | undefined;
  /** A profile of the Alibaba Cloud CLI. */
  readonly profile: string | undefined;
  /** Where the two keys are looked for. */
  readonly keysFrom: "configuration" | "environment";
  /** The namespace of the keys, where it is not pulumi-alicloud's. */
  readonly namespace?: ConfigNamespace;
  /** Addresses to use instead of the region's own, such as `http://127.0.0.1:8080`. */
  readonly endpoints: { readonly [product in OperationFacts["product"]]?: string };
  /** Reach ACK through the VPC's own address. */
  readonly vpcEndpoint: boolean;
  readonly connectTimeoutMs: number;
  readonly readTimeoutMs: number;
  /** The first pause between two looks at a cluster; later ones are longer. */
  readonly pollIntervalMs: number;
  /** The first pause before a failed call is repeated; later ones are longer. */
  readonly retryIntervalMs: number;
  /** The pause before a busy cluster is asked again. */
  readonly busyIntervalMs: number;
  /** How far lists may lag behind: after a lost answer the cluster is looked for only so much later. */
  readonly listLagMs: number;
  /** Calls that read, and calls that write, a second at the most, from all resources of a run together. */
  readonly readsPerSecond: number;
  readonly writesPerSecond: number;
  /** Mark a cluster as this resource's own in a tag while it is made, so that a lost answer never makes a second one. */
  readonly ownershipTag: boolean;
  /** Look for what would make a creation fail before CreateCluster is called. */
  readonly preflight: boolean;
}

const products: readonly OperationFacts["product"][] = ["cs", "sts", "vpc", "ecs"];
const REQUEST_TIMEOUT_MS = 30_000;
const POLL_INTERVAL_MS = 2_000;
const RETRY_INTERVAL_MS = 1_000;
const BUSY_INTERVAL_MS = 15_000;
/** Lists lag by up to ten seconds, as ACK announces. */
const LIST_LAG_MS = 10_000;
/** ACK publishes no limits: these stay below what its clients are known to get. */
const READS_PER_SECOND = 9;
const WRITES_PER_SECOND = 2;

/** Looks up one setting by its full key, such as `alicloud:region`. */
export type Lookup = (key: string) => string | undefined;

/**
 * Reads the settings. A provider's arguments and stack configuration come through `config`, and go before the
 * environment. Faults are told, not thrown: each is a sentence that names the setting.
 */
export function readSettings(
  config: Lookup,
  env: Readonly<Record<string, string | undefined>>,
  namespace: ConfigNamespace = "alicloud",
): { settings: Settings; faults: string[] } {
  const faults: string[] = [];
  const set = (key: string) => config(key) || undefined;
  const fromEnv = (...names: string[]) => names.map((name) => env[name]).find(Boolean);
  const inConfig = set(`${namespace}:accessKey`) !== undefined || set(`${namespace}:secretKey`) !== undefined;
  // A configured profile goes before keys of the environment, as all configuration does.
  const inEnv = !inConfig && set(`${namespace}:profile`) === undefined;
  const keys = (key: string, name: string) =>
    inConfig ? set(`${namespace}:${key}`) : inEnv ? fromEnv(name) : undefined;
  return {
    faults,
    settings: {
      region:
        set(`${namespace}:region`) ?? fromEnv("ALICLOUD_REGION", "ALIBABA_CLOUD_REGION", "ALIBABA_CLOUD_REGION_ID"),
      accessKey: keys("accessKey", "ALICLOUD_ACCESS_KEY"),
      secretKey: keys("secretKey", "ALICLOUD_SECRET_KEY"),
      securityToken: keys("securityToken", "ALICLOUD_SECURITY_TOKEN"),
      keysFrom: inConfig ? "configuration" : "environment",
      profile: set(`${namespace}:profile`) ?? (inConfig ? undefined : fromEnv("ALICLOUD_PROFILE")),
      endpoints: endpoints(`${namespace}:endpoints`, set, faults),
      ...(namespace === "ack-serverless" && { namespace }),
      vpcEndpoint: flag(set, "ack-serverless:vpcEndpoint", false, faults),
      connectTimeoutMs: milliseconds(set, "ack-serverless:connectTimeoutMs", REQUEST_TIMEOUT_MS, faults),
      readTimeoutMs: milliseconds(set, "ack-serverless:readTimeoutMs", REQUEST_TIMEOUT_MS, faults),
      pollIntervalMs: milliseconds(set, "ack-serverless:pollIntervalMs", POLL_INTERVAL_MS, faults),
      retryIntervalMs: milliseconds(set, "ack-serverless:retryIntervalMs", RETRY_INTERVAL_MS, faults),
      busyIntervalMs: milliseconds(set, "ack-serverless:busyIntervalMs", BUSY_INTERVAL_MS, faults),
      listLagMs: milliseconds(set, "ack-serverless:listLagMs", LIST_LAG_MS, faults),
      readsPerSecond: wholeNumber(set, "ack-serverless:readsPerSecond", READS_PER_SECOND, faults),
      writesPerSecond: wholeNumber(set, "ack-serverless:writesPerSecond", WRITES_PER_SECOND, faults),
      ownershipTag: flag(set, "ack-serverless:ownershipTag", true, faults),
      preflight: flag(set, "ack-serverless:preflight", false, faults),
    },
  };
}

function milliseconds(set: Lookup, key: string, standard: number, faults: string[]): number {
  return wholeNumber(set, key, standard, faults, " of milliseconds");
}

function wholeNumber(set: Lookup, key: string, standard: number, faults: string[], unit = ""): number {
  const text = set(key);
  if (text === undefined) return standard;
  if (/^[1-9]\d{0,7}$/.test(text)) return Number(text);
  faults.push(`${key} must be a whole number${unit} from 1 to 99999999; got ${JSON.stringify(text)}`);
  return standard;
}

function flag(set: Lookup, key: string, standard: boolean, faults: string[]): boolean {
  const text = set(key);
  if (text === undefined) return standard;
  if (text === "true" || text === "false") return text === "true";
  faults.push(`${key} must be true or false; got ${JSON.stringify(text)}`);
  return standard;
}

/** pulumi-alicloud's own form: `{"cs": "…"}`, or a list of such objects. */
function endpoints(key: string, set: Lookup, faults: string[]): Settings["endpoints"] {
  const text = set(key);
  if (text === undefined) return {};
  try {
    const parsed: unknown = JSON.parse(text);
    const objects: unknown[] = Array.isArray(parsed) ? parsed : [parsed];
    if (!objects.every((object) => typeof object === "object" && object !== null)) throw new TypeError("no object");
    const given: Record<string, unknown> = Object.assign({}, ...objects);
    return Object.fromEntries(
      products.flatMap((name) =>
        address(`${key} ${name}`, given[name], faults) === undefined ? [] : [[name, given[name] as string]],
      ),
    );
  } catch {
    faults.push(`${key} must be JSON such as {"cs": "https://cs.cn-hangzhou.aliyuncs.com"}`);
    return {};
  }
}

function address(name: string, value: unknown, faults: string[]): string | undefined {
  if (value === undefined || value === "") return undefined;
  const url = typeof value === "string" && parseUrl(value.includes("://") ? value : `https://${value}`);
  if (!url || !["http:", "https:"].includes(url.protocol) || url.pathname !== "/") {
    faults.push(
      `${name} must be an address such as "https://cs.cn-hangzhou.aliyuncs.com"; got ${JSON.stringify(value)}`,
    );
    return undefined;
  }
  if (url.protocol === "http:" && !/^(127(\.\d+){3}|localhost|\[::1\])$/.test(url.hostname)) {
    faults.push(
      `${name} must use https: ${JSON.stringify(value)} would send requests readable on the way; http is for this machine's own addresses only`,
    );
    return undefined;
  }
  return value as string;
}

function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}
