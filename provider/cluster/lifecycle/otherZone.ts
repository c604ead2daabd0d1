import type { Values } from "../../table/check";
import { show } from "../../table/values";
import { Problem } from "../context/problem";
import { replaceCommand } from "../preview/differences";
import { factsOf, withFacts } from "../state/facts";
import { createOnlyDrift } from "../state/outputs";
import type { Step } from "./step";

/** A zone that a cluster reports, and the one that is recorded. */
export type OtherZone = ReturnType<typeof createOnlyDrift>[number];

/** The zone of a cluster that is in another one than recorded: ACK may ignore `zoneId`, and report the zone late. */
export function otherZone(answers: Values, recorded: Values): OtherZone | undefined {
  return createOnlyDrift(answers, recorded).find(({ property }) => property === "zoneId");
}

export function inOtherZone({ reported, recorded }: OtherZone, { place, news }: Pick<Step, "place" | "news">): Problem {
  const [has, wanted] = [show(reported), show(recorded)];
  return new Problem(
    `ACK created cluster ${place.id} in zone ${has}, although zoneId is ${wanted}. To keep it, set zoneId to ${has}. ` +
      `To replace it, create a VPC and vSwitches in ${wanted}, set vpcId and vswitchIds in place of zoneId, and run "${replaceCommand(news)}"`,
  );
}

/**
 * Records such a zone as never set. Nobody can know whether a program or ACK chose it, so another value is refused: no run
 * replaces a cluster whose successor would be no better.
 */
export function withOtherZone(outputs: Values, zone: OtherZone | undefined): Record<string, unknown> {
  if (zone === undefined) return { ...outputs };
  const inputs = factsOf(outputs).inputs?.filter((name) => name !== "zoneId");
  return withFacts({ ...outputs, zoneId: zone.reported }, { inputs });
}
