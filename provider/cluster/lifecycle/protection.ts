import { withFacts } from "../state/facts";
import { reconcile } from "./reconcile";
import { newStep, type Step } from "./step";

/** Switches deletion protection off, by fresh answers and with proof, even while the cluster is busy. */
export async function liftProtection({ place, olds, last, context, seen }: Step): Promise<void> {
  const recorded = withFacts(olds, { inputs: ["deletionProtection"] });
  const inner = newStep(place, recorded, { deletionProtection: false }, context, seen);
  inner.seen(last);
  await reconcile(inner);
}
