import { equal, equalAsSets, isObject, isUnknown, kind, show } from "./values";

/** What is wrong with a value, and where in it. */
export interface Fault {
  readonly path: readonly (string | number)[];
  /** The words for the program's author: `must be …; got …`. */
  readonly message: string;
}

/** A value's shape: its validation, its description in errors, and its type in a program and in the package schema. */
export interface Shape<T> {
  /** Validates a value: every fault of it, none for a valid one. An unknown value passes at any depth. */
  faults(value: unknown): readonly Fault[];
  /** The words for "must be …". */
  readonly expects: string;
  /** The type in a TypeScript program, plain and as the argument of a resource. */
  readonly typescript: { readonly output: string; readonly input: string };
  /** The type in a Pulumi package schema. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** The fields of an object with a name of its own. */
  readonly fields?: { readonly name: string; readonly of: Readonly<Record<string, Field>> };
  /** Equal in meaning: one is no change from the other. */
  same(a: T, b: T): boolean;
  /** The words of a valid, known value that are none of the known ones; absent for a shape without such words. */
  newWords?(value: T): readonly NewWord[];
}

/** A word that ACK may know and this version does not. */
export interface NewWord {
  readonly path: readonly (string | number)[];
  readonly word: string;
  /** The known words as an error lists them. */
  readonly known: string;
}

/** One field of an object. */
export interface Field {
  // biome-ignore lint/suspicious/noExplicitAny: an object mixes value types
  readonly shape: Shape<any>;
  readonly doc: string;
  readonly required?: true;
  /** The name that states of earlier versions have for it. */
  readonly formerly?: string;
}

/** The type of a shape's values. */
export type ValueOf<S> = S extends Shape<infer T> ? T : never;

type Required<O> = { [K in keyof O]: O[K] extends { readonly required: true } ? K : never }[keyof O];
type FieldValue<F> = F extends { readonly shape: infer S } ? ValueOf<S> : never;
type Flat<T> = { [K in keyof T]: T[K] } & {};

/** The type of an object with these fields; `Absent` is what an optional field may hold besides its values. */
export type ObjectOf<O, Absent = never> = Flat<
  { readonly [K in Required<O>]: FieldValue<O[K]> } & {
    readonly [K in Exclude<keyof O, Required<O>>]?: FieldValue<O[K]> | Absent;
  }
>;

/** A rule over a whole value, with its own description. */
export interface Check<T> {
  readonly expects: string;
  accepts(value: T): boolean;
  /** What an error shows of a refused value, where all of it would not help or could be a secret. */
  given?(value: T): string;
}

type Report = (message: string, path?: Fault["path"]) => void;

/** The `faults` of a shape, from a function that reports each fault of a value that is known. */
function validated(validate: (value: unknown, report: Report) => void): (value: unknown) => readonly Fault[] {
  return (value) => {
    const faults: Fault[] = [];
    if (!isUnknown(value)) validate(value, (message, path = []) => faults.push({ path, message }));
    return faults;
  };
}

/** A value without parts. */
function leaf<T>(
  expects: string,
  accepts: (value: unknown) => boolean,
  type: "string" | "boolean" | "integer",
): Shape<T> {
  const word = type === "integer" ? "number" : type;
  return {
    expects,
    faults: validated((value, report) => {
      if (!accepts(value)) report(`must be ${expects}; got ${show(value)}`);
    }),
    typescript: { output: word, input: `pulumi.Input<${word}>` },
    schema: { type },
    same: equal,
  };
}

export const flag: Shape<boolean> = leaf("true or false", (value) => typeof value === "boolean", "boolean");

/** A whole number within bounds, both included. */
export function wholeNumber(min: number, max: number): Shape<number> {
  const accepts = (value: unknown) => Number.isInteger(value) && (value as number) >= min && (value as number) <= max;
  return leaf(`a whole number from ${min} to ${max}`, accepts, "integer");
}

