import { isDeepStrictEqual } from "node:util";

/** Equal in meaning for values without an order of their own to respect: maps by key, everything else deeply. */
export function equal(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(a, b);
}

/** Equal as sets: neither order nor repetition counts. What is no list, as a faulty program may hold, is compared as it is. */
export function equalAsSets(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return equal(a, b);
  const [left, right] = [new Set(a), new Set(b)];
  return left.size === right.size && [...left].every((item) => right.has(item));
}
