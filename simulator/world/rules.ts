import type { Settings } from "../steering/settings";
import type { Cluster } from "./cluster";
import { overlap, serviceCidrFault } from "./network";
import { type Finding, invalid, Refusal, UNPUBLISHED } from "./refusal";

const NAME = /^[0-9A-Za-z][0-9A-Za-z-]{0,62}$/;

/** The editions of a cluster, smallest first (CreateCluster, vendor page and SDK model). */
export const SPECS = ["ack.standard", "ack.pro.small", "ack.pro.xlarge", "ack.pro.2xlarge", "ack.pro.4xlarge"] as const;

export const TAG_LIMIT = 20;
const MAX_TAG_KEY_CHARACTERS = 64;
const MAX_TAG_VALUE_CHARACTERS = 128;
const RESERVED_TAG = /^(aliyun|acs:|http:\/\/|https:\/\/)/i;

/** 1 to 63 digits, letters and hyphens, the first one no hyphen (CreateCluster, vendor page). */
export function checkName(field: string, name: string): void {
  if (!NAME.test(name)) {
    throw invalid(field, "1 to 63 digits, letters and hyphens, not starting with a hyphen");
  }
}

/** Names are unique; a failed cluster keeps its name until it is deleted. */
export function checkNameIsFree(name: string, clusters: readonly Cluster[], region: string, settings: Settings): void {
  const rivals = settings.nameScope === "account" ? clusters : clusters.filter((one) => one.region === region);
  if (rivals.some((one) => one.name === name)) {
    throw new Refusal(400, "ClusterNameAlreadyExist", `cluster name {${name}} already exist in your clusters`);
  }
}

export function checkSpec(spec: string): void {
  if (!(SPECS as readonly string[]).includes(spec)) throw invalid("cluster_spec", `one of ${SPECS.join(", ")}`);
}

/** Whether an edition is one of the Pro ones. */
export function isPro(spec: string): boolean {
  return spec.startsWith("ack.pro.");
}

/** @throws Refusal when a Pro-only option meets the standard edition. */
export function checkProOnly(spec: string, options: Record<string, boolean>): void {
  const name = Object.keys(options).find((option) => options[option]);
  if (!isPro(spec) && name !== undefined) throw invalid(name, `only Pro clusters have it, and this one is ${spec}`);
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
export function checkTimezone(timezone: string): void {
  try {
    new Intl.DateTimeFormat("en", { timeZone: timezone });
  } catch {
    throw invalid("timezone", `${timezone} is not a time zone`);
  }
}

const WINDOW_TIME = /^(\d\d:\d\d:\d\dZ|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))$/;
const WINDOW_DURATION = /^([1-9]|1\d|2[0-4])h$/;
const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** The forms of a maintenance window (ModifyCluster, vendor page). */
export function checkWindow(
  window: Partial<Record<"maintenance_time" | "duration" | "weekly_period" | "recurrence", string | undefined>>,
): void {
  const { maintenance_time: time, duration, weekly_period: days, recurrence } = window;
  const fault = (name: string, why: string): Refusal => invalid(`maintenance_window.${name}`, why);
  if (time !== undefined && !WINDOW_TIME.test(time)) throw fault("maintenance_time", "write HH:MM:SSZ or RFC 3339");
  if (duration !== undefined && !WINDOW_DURATION.test(duration)) throw fault("duration", "write 1h to 24h");
  if (days !== undefined && !days.split(",").every((day) => WEEKDAYS.includes(day))) {
    throw fault("weekly_period", "English names of days, joined by commas");
  }
  if (recurrence !== undefined && (!/(^|;)FREQ=WEEKLY(;|$)/.test(recurrence) || /COUNT=|UNTIL=/.test(recurrence))) {
    throw fault("recurrence", "only FREQ=WEEKLY, without COUNT and UNTIL");
  }
}

/** A block that a service CIDR must not touch, and what to say if it does. */
export interface Rival {
  readonly cidr: string;
  readonly message: string;
}

/** The refusal with everything that is wrong with a service CIDR, or undefined. */
export function cidrRefusal(serviceCidr: string, rivals: readonly Rival[]): Refusal | undefined {
  const fault = serviceCidrFault(serviceCidr);
  const messages =
    fault === undefined
      ? rivals.filter((one) => overlap(one.cidr, serviceCidr)).map((one) => one.message)
      : [`service cidr ${fault}`];
  const findings: Finding[] = messages.map((message) => ({ code: "InvalidCIDR", message }));
  const [first] = findings;
  return first === undefined ? undefined : new Refusal(400, first.code, first.message, { findings });
}

/** The ids of networks, in the vendor's form. */
export function checkId(field: string, prefix: "vpc" | "vsw" | "sg" | "rg" | "lb", id: string): void {
  if (!new RegExp(`^${prefix}-[a-z0-9]+$`).test(id)) throw invalid(field, `an id of the form ${prefix}-…`);
}

/** @throws Refusal unless the cluster is in one of these states. */
export function checkState(cluster: Cluster, operation: string, states: readonly Cluster["state"][]): void {
  if (states.includes(cluster.state) && cluster.task === undefined) return;
  const message = `cluster {${cluster.id}} is ${cluster.state}, and ${operation} needs ${states.join(" or ")}`;
  throw new Refusal(400, UNPUBLISHED.wrongState, message);
}
