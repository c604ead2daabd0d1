import type { Failure, Values } from "../../table/check";
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

/**
 * What the recorded inputs hold under a former name, and the program's inputs do not hold at all. The option ignoreChanges
 * does this: the engine finds no current name in the recorded inputs, and removes the field from the program's.
 */
export function lostFields(recorded: Values, news: Values): Failure[] {
  return Object.entries(names).flatMap(([property, current]) => {
    const [before, now = {}] = [recorded[property], news[property] ?? undefined];
    if (!isObject(before) || !isObject(now)) return [];
    return [...current].flatMap(([former, name]) => {
      const isKept = [former, name].some((field) => (now[field] ?? undefined) !== undefined);
      if (isKept || before[former] === undefined || Object.hasOwn(before, name)) return [];
      return [{ property: `${property}.${name}`, reason: lost(former) }];
    });
  });
}

function lost(former: string): string {
  return `is not set, but the state has it under its former name ${former}, which ignoreChanges does not match: run "pulumi refresh" first`;
}

function renamed(property: string, value: Values): Values {
  return Object.fromEntries(Object.entries(value).map(([field, part]) => [currentName(property, field), part]));
}
