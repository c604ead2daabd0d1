import { isHidden, type Values } from "../../table/check";
import type { Known } from "../../table/diff";
import { properties } from "../properties/table";
import { type Facts, factsOf } from "./facts";

/** What the state holds of a cluster: its outputs, and the facts beside them. */
export interface Recorded extends Known {
  readonly wishes: Values;
  readonly facts: Partial<Facts>;
  /** The state holds it: a cluster that is looked up by its id alone has no facts. */
  readonly isRecorded: boolean;
}

export function recordedOf(olds: Values): Recorded {
  const facts = factsOf(olds);
  return {
    values: olds,
    names: new Set(facts.inputs),
    wishes: facts.wishes ?? {},
    facts,
    isRecorded: facts.inputs !== undefined,
  };
}

/** True for a cluster whose creation failed: it never ran, and only a new one can take its place. */
export function failedAtCreation(olds: Values): boolean {
  return olds.state === "failed" && factsOf(olds).hasRun !== true;
}

/** The names that count as recorded once `news` has been taken. */
export function recordedNames(olds: Values, news: Values): string[] {
  const names = new Set(factsOf(olds).inputs);
  for (const name of Object.keys(news)) if (!isHidden(name) && name !== "adopt") names.add(name);
  // A state may hold names that this version does not know.
  return [...names].filter((name) => Object.hasOwn(properties, name)).sort();
}
