import type { Place } from "../../../provider/table/property";

/** The wire names that a place stands for. */
export function wiresOf(place: Place<unknown>): readonly string[] {
  if (typeof place === "string") return [place];
  return "wires" in place ? place.wires : [place.wire];
}

/** True where a value is written as it says itself, or by a function of its own. */
export function isWritten(place: Place<unknown>): boolean {
  if (typeof place === "string") return true;
  return "wires" in place ? place.write !== undefined : place.encode !== undefined;
}
