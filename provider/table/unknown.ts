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
