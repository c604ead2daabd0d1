import { z } from "zod";
import type { Settings } from "../steering/settings";
import { invalid, missing, type Refusal } from "../world/refusal";

/** A whole number in a query. */
export const COUNT = z
  .string()
  .regex(/^[1-9]\d*$/, "a whole number from 1")
  .transform(Number);

/** A boolean in a query, also in the spelling of the vendor's SDK for Python. */
export const QUERY_FLAG = z.enum(["true", "false", "True", "False"]).transform((text) => text.toLowerCase() === "true");

/** Optional text fields of a shape. */
export function texts<N extends string>(...names: N[]): Record<N, z.ZodOptional<z.ZodString>> {
  return Object.fromEntries(names.map((name) => [name, z.string().optional()])) as never;
}

/** The parameters of an operation, some of which are deprecated or have no effect here. */
export interface Parameters<S extends z.ZodType> {
  /** The names that have an effect. */
  readonly takes: S;
  /** The names that are known, checked for their type, and have no effect here. */
  readonly ignores: Readonly<Record<string, z.ZodType>>;
  /** The names of the 2026 deprecation notice. */
  readonly deprecated: readonly string[];
}

/**
 * Reads a body by its shape. An empty text counts as absent: existing clients send `"security_group_id": ""`.
 *
 * @throws Refusal that names the first field that is unknown, missing or of the wrong type.
 */
export function readBody<S extends z.ZodType>(body: unknown, shape: S): z.output<S> {
  if (typeof body !== "object" || body === null) throw invalid("body", "it must be JSON");
  if (shape instanceof z.ZodArray && !Array.isArray(body)) throw invalid("body", "it must be a JSON array");
  return parse(shape, withoutEmpty(body));
}

/**
 * Reads a body whose parameters are partly ignored or deprecated.
 *
 * @throws Refusal that names the first field that is unknown, missing, of the wrong type, or refused as deprecated.
 */
export function readParameters<S extends z.ZodType>(
  body: unknown,
  { takes, ignores, deprecated }: Parameters<S>,
  mode: Settings["deprecationMode"],
): z.output<S> {
  const given = Object.entries(readBody(body, z.looseObject({})));
  const old = mode === "legacy" ? [] : given.map(([name]) => name).filter((name) => deprecated.includes(name));
  if (mode === "strict" && old[0] !== undefined) throw invalid(old[0], "the parameter is deprecated");
  const current = given.filter(([name]) => !old.includes(name));
  const isIgnored = ([name]: [string, unknown]): boolean => Object.hasOwn(ignores, name);
  for (const [name, value] of current.filter(isIgnored)) parse(ignores[name] as z.ZodType, value, [name]);
  return parse(takes, Object.fromEntries(current.filter((one) => !isIgnored(one))));
}

/**
 * Reads a query by its shape; every value arrives as text. Without a shape, the query must be empty.
 *
 * @throws Refusal that names the first field that is unknown, missing or of the wrong form.
 */
export function readQuery<S extends z.ZodType>(query: Readonly<Record<string, string>>, shape: S): z.output<S> {
  return parse(shape, withoutEmpty(query));
}

/** @throws Refusal unless the query is empty. */
export function readNoQuery(query: Readonly<Record<string, string>>): void {
  readQuery(query, z.strictObject({}));
}

/** Reads JSON text that stands inside a field, by its shape. */
export function readJson<S extends z.ZodType>(field: string, text: string, shape: S): z.output<S> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid(field, "it must be JSON text");
  }
  return parse(shape, value, [field]);
}

function parse<S extends z.ZodType>(shape: S, value: unknown, at: readonly PropertyKey[] = []): z.output<S> {
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  if (issue === undefined) throw invalid("body", "it does not have the right form");
  throw refusalOf(issue, [...at, ...issue.path], value);
}

function refusalOf(issue: z.core.$ZodIssue, path: readonly PropertyKey[], value: unknown): Refusal {
  if (issue.code === "unrecognized_keys") {
    return invalid(fieldName([...path, issue.keys[0] ?? ""]), "no such parameter");
  }
  if (issue.code === "invalid_type" && valueAt(value, issue.path) === undefined) return missing(fieldName(path));
  return invalid(fieldName(path), issue.message);
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], value);
}

function fieldName(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (name, key) => (typeof key === "number" ? `${name}[${key}]` : name === "" ? String(key) : `${name}.${String(key)}`),
    "",
  );
}

function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== "")
      .map(([name, inner]) => [name, withoutEmpty(inner)]),
  );
}
