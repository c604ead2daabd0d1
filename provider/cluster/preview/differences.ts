import type { Values } from "../../table/check";
import { type Change, type Differences, diff, type Known } from "../../table/diff";
import { containsUnknown, equalAsSets } from "../../table/values";
import { recordedWithoutOvertaken } from "../properties/features/wholeWindow";
import { properties } from "../properties/table";
import { factsOf } from "../state/facts";
import { recordedOf } from "../state/recorded";

/** The differences between what the state holds of a cluster and what a program wants. */
export function recordedDifferences(olds: Values, news: Values): Differences {
  const recorded = recordedOf(olds);
  // No program wrote the window that an import read.
  if (!recorded.names.has("maintenanceWindow") || recorded.facts.isImported) return differences(recorded, news);
  const maintenanceWindow = recordedWithoutOvertaken(olds.maintenanceWindow, news.maintenanceWindow);
  return differences({ ...recorded, values: { ...olds, maintenanceWindow } }, news);
}

/**
 * The table's differences. `adopt` counts only once and forbids a replacement; `privateZone` and `serviceDiscoveryTypes`
 * are two spellings of one wish.
 */
export function differences(known: Known, { adopt, ...news }: Values): Differences {
  const recorded = adopt === undefined ? { ...known, replaceCommand: replaceCommand(news) } : known;
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
 * The changes that a plan shows. A program that repeats what an import read changes nothing; what the import did not read
 * still has to be recorded.
 */
export function shownChanges({ changes }: Differences, olds: Values): readonly Change[] {
  if (!factsOf(olds).isImported) return changes;
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

/** The command that replaces the cluster of these inputs, whatever they are. A URN may hold "$", which only quotes keep. */
export function replaceCommand(news: Values): string {
  return `pulumi up --replace '${factsOf(news).urn ?? "<URN>"}'`;
}

/** The properties that force a new cluster. */
export function replacing(changes: readonly Change[]): string[] {
  return changes.filter(({ kind }) => kind === "replace").map(({ property }) => property);
}
