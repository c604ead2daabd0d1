import type { Operation } from "../ack/operations";
import type { Values } from "./check";
import type { Place, Table } from "./property";
import { isOfKind } from "./shapes";

/** The part of a request body that carries `values` in `operation`, by wire name. */
export function toWire(table: Table, operation: Operation, values: Values): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(table).flatMap(([name, { facts }]) => {
      const place: Place<unknown> | undefined = facts.at[operation];
      const value = values[name];
      if (place === undefined || value === undefined) return [];
      if (typeof place === "string") return [[place, value]];
      if ("wires" in place) return Object.entries(place.write?.(value) ?? {});
      return [[place.wire, place.encode ? place.encode(value) : value]];
    }),
  );
}

/**
 * What an answer tells of each property. A property that it does not tell is absent: `null`, empty text, a wrong type
 * and what cannot be decoded are no knowledge. `null` in the result is the knowledge that there is none.
 */
export function fromWire(table: Table, operation: Operation, body: Values): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(table).flatMap(([name, { shape, facts }]) => {
      const place: Place<unknown> | undefined = facts.at[operation];
      if (place === undefined) return [];
      const value = readPlace(place, body);
      if (value === undefined) return [];
      return value === null || isOfKind(shape, value) ? [[name, value]] : [];
    }),
  );
}

function readPlace(place: Place<unknown>, body: Values): unknown {
  if (typeof place !== "string" && "wires" in place) return place.read?.(body);
  const wire = body[typeof place === "string" ? place : place.wire];
  if (wire === undefined || wire === null || wire === "") return undefined;
  return typeof place === "string" || !place.decode ? wire : place.decode(wire);
}
