import { isDeepStrictEqual } from "node:util";
import { RRule } from "rrule";
import { equalAsSets } from "../../../table/equal";
import { flag, listOf, oneOf, record, type Shape, text } from "../../../table/shapes";
import { isObject, isText, plain } from "../../../table/values";
import { covering } from "./covering";

const days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

export interface MaintenanceWindow {
  readonly enable?: boolean;
  readonly maintenanceTime?: string;
  readonly duration?: string;
  readonly weeklyPeriod?: readonly string[];
  readonly recurrence?: string;
}

/** Source: CreateCluster `maintenance_window`; times in either spelling are seen in the wild. */
export const maintenanceWindow: Shape<MaintenanceWindow> = covering(
  record<MaintenanceWindow>("MaintenanceWindow", {
    enable: { shape: flag, doc: "Whether ACK maintains the cluster in the window. Default: `true`." },
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
        oneOf(...days),
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
  }),
  (name, actual, wanted) => {
    if (name === "maintenanceTime") return timeOfDay(actual) === timeOfDay(wanted);
    if (name === "weeklyPeriod") return equalAsSets((actual ?? []) as string[], wanted as string[]);
    if (name === "recurrence") return isDeepStrictEqual(weeklyRule(actual), weeklyRule(wanted));
    return isDeepStrictEqual(actual, wanted);
  },
);

export const maintenanceWindowField = {
  wire: "maintenance_window",
  encode: ({ enable = true, maintenanceTime, duration, weeklyPeriod, recurrence }: MaintenanceWindow) => ({
    enable,
    ...(maintenanceTime !== undefined && { maintenance_time: maintenanceTime }),
    ...(duration !== undefined && { duration }),
    ...(weeklyPeriod !== undefined && { weekly_period: weeklyPeriod.join(",") }),
    ...(recurrence !== undefined && { recurrence }),
  }),
  decode: (wire: unknown): MaintenanceWindow | undefined =>
    isObject(wire)
      ? {
          ...(typeof wire.enable === "boolean" && { enable: wire.enable }),
          ...(isText(wire.maintenance_time) && { maintenanceTime: wire.maintenance_time }),
          ...(isText(wire.duration) && { duration: wire.duration }),
          ...(isText(wire.weekly_period) && { weeklyPeriod: wire.weekly_period.split(",").map((day) => day.trim()) }),
          ...(isText(wire.recurrence) && { recurrence: wire.recurrence }),
        }
      : undefined,
};

/** Seconds after midnight, UTC; `undefined` for what is no time. */
function timeOfDay(value: unknown): number | undefined {
  if (typeof value !== "string") return undefined;
  const date = new Date(/^\d{2}:\d{2}:\d{2}Z$/.test(value) ? `1970-01-01T${value}` : value);
  const isTime = /^\d{2}:\d{2}:\d{2}Z$/.test(value) || /^\d{4}-\d{2}-\d{2}T.+(Z|[+-]\d{2}:\d{2})$/.test(value);
  return isTime && !Number.isNaN(date.getTime()) ? Math.floor(date.getTime() / 1000) % 86_400 : undefined;
}

/** What a weekly rule says, each part of it: which of them ACK heeds is not documented. */
function weeklyRule(value: unknown): object | undefined {
  if (typeof value !== "string") return undefined;
  try {
    const { freq, interval = 1, byweekday, count, until, ...others } = RRule.parseString(value);
    if (freq !== RRule.WEEKLY || count || until) return undefined;
    return { ...others, interval, days: [byweekday ?? []].flat().map(plain).sort() };
  } catch {
    return undefined;
  }
}
