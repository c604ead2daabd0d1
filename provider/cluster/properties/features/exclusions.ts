import { listOf, oneOfKnown, record, text, type ValueOf } from "../../../table/shapes";
import { defined, equal, isObject, isText, objectsIn, textOf } from "../../../table/values";
import { count, unique } from "../shapes";

const MOST = 10;
/** Of exclusions that keep ACK from every upgrade. */
const MOST_STRICT = 3;
const strict: readonly unknown[] = ["NoOperations", "NoUpgrades"];

/** The most days of an exclusion, by its scope. */
export const mostDays: Readonly<Record<string, number | undefined>> = {
  NoOperations: 30,
  NoUpgrades: 30,
  NoCVEPatch: 30,
  NoMinorUpgrades: 180,
};

const time = text(
  'an RFC 3339 time such as "2026-12-20T00:00:00+08:00"',
  (value) => instantOf(value) !== undefined && offsetOf(value) !== undefined,
);

const strictOnes = (list: readonly unknown[]) => objectsIn(list).filter(({ scope }) => strict.includes(scope));

/** Source of all bounds: MaintenanceWindow of Python SDK 7.2.3, which npm SDK 7.2.0 lacks. */
export const exclusionsShape = listOf(
  record("MaintenanceExclusion", {
    name: {
      shape: text(
        "1 to 63 letters, digits, Chinese characters, hyphens and underscores, the first of them no hyphen or underscore",
        /^[A-Za-z0-9\p{Script=Han}][A-Za-z0-9\p{Script=Han}_-]{0,62}$/u,
      ),
      doc: "The exclusion's name, 1 to 63 letters, digits, Chinese characters, hyphens and underscores. A name can occur only once.",
      required: true,
    },
    scope: {
      shape: oneOfKnown(["NoUpgrades", "NoMinorUpgrades", "NoOperations", "NoCVEPatch"]),
      doc: "What ACK must not do: `NoUpgrades` (no upgrade of the cluster or of add-ons), `NoMinorUpgrades` (no upgrade to another minor version), `NoOperations` (nothing at all) or `NoCVEPatch` (no security patches).",
      required: true,
    },
    startTime: {
      shape: time,
      doc: "When the exclusion begins, an RFC 3339 time with the UTC offset of `endTime` and `maintenanceTime`.",
      required: true,
    },
    endTime: {
      shape: time,
      doc: "When the exclusion ends, an RFC 3339 time: at most 30 days after `startTime`, 180 for `NoMinorUpgrades`. An exclusion that has ended is neither sent nor compared.",
      required: true,
    },
    description: {
      shape: text(
        "at most 128 characters without emojis and other 4-byte characters",
        (value) => value.length <= 128 && !/[\u{10000}-\u{10FFFF}]/u.test(value),
      ),
      doc: "At most 128 characters without emojis and other 4-byte characters. Default: none.",
    },
  }),
  [
    { expects: `a list of at most ${MOST} exclusions`, accepts: ({ length }) => length <= MOST, given: count },
    unique("names", (item) => objectsIn([item])[0]?.name),
    {
      expects: `a list with at most ${MOST_STRICT} exclusions of the scopes "NoOperations" and "NoUpgrades"`,
      accepts: (list) => strictOnes(list).length <= MOST_STRICT,
      given: (list) => count(strictOnes(list)),
    },
  ],
  "unordered",
);

export type MaintenanceExclusion = ValueOf<typeof exclusionsShape>[number];

/** The exclusions that count: ACK takes none that has ended, and may forget it. One whose end cannot be read has not. */
function current(exclusions: readonly MaintenanceExclusion[]): MaintenanceExclusion[] {
  return exclusions.filter(({ endTime }) => !hasEnded(endTime));
}

function hasEnded(endTime: unknown): boolean {
  // No wait depends on this clock: the same program asks for less once an exclusion has ended.
  return (instantOf(endTime) ?? Number.POSITIVE_INFINITY) <= Date.now();
}

export function encodeExclusions(exclusions: readonly MaintenanceExclusion[]) {
  return current(exclusions).map(({ startTime, endTime, ...same }) => ({
    ...same,
    start_time: startTime,
    end_time: endTime,
  }));
}

/** `undefined` for none: an import must not begin to manage what nobody has set. */
export function decodeExclusions(wire: unknown): MaintenanceExclusion[] | undefined {
  const exclusions = objectsIn(wire).flatMap((one) => decoded(one) ?? []);
  return exclusions.length === 0 ? undefined : exclusions;
}

function decoded(wire: unknown): MaintenanceExclusion | undefined {
  if (!isObject(wire)) return undefined;
  const { name, scope, start_time: startTime, end_time: endTime, description } = wire;
  if (!isText(name) || !isText(scope) || !isText(startTime) || !isText(endTime)) return undefined;
  return defined({ name, scope, startTime, endTime, description: textOf(description) }) as MaintenanceExclusion;
}

/** The reported exclusions that count, as ACK writes them: it may say more of them than this version can read. */
export function currentOnWire(wire: unknown): unknown[] {
  return Array.isArray(wire) ? wire.filter((one) => !(isObject(one) && hasEnded(one.end_time))) : [];
}

/** Those among them that a program cannot name. */
export function unreadable(wire: unknown): unknown[] {
  return currentOnWire(wire).filter((one) => decoded(one) === undefined);
}

/** The same exclusions in any order; a time counts by its instant, in whatever spelling. */
export function sameExclusions(actual: unknown, wanted: unknown): boolean {
  const [has, wants] = [actual, wanted].map((list) => current(objectsIn(list) as unknown as MaintenanceExclusion[]));
  return has?.length === wants?.length && wants?.every((one) => has?.some((other) => isSame(other, one))) === true;
}

function isSame(actual: MaintenanceExclusion, wanted: MaintenanceExclusion): boolean {
  const words = ({ name, scope, description = "" }: MaintenanceExclusion) => [name, scope, description];
  return (
    equal(words(actual), words(wanted)) &&
    isSameTime(actual.startTime, wanted.startTime) &&
    isSameTime(actual.endTime, wanted.endTime)
  );
}

/** A reported time that cannot be read says nothing against the wanted one. */
function isSameTime(actual: string, wanted: string): boolean {
  const instant = instantOf(actual);
  return instant === undefined || instant === instantOf(wanted);
}

/** Milliseconds since 1970. */
export function instantOf(value: unknown): number | undefined {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(value))
    return undefined;
  const instant = Date.parse(value);
  return Number.isNaN(instant) ? undefined : instant;
}

/** The UTC offset that a time is written with, such as `+08:00`; `Z` for UTC. */
export function offsetOf(value: unknown): string | undefined {
  const offset = typeof value === "string" ? /(Z|[+-]\d{2}:\d{2})$/.exec(value)?.[1] : undefined;
  return offset === "+00:00" || offset === "-00:00" ? "Z" : offset;
}