/** Text that a pattern or a rule accepts. */
export function text(expects: string, rule: RegExp | ((value: string) => boolean)): Shape<string> {
  const accepts = rule instanceof RegExp ? (value: string) => rule.test(value) : rule;
  return leaf(expects, (value) => typeof value === "string" && accepts(value), "string");
}

/** One of a fixed set of words. */
export function oneOf<const V extends readonly [string, ...string[]]>(...values: V): Shape<V[number]> {
  const words = values.map((value) => JSON.stringify(value));
  const isAmong = (value: unknown) => (values as readonly unknown[]).includes(value);
  const shape = leaf<V[number]>(`one of ${words.join(", ")}`, isAmong, "string");
  return {
    ...shape,
    // Any text type-checks, since a word may come from configuration; check() validates it.
    typescript: { output: words.join(" | "), input: `pulumi.Input<${words.join(" | ")} | (string & {})>` },
    schema: { type: "string", enum: values.map((value) => ({ value })) },
  };
}

/** Letters, digits, dots, hyphens and underscores. */
const WORD = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

/**
 * One of a set of words that ACK may extend: another word of the same form is valid, and `newWords` reports it.
 *
 * @param form what every word of the set looks like, also a future one
 */
export function oneOfKnown(values: readonly [string, ...string[]], form: RegExp = WORD): Shape<string> {
  const { typescript, schema, ...shape } = oneOf(...values);
  const known = values.map((value) => JSON.stringify(value)).join(", ");
  return {
    ...shape,
    ...text(shape.expects, form),
    typescript: { ...typescript, output: "string" },
    schema,
    newWords: (word) => (values.includes(word) ? [] : [{ path: [], word, known }]),
  };
}

/** A list. With `unordered`, the same items in another order are no change. `expects` says in one phrase what several checks expect. */
export function listOf<T>(
  item: Shape<T>,
  checks: readonly Check<readonly unknown[]>[],
  order: "ordered" | "unordered" = "ordered",
  expects: string = listExpects(checks),
): Shape<readonly T[]> {
  return {
    expects,
    faults: validated((value, report) => {
      if (!Array.isArray(value)) return report(`must be a list; got ${item.fields ? kind(value) : show(value)}`);
      for (const [index, element] of value.entries()) relay(item, element, [index], report);
      for (const check of checks) {
        if (!check.accepts(value)) report(`must be ${check.expects}; got ${check.given?.(value) ?? show(value)}`);
      }
    }),
    typescript: {
      output: item.typescript.output.includes("|") ? `(${item.typescript.output})[]` : `${item.typescript.output}[]`,
      input: `pulumi.Input<${item.typescript.input}[]>`,
    },
    schema: { type: "array", items: item.schema },
    ...(item.fields && { fields: item.fields }),
    ...(item.newWords && { newWords: (value) => value.flatMap((one, index) => newWordsIn(item, one, [index])) }),
    same: order === "unordered" ? equalAsSets : equal,
  };
}

/** What a list's checks expect: the first one's words, and what the others add. */
function listExpects([first, ...others]: readonly Pick<Check<never>, "expects">[]): string {
  const added = others.map(({ expects }) => expects.replace(/^a list (of|with) /, ""));
  return [first?.expects ?? "a list", ...added].join(", ");
}

/** A map of text by key. */
export function mapOfText(
  checks: readonly Check<Readonly<Record<string, unknown>>>[],
): Shape<Readonly<Record<string, string>>> {
  return {
    expects: ["a map of text", ...checks.map(({ expects }) => expects.replace(/^a map (of|with) /, ""))].join(", "),
    faults: validated((value, report) => {
      if (!isObject(value)) return report(`must be a map of text; got ${kind(value)}`);
      for (const [key, item] of Object.entries(value)) {
        if (typeof item !== "string") report(`must be text; got ${kind(item)}`, [key]);
      }
      for (const check of checks) {
        if (!check.accepts(value)) report(`must be ${check.expects}; got ${check.given?.(value) ?? show(value)}`);
      }
    }),
    typescript: {
      output: "{ [key: string]: string }",
      input: "pulumi.Input<{ [key: string]: pulumi.Input<string> }>",
    },
    schema: { type: "object", additionalProperties: { type: "string" } },
    same: equal,
  };
}

