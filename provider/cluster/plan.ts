import type { Settings } from "../ack/settings";
import { isHidden, type Values } from "../table/check";
import { type Differences, diff, type Recorded } from "../table/diff";
import { equal, equalAsSets } from "../table/equal";
import { isObject, plain, show } from "../table/shapes";
import { containsUnknown } from "../table/unknown";
import { overlap } from "./cidr";
import { checkEdition } from "./edition";
import { Refused } from "./problem";
import { properties } from "./properties";
import { isOnTheWay } from "./states";

/** What a preview shows. */
export interface Plan {
  readonly changes: boolean;
  /** The properties that force a new cluster. */
  readonly replaces: readonly string[];
  /** The old cluster has to go first, because the two cannot stand beside each other. */
  readonly deleteBeforeReplace: boolean;
  /** What the user should know besides. */
  readonly warnings: readonly string[];
}

/** What is recorded of a resource: its outputs, and the names of the inputs that a program has set so far. */
export function recordedOf(olds: Values): Recorded {
  const names = Array.isArray(olds.__inputs) ? (olds.__inputs as string[]) : [];
  const wishes = isObject(olds.__wishes) ? olds.__wishes : {};
  return { values: olds, names: new Set(names), wishes };
}

/** True for a cluster whose creation failed: it never ran, and only a new one can take its place. */
export function failedAtCreation(olds: Values): boolean {
  return olds.state === "failed" && olds.__ran !== true;
}

/**
 * Plans the way from recorded outputs to a program's inputs. Pure: a refresh asks the same question the other way round.
 *
 * @throws Refused for a change that would be dangerous or is impossible.
 */
export function plan(olds: Values, news: Values, settings: Settings): Plan {
  const found = differences(recordedOf(olds), news);
  const { changes } = found;
  if (failedAtCreation(olds)) {
    // A protected cluster cannot go: update() takes the protection off, or says how.
    if (olds.deletionProtection === true)
      return { changes: true, replaces: [], deleteBeforeReplace: false, warnings: [] };
    const text = `creation failed: cluster ${plain(olds.clusterId)} is failed and is replaced`;
    return { changes: true, replaces: ["state"], deleteBeforeReplace: true, warnings: [text] };
  }
  const refusals = [...found.refusals, ...checkEdition(olds, news, changes)];
  if (refusals.length > 0) throw new Refused(refusals);
  const replaces = changes.filter(({ kind }) => kind === "replace").map(({ property }) => property);
  if (replaces.length > 0) {
    assertReplaceable(olds, news, replaces, settings);
    return { changes: true, replaces, deleteBeforeReplace: excludeEachOther(olds, news), warnings: [] };
  }
  const timeoutsChanged = news.__timeouts !== undefined && !equal(olds.__timeouts, news.__timeouts);
  const unturned = olds.__unturned === true && settings.ownershipTag;
  const unsettled =
    unturned || isOnTheWay(olds.state) || ["failed", "deleting", "delete_failed"].includes(plain(olds.state));
  const warnings = [...found.warnings, ...stateWarnings(olds)];
  for (const change of changes) {
    if (change.kind === "record" && change.unproven) warnings.push(unproven(change.property));
  }
  return {
    changes: changes.length > 0 || timeoutsChanged || unsettled,
    replaces: [],
    deleteBeforeReplace: false,
    warnings,
  };
}

/** The table's differences: `adopt` counts only once, and `privateZone` and `serviceDiscoveryTypes` are two spellings of one wish. */
export function differences(recorded: Recorded, { adopt: _adopt, ...news }: Values): Differences {
  const spellings = ["privateZone", "serviceDiscoveryTypes"] as const;
  const written = spellings.filter((name) => news[name] !== undefined);
  if (written.length === 0 || !spellings.some((name) => recorded.names.has(name)))
    return diff(properties, recorded, news);
  const { privateZone: _flag, serviceDiscoveryTypes: _types, ...others } = news;
  const result = diff(properties, recorded, others);
  const before = Object.fromEntries(
    spellings.filter((name) => recorded.names.has(name)).map((name) => [name, recorded.values[name]]),
  );
  if (sameDiscovery(before, news)) return result;
  const property = written.includes("serviceDiscoveryTypes") ? "serviceDiscoveryTypes" : "privateZone";
  return { ...result, changes: [...result.changes, { property, kind: "replace" }] };
}

function sameDiscovery(a: Values, b: Values): boolean {
  const types = ({ serviceDiscoveryTypes, privateZone }: Values) =>
    (serviceDiscoveryTypes as string[] | undefined) ?? (privateZone === true ? ["PrivateZone"] : undefined);
  const [one, other] = [types(a), types(b)];
  if (one && other) return equalAsSets(one, other);
  const usesPrivateZone = (list: unknown) => Array.isArray(list) && list.includes("PrivateZone");
  const isKnown = !containsUnknown(b.privateZone) && !containsUnknown(b.serviceDiscoveryTypes);
  return isKnown && usesPrivateZone(one) === usesPrivateZone(other);
}

function assertReplaceable(olds: Values, news: Values, replaces: readonly string[], { region }: Settings): void {
  if (news.adopt !== undefined) {
    const reason = `a change of ${replaces.join(", ")} would replace the cluster that adopt names: take adopt out first, or set ${replaces.join(", ")} back`;
    throw new Refused([{ property: "adopt", reason }]);
  }
  const because = `a change of ${replaces.join(", ")} replaces cluster ${plain(olds.clusterId)}`;
  if (olds.deletionProtection === true) {
    throw new Refused([
      {
        property: replaces[0] as string,
        reason: `${because}, which deletion protection forbids: run "pulumi up" with deletionProtection: false first, then make this change`,
      },
    ]);
  }
  const derived = Array.isArray(news.__derived) && news.__derived.includes("regionId");
  if (derived && region !== undefined && region !== olds.regionId) {
    throw new Refused([
      {
        property: "regionId",
        reason: `${because}, and the new one would move from region ${show(olds.regionId)} to ${show(region)}, the provider's region now: set regionId to the region that you want`,
      },
    ]);
  }
}

/** A name is unique in an account, and Service networks in a VPC must not overlap. */
function excludeEachOther(olds: Values, news: Values): boolean {
  if (olds.name === news.name) return true;
  if (news.vpcId === undefined || news.vpcId !== olds.vpcId) return false;
  const cidr = (values: Values) => plain(values.serviceCidr ?? properties.serviceCidr.facts.default);
  return overlap(cidr(olds), cidr(news));
}

function stateWarnings({ state, clusterId }: Values): string[] {
  if (state === "inactive")
    return [
      `cluster ${plain(clusterId)} is inactive: ACK changes and deletes it only once the cause, such as arrears, is gone`,
    ];
  if (state === "unavailable")
    return [
      `cluster ${plain(clusterId)} is unavailable and cannot recover: its API server's load balancer was released`,
    ];
  return [];
}

function unproven(property: string): string {
  return `${property} was not set before, and ACK does not tell what the cluster has: it is taken into state as written, without a call`;
}

/** The names that count as recorded once `news` has been taken. */
export function recordedNames(olds: Values, news: Values): string[] {
  const names = new Set(recordedOf(olds).names);
  for (const name of Object.keys(news)) if (!isHidden(name) && name !== "adopt") names.add(name);
  // A state may hold names that this version does not know.
  return [...names].filter((name) => Object.hasOwn(properties, name)).sort();
}
