import type { Facts } from "../../provider/table/property";
import { isReported, lifecycle, updateOperations } from "../../provider/table/property";

/** The first line of generated source. */
export function header(source: string): string {
  return `// Generated from ${source} by "npm run generate". Do not edit.\n`;
}

/** What a change of the property comes to, in words. */
export function lifecycleSentence(facts: Facts<unknown>): string {
  switch (lifecycle(facts)) {
    case "createOnly":
      return "A change replaces the cluster.";
    case "updatable":
      return `Changed in place by ${updateOperations(facts).join(", ")}.`;
    case "stored":
      return "Kept in state without a call; used when the cluster is created or deleted.";
    case "output":
      return "Reported by ACK.";
  }
}

/** What becomes of a difference that others made, in words; `undefined` where there can be none. */
export function driftSentence(facts: Facts<unknown>): string | undefined {
  const kind = lifecycle(facts);
  if (kind === "output" || kind === "stored") return undefined;
  if (!isReported(facts)) return "ACK does not report it: a change that others make stays unseen.";
  if (kind === "createOnly") return "A refresh keeps what is recorded, and warns of a difference.";
  return facts.change === undefined
    ? "A change that others make is found by a refresh, and put back."
    : "A cluster that went ahead by itself is left there, with a warning.";
}