/** An object with named fields; a name that is not among them is refused. */
export function record<const O extends Readonly<Record<string, Field>>>(name: string, of: O): Shape<ObjectOf<O>> {
  return {
    expects: `an object with ${Object.keys(of).join(", ")}`,
    faults: validated((value, report) => {
      if (!isObject(value)) return report(`must be an object with ${Object.keys(of).join(", ")}; got ${kind(value)}`);
      for (const key of Object.keys(value).filter((key) => !Object.hasOwn(of, key) && value[key] !== undefined)) {
        const renamed = Object.keys(of).find((name) => of[name]?.formerly === key);
        const refusal = `is not one of ${Object.keys(of).join(", ")}; remove it`;
        report(renamed === undefined ? refusal : formerName(renamed), [key]);
      }
      for (const [key, field] of Object.entries(of)) {
        if (value[key] !== undefined) relay(field.shape, value[key], [key], report);
        else if (field.required) report(`must be set: ${field.shape.expects}`, [key]);
      }
    }),
    typescript: { output: name, input: `pulumi.Input<${name}Args>` },
    schema: { $ref: `#/types/ack-serverless:index:${name}` },
    fields: { name, of },
    newWords: (value) =>
      Object.entries(of).flatMap(([key, { shape }]) =>
        newWordsIn(shape, (value as Record<string, unknown>)[key], [key]),
      ),
    same: equal,
  };
}

/** A program that ignores changes of a property gets the value from the state, with the names of the state. */
function formerName(renamed: string): string {
  return `is now named ${renamed}: rename it; if the program does not set it, run "pulumi refresh" first`;
}

/** A shape whose values are equal where the cluster has every wanted field: a field that the program omits is unmanaged. */
export function covering<T extends object>(
  shape: Shape<T>,
  sameField: (name: string, actual: unknown, wanted: unknown, all: Readonly<Record<string, unknown>>) => boolean,
): Shape<T> {
  const same = (actual: T, wanted: T) => {
    const all = actual as Readonly<Record<string, unknown>>;
    return Object.entries(wanted).every(
      ([name, value]) => value === undefined || sameField(name, all[name], value, all),
    );
  };
  return { ...shape, same };
}

/** A value with a validation of its own, such as text that may also be written as an object. */
export function special<T>(
  expects: string,
  validate: (value: unknown, report: (message: string) => void) => void,
  types: Pick<Shape<T>, "typescript" | "schema" | "same">,
): Shape<T> {
  return { expects, faults: validated(validate), ...types };
}

/** Compares the outer type only: an answer may hold values that the provider would refuse from a program. */
export function isOfKind(shape: Shape<unknown>, value: unknown): boolean {
  switch (shape.schema.type) {
    case "array":
      // An empty list counts where a program could write one too.
      return Array.isArray(value) && (value.length > 0 || isValid(shape, value));
    case "object":
      return isObject(value);
    case "integer":
      return typeof value === "number";
    case undefined:
      // An object with a name of its own.
      return isObject(value) ? Object.keys(value).length > 0 : typeof value === "string";
    default:
      return typeof value === shape.schema.type;
  }
}

/** The new words of one part of a value that is known to be valid. */
function newWordsIn(shape: Shape<unknown>, value: unknown, path: readonly (string | number)[]): readonly NewWord[] {
  if (value === undefined || isUnknown(value)) return [];
  return (shape.newWords?.(value) ?? []).map((found) => ({ ...found, path: [...path, ...found.path] }));
}

/** Reports the faults of a part of a value. */
function relay(shape: Shape<unknown>, part: unknown, path: Fault["path"], report: Report): void {
  for (const fault of shape.faults(part)) report(fault.message, [...path, ...fault.path]);
}

/** Whether a value has no fault. */
export function isValid(shape: Pick<Shape<never>, "faults">, value: unknown): boolean {
  return shape.faults(value).length === 0;
}
