import { isObject, textOf } from "../../../table/values";

/** One fact of `rrsa_config`, for what pods and RAM need to trust each other. */
export function rrsaFact(wireName: string) {
  return {
    wire: "rrsa_config",
    decode: (wire: unknown): string | undefined => (isObject(wire) ? textOf(wire[wireName]) : undefined),
  };
}
