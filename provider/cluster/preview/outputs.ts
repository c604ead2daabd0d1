import type { Values } from "../../table/check";
import { lifecycle, type Property } from "../../table/property";
import { unknown } from "../../table/values";
import { table } from "../properties/table";
import { recordedDifferences } from "./differences";
import { isUnsettled } from "./plan";

/** The outputs of a cluster that would be created: the inputs, and the rest unknown. */
export function previewCreate(inputs: Values): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(table).flatMap(([name, { facts }]) => {
      if (name === "adopt") return [];
      if (inputs[name] !== undefined) return [[name, inputs[name]]];
      return lifecycle(facts) === "stored" ? [] : [[name, unknown]];
    }),
  );
}

/** The outputs of a cluster that would be updated: only what the changes can reach is unknown. */
export function previewUpdate(olds: Values, news: Values): Record<string, unknown> {
  const { changes } = recordedDifferences(olds, news);
  const kinds = new Map(changes.map(({ property, kind }) => [property, kind]));
  const changed = new Set(changes.filter(({ kind }) => kind === "update").map(({ property }) => property));
  const outputs: Record<string, unknown> = {};
  for (const [name, { facts }] of Object.entries(table)) {
    const value = previewed(name, facts);
    if (value !== undefined && name !== "adopt") outputs[name] = value;
  }
  return outputs;

  function previewed(name: string, facts: Property<unknown>["facts"]): unknown {
    const kind = lifecycle(facts);
    if (kind === "stored") return news[name];
    if (kind === "output") return isReachable(name, facts) ? unknown : olds[name];
    if (!kinds.has(name)) return olds[name] ?? news[name];
    // The cluster may end up with a longer form of the wish, such as a full version.
    if (changed.has(name) && facts.change !== undefined) return unknown;
    return news[name] ?? facts.whenRemoved;
  }

  function isReachable(name: string, { at, follows = [] }: Property<unknown>["facts"]): boolean {
    if (follows.some((input) => changed.has(input))) return true;
    return isUnsettled(olds) && (Object.keys(at).length > 0 || follows.length > 0) && !isFixed(name);
  }
}

/** Reported by the first answer, and never changed. */
function isFixed(name: string): boolean {
  return name === "clusterId" || name === "created";
}
