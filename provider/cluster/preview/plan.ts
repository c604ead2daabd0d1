import type { Settings } from "../../ack/settings";
import { type Failure, isHidden, type Values } from "../../table/check";
import { type Change, type Differences, diff, type Recorded } from "../../table/diff";
import { equal, equalAsSets } from "../../table/equal";
import { isObject, plain, show } from "../../table/shapes";
import { containsUnknown } from "../../table/unknown";
import { Refused } from "../context/problem";
import { overlap } from "../properties/cidr";
import { isOnTheWay } from "../properties/states";
import { properties } from "../properties/table";
import { checkPreconditions } from "./preconditions";

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

/** True while a cluster is on its way, or where it failed: only update() can say what comes of it. */
export function isUnsettled({ state }: Values): boolean {
  return isOnTheWay(state) || ["failed", "deleting", "delete_failed"].includes(plain(state));
}

/** What is recorded of a resource: its outputs, and the names of the inputs that a program has set so far. */
export function recordedOf(olds: Values): Recorded {
  const names = Array.isArray(olds.__inputs) ? (olds.__inputs as string[]) : [];
  const wishes = isObject(olds.__wishes) ? olds.__wishes : {};
  return { values: olds, names: new Set(names), wishes };
}

/** True for a cluster that was read into the state and that no step has changed since: nothing in it was ever wished. */
export function isImported(olds: Values): boolean {
  return olds.__imported === true;
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
  const changes = shownChanges(found, olds);
  if (failedAtCreation(olds)) {
    const because = `the failed creation of cluster ${plain(olds.clusterId)} replaces it`;
    // What stands in the way is told by update(): an error here would fail a refresh, too.
    if (obstacle(olds, news, ["state"], because, settings) !== undefined)
      return { changes: true, replaces: [], deleteBeforeReplace: false, warnings: [] };
    const text = `creation failed: cluster ${plain(olds.clusterId)} is failed and is replaced by the next "pulumi up"`;
    return { changes: true, replaces: ["state"], deleteBeforeReplace: true, warnings: [text] };
  }
  const refusals = [...found.refusals, ...otherAdoption(olds, news), ...checkPreconditions(olds, news, changes)];
  if (refusals.length > 0) throw new Refused(refusals);
  const replaces = replacing(changes);
  if (replaces.length > 0) {
    const hindrance = obstacle(olds, news, replaces, becauseOf(olds, replaces), settings);
    const deleteBeforeReplace = excludeEachOther(olds, news);
    if (hindrance === undefined) return { changes: true, replaces, deleteBeforeReplace, warnings: [] };
    if (isTakenOver(olds, replaces)) return { changes: true, replaces: [], deleteBeforeReplace: false, warnings: [] };
    // Whether a value that is not known yet differs shows in the run, which refuses then.
    if (replaces.some((name) => !containsUnknown(news[name]))) throw new Refused([hindrance]);
    return { changes: true, replaces, deleteBeforeReplace, warnings: [`${hindrance.property} ${hindrance.reason}`] };
  }
  // The plugin is told of timeouts with each call and records none.
  const recordsTimeouts = news.__timeouts !== undefined || news.__provider !== undefined;
  const timeoutsChanged = recordsTimeouts && !equal(olds.__timeouts, news.__timeouts);
  const warnings = [...found.warnings, ...stateWarnings(olds)];
  for (const change of found.changes) {
    if (change.kind === "record" && change.unproven) warnings.push(unproven(change.property));
  }
  // Without that line in its outputs a resource that the plugin made could be neither refreshed nor deleted.
  const lacksProvider = news.__provider !== undefined && olds.__provider !== news.__provider;
  const isUnturned = olds.__unturned === true && settings.ownershipTag;
  return {
    changes: changes.length > 0 || timeoutsChanged || lacksProvider || isUnturned || isUnsettled(olds),
    replaces: [],
    deleteBeforeReplace: false,
    warnings,
  };
}

/** The table's differences: `adopt` counts only once and forbids a replacement, and `privateZone` and `serviceDiscoveryTypes` are two spellings of one wish. */
export function differences(known: Recorded, { adopt, ...news }: Values): Differences {
  const recorded = { ...known, isIrreplaceable: adopt !== undefined };
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

/**
 * The changes that a plan shows. What a program repeats of what an import read was never another wish; what the import
 * did not read has yet to be taken.
 */
export function shownChanges({ changes }: Differences, olds: Values): readonly Change[] {
  if (!isImported(olds)) return changes;
  return changes.filter(({ kind, property }) => kind !== "record" || olds[property] === undefined);
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

/** The properties that force a new cluster. */
export function replacing(changes: readonly Change[]): string[] {
  return changes.filter(({ kind }) => kind === "replace").map(({ property }) => property);
}

export function becauseOf(olds: Values, replaces: readonly string[]): string {
  return `a change of ${replaces.join(", ")} replaces cluster ${plain(olds.clusterId)}`;
}

/** True where a cluster that an interrupted run made otherwise is recorded with what it has, not with what was wanted. */
function isTakenOver({ __takenOver }: Values, replaces: readonly string[]): boolean {
  return Array.isArray(__takenOver) && replaces.every((name) => __takenOver.includes(name));
}

/** What stands in the way of a replacement. */
export function obstacle(
  olds: Values,
  news: Values,
  replaces: readonly string[],
  because: string,
  { region }: Settings,
): Failure | undefined {
  if (news.adopt !== undefined) {
    const cure = replaces.includes("state")
      ? "take adopt out first"
      : `take adopt out first, or set ${replaces.join(", ")} back`;
    return { property: "adopt", reason: `${because}, but adopt still names the cluster: ${cure}` };
  }
  if (olds.deletionProtection === true) {
    return {
      property: replaces[0] as string,
      reason: `${because}, which deletion protection forbids: run "pulumi up" with deletionProtection: false first, then make this change`,
    };
  }
  const derived = Array.isArray(news.__derived) && news.__derived.includes("regionId");
  if (!derived || region === undefined || region === olds.regionId) return undefined;
  return {
    property: "regionId",
    reason: `${because}, and the new one would move from region ${show(olds.regionId)} to ${show(region)}, the provider's region now: set regionId to the region that you want`,
  };
}

/** A resource keeps the cluster that it took over. */
function otherAdoption({ clusterId }: Values, { adopt }: Values): Failure[] {
  if (typeof adopt !== "string" || containsUnknown(adopt) || clusterId === undefined) return [];
  if (adopt.split("/").at(-1) === clusterId) return [];
  return [
    {
      property: "adopt",
      reason: `names another cluster than ${show(clusterId)}, which this resource has: set it back or take it out, and adopt the other cluster with a resource of its own`,
    },
  ];
}

/**
 * True where a new cluster cannot stand beside the old one: a name is unique in an account, and Service networks in a VPC must not
 * overlap.
 */
export function excludeEachOther(olds: Values, news: Values): boolean {
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
