import type { Settings } from "../../ack/settings";
import { checkChanges, checkShapes, type Failure, isHidden, type Values, withoutUnset } from "../../table/check";
import { profileIsFixed } from "../properties/profile";
import { properties } from "../properties/table";
import { withFacts } from "../state/facts";
import { lostFields, withCurrentNames } from "../state/formerNames";
import { autoName, cleanName } from "../state/ownership";
import { checkNewWords } from "./newWords";
import { checkRules } from "./rules";

/** What check() can use besides the inputs. */
export interface CheckContext {
  readonly settings: Settings;
  /** What is wrong with the provider's own configuration. */
  readonly faults: readonly string[];
  readonly urn: string | undefined;
  /** What the stack's `autonaming` settings say of an omitted name; `undefined` leaves the choice to the provider. */
  readonly autonaming?: Autonaming | undefined;
}

/** A name to use as it is, a name to adapt, or none at all. */
export type Autonaming = { readonly mode: "enforce" | "propose"; readonly name: string } | { readonly mode: "disable" };

/**
 * Checks a program's inputs and fills in the name and the region where it omits them. Both are kept from the recorded
 * inputs, so that neither a changed configuration nor an edit in the console moves a cluster.
 *
 * The fact `derived` names what was filled in.
 *
 * @param recorded  the recorded inputs, under the names of the version that recorded them
 */
export function check(
  recorded: Values,
  news: Values,
  context: CheckContext,
): { inputs: Record<string, unknown>; failures: Failure[] } {
  const olds = withCurrentNames(recorded);
  const inputs = withoutUnset(news);
  const derived: string[] = [];
  const fill = (name: string, value: unknown) => {
    if (inputs[name] !== undefined || value === undefined) return;
    inputs[name] = value;
    derived.push(name);
  };
  const isNew = !Object.keys(olds).some((name) => !isHidden(name)) && inputs.adopt === undefined;
  fill("name", olds.name ?? (isNew ? chosenName(context) : undefined));
  fill("regionId", olds.regionId ?? adoptedRegion(inputs.adopt) ?? context.settings.region);
  return {
    inputs: withFacts(inputs, { derived }),
    failures: [
      ...context.faults.map((reason) => ({ property: "", reason })),
      ...missing(inputs, isNew, context.settings),
      ...checkShapes(properties, inputs, { profile: profileIsFixed }),
      ...checkRules(inputs, { isNew, ownershipTag: context.settings.ownershipTag }),

      ...lostFields(recorded, news),
      ...checkChanges(properties, olds, inputs),
      ...checkNewWords(olds, inputs),
    ],
  };
}

/** An adopted cluster may be in a region of its own. */
function adoptedRegion(adopt: unknown): string | undefined {
  return typeof adopt === "string" && adopt.includes("/") ? adopt.split("/", 1)[0] : undefined;
}

function chosenName({ urn, autonaming }: CheckContext): string | undefined {
  if (autonaming?.mode === "enforce") return autonaming.name;
  if (autonaming?.mode === "propose") return cleanName(autonaming.name);
  return autonaming === undefined && urn !== undefined ? autoName(urn) : undefined;
}

function missing(inputs: Values, isNew: boolean, { namespace = "alicloud" }: Settings): Failure[] {
  return [
    ...(isNew && inputs.name === undefined ? [{ property: "name", reason: "must be set" }] : []),
    ...(inputs.regionId === undefined
      ? [
          {
            property: "regionId",
            reason: `must be set, or the provider's region: the stack configuration "${namespace}:region", a Provider's region, or the environment variable ALICLOUD_REGION`,
          },
        ]
      : []),
  ];
}
