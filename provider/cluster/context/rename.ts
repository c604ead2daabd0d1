import { type Operation, operations } from "../../ack/operations";
import { wiresOf } from "../../table/property";
import { table } from "../properties/table";

/** Wire names, with the property names that programs use. Words of ordinary English are not among them. */
const names = new Map(
  Object.entries(table).flatMap(([name, { facts }]) =>
    Object.entries(facts.at).flatMap(([operation, place]) => {
      const isWritten = !["read", "action"].includes(operations[operation as Operation].phase);
      const [wire, ...others] = place === undefined ? [] : wiresOf(place);
      // A name that several properties share, or that is an ordinary word, identifies no property.
      const isTelling =
        wire !== undefined && others.length === 0 && (wire.includes("_") || /^(vpc|zone)id$/.test(wire));
      return isWritten && isTelling ? [[wire, name] as const] : [];
    }),
  ),
);

/** ACK's message with a program's property names in it. */
export function rename(text: string): string {
  return text.replace(/\b[a-z]+(?:_[a-z]+)*\b/g, (word) => names.get(word) ?? word);
}
