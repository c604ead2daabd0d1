import { AsyncLocalStorage } from "node:async_hooks";

const LONGEST_SHOWN_CHARACTERS = 80;
const SHOWN_INSTEAD = "[secret]";

const secretValues = new AsyncLocalStorage<ReadonlySet<unknown>>();

/** Runs an operation during which `show` and `unquoted` mask the texts and numbers in `secrets`, at any depth. */
export function keepingSecret<T>(secrets: readonly unknown[], operation: () => T): T {
  return secretValues.run(new Set(secrets.flatMap(leaves)), operation);
}

/** The secret texts and numbers of the operation that runs. */
export function secretsAtHand(): ReadonlySet<unknown> | undefined {
  return secretValues.getStore();
}

/** The texts and numbers in a value. */
function leaves(value: unknown): unknown[] {
  if (typeof value === "object" && value !== null) return Object.values(value).flatMap(leaves);
  return typeof value === "string" || typeof value === "number" ? [value] : [];
}

/** A value as an error shows it: JSON with its secrets masked, cut to one line. */
export function show(value: unknown): string {
  const secrets = secretValues.getStore();
  const text = JSON.stringify(value, (_, part) => (secrets?.has(part) ? SHOWN_INSTEAD : part)) ?? String(value);
  return text.length > LONGEST_SHOWN_CHARACTERS ? `${text.slice(0, LONGEST_SHOWN_CHARACTERS)}…` : text;
}

/** A text as an error shows it in the middle of a sentence: without quotes, and masked if it is secret. */
export function unquoted(text: string): string {
  return secretValues.getStore()?.has(text) ? SHOWN_INSTEAD : text;
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
