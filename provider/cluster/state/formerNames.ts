import type { Values } from "../../table/check";
import { isObject } from "../../table/values";
import { table } from "../properties/table";
import { factsOf, withFacts } from "./facts";

/** The names of fields in states of earlier versions, and the current names, by property. */
const names: Readonly<Record<string, ReadonlyMap<string, string>>> = Object.fromEntries(
  Object.entries(table).map(([property, { shape }]) => {
    const renamed = Object.entries(shape.fields?.of ?? {}).flatMap(([name, { formerly }]) =>
      formerly === undefined ? [] : [[formerly, name] as const],
    );
    return [property, new Map(renamed)];
  }),
);

/** A field's current name. */
export function currentName(property: string, field: string): string {
  return (Object.hasOwn(names, property) && names[property]?.get(field)) || field;
}

/** Recorded inputs or outputs with the current names, whichever version recorded them. */
export function withCurrentNames(values: Values): Values {
  const current = Object.entries(values).map(([property, value]) => [
    property,
    isObject(value) ? renamed(property, value) : value,
  ]);
  const { secrets } = factsOf(values);
  const paths = secrets?.map(([property = "", field, ...rest]) =>
    field === undefined ? [property] : [property, currentName(property, field), ...rest],
  );
  return withFacts(Object.fromEntries(current), secrets === undefined ? {} : { secrets: paths });
}

function renamed(property: string, value: Values): Values {
  return Object.fromEntries(Object.entries(value).map(([field, part]) => [currentName(property, field), part]));
}
