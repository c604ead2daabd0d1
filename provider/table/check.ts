import { closest, distance } from "fastest-levenshtein";
import { equal } from "./equal";
import { inputNames, type Property, type Table } from "./property";
import { isOfKind } from "./shapes";
import { containsUnknown } from "./unknown";

/** A refused input: the property's path and the reason, in words for the person who wrote it. */
export interface Failure {
  readonly property: string;
  readonly reason: string;
}

export type Values = Readonly<Record<string, unknown>>;

/** Hidden inputs carry facts from the program to the provider; their names start like Pulumi's own internal ones. */
export function isHidden(name: string): boolean {
  return name.startsWith("__") && name !== "__proto__";
}

/** Values as they count: what is `undefined`, `null`, `""` or an empty object is not set. */
export function withoutUnset(values: Values): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !isUnset(value)));
}

function isUnset(value: unknown): boolean {
  return value === undefined || value === null || value === "" || equal(value, {});
}

/** Judges each input by its own shape: all faults at once, an unknown value passes at any depth. */
export function checkShapes(table: Table, news: Values): Failure[] {
  const names = inputNames(table);
  return Object.entries(news).flatMap(([name, value]) => {
    if (isHidden(name)) return [];
    if (!names.includes(name)) return [unknownName(table, name, names)];
    const entry = table[name] as Property<unknown>;
    return (entry.shape.zod.safeParse(value).error?.issues ?? []).map(({ path, message }) => ({
      property: propertyPath([name, ...path]),
      reason: message,
    }));
  });
}

/** Judges each change from one recorded input to another. */
export function checkChanges(table: Table, olds: Values, news: Values): Failure[] {
  return Object.entries(table).flatMap(([name, { shape, facts }]) => {
    const [from, to] = [olds[name], news[name]];
    if (facts.refuse === undefined || from === undefined || to === undefined || containsUnknown(to)) return [];
    if (!isOfKind(shape, from) || !shape.zod.safeParse(to).success) return [];
    const reason = shape.same(from, to) ? undefined : facts.refuse(from, to);
    return reason === undefined ? [] : [{ property: name, reason }];
  });
}

/** A path as Pulumi writes it: `addons[0].config`, `tags["a.b"]`. */
export function propertyPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === "number") return `${text}[${part}]`;
    const name = String(part);
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return `${text}[${JSON.stringify(name)}]`;
    return text === "" ? name : `${text}.${name}`;
  }, "");
}

/** Edits between a name and one that is suggested for it. */
const FARTHEST_SUGGESTION = 3;

function unknownName(table: Table, name: string, names: readonly string[]): Failure {
  if (Object.hasOwn(table, name)) return { property: name, reason: "is an output and cannot be set; take it out" };
  const nearest = closest(name, [...names]);
  const isNear = distance(name.toLowerCase(), nearest.toLowerCase()) <= FARTHEST_SUGGESTION;
  const advice = isNear ? `did you mean "${nearest}"?` : "take it out, or look it up in docs/reference.md";
  return { property: name, reason: `is not a property of a ServerlessCluster; ${advice}` };
}
