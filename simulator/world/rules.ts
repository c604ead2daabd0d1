import semver from "semver";
import type { CatalogueVersion } from "../steering/options";
import type { Settings } from "../steering/settings";
import { invalid, Refusal, UNPUBLISHED } from "./refusal";

const NAME = /^[0-9A-Za-z\p{Script=Han}][0-9A-Za-z\p{Script=Han}-]{0,62}$/u;

/** The editions of a cluster, smallest first (CreateCluster, vendor page and SDK model). */
const SPECS = ["ack.standard", "ack.pro.small", "ack.pro.xlarge", "ack.pro.2xlarge", "ack.pro.4xlarge"];

/** The maximum number of tags of a cluster. */
export const TAG_LIMIT = 20;
const MAX_TAG_KEY_CHARACTERS = 64;
const MAX_TAG_VALUE_CHARACTERS = 128;
const RESERVED_TAG = /^(aliyun|acs:|http:\/\/|https:\/\/)/i;

/**
 * 1 to 63 digits, letters, Chinese characters and hyphens, not starting with a hyphen (SDK model for Python, 7.2.3; the
 * page "Create an ACK Serverless cluster" does not mention Chinese characters).
 */
export function checkName(at: string, name: string): void {
  if (!NAME.test(name))
    throw invalid(at, "1 to 63 digits, letters, Chinese characters and hyphens, not starting with a hyphen");
}

/** @throws Refusal for an edition that does not exist. */
export function checkSpec(at: string, spec: string): void {
  if (!SPECS.includes(spec)) throw invalid(at, `one of ${SPECS.join(", ")}`);
}

/** Whether an edition is Pro. */
export function isPro(spec: string): boolean {
  return spec.startsWith("ack.pro.");
}

/** @throws Refusal if a standard cluster is given a parameter that only Pro clusters have. */
export function checkProOnly(at: string, spec: string): void {
  if (!isPro(spec)) throw invalid(at, `only Pro clusters have it, and this one is ${spec}`);
}

/** @throws Refusal for a version that a new cluster cannot have. */
export function checkVersion(at: string, version: string, { versions }: Settings): void {
  const known = versions.find((one) => one.version === version);
  if (known === undefined) throw invalid(at, `${version} does not exist`);
  if (!known.creatable) throw invalid(at, `${version} is not creatable`);
}

/** The tag rules of "Create an ACK Serverless cluster" and TagResources (vendor pages). */
export function checkTags(field: string, tags: readonly { key: string; value: string }[]): void {
  if (tags.length > TAG_LIMIT) {
    throw new Refusal(400, UNPUBLISHED.tagQuota, `The parameter '${field}' holds more than ${TAG_LIMIT} tags`);
  }
  tags.forEach(({ key, value }, index) => {
    const at = `${field}[${index}]`;
    if (key.length < 1 || key.length > MAX_TAG_KEY_CHARACTERS) throw invalid(`${at}.key`, "1 to 64 characters");
    if (value.length > MAX_TAG_VALUE_CHARACTERS) throw invalid(`${at}.value`, "at most 128 characters");
    if (RESERVED_TAG.test(key)) throw invalid(`${at}.key`, "it starts with a reserved prefix");
    if (RESERVED_TAG.test(value)) throw invalid(`${at}.value`, "it starts with a reserved prefix");
    if (tags.findIndex((other) => other.key === key) !== index) throw invalid(`${at}.key`, "the key occurs twice");
  });
}

/** A time zone of the IANA database; the vendor's own list is not public. */
export function checkTimezone(at: string, timezone: string): void {
  try {
    new Intl.DateTimeFormat("en", { timeZone: timezone });
  } catch {
    throw invalid(at, `${timezone} is not a time zone`);
  }
}

const WINDOW_TIME = /^(\d\d:\d\d:\d\dZ|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))$/;
const WINDOW_DURATION = /^([1-9]|1\d|2[0-4])h$/;
const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** The rules of a maintenance window (ModifyCluster, vendor page). */
export function checkWindow(
  at: string,
  window: Partial<Record<"maintenance_time" | "duration" | "weekly_period" | "recurrence", string | undefined>>,
): void {
  const { maintenance_time: time, duration, weekly_period: days, recurrence } = window;
  const fault = (name: string, why: string): Refusal => invalid(`${at}.${name}`, why);
  if (time !== undefined && !WINDOW_TIME.test(time)) throw fault("maintenance_time", "write HH:MM:SSZ or RFC 3339");
  if (duration !== undefined && !WINDOW_DURATION.test(duration)) throw fault("duration", "write 1h to 24h");
  if (days !== undefined && !days.split(",").every((day) => WEEKDAYS.includes(day))) {
    throw fault("weekly_period", "English names of days, joined by commas");
  }
  if (recurrence !== undefined && (!/(^|;)FREQ=WEEKLY(;|$)/.test(recurrence) || /COUNT=|UNTIL=/.test(recurrence))) {
    throw fault("recurrence", "only FREQ=WEEKLY, without COUNT and UNTIL");
  }
}

/** The rule for the id of another product's resource: the vendor's prefix, then letters and digits. */
export function checkId(prefix: "vpc" | "vsw" | "sg" | "rg" | "lb"): (at: string, id: string) => void {
  return (at, id) => {
    if (!new RegExp(`^${prefix}-[a-z0-9]+$`).test(id)) throw invalid(at, `an id of the form ${prefix}-…`);
  };
}

/**
 * The newest version that a new cluster can have.
 *
 * @throws Refusal if no version can be created.
 */
export function latestCreatable(versions: readonly CatalogueVersion[]): string {
  const creatable = versions.filter((one) => one.creatable).map((one) => one.version);
  const [newest] = creatable.sort(semver.rcompare);
  if (newest === undefined) throw invalid("kubernetes_version", "no version is creatable");
  return newest;
}

/** The versions that a version can be upgraded to: the newest patch of its own minor version and of the next one. */
export function upgradeTargets(from: string, versions: readonly CatalogueVersion[]): string[] {
  const minor = semver.minor(from);
  const newest = (wanted: number): string | undefined =>
    versions
      .map((one) => one.version)
      .filter((one) => semver.minor(one) === wanted && semver.gt(one, from))
      .sort(semver.rcompare)[0];
  return [newest(minor), newest(minor + 1)].filter((one) => one !== undefined);
}
