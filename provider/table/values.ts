const LONGEST_SHOWN_CHARACTERS = 80;

/** A refused value as an error shows it: JSON, cut to one line. */
export function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > LONGEST_SHOWN_CHARACTERS ? `${text.slice(0, LONGEST_SHOWN_CHARACTERS)}…` : text;
}

/** Any value as text, also where an answer holds something else than the text or number that it should. */
export function plain(value: unknown): string {
  return typeof value === "object" && value !== null ? show(value) : String(value);
}

/** What a refused value is, where showing it could show a secret. */
export function kind(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The objects of a list; none where an answer holds something else. */
export function objectsIn(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** True for text that says something: ACK writes `""` for what it does not tell. */
export function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

export function textOf(value: unknown): string | undefined {
  return isText(value) ? value : undefined;
}
