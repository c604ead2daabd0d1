import type { Operation, Phase } from "../ack/operations";
import { operations } from "../ack/operations";
import type { Shape, ValueOf } from "./shapes";

/** Where an operation carries a value: its wire name, and its encoding where it differs from the value. */
export type WireField<T> =
  | string
  | {
      readonly wire: string;
      encode?(value: T): unknown;
      /** `undefined`: the answer does not report it. `null`: the answer reports that there is none. */
      decode?(wire: unknown): T | null | undefined;
    }
  /** Several wire names form one value. */
  | {
      readonly wires: readonly string[];
      write?(value: T): Readonly<Record<string, unknown>>;
      read?(body: Readonly<Record<string, unknown>>): T | null | undefined;
    };

/** What a difference between the wish and the cluster leads to, where the table alone cannot decide. */
export type Verdict = "same" | { readonly via: Operation } | { readonly refuse: string } | { readonly warn: string };

export interface Difference<T> {
  readonly wanted: T;
  /** What the cluster has, as far as it is known. */
  readonly actual: T | undefined;
  /** What the program wanted so far; `undefined` where it never said. */
  readonly wish: T | undefined;
}

/** The facts about one property. */
export interface Facts<T> {
  /** What the property is, with units and bounds. Becomes the JSDoc, the schema description and the reference. */
  readonly doc: string;
  /** The property's place in each operation that carries it. Its lifecycle follows from this and from nothing else. */
  readonly at: { readonly [op in Operation]?: WireField<T> };
  /** ACK's documented default, for a property that the program omits. Never written into inputs. */
  readonly default?: T;
  /** The default is sent with CreateCluster all the same, because published defaults contradict each other. */
  readonly alwaysSent?: true;
  /** An output that every cluster has, although no operation that reads a cluster reports it. */
  readonly isAlwaysReported?: true;
  /** A running cluster may be without it: the output can be `undefined`. */
  readonly mayBeAbsent?: true;
  /** ACK may ignore the input of CreateCluster, and choose a value itself. */
  readonly mayBeIgnored?: true;
  /** Removing the property from the program means this value instead of "no longer managed". */
  readonly whenRemoved?: T;
  /** The reason why one recorded input may not follow another; shown at preview. */
  readonly refuse?: (from: T, to: T) => string | undefined;
  /**
   * Decides on a difference that can go one way only. The wish is then kept beside what the cluster has, so that a cluster
   * that upgraded itself is neither drift nor changed back.
   */
  readonly change?: (difference: Difference<T>) => Verdict;
  /** The inputs whose change can change this output; every other change leaves it known in a preview. */
  readonly follows?: readonly string[];
  /** No operation carries it: the provider itself acts on it when it creates or deletes. */
  readonly heldBy?: "provider";
  /** Where the facts come from, if not from where entries of this kind usually do: see `sourceOf` of the table. */
  readonly source?: string;
}

export interface Property<T, F extends Facts<T> = Facts<T>> {
  readonly shape: Shape<T>;
  readonly facts: F;
}

export function property<T, const F extends Facts<T>>(shape: Shape<T>, facts: F): Property<T, F> {
  return { shape, facts };
}

// biome-ignore lint/suspicious/noExplicitAny: a table mixes value types; each entry keeps its own
export type Table = { readonly [name: string]: Property<any, Facts<any>> };

type TypeOf<P> = P extends { readonly shape: infer S } ? ValueOf<S> : never;
type Written = {
  [Op in Operation]: (typeof operations)[Op]["phase"] extends "read" | "action" ? never : Op;
}[Operation];
type IsInput<P> =
  P extends Property<infer _T, infer F>
    ? F extends { readonly heldBy: "provider" }
      ? true
      : keyof F["at"] & Written extends never
        ? false
        : true
    : never;
type Flat<T> = { [K in keyof T]: T[K] } & {};

/** What a program may write: every property that an operation carries to the API, or that the provider itself acts on. */
export type InputsOf<T extends Table> = Flat<{
  readonly [K in keyof T as IsInput<T[K]> extends true ? K : never]?: TypeOf<T[K]>;
}>;
/** What a cluster may report: every property. */
export type OutputsOf<T extends Table> = Flat<{ readonly [K in keyof T]?: TypeOf<T[K]> }>;

/** How a property can change, by the operations that carry it. */
export type Lifecycle = "output" | "createOnly" | "updatable" | "stored";

export function lifecycle(facts: { readonly at: object; readonly heldBy?: "provider" }): Lifecycle {
  const phases = new Set<Phase>((Object.keys(facts.at) as Operation[]).map((op) => operations[op].phase));
  if (phases.has("update")) return "updatable";
  if (phases.has("create")) return "createOnly";
  if (phases.has("delete") || facts.heldBy !== undefined) return "stored";
  return "output";
}

/** The operations that change an updatable property in place; the first one where there is no choice to make. */
export function updateOperations(facts: { readonly at: object }): Operation[] {
  return (Object.keys(facts.at) as Operation[]).filter((op) => operations[op].phase === "update");
}

/** The operations that report the property, so that it can be compared with what the cluster has. */
export function reportingOperations(facts: { readonly at: object }): Operation[] {
  return (Object.keys(facts.at) as Operation[]).filter((op) => operations[op].phase === "read");
}

/** True where some operation reports the property. */
export function isReported(facts: { readonly at: object }): boolean {
  return reportingOperations(facts).length > 0;
}

/** The wire names that a field stands for. */
export function wiresOf(field: WireField<unknown>): readonly string[] {
  if (typeof field === "string") return [field];
  return "wires" in field ? field.wires : [field.wire];
}

/** The names that a program may set. */
export function inputNames(table: Table): string[] {
  return Object.keys(table).filter((name) => lifecycle((table[name] as Table[string]).facts) !== "output");
}
