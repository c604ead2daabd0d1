import type { Facts } from "../../provider/table/property";
import { isReported, lifecycle, updateOperations } from "../../provider/table/property";

/** The first line of generated source. */
export function header(source: string): string {
  return `// Generated from ${source} by "npm run generate". Do not edit.\n`;
}

/** What a change of the property does, in words. */
export function lifecycleSentence(facts: Facts<unknown>): string {
  switch (lifecycle(facts)) {
    case "createOnly":
      return "A change replaces the cluster.";
    case "updatable":
      return `Changed in place by ${updateOperations(facts).join(", ")}.`;
    case "stored":
      return "A change makes no API call. The value is kept in the state and used when the cluster is created or deleted.";
    case "output":
      return "Reported by ACK.";
  }
}

/** What happens to a change made outside Pulumi, in words; `undefined` where there can be none. */
export function driftSentence(facts: Facts<unknown>): string | undefined {
  const kind = lifecycle(facts);
  if (kind === "output" || kind === "stored") return undefined;
  if (!isReported(facts))
    return "ACK does not report this value, so a refresh cannot detect a change made outside Pulumi.";
  if (kind === "createOnly") return "A refresh keeps the recorded value and warns if the cluster's value differs.";
  return facts.change === undefined
    ? "A refresh detects a change made outside Pulumi, and the next update restores the program's value."
    : "If the cluster has moved ahead of the program, the provider warns and does not move it back.";
}
