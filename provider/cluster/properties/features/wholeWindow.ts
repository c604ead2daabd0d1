import { isDeepStrictEqual } from "node:util";
import { type Values, withoutUnset } from "../../../table/check";
import { isValid } from "../../../table/shapes";
import { containsUnknown, defined, equalAsSets, isObject } from "../../../table/values";
import { currentOnWire, unreadable } from "./exclusions";
import {
  decodeWindow,
  encodeWindow,
  type MaintenanceWindow,
  maintenanceWindow,
  type Weekday,
  weekdays,
  weeklyRule,
} from "./maintenance";

/** A window that a program changes. */
export interface WindowChange {
  readonly wanted: MaintenanceWindow;
  /** The window as DescribeClusterDetail reports it. */
  readonly reported: unknown;
  /** What the program wrote before; `undefined` for a window that it did not manage. */
  readonly written: MaintenanceWindow | undefined;
}

/**
 * The wanted window on the wire, with the rest of it as ACK reports it: whether ModifyCluster takes a window as a whole
 * or by its fields is not published. A window that is switched off needs no times.
 */
export function wholeWindow(change: WindowChange): Record<string, unknown> {
  const { wanted, reported } = change;
  const { maintenance_time, duration, weekly_period, recurrence, exclusions } = isObject(reported) ? reported : {};
  const times = wanted.enabled === false ? {} : { maintenance_time, duration, weekly_period };
  const kept = currentOnWire(exclusions);
  const body = encodeWindow({ ...wanted, ...followers(change) });
  const isListed = wanted.exclusions !== undefined && wanted.exclusions.length > 0;
  return {
    ...withoutUnset({ ...times, recurrence }),
    ...(kept.length > 0 && { exclusions: kept }),
    ...body,
    // An empty list removes all exclusions; any other list can replace only those that it could name.
    ...(isListed && { exclusions: [...(body.exclusions as readonly unknown[]), ...unreadable(exclusions)] }),
  };
}

/**
 * The days and the rule of a window both say when it opens, and which of them ACK heeds is not published. The one that
 * the program does not write repeats the other one if the program wrote it before, or if it only repeated the days.
 */
function followers(change: WindowChange): Partial<MaintenanceWindow> {
  const { wanted, written } = change;
  if (wanted.recurrence !== undefined) {
    const days = daysOf(wanted.recurrence);
    const follow = wanted.weeklyPeriod === undefined && written?.weeklyPeriod !== undefined && days.length > 0;
    return follow ? { weeklyPeriod: days } : {};
  }
  const follow = wanted.weeklyPeriod !== undefined && opensOtherwise(change) && !isRuleOfOthers(change);
  return follow ? { recurrence: ruleOf(wanted.weeklyPeriod) } : {};
}

/** True where the cluster has a rule that says something else than the wanted days. */
function opensOtherwise({ wanted, reported }: WindowChange): boolean {
  const rule = decodeWindow(reported)?.recurrence;
  return rule !== undefined && wanted.weeklyPeriod !== undefined && !saysDays(rule, wanted.weeklyPeriod);
}

/** True where neither the program wrote the rule, nor the rule only repeats the reported days. */
function isRuleOfOthers({ reported, written }: WindowChange): boolean {
  const { recurrence: rule, weeklyPeriod: days } = decodeWindow(reported) ?? {};
  return written?.recurrence === undefined && !(rule !== undefined && days !== undefined && saysDays(rule, days));
}

/** The rule that others gave the window, and that says something else than the days that the program changes. */
export function contraryRule(change: WindowChange): string | undefined {
  const { wanted, written, reported } = change;
  const isChanged = !isDeepStrictEqual(wanted.weeklyPeriod, written?.weeklyPeriod);
  const isContrary = wanted.recurrence === undefined && opensOtherwise(change) && isRuleOfOthers(change);
  return isChanged && isContrary ? decodeWindow(reported)?.recurrence : undefined;
}

/** True while the program's earlier rule stands against the days that it wants in place of it. */
export function isOvertakenRule(change: WindowChange): boolean {
  const { wanted, written } = change;
  return wanted.recurrence === undefined && written?.recurrence !== undefined && opensOtherwise(change);
}

/** True while the program's earlier days stand against the rule that it wants alone from now on. */
function areOvertakenDays({ wanted, written, reported }: WindowChange): boolean {
  const wroteBoth = written?.weeklyPeriod !== undefined && written.recurrence !== undefined;
  if (!wroteBoth || wanted.recurrence === undefined || wanted.weeklyPeriod !== undefined) return false;
  const [days, actual] = [daysOf(wanted.recurrence), decodeWindow(reported)?.weeklyPeriod];
  return days.length > 0 && actual !== undefined && !equalAsSets(actual, days);
}

/** The window of a cluster, without the days or the rule that the program keeps while the other one, which it removed, contradicts them. */
export function withoutOvertaken(window: Values, change: WindowChange): Values {
  const { weeklyPeriod, recurrence, ...others } = window;
  if (isOvertakenRule(change)) return { ...others, ...defined({ recurrence }) };
  return areOvertakenDays(change) ? { ...others, ...defined({ weeklyPeriod }) } : window;
}

/** The window in the state, without what an edit of the program keeps and what it removes contradicts. */
export function recordedWithoutOvertaken(recorded: unknown, wanted: unknown): unknown {
  if (!isObject(recorded) || !isObject(wanted) || containsUnknown(wanted)) return recorded;
  const opening = ({ weeklyPeriod, recurrence }: Values) => defined({ weeklyPeriod, recurrence }) as MaintenanceWindow;
  const [written, next] = [opening(recorded), opening(wanted)];
  const { shape } = maintenanceWindow;
  // A state may have been edited by hand.
  if (!isValid(shape, written) || !isValid(shape, next)) return recorded;
  return withoutOvertaken(recorded, { wanted: next, reported: encodeWindow(written), written });
}

function saysDays(rule: string, days: readonly Weekday[]): boolean {
  return isDeepStrictEqual(weeklyRule(rule), weeklyRule(ruleOf(days)));
}

function ruleOf(days: readonly Weekday[]): string {
  const ordered = weekdays.filter((day) => days.includes(day));
  return `FREQ=WEEKLY;BYDAY=${ordered.map((day) => day.slice(0, 2).toUpperCase()).join(",")}`;
}

function daysOf(rule: string): Weekday[] {
  // Loaded at the first rule, since few programs have one.
  const { RRule } = require("rrule") as typeof import("rrule");
  const days = [RRule.parseString(rule).byweekday ?? []].flat();
  return weekdays.filter((_, index) => days.some((day) => typeof day === "object" && day.weekday === index));
}
