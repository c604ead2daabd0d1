import { isDeepStrictEqual } from "node:util";

/** Deep equality; the order of keys does not count. */
export function equal(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(a, b);
}

/** Equal as sets: neither order nor repetition counts. Anything but lists is compared deeply. */
export function equalAsSets(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return equal(a, b);
  const [left, right] = [new Set(a), new Set(b)];
  return left.size === right.size && [...left].every((item) => right.has(item));
}
