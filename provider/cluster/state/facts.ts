import type { Values } from "../../table/check";
import { isObject, isText, textOf } from "../../table/values";

/** What a resource's values hold besides its properties: no diff shows it. */
export interface Facts {
  /** The inputs that a program has set so far, by name, sorted. */
  readonly inputs: readonly string[];
  /** The program's last wish for what a cluster may go ahead of by itself: version, edition, RRSA. */
  readonly wishes: Values;
  /** The cluster has been seen running. */
  readonly hasRun: true;
  /** The value of the ownership tag that this resource set. */
  readonly owner: string;
  /** The ownership tag still says that the cluster is being created. */
  readonly isUnfinalized: true;
  /** The create-only inputs of a cluster that an interrupted run created with other values, by name. */
  readonly takenOver: readonly string[];
  /** The cluster was read into the state, and no operation has changed it since. */
  readonly isImported: true;
  /** The inputs that the provider filled in, by name. */
  readonly derived: readonly string[];
  /** The inputs that the program marks as secret: the names that lead to each, without the indexes of lists. */
  readonly secrets: readonly (readonly string[])[];
  /** The resource's URN. */
  readonly urn: string;
  /** The resource's `customTimeouts`, in seconds by operation. */
  readonly timeouts: Readonly<Record<string, unknown>>;
  /** The dynamic provider's frozen line. */
  readonly provider: unknown;
}

/** The names in states of every version, which never change. Nothing else in the provider knows them. */
const names: { readonly [fact in keyof Facts]: string } = {
  inputs: "__inputs",
  wishes: "__wishes",
  hasRun: "__ran",
  owner: "__owner",
  isUnfinalized: "__unturned",
  takenOver: "__takenOver",
  isImported: "__imported",
  derived: "__derived",
  secrets: "__secrets",
  urn: "__urn",
  timeouts: "__timeouts",
  provider: "__provider",
};

/** The hidden value that holds copies of properties, each as secret as the property. */
export const copies = names.wishes;

const flag = (value: unknown) => (value === true ? value : undefined);
const object = (value: unknown) => (isObject(value) ? value : undefined);
const texts = (value: unknown) => (Array.isArray(value) ? value.filter(isText) : undefined);

/** What each fact may be, and `undefined` for the rest: a state that was edited by hand may hold anything. */
const readers: { readonly [fact in keyof Facts]: (value: unknown) => Facts[fact] | undefined } = {
  inputs: texts,
  wishes: object,
  hasRun: flag,
  owner: textOf,
  isUnfinalized: flag,
  takenOver: texts,
  isImported: flag,
  derived: texts,
  secrets: (value) =>
    Array.isArray(value) && value.every(Array.isArray) ? value.map((path) => texts(path) ?? []) : undefined,
  urn: textOf,
  timeouts: object,
  provider: (value) => value,
};

/** The facts among a resource's inputs or outputs. */
export function factsOf(values: Values): Partial<Facts> {
  return Object.fromEntries(
    Object.entries(names).flatMap(([fact, name]) => {
      const value = readers[fact as keyof Facts](values[name]);
      return value === undefined ? [] : [[fact, value]];
    }),
  );
}

/** Values with these facts; `undefined` takes one out. */
export function withFacts(
  values: Values,
  facts: { readonly [fact in keyof Facts]?: Facts[fact] | undefined },
): Record<string, unknown> {
  const changed = Object.entries(facts).map(([fact, value]) => [names[fact as keyof Facts], value] as const);
  const gone = new Set(changed.flatMap(([name, value]) => (value === undefined ? [name] : [])));
  return Object.fromEntries(
    Object.entries({ ...values, ...Object.fromEntries(changed) }).filter(([name]) => !gone.has(name)),
  );
}

/** The values of these facts, and no others. */
export function onlyFacts(values: Values, kept: readonly (keyof Facts)[]): Record<string, unknown> {
  return Object.fromEntries(
    kept.flatMap((fact) => (values[names[fact]] === undefined ? [] : [[names[fact], values[names[fact]]]])),
  );
}

/** Values without these facts. */
export function withoutFacts(values: Values, gone: readonly (keyof Facts)[]): Record<string, unknown> {
  return withFacts(values, Object.fromEntries(gone.map((fact) => [fact, undefined])));
}
