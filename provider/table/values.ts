const LONGEST_SHOWN_CHARACTERS = 80;

/** A refused value as an error shows it: JSON, cut to one line. */
export function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > LONGEST_SHOWN_CHARACTERS ? `${text.slice(0, LONGEST_SHOWN_CHARACTERS)}…` : text;
}

/** Any value as text, even where an answer holds another type than it should. */
export function plain(value: unknown): string {
  return typeof value === "object" && value !== null ? show(value) : String(value);
}

/** The type of a refused value, in words: the value itself could be a secret. */
export function kind(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object in JSON text; `undefined` for anything else. */
export function objectInJson(text: unknown): Record<string, unknown> | undefined {
  if (typeof text !== "string") return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** The objects in a list; `[]` for any other value. */
export function objectsIn(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** True for text that is not empty: ACK writes `""` for what it does not report. */
export function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

/** The text; `undefined` for empty text and anything else. */
export function textOf(value: unknown): string | undefined {
  return isText(value) ? value : undefined;
}
