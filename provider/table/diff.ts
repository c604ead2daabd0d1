import type { Operation } from "../ack/operations";
import type { Failure, Values } from "./check";
import { isReported, lifecycle, type Property, type Table, updateOperation } from "./property";
import { show } from "./shapes";
import { containsUnknown } from "./unknown";

/** One property's difference and what it comes to. */
export type Change =
  /** Between two recorded values of what only CreateCluster carries. */
  | { readonly property: string; readonly kind: "replace" }
  /** Carried by `via` to the cluster as it is. */
  | { readonly property: string; readonly kind: "update"; readonly via: Operation }
  /** Taken into state without a call; `unproven` where the API never tells what the cluster has. */
  | { readonly property: string; readonly kind: "record"; readonly unproven: boolean };

/** What is known of the resource before the change. */
export interface Recorded {
  /** The outputs: what the server last reported, and the recorded inputs it does not report. */
  readonly values: Values;
  /** The inputs that a program has set so far. */
  readonly names: ReadonlySet<string>;
}

/** The differences between what is recorded and what a program wants, and the wishes that cannot be met. */
export function diff(table: Table, recorded: Recorded, news: Values): { changes: Change[]; refusals: Failure[] } {
  const changes: Change[] = [];
  const refusals: Failure[] = [];
  for (const [name, entry] of Object.entries(table)) {
    const wanted = wantedValue(entry, recorded, name, news);
    if (wanted === undefined) continue;
    const verdict = judge(name, entry, recorded, wanted);
    if (verdict === undefined) continue;
    if ("reason" in verdict) refusals.push(verdict);
    else changes.push(verdict);
  }
  return { changes, refusals };
}

/** Unset is unmanaged, but for what is emptied when it is taken out. */
function wantedValue({ facts }: Property<unknown>, recorded: Recorded, name: string, news: Values): unknown {
  return news[name] ?? (recorded.names.has(name) ? facts.whenRemoved : undefined);
}

function judge(
  name: string,
  entry: Property<unknown>,
  recorded: Recorded,
  wanted: unknown,
): Change | Failure | undefined {
  const kind = lifecycle(entry.facts);
  if (kind === "updatable") return judgeUpdatable(name, entry, recorded, wanted);
  if (kind === "createOnly") return judgeCreateOnly(name, entry, recorded, wanted);
  return undefined;
}

function judgeUpdatable(
  name: string,
  { shape, facts }: Property<unknown>,
  recorded: Recorded,
  wanted: unknown,
): Change | undefined {
  const value = recorded.values[name];
  if (isSame(shape, value, wanted)) {
    return recorded.names.has(name) ? undefined : { property: name, kind: "record", unproven: false };
  }
  return { property: name, kind: "update", via: updateOperation(facts) as Operation };
}

function judgeCreateOnly(
  name: string,
  { shape, facts }: Property<unknown>,
  recorded: Recorded,
  wanted: unknown,
): Change | Failure | undefined {
  const value = recorded.values[name];
  if (recorded.names.has(name) && value !== undefined) {
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
  // Whether an unknown value differs shows only once it is known: update() judges it again.
  if (containsUnknown(wanted)) return { property: name, kind: "record", unproven: false };
  return { property: name, reason: neverRecorded(value, wanted) };
}

/** What is not there, or not known yet, is the same as nothing. */
function isSame(shape: Property<unknown>["shape"], value: unknown, wanted: unknown): boolean {
  return value !== undefined && !containsUnknown(wanted) && shape.same(value, wanted);
}

function neverRecorded(value: unknown, wanted: unknown): string {
  return (
    `was never set for this cluster, which has ${show(value)}, and cannot be changed to ${show(wanted)} in place; ` +
    `set it to ${show(value)} or take it out. To build the cluster anew on purpose, use "pulumi up --replace"`
  );
}
