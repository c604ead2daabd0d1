import type { Values } from "../../table/check";
import { lifecycle } from "../../table/property";
import { show } from "../../table/values";
import { properties } from "../properties/table";
import { recordedOf } from "../state/recorded";
import type { Step } from "./step";

/**
 * Informs the user about a completed deletion: which deletion inputs counted, since those in the program may be newer,
 * and which vSwitches may be blocked for a while.
 */
export function noteDeletion({ olds, place: { id }, context }: Step): void {
  const inputs = deletionInputs(olds);
  const counted = inputs.length === 0 ? "none" : inputs.join(", ");
  context.note(`cluster ${id} is deleted by the deletion inputs that the last "pulumi up" recorded: ${counted}`);
  const vswitches = ownVswitches(olds);
  // Source: terraform-provider-alicloud, which waits as long before it deletes a vSwitch.
  if (vswitches.length > 0) {
    context.note(
      `network interfaces of the pods of cluster ${id} can block the deletion of ${vswitches.join(", ")} for about 100 s`,
    );
  }
}

/** The inputs that only a deletion uses, as they are recorded. */
function deletionInputs(olds: Values): string[] {
  return Object.entries(properties).flatMap(([name, { facts }]) => {
    const isCounted = lifecycle(facts) === "stored" && name !== "adopt" && olds[name] !== undefined;
    return isCounted ? [`${name}: ${show(olds[name])}`] : [];
  });
}

/** The vSwitches that the program named; ACK deletes its own with the cluster. */
function ownVswitches(olds: Values): readonly unknown[] {
  const isRecorded = recordedOf(olds).names.has("vswitchIds");
  return isRecorded && Array.isArray(olds.vswitchIds) ? olds.vswitchIds : [];
}
