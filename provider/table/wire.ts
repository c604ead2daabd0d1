import type { Operation } from "../ack/operations";
import type { Values } from "./check";
import type { Table, WireField } from "./property";
import { isOfKind } from "./shapes";
import { isObject } from "./values";

/** The part of a request body that carries `values` in `operation`, by wire name. */
export function toWire(table: Table, operation: Operation, values: Values): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(table).flatMap(([name, { facts }]) => {
      const field: WireField<unknown> | undefined = facts.at[operation];
      const value = values[name];
      if (field === undefined || value === undefined) return [];
      if (typeof field === "string") return [[field, value]];
      if ("wires" in field) return Object.entries(field.write?.(value) ?? {});
      return [[field.wire, field.encode ? field.encode(value) : value]];
    }),
  );
}

/**
 * What an answer reports of each property. A property that it does not report is absent, as is one whose value is `null`,
 * empty text, of a wrong type, or cannot be decoded. `null` in the result means that the cluster has none.
 */
export function fromWire(table: Table, operation: Operation, body: Values): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(table).flatMap(([name, { shape, facts }]) => {
      const field: WireField<unknown> | undefined = facts.at[operation];
      if (field === undefined) return [];
      const value = withoutNegativeZero(readField(field, body));
      if (value === undefined) return [];
      return value === null || isOfKind(shape, value) ? [[name, value]] : [];
    }),
  );
}

/** JSON reads `-0` and writes `0`: what was recorded would not be what was read. */
function withoutNegativeZero(value: unknown): unknown {
  if (Object.is(value, -0)) return 0;
  if (Array.isArray(value)) return value.map(withoutNegativeZero);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutNegativeZero(item)]));
}

function readField(field: WireField<unknown>, body: Values): unknown {
  if (typeof field !== "string" && "wires" in field) return field.read?.(body);
  const wire = body[typeof field === "string" ? field : field.wire];
  if (wire === undefined || wire === null || wire === "") return undefined;
  return typeof field === "string" || !field.decode ? wire : field.decode(wire);
}
