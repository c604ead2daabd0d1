import { type Check, listOf, mapOfText, type Shape, text } from "../../table/shapes";
import { isUnknown, show } from "../../table/values";
import { type Addon, addon, sameAddons } from "./addons";
import { isServiceCidr } from "./cidr";

/** Tag keys that ACK itself puts on a cluster. Source: terraform-provider-alicloud leaves the same two out. */
const systemTagKeys: readonly string[] = ["ack.aliyun.com", "ack.playeraccount"];
const reservedTagPrefixes: readonly string[] = ["aliyun", "acs:", "http://", "https://"];

/** True for a tag that belongs to Alibaba Cloud: neither drift nor anybody's to set. */
export function isSystemTag(key: string): boolean {
  return systemTagKeys.includes(key) || reservedTagPrefixes.some((prefix) => key.startsWith(prefix));
}

export const clusterName = text(
  'a name of 1 to 63 letters, digits, Chinese characters and hyphens that does not start with a hyphen, such as "prod-1"',
  /^[A-Za-z0-9\p{Script=Han}][A-Za-z0-9\p{Script=Han}-]{0,62}$/u,
);

export const regionId = text('a region id such as "cn-hangzhou"', /^[a-z]{2,}(-[a-z0-9]+)+$/);

export const zoneId = text('a zone id such as "cn-hangzhou-i"', /^[a-z]{2,}(-[a-z0-9]+)+$/);

export const serviceCidr = text(
  'a network inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16 with a prefix from /16 to /24 and no host bits, such as "172.21.0.0/20"',
  isServiceCidr,
);

export const timezone = text('an IANA time zone such as "Asia/Shanghai"', isTimeZone);

/** Source: Kubernetes takes a DNS subdomain, RFC 1123. */
export const clusterDomain = text(
  'a domain name in lowercase such as "cluster.local"',
  /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/,
);

export const vpcId = id("vpc-");
export const securityGroupId = id("sg-");
export const resourceGroupId = id("rg-");
export const eipId = id("eip-");
export const loadBalancerId = text('an id that starts with "lb-" or "nlb-"', /^n?lb-[a-z0-9]+$/);

export const clusterId = text(
  'a cluster id such as "c0a1…", or "<region>/<cluster id>"',
  /^([a-z0-9-]+\/)?c[0-9a-f]{32}$/,
);

export const customSans = listOf(
  text("a DNS name or an IP address", /^(\*\.)?[A-Za-z0-9]([A-Za-z0-9.:-]*[A-Za-z0-9])?$/),
  [unique("names", (item) => item)],
  "unordered",
);

export const vswitchIds = listOf(
  id("vsw-"),
  [
    { expects: "a list of 1 to 3 vSwitches", accepts: ({ length }) => length >= 1 && length <= 3, given: count },
    unique("vSwitches", (item) => item),
  ],
  "unordered",
  "a list of 1 to 3 different vSwitches",
);

/** A list of at least one item: some tools use an empty list for "unset", for which a program omits the property. */
export function someOf<T>(item: Shape<T>): Shape<readonly T[]> {
  return listOf(
    item,
    [
      {
        expects: "a list with at least one item; leave the property out for none",
        accepts: ({ length }) => length >= 1,
      },
      unique("items", (value) => value),
    ],
    "unordered",
    "a list of at least one item, all different; for none, leave the property out",
  );
}

export const tags = mapOfText([
  tagRule("keys of 1 to 64 characters", (key) => key.length >= 1 && key.length <= 64),
  tagRule('keys that do not start with "aliyun", "acs:" or a key that ACK sets itself', (key) => !isSystemTag(key)),
  tagRule("values of 1 to 128 characters", (_, value) => value.length >= 1 && value.length <= 128),
  tagRule('values that do not start with "aliyun" or "acs:"', (_, value) => !/^(aliyun|acs:)/.test(value)),
  tagRule('keys and values without "http://" and "https://"', (key, value) => !/https?:\/\//.test(`${key}\n${value}`)),
]);

export const addons: Shape<readonly Addon[]> = {
  ...listOf(addon, [unique("add-on names", (item) => (item as Addon | null)?.name)], "unordered"),
  same: sameAddons,
};

function id(prefix: string): Shape<string> {
  return text(`an id that starts with "${prefix}"`, new RegExp(`^${prefix}[a-z0-9]+$`));
}

function isTimeZone(name: string): boolean {
  // Newer runtimes take UTC offsets for time zones; ACK wants a name.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

export function count(list: readonly unknown[]): string {
  return `${list.length}`;
}

const MOST_SHOWN = 10;

/** The first of many texts. */
function some(texts: readonly string[]): string {
  const more = texts.length - MOST_SHOWN;
  return [...texts.slice(0, MOST_SHOWN), ...(more > 0 ? [`and ${more} more`] : [])].join(", ");
}

/** A check that the keys of a list's items differ. */
export function unique(what: string, keyOf: (item: unknown) => unknown): Check<readonly unknown[]> {
  const repeated = (list: readonly unknown[]) => {
    const seen = new Set<unknown>();
    const again = new Set<unknown>();
    for (const key of list.map(keyOf).filter((key) => key !== undefined && !isUnknown(key))) {
      (seen.has(key) ? again : seen).add(key);
    }
    return [...again];
  };
  return {
    expects: `a list of different ${what}`,
    accepts: (list) => repeated(list).length === 0,
    given: (list) => `${some(repeated(list).map(show))} more than once`,
  };
}

/** Names the keys at fault and never a value, which may be a secret. */
function tagRule(
  expects: string,
  accepts: (key: string, value: string) => boolean,
): Check<Readonly<Record<string, unknown>>> {
  const atFault = (map: Readonly<Record<string, unknown>>) =>
    Object.entries(map).filter(
      ([key, value]) => typeof value === "string" && !isUnknown(value) && !accepts(key, value),
    );
  return {
    expects: `a map with ${expects}`,
    accepts: (map) => atFault(map).length === 0,
    given: (map) =>
      `key ${some(atFault(map).map(([key]) => JSON.stringify(key.length > 64 ? `${key.slice(0, 64)}…` : key)))}`,
  };
}
