import { isDeepStrictEqual } from "node:util";
import { withoutUnset } from "../../../table/check";
import { property } from "../../../table/property";
import { covering, flag, listOf, oneOf, oneOfKnown, record, text, type ValueOf } from "../../../table/shapes";
import { defined, equalAsSets, flagOf, isObject, plain, textOf } from "../../../table/values";
import { everywhere } from "../source";
import { decodeExclusions, encodeExclusions, exclusionsShape, sameExclusions } from "./exclusions";

export const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;
export type Weekday = (typeof weekdays)[number];

/** Times in either spelling are seen in the wild. */
const windowShape = covering(
  record("MaintenanceWindow", {
    enabled: {
      shape: flag,
      doc: "Whether ACK maintains the cluster in the window. Default: `true`.",
      formerly: "enable",
    },
    maintenanceTime: {
      shape: text(
        'a time such as "03:00:00Z" or "2026-10-15T03:00:00.000+08:00"',
        (value) => timeOfDay(value) !== undefined,
      ),
      doc: "When the window opens: a UTC time such as `03:00:00Z`, or an RFC 3339 time.",
    },
    duration: {
      shape: text('a whole number of hours from "1h" to "24h"', /^([1-9]|1\d|2[0-4])h$/),
      doc: "How long the window stays open, in whole hours from `1h` to `24h`. Default: `3h`.",
    },
    weeklyPeriod: {
      shape: listOf(
        oneOf(...weekdays),
        [{ expects: "a list with at least one day", accepts: ({ length }) => length > 0 }],
        "unordered",
      ),
      doc: "The days of the week on which the window opens, such as `Monday`. Default: `Thursday`.",
    },
    recurrence: {
      shape: text(
        'a weekly RFC 5545 rule without COUNT and UNTIL, such as "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"',
        (value) => weeklyRule(value) !== undefined,
      ),
      doc: "A weekly RFC 5545 rule without COUNT and UNTIL, for a window that does not open every week, such as `FREQ=WEEKLY;INTERVAL=2;BYDAY=TH`.",
    },
    exclusions: {
      shape: exclusionsShape,
      doc: "Periods in which ACK leaves the cluster alone although the window is open: at most 10, of which at most 3 are `NoOperations` or `NoUpgrades`. The list is complete: `[]` removes all, also those of the console. Default: the exclusions stay as they are.",
    },
  }),
  (name, actual, wanted) => {
    if (name === "maintenanceTime") return timeOfDay(actual) === timeOfDay(wanted);
    if (name === "weeklyPeriod") return equalAsSets((actual ?? []) as string[], wanted as string[]);
    if (name === "exclusions") return actual !== undefined && sameExclusions(actual, wanted);
    if (name === "recurrence") return isDeepStrictEqual(weeklyRule(actual), weeklyRule(wanted));
    return isDeepStrictEqual(actual, wanted);
  },
);

export type MaintenanceWindow = ValueOf<typeof windowShape>;

export const maintenanceWindow = property(windowShape, {
  doc: "The weekly window in which ACK may maintain the cluster. Pro only.",
  at: everywhere({ wire: "maintenance_window", encode: encodeWindow, decode: decodeWindow }),
  mayBeAbsent: true,
  source: "CreateCluster; ModifyCluster",
});

/** A window on the wire. */
export function encodeWindow(window: MaintenanceWindow): Record<string, unknown> {
  const { enabled: enable = true, maintenanceTime, duration, weeklyPeriod, recurrence, exclusions } = window;
  const times = { maintenance_time: maintenanceTime, duration, weekly_period: weeklyPeriod?.join(","), recurrence };
  return { enable, ...defined({ ...times, exclusions: exclusions && encodeExclusions(exclusions) }) };
}

export function decodeWindow(wire: unknown): MaintenanceWindow | undefined {
  if (!isObject(wire)) return undefined;
  const days = textOf(wire.weekly_period)?.split(",");
  return defined({
    enabled: flagOf(wire.enable),
    maintenanceTime: textOf(wire.maintenance_time),
    duration: textOf(wire.duration),
    weeklyPeriod: days?.map((day) => day.trim() as Weekday),
    recurrence: textOf(wire.recurrence),
    exclusions: decodeExclusions(wire.exclusions),
  });
}

/** Seconds after midnight, UTC; `undefined` for what is no time. */
function timeOfDay(value: unknown): number | undefined {
  if (typeof value !== "string") return undefined;
  const date = new Date(/^\d{2}:\d{2}:\d{2}Z$/.test(value) ? `1970-01-01T${value}` : value);
  const isTime = /^\d{2}:\d{2}:\d{2}Z$/.test(value) || /^\d{4}-\d{2}-\d{2}T.+(Z|[+-]\d{2}:\d{2})$/.test(value);
  return isTime && !Number.isNaN(date.getTime()) ? Math.floor(date.getTime() / 1000) % 86_400 : undefined;
}

/** What a weekly rule says, each part of it: which of them ACK heeds is not documented. */
export function weeklyRule(value: unknown): object | undefined {
  if (typeof value !== "string") return undefined;
  // Loaded at the first rule, since few programs have one.
  const { RRule } = require("rrule") as typeof import("rrule");
  try {
    const { freq, interval = 1, byweekday, count, until, ...others } = RRule.parseString(value);
    if (freq !== RRule.WEEKLY || count || until) return undefined;
    return { ...others, interval, days: [byweekday ?? []].flat().map(plain).sort() };
  } catch {
    return undefined;
  }
}

const upgradeShape = covering(
  record("AutoUpgrade", {
    enabled: { shape: flag, doc: "Whether ACK upgrades the cluster automatically, in its maintenance window." },
    channel: {
      shape: oneOfKnown(["patch", "stable", "rapid"]),
      doc: "The versions that ACK upgrades to: `patch` (patch versions only), `stable` (the stable minor version) or `rapid` (the newest version).",
    },
  }),
  (_, actual, wanted) => actual === wanted,
);

export type AutoUpgrade = ValueOf<typeof upgradeShape>;

export const autoUpgrade = property(upgradeShape, {
  doc: "Automatic upgrades by ACK, in the maintenance window of the cluster. They need `maintenanceWindow`.",
  at: everywhere({
    wire: "operation_policy",
    encode: (policy: AutoUpgrade) => ({ cluster_auto_upgrade: policy }),
    decode: (wire: unknown): AutoUpgrade | undefined => {
      const policy = isObject(wire) ? wire.cluster_auto_upgrade : undefined;
      return isObject(policy) ? withoutUnset({ enabled: policy.enabled, channel: policy.channel }) : undefined;
    },
  }),
  mayBeAbsent: true,
  source: "CreateCluster; ModifyCluster",
});
