import type { Facts } from "../../provider/table/property";
import { lifecycle, updateOperations } from "../../provider/table/property";

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
