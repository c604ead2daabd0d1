import { propertyPath, type Values } from "../../table/check";
import type { Property } from "../../table/property";
import type { Shape } from "../../table/shapes";
import { containsUnknown, isObject } from "../../table/values";
import { table } from "../properties/table";
import { recordedDifferences, shownChanges } from "./differences";
import { isUnsettled, type Plan } from "./plan";

/** One difference as a preview shows it. */
export interface PropertyDifference {
  readonly kind: "add" | "delete" | "update";
  /** It forces a new cluster. */
  readonly replaces: boolean;
  /** It lies between two inputs; otherwise between what the cluster has and an input. */
  readonly isInputDiff: boolean;
}

/** The differences behind a plan, by path: `tags["team"]`, `addons[0].config.level`. Hidden properties show nowhere. */
export function detailedDiff(
  plan: Plan,
  olds: Values,
  oldInputs: Values,
  news: Values,
): Map<string, PropertyDifference> {
  const details = new Map<string, PropertyDifference>();
  if (!plan.changes) return details;
  for (const { property } of shownChanges(recordedDifferences(olds, news), olds)) {
    const replaces = plan.replaces.includes(property);
    for (const [path, one] of propertyDetails(property, olds, oldInputs, news)) details.set(path, { ...one, replaces });
  }
  const isFailed = plan.replaces.includes("state");
  if (isFailed || isUnsettled(olds)) {
    details.set("state", { kind: isFailed ? "delete" : "update", replaces: isFailed, isInputDiff: false });
  }
  return details;
}

type Bare = Omit<PropertyDifference, "replaces">;

function propertyDetails(name: string, olds: Values, oldInputs: Values, news: Values): [string, Bare][] {
  const { shape, facts } = table[name] as Property<unknown>;
  const wanted = news[name];
  const isInputDiff = differs(shape, oldInputs[name], wanted);
  const before = isInputDiff ? oldInputs[name] : olds[name];
  if (wanted === undefined && before !== undefined && facts.whenRemoved !== undefined)
    return [[name, { kind: "delete", isInputDiff }]];
  return leaves([name], before, wanted, !isInputDiff).map(([path, kind]) => [
    propertyPath(path),
    { kind, isInputDiff },
  ]);
}

function differs(shape: Shape<unknown>, before: unknown, wanted: unknown): boolean {
  if (before === undefined || wanted === undefined) return before !== wanted;
  return containsUnknown(wanted) || !shape.same(before, wanted) || !shape.same(wanted, before);
}

type Path = readonly (string | number)[];
type Leaf = [Path, Bare["kind"]];

/**
 * Where two values differ, as deep as they can be followed.
 *
 * @param isDrift  `before` is what the cluster has: what a program leaves out of an object is no difference
 */
function leaves(path: Path, before: unknown, wanted: unknown, isDrift: boolean): Leaf[] {
  if (before === undefined && wanted === undefined) return [];
  if (before === undefined) return [[path, "add"]];
  if (wanted === undefined) return [[path, "delete"]];
  if (isObject(before) && isObject(wanted)) {
    const names = new Set([...(isDrift && path.length === 1 ? [] : Object.keys(before)), ...Object.keys(wanted)]);
    const deeper = [...names].flatMap((name) => leaves([...path, name], own(before, name), own(wanted, name), isDrift));
    return deeper;
  }
  if (Array.isArray(before) && Array.isArray(wanted)) return listLeaves(path, before, wanted, isDrift);
  return JSON.stringify(before) === JSON.stringify(wanted) ? [] : [[path, "update"]];
}

/** A key of a user's may be the name of what every object inherits. */
function own(values: Values, name: string): unknown {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

/** A list of named things is followed thing by thing, as long as each keeps its place. */
function listLeaves(path: Path, before: readonly unknown[], wanted: readonly unknown[], isDrift: boolean): Leaf[] {
  const whole: Leaf[] = JSON.stringify(before) === JSON.stringify(wanted) ? [] : [[path, "update"]];
  const keeps = (item: unknown, index: number) => {
    const other = before[index];
    return other === undefined || (isNamed(item) && isNamed(other) && item.name === other.name);
  };
  if (![...before, ...wanted].every(isNamed) || !wanted.every(keeps)) return whole;
  return Array.from({ length: Math.max(before.length, wanted.length) }, (_, index) => index).flatMap((index) =>
    leaves([...path, index], before[index], wanted[index], isDrift),
  );
}

function isNamed(item: unknown): item is { readonly name: string } {
  return isObject(item) && typeof item.name === "string";
}
