import { closest, distance } from "fastest-levenshtein";
import { inputNames, type Property, type Table } from "./property";
import { isOfKind, isValid, type NewWord } from "./shapes";
import { containsUnknown, equal, isUnknown } from "./values";

/** A refused input: the property's path, and the reason in words for the program's author. */
export interface Failure {
  readonly property: string;
  readonly reason: string;
}

export type Values = Readonly<Record<string, unknown>>;

/** True for a hidden value, which carries a fact that is no property; such names start like Pulumi's own internal ones. */
export function isHidden(name: string): boolean {
  return name.startsWith("__") && name !== "__proto__";
}

/** Values without those that count as unset: `undefined`, `null`, `""` and an empty object. */
export function withoutUnset(values: Values): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !isUnset(value)));
}

function isUnset(value: unknown): boolean {
  return value === undefined || value === null || value === "" || equal(value, {});
}

/** Why a name that is no input is refused, from its value: for names that other tools have. */
export type Foreign = Readonly<Record<string, (value: unknown) => string>>;

/** Validates each input by its own shape: reports all faults; an unknown value passes at any depth. */
export function checkShapes(table: Table, news: Values, foreign: Foreign = {}): Failure[] {
  const names = inputNames(table);
  return Object.entries(news).flatMap(([name, value]) => {
    if (isHidden(name)) return [];
    const refuse = Object.hasOwn(foreign, name) ? foreign[name] : undefined;
    if (refuse !== undefined) return [{ property: name, reason: refuse(value) }];
    if (!names.includes(name)) return [unknownName(table, name, names)];
    const entry = table[name] as Property<unknown>;
    return entry.shape.faults(value).map(({ path, message }) => ({
      property: propertyPath([name, ...path]),
      reason: message,
    }));
  });
}

/** Checks each change from a recorded input to a new one. */
export function checkChanges(table: Table, olds: Values, news: Values): Failure[] {
  return Object.entries(table).flatMap(([name, { shape, facts }]) => {
    const [from, to] = [olds[name], news[name]];
    if (facts.refuse === undefined || from === undefined || to === undefined || containsUnknown(to)) return [];
    if (!isOfKind(shape, from) || !isValid(shape, to)) return [];
    const reason = shape.same(from, to) ? undefined : facts.refuse(from, to);
    return reason === undefined ? [] : [{ property: name, reason }];
  });
}

/** A word that this version does not know, in an input that differs from the recorded one. */
export interface NewInputWord extends Omit<NewWord, "path"> {
  /** Where it stands, such as `autoUpgrade.channel`. */
  readonly path: string;
  /** The input that it stands in. */
  readonly name: string;
}

/** The words of valid, changed inputs that ACK may know and this version does not. */
export function newWords(table: Table, olds: Values, news: Values): NewInputWord[] {
  return inputNames(table).flatMap((name) => {
    const [value, recorded] = [news[name], olds[name]];
    const { shape } = table[name] as Property<unknown>;
    if (value === undefined || isUnknown(value) || shape.newWords === undefined) return [];
    if (!isValid(shape, value)) return [];
    if (isOfKind(shape, recorded) && !containsUnknown(value) && shape.same(recorded, value)) return [];
    return shape.newWords(value).map(({ path, ...word }) => ({ name, path: propertyPath([name, ...path]), ...word }));
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

/** The greatest number of edits between a name and its suggestion. */
const FARTHEST_SUGGESTION = 3;

function unknownName(table: Table, name: string, names: readonly string[]): Failure {
  if (Object.hasOwn(table, name)) return { property: name, reason: "is an output and cannot be set; remove it" };
  const nearest = closest(name, [...names]);
  const isNear = distance(name.toLowerCase(), nearest.toLowerCase()) <= FARTHEST_SUGGESTION;
  const advice = isNear ? `did you mean "${nearest}"?` : "remove it, or look it up in docs/reference.md";
  return { property: name, reason: `is not a property of a ServerlessCluster; ${advice}` };
}
