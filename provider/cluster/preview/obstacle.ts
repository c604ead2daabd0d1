import type { Settings } from "../../ack/settings";
import type { Failure, Values } from "../../table/check";
import { plain, show } from "../../table/values";
import { overlap } from "../properties/cidr";
import { properties } from "../properties/table";
import { factsOf } from "../state/facts";

export function becauseOf(olds: Values, replaces: readonly string[]): string {
  return `a change of ${replaces.join(", ")} replaces cluster ${plain(olds.clusterId)}`;
}

/** What prevents a replacement. */
export function obstacle(
  olds: Values,
  news: Values,
  replaces: readonly string[],
  because: string,
  { region }: Settings,
): Failure | undefined {
  if (news.adopt !== undefined) {
    const cure = replaces.includes("state")
      ? "remove adopt first"
      : `remove adopt first, or set ${replaces.join(", ")} back`;
    return { property: "adopt", reason: `${because}, but adopt still names the cluster: ${cure}` };
  }
  if (olds.deletionProtection === true) {
    return {
      property: replaces[0] as string,
      reason: `${because}, which deletion protection forbids: run "pulumi up" with deletionProtection: false first, then make this change`,
    };
  }
  const isDerived = factsOf(news).derived?.includes("regionId") === true;
  if (!isDerived || region === undefined || region === olds.regionId) return undefined;
  return {
    property: "regionId",
    reason: `${because}, and the new one would move from region ${show(olds.regionId)} to ${show(region)}, the provider's region now: set regionId to the region that you want`,
  };
}

/**
 * True where the new cluster and the old one cannot coexist: a name is unique in an account, and Service networks in a
 * VPC must not overlap.
 */
export function excludeEachOther(olds: Values, news: Values): boolean {
  if (olds.name === news.name) return true;
  if (news.vpcId === undefined || news.vpcId !== olds.vpcId) return false;
  const cidr = (values: Values) => plain(values.serviceCidr ?? properties.serviceCidr.facts.default);
  return overlap(cidr(olds), cidr(news));
}
