import type { Operation } from "../../../provider/ack/operations";
import { ambiguousFaults, type FaultCase, refusals, throttling } from "./faults";

/** One call on an operation's way: the operation, and how many calls of it go before. */
export interface Spot {
  readonly operation: Operation;
  readonly skip: number;
  /** The moment in words. */
  readonly at: string;
}

export function spot(operation: Operation, at: string, skip = 0): Spot {
  return { operation, skip, at };
}

/** The calls of an undisturbed run with one of them made more often. */
export function repeated(calls: readonly string[], { operation, skip }: Spot, more: number): string[] {
  const places = calls.flatMap((call, index) => (call === operation ? [index] : []));
  const place = places[skip];
  if (place === undefined) throw new Error(`${operation} is called ${places.length} times only`);
  return [...calls.slice(0, place), ...Array.from({ length: more }, () => operation), ...calls.slice(place)];
}

/** The calls of a run that ends with one call, which is made so often. */
export function endingWith(calls: readonly string[], spot: Spot, times: number): string[] {
  const place = repeated(calls, spot, 0).flatMap((call, index) => (call === spot.operation ? [index] : []))[spot.skip];
  return [...calls.slice(0, place), ...Array.from({ length: times }, () => spot.operation)];
}

export interface Cell {
  readonly spot: Spot;
  readonly fault: FaultCase;
  readonly operation: string;
  readonly at: string;
  readonly name: string;
}

function cells(spots: readonly Spot[], faults: readonly FaultCase[]): Cell[] {
  return spots.flatMap((place) =>
    faults.map((fault) => ({ spot: place, fault, operation: place.operation, at: place.at, name: fault.name })),
  );
}

const isQuick = ({ fault }: FaultCase) => fault.kind !== "slow";
const reset = ambiguousFaults(false).filter(({ fault }) => fault.kind === "reset");

/** Faults that pass: a call that meets one is made again, where that is safe. */
export function passing(spots: readonly Spot[]): Cell[] {
  return cells(spots, [...ambiguousFaults(true).filter(isQuick), ...reset, ...throttling]);
}

/** One fault of each kind, for runs in which it stays. */
export function staying(spots: readonly Spot[]): Cell[] {
  const kinds = ["html", "status", "reset", "truncated"];
  const all = [...ambiguousFaults(true), ...reset];
  const some = kinds.flatMap((kind) => all.filter(({ fault }) => fault.kind === kind).slice(0, 1));
  return cells(spots, [...some, ...throttling.slice(1, 2)]);
}

/** Answers that prove a refusal: nothing is made again. */
export function refused(spots: readonly Spot[]): Cell[] {
  return cells(spots, refusals);
}

/** How often a call is made before a passing fault counts as one that stays. */
export function attempts({ proves }: FaultCase): number {
  return proves === "later" ? 10 : 5;
}
