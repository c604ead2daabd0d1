import { isDeepStrictEqual } from "node:util";

/** Equal in meaning for values without an order of their own to respect: maps by key, everything else deeply. */
export function equal(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(a, b);
}

/** Equal as sets: neither order nor repetition counts. */
export function equalAsSets(a: readonly unknown[], b: readonly unknown[]): boolean {
  const [left, right] = [new Set(a), new Set(b)];
  return left.size === right.size && [...left].every((item) => right.has(item));
}
