import type { z } from "zod";
import type { Settings } from "../steering/settings";
import type { ClusterIdentity } from "./cluster";
import { FIELDS } from "./fields";
import type { FieldValues, ListedFields, ShownFields } from "./fieldTypes";
import { checkProOnly } from "./rules";

type Fields = typeof FIELDS;
type Key = keyof Fields;
type Column = "create" | "modify" | "detail";
type NameIn<K extends Key, C extends Column> = Fields[K] extends Record<C, infer N extends string> ? N : never;

/** The fields with a name in a column, each by that name with its type. */
type Shape<C extends Column> = { [K in Key as NameIn<K, C>]: z.ZodOptional<Fields[K]["type"]> };

/** A row of the table, whichever it is. */
interface AnyRow extends Partial<Record<Column, string>> {
  readonly type: z.ZodType;
  readonly fallback?: unknown;
  readonly listed?: boolean;
  readonly merge?: (before: unknown, given: unknown, settings: Settings) => unknown;
  readonly show?: (value: unknown, cluster: ClusterIdentity, settings: Settings) => unknown;
  readonly check?: (at: string, value: unknown, settings: Settings) => void;
  readonly needsPro?: (value: unknown) => boolean;
}

type Given = Readonly<Record<string, unknown>>;

/** The rows that a column names: the key in the cluster, the name in the column, the row. */
function rowsOf(column: Column): [key: string, name: string, row: AnyRow][] {
  return Object.entries(FIELDS as unknown as Record<string, AnyRow>).flatMap(([key, row]) => {
    const name = row[column];
    return name === undefined ? [] : [[key, name, row]];
  });
}

/** The shape of a body that holds the fields of a column, all optional. */
export function shapeOf<C extends Column>(column: C): Shape<C> {
  return Object.fromEntries(rowsOf(column).map(([, name, row]) => [name, row.type.optional()])) as Shape<C>;
}

/** The fields of a new cluster: what CreateCluster says, and the fallbacks. */
export function initialFields(body: Given, settings: Settings): FieldValues {
  const values = Object.entries(FIELDS as unknown as Record<string, AnyRow>).map(([key, { create, fallback }]) => {
    const given = create === undefined ? undefined : body[create];
    return [key, given ?? (typeof fallback === "function" ? fallback(settings) : structuredClone(fallback))];
  });
  return Object.fromEntries(values) as FieldValues;
}

/** Sets the fields that ModifyCluster (merged) or `Simulator.edit` (replaced) names. */
export function setFields(values: FieldValues, body: Given, column: "modify" | "detail", settings: Settings): void {
  const fields = values as unknown as Record<string, unknown>;
  for (const [key, name, { merge }] of rowsOf(column)) {
    const given = body[name];
    if (given === undefined) continue;
    fields[key] = merge !== undefined && column === "modify" ? merge(fields[key], given, settings) : given;
  }
}

/** @throws Refusal for the first field in a body that its own rule, or the edition, does not allow. */
export function checkFields(body: Given, column: "create" | "modify", spec: string, settings: Settings): void {
  const given = rowsOf(column).filter(([, name]) => body[name] !== undefined);
  for (const [, name, row] of given) row.check?.(name, body[name], settings);
  for (const [, name, row] of given) if (row.needsPro?.(body[name])) checkProOnly(name, spec);
}

/** The fields of a cluster as DescribeClusterDetail shows them. */
export function shownFields(cluster: ClusterIdentity & FieldValues, settings: Settings): ShownFields {
  return show(rowsOf("detail"), cluster, settings) as ShownFields;
}

/** The fields of a cluster as lists show them. */
export function listedFields(cluster: ClusterIdentity & FieldValues, settings: Settings): ListedFields {
  const rows = rowsOf("detail").filter(([, , row]) => row.listed);
  return show(rows, cluster, settings) as ListedFields;
}

function show(
  rows: readonly [string, string, AnyRow][],
  cluster: ClusterIdentity & FieldValues,
  settings: Settings,
): object {
  const values = cluster as unknown as Given;
  return Object.fromEntries(
    rows.map(([key, name, row]) => {
      const value = row.show === undefined ? values[key] : row.show(values[key], cluster, settings);
      return [name, Array.isArray(value) ? [...value] : value];
    }),
  );
}
