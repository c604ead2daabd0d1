import type { Values } from "../../../table/check";
import type { Shape } from "../../../table/shapes";

/** A shape whose values are equal where the cluster has every wanted field: a field that the program omits is unmanaged. */
export function covering<T extends object>(
  shape: Shape<T>,
  sameField: (name: string, actual: unknown, wanted: unknown, all: Values) => boolean,
): Shape<T> {
  return {
    ...shape,
    same: (actual, wanted) =>
      Object.entries(wanted).every(
        ([name, value]) => value === undefined || sameField(name, (actual as Values)[name], value, actual as Values),
      ),
  };
}
