import type { WireField } from "../../../provider/table/property";

export { wiresOf } from "../../../provider/table/property";

/** True where a value is written as it says itself, or by a function of its own. */
export function isWritten(place: WireField<unknown>): boolean {
  if (typeof place === "string") return true;
  return "wires" in place ? place.write !== undefined : place.encode !== undefined;
}
