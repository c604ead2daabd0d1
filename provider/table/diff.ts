import type { Operation } from "../ack/operations";
import type { Failure, Values } from "./check";
import { isReported, lifecycle, type Property, type Table, updateOperations } from "./property";
import { isOfKind } from "./shapes";
import { containsUnknown, show } from "./values";

/** One property's difference and what it leads to. */
export type Change =
  /** Only CreateCluster carries it, and another value is recorded. */
  | { readonly property: string; readonly kind: "replace" }
  /** `via` changes it in place. */
  | { readonly property: string; readonly kind: "update"; readonly via: Operation }
  /** Recorded in the state without a call; `unproven` where the API never reports what the cluster has. */
  | { readonly property: string; readonly kind: "record"; readonly unproven: boolean };

/** What is known of the resource before the change. */
export interface Known {
  /** The inputs as the program wanted them so far, where the outputs may be ahead of them. */
  readonly wishes?: Values;
  /** The outputs: what the server last reported, and the recorded inputs it does not report. */
  readonly values: Values;
  /** The inputs that a program has set so far. */
  readonly names: ReadonlySet<string>;
  /** The command that replaces the resource on purpose. Without it, refusals advise no replacement. */
  readonly replaceCommand?: string;
}

export interface Differences {
  readonly changes: readonly Change[];
  /** The wishes that cannot be met. */
  readonly refusals: readonly Failure[];
  /** What stays as it is, and why. */
  readonly warnings: readonly string[];
}

/** The differences between what is recorded and what a program wants. */
export function diff(table: Table, known: Known, news: Values): Differences {
  const changes: Change[] = [];
  const refusals: Failure[] = [];
  const warnings: string[] = [];
  for (const [name, entry] of Object.entries(table)) {
    const verdict = compare(name, entry, known, news);
    if (verdict === undefined) continue;
    if ("reason" in verdict) refusals.push(verdict);
    else if ("warning" in verdict) warnings.push(verdict.warning);
    else changes.push(verdict);
  }
  return { changes, refusals, warnings };
}

type Verdict = Change | Failure | { readonly warning: string } | undefined;

function compare(name: string, entry: Property<unknown>, all: Known, news: Values): Verdict {
  const known = { ...all, values: ofKind(name, entry, all.values), wishes: ofKind(name, entry, all.wishes ?? {}) };
  const kind = lifecycle(entry.facts);
  if (kind === "stored") return compareStored(name, entry, known, news[name]);
  // An unset property is unmanaged, except one that is emptied when the program removes it.
  const wanted = news[name] ?? (known.names.has(name) ? entry.facts.whenRemoved : undefined);
  if (wanted === undefined) return undefined;
  if (!containsUnknown(wanted) && !isOfKind(entry.shape, wanted))
    return { property: name, reason: `must be ${entry.shape.expects}` };
  if (kind === "updatable") return compareUpdatable(name, entry, known, wanted);
  if (kind === "createOnly") return compareCreateOnly(name, entry, known, wanted);
  return undefined;
}

/** The value of one property, unless it is of a kind that this property never has: an old or edited state may hold it. */
function ofKind(name: string, { shape }: Property<unknown>, values: Values): Values {
  return isOfKind(shape, values[name]) ? { [name]: values[name] } : {};
}

/** What only the state holds follows the program, even when the program removes it. */
function compareStored(name: string, { shape }: Property<unknown>, known: Known, wanted: unknown): Verdict {
  const value = known.values[name];
  const isUnchanged = wanted === undefined ? value === undefined : isSame(shape, value, wanted);
  return isUnchanged ? undefined : { property: name, kind: "record", unproven: false };
}

function compareUpdatable(name: string, { shape, facts }: Property<unknown>, known: Known, wanted: unknown): Verdict {
  const actual = known.values[name];
  const isRecorded = known.names.has(name);
  const record: Verdict = isRecorded ? undefined : { property: name, kind: "record", unproven: false };
  const update = (via: Operation): Verdict => ({ property: name, kind: "update", via });
  if (facts.change === undefined || containsUnknown(wanted)) {
    return isSame(shape, actual, wanted) ? record : update(updateOperations(facts)[0] as Operation);
  }
  const wish = isRecorded ? (known.wishes?.[name] ?? actual) : undefined;
  const verdict = facts.change({ wanted, actual, wish });
  if (verdict === "same") {
    const isNewWish = isRecorded && wish !== undefined && !isSame(shape, wish, wanted);
    return isNewWish ? { property: name, kind: "record", unproven: false } : record;
  }
  if ("refuse" in verdict) return { property: name, reason: verdict.refuse };
  return "warn" in verdict ? { warning: `${name} ${verdict.warn}` } : update(verdict.via);
}

function compareCreateOnly(
  name: string,
  { shape, facts }: Property<unknown>,
  known: Known,
  wanted: unknown,
): Change | Failure | undefined {
  const value = known.values[name];
  if (known.names.has(name) && value !== undefined) {
    return isSame(shape, value, wanted) ? undefined : { property: name, kind: "replace" };
  }
  if (value === undefined || !isReported(facts)) {
    // Unset and the documented default are the same wish.
    if (isSame(shape, facts.default, wanted)) return undefined;
    return { property: name, kind: "record", unproven: true };
  }
  if (isSame(shape, value, wanted)) {
    return isSame(shape, facts.default, wanted) ? undefined : { property: name, kind: "record", unproven: false };
  }
  // An unknown value may turn out to differ: update() compares again once it is known.
  if (containsUnknown(wanted)) return { property: name, kind: "record", unproven: false };
  return { property: name, reason: neverRecorded(value, wanted, known, facts) };
}

/** A value that is missing or not known yet equals no other. */
function isSame(shape: Property<unknown>["shape"], value: unknown, wanted: unknown): boolean {
  return value !== undefined && !containsUnknown(wanted) && shape.same(value, wanted);
}

function neverRecorded(
  value: unknown,
  wanted: unknown,
  { replaceCommand }: Known,
  { mayBeIgnored }: Property<unknown>["facts"],
): string {
  const cause = mayBeIgnored ? ", or ACK did not take it: the cluster has" : ", which has";
  const kept =
    `was never set for this cluster${cause} ${show(value)}, and cannot be changed to ${show(wanted)} in place; ` +
    `set it to ${show(value)} or remove it`;
  return replaceCommand === undefined ? kept : `${kept}. To replace the cluster on purpose, run "${replaceCommand}"`;
}
