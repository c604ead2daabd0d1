import type { Facts } from "../../provider/table/property";
import { lifecycle, updateOperation } from "../../provider/table/property";

/** What a change of the property comes to, in words. */
export function lifecycleSentence(facts: Facts<unknown>): string {
  if (facts.refuse !== undefined) return "A change is refused at preview.";
  switch (lifecycle(facts)) {
    case "createOnly":
      return "A change replaces the cluster.";
    case "updatable":
      return `Changed in place by ${updateOperation(facts)}.`;
    case "deleteOnly":
      return "Kept in state, used when the cluster is deleted.";
    case "output":
      return "Reported by ACK.";
  }
}
