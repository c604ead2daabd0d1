import type { Difference, Verdict } from "../../table/property";
import { show, unquoted } from "../../table/values";
import { compareVersions, meets, minorsBetween } from "./version";

/**
 * Kubernetes goes up, one minor version at a time, and never down. A cluster that went ahead by its own upgrades meets
 * an unchanged wish.
 */
export function upgrade({ wanted, actual, wish }: Difference<string>): Verdict {
  if (actual === undefined || meets(actual, wanted)) return "same";
  if (compareVersions(wanted, actual) < 0) {
    if (wish === wanted)
      return {
        warn: `is ${unquoted(wanted)}, but the cluster already runs ${unquoted(actual)}: it stays as it is, since Kubernetes cannot be downgraded`,
      };
    return { refuse: noDowngrade(actual, wanted) };
  }
  const [major, otherMajor] = [wanted, actual].map((text) => text.split(".")[0]);
  if (major !== otherMajor || minorsBetween(actual, wanted) > 1) {
    return {
      refuse: `cannot be upgraded from ${unquoted(actual)} to ${unquoted(wanted)} at once: Kubernetes is upgraded one minor version at a time; set it to the next minor version first`,
    };
  }
  return { via: "UpgradeCluster" };
}

/** Standard becomes Pro and never standard again; Pro tiers change among themselves. */
export function edition({ wanted, actual = "ack.standard", wish }: Difference<string>): Verdict {
  if (wanted === actual) return "same";
  if (wanted === "ack.standard") {
    if (wish === wanted)
      return {
        warn: `is "ack.standard", but the cluster is ${show(actual)}: it stays as it is, since an edition cannot be downgraded`,
      };
    return { refuse: neverStandard(actual) };
  }
  if (actual !== "ack.standard") return { via: "ModifyCluster" };
  if (wanted === "ack.pro.small") return { via: "MigrateCluster" };
  return { refuse: `cannot change from "ack.standard" to ${show(wanted)} at once: set it to "ack.pro.small" first` };
}

/** The reason why no edition becomes standard. */
export function neverStandard(from: string): string {
  return `cannot be downgraded from ${show(from)} to "ack.standard": set it to ${show(from)} or remove it`;
}

/** RRSA is switched on for good. Source: terraform-provider-alicloud refuses to switch it off. */
export function rrsa({ wanted, actual, wish }: Difference<boolean>): Verdict {
  if (wanted === (actual ?? false)) return "same";
  if (wanted) return { via: "ModifyCluster" };
  if (wish === true) return { refuse: stayOn };
  return { warn: "is false, but the cluster has it on: it stays on, since it cannot be switched off" };
}

/** The reason why RRSA is not switched off. */
export const stayOn = "cannot be switched off once it is on: set it to true or remove it";

/** The reason why an edit from one recorded version to another is refused, whatever the cluster runs. */
export function neverDown(from: string, to: string): string | undefined {
  return compareVersions(to, from) < 0 ? noDowngrade(from, to) : undefined;
}

function noDowngrade(from: string, to: string): string {
  return `cannot be downgraded from ${unquoted(from)} to ${unquoted(to)}: set it to ${show(from)} or later, or remove it`;
}
