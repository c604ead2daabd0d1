import type { z } from "zod";
import { invalid, missing, type Refusal } from "../world/refusal";

/** What a request body may hold. */
export interface BodyShape<S extends z.ZodType> {
  /** The names that have an effect. */
  readonly takes: S;
  /** The names that are known, checked for their type, and have no effect here. */
  readonly ignores?: Readonly<Record<string, z.ZodType>>;
  /** The names of the 2026 deprecation notice. */
  readonly deprecated?: ReadonlySet<string>;
}

/** How deprecated names are met (the 2026 deprecation notice). */
export type DeprecationMode = "legacy" | "ignore" | "strict";

/**
 * Reads a body by its shape.
 *
 * @throws Refusal that names the first field that is unknown, missing or of the wrong type.
 */
export function readBody<S extends z.ZodType>(body: unknown, shape: BodyShape<S>, mode: DeprecationMode): z.output<S> {
  if (typeof body !== "object" || body === null) throw invalid("body", "it must be JSON");
  const whole = withoutEmpty(body);
  if (Array.isArray(whole)) return parse(shape.takes, whole);
  const current = withoutDeprecated(whole as Record<string, unknown>, shape.deprecated, mode);
  const effective: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(current)) {
    const ignored = Object.hasOwn(shape.ignores ?? {}, name) ? shape.ignores?.[name] : undefined;
    if (ignored === undefined) effective[name] = value;
    else parse(ignored, value, [name]);
  }
  return parse(shape.takes, effective);
}

/**
 * Reads a query by its shape; every value arrives as text.
 *
 * @throws Refusal that names the first field that is unknown, missing or of the wrong form.
 */
export function readQuery<S extends z.ZodType>(query: Record<string, string>, shape: S): z.output<S> {
  return parse(shape, withoutEmpty(query));
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

/** Drops empty texts from objects: existing clients send `"security_group_id": ""` for an absent value. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== "")
      .map(([name, inner]) => [name, withoutEmpty(inner)]),
  );
}

function withoutDeprecated(
  body: Record<string, unknown>,
  deprecated: ReadonlySet<string> | undefined,
  mode: DeprecationMode,
): Record<string, unknown> {
  if (mode === "legacy" || deprecated === undefined) return body;
  const found = Object.keys(body).filter((name) => deprecated.has(name));
  if (mode === "strict" && found[0] !== undefined) throw invalid(found[0], "the parameter is deprecated");
  return Object.fromEntries(Object.entries(body).filter(([name]) => !deprecated.has(name)));
}
