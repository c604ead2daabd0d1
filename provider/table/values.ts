import { AsyncLocalStorage } from "node:async_hooks";
import { isDeepStrictEqual } from "node:util";

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

type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** An object without the fields that are `undefined`. */
export function defined<T extends object>(values: T): Defined<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>;
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

/** The boolean; `undefined` for anything else. */
export function flagOf(value: unknown): boolean | undefined {
  return typeof value === "boolean" ? value : undefined;
}

/** The text; `undefined` for empty text and anything else. */
export function textOf(value: unknown): string | undefined {
  return isText(value) ? value : undefined;
}

/** The number, also where ACK writes it as text; `undefined` for anything else. */
export function numberOf(value: unknown): number | undefined {
  const number = isText(value) || typeof value === "number" ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}

/** Stands for a value that is known only once another resource exists, or once an operation is done. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/**
 * The strings that stand for a value the engine does not know yet, at any depth of a previewed resource's inputs.
 * Source: Pulumi's `sdk/go/common/resource/plugin/rpc.go`; Node programs send the first one only.
 */
const sentinels: ReadonlySet<unknown> = new Set([
  unknown,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** True for a value that is known only once another resource exists. */
export function isUnknown(value: unknown): boolean {
  return sentinels.has(value);
}

/** True where the value itself or anything inside it is unknown. */
export function containsUnknown(value: unknown): boolean {
  if (isUnknown(value)) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(containsUnknown);
}

/** Deep equality; the order of keys does not count. */
export function equal(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(a, b);
}

/** Equal as sets: neither order nor repetition counts. Anything but lists is compared deeply. */
export function equalAsSets(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return equal(a, b);
  const [left, right] = [new Set(a), new Set(b)];
  return left.size === right.size && [...left].every((item) => right.has(item));
}
