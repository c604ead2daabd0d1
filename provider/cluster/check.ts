import type { Settings } from "../ack/settings";
import { checkChanges, checkShapes, type Failure, isHidden, type Values, withoutUnset } from "../table/check";
import { autoName } from "./identity";
import { properties } from "./properties";
import { checkRules } from "./rules";

/** What check() may look at besides the inputs. */
export interface CheckContext {
  readonly settings: Settings;
  /** What is wrong with the provider's own configuration. */
  readonly faults: readonly string[];
  readonly urn: string | undefined;
}

/**
 * Judges a program's inputs and fills in what it leaves out: the name and the region. Both are kept from the inputs
 * recorded before, so that neither a changed configuration nor a console edit moves a cluster.
 *
 * `__derived` names what was filled in.
 */
export function check(
  olds: Values,
  news: Values,
  context: CheckContext,
): { inputs: Record<string, unknown>; failures: Failure[] } {
  const inputs = withoutUnset(news);
  const derived: string[] = [];
  const fill = (name: string, value: unknown) => {
    if (inputs[name] !== undefined || value === undefined) return;
    inputs[name] = value;
    derived.push(name);
  };
  fill("name", olds.name ?? (context.urn === undefined ? undefined : autoName(context.urn)));
  fill("regionId", olds.regionId ?? context.settings.region);
  inputs.__derived = derived;
  const isNew = !Object.keys(olds).some((name) => !isHidden(name));
  return {
    inputs,
    failures: [
      ...context.faults.map((reason) => ({ property: "", reason })),
      ...missing(inputs),
      ...checkShapes(properties, inputs),
      ...checkRules(inputs, { isNew, ownershipTag: context.settings.ownershipTag }),
      ...checkChanges(properties, olds, inputs),
    ],
  };
}

function missing(inputs: Values): Failure[] {
  return [
    ...(inputs.name === undefined ? [{ property: "name", reason: "must be set" }] : []),
    ...(inputs.regionId === undefined
      ? [
          {
            property: "regionId",
            reason:
              "must be set, or the provider's region: the stack configuration \"alicloud:region\", a Provider's region, or the environment variable ALICLOUD_REGION",
          },
        ]
      : []),
  ];
}
