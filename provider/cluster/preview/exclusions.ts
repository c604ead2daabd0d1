import type { Failure, Values } from "../../table/check";
import { isObject, isUnknown, show } from "../../table/values";
import { instantOf, mostDays, offsetOf } from "../properties/features/exclusions";

const DAY_MS = 86_400_000;

/** What the times of each exclusion need of each other, and of the window. Source: MaintenanceWindow of Python SDK 7.2.3. */
export function exclusionTimes({ maintenanceWindow }: Values): readonly Failure[] {
  if (!isObject(maintenanceWindow) || !Array.isArray(maintenanceWindow.exclusions)) return [];
  const opens = maintenanceWindow.maintenanceTime;
  return maintenanceWindow.exclusions.flatMap((exclusion: unknown, index) => {
    if (!isObject(exclusion)) return [];
    const at = (name: string) => `maintenanceWindow.exclusions[${index}].${name}`;
    return [
      ...lengthFaults(exclusion, at("endTime")),
      ...offsetFaults(["startTime", exclusion.startTime], exclusion.endTime, at("endTime")),
      ...offsetFaults(["maintenanceTime", opens], exclusion.startTime, at("startTime")),
    ];
  });
}

function lengthFaults({ scope, startTime, endTime }: Values, property: string): Failure[] {
  const [start, end] = [instantOf(startTime), instantOf(endTime)];
  if (start === undefined || end === undefined) return [];
  if (end <= start)
    return [{ property, reason: `must be later than startTime, ${show(startTime)}; got ${show(endTime)}` }];
  const most = typeof scope === "string" && !isUnknown(scope) ? mostDays[scope] : undefined;
  if (most === undefined || end - start <= most * DAY_MS) return [];
  return [
    {
      property,
      reason: `must be at most ${most} days after startTime, ${show(startTime)}, with the scope ${show(scope)}; got ${show(endTime)}`,
    },
  ];
}

function offsetFaults([name, model]: readonly [string, unknown], value: unknown, property: string): Failure[] {
  const [wanted, offset] = [offsetOf(model), offsetOf(value)];
  if (wanted === undefined || offset === undefined || wanted === offset) return [];
  return [{ property, reason: `must have the UTC offset of ${name}, ${show(wanted)}; got ${show(value)}` }];
}
