import type { Values } from "../../table/check";
import { isReported, lifecycle, type Property } from "../../table/property";
import { isValid } from "../../table/shapes";
import { isObject, plain } from "../../table/values";
import type { Context } from "../context/context";
import type { Place } from "../context/place";
import { Problem } from "../context/problem";
import { everything } from "../functions/clusterInfo";
import { callerAccount } from "../observe/clusters";
import { assertServerless, describeUnrecorded, reading } from "../observe/describe";
import { withExtras } from "../observe/extras";
import { withAuthority } from "../observe/kubeconfig";
import { check } from "../preview/check";
import { proOnly } from "../preview/preconditions";
import * as shapes from "../properties/shapes";
import { isOnTheWay } from "../properties/states";
import { table } from "../properties/table";
import { outputsOf, ownChoice, reportedBy } from "../state/outputs";
import { ownershipTag } from "../state/ownership";

/** A live cluster as a stack would record it. */
export interface LiveCluster {
  readonly place: Place;
  /** The cluster's own name. */
  readonly name: string;
  /** The inputs of a program for it, in the order of the property table. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** What the stack's state holds of it, without the provider's own line. It contains no credential. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** Installed add-ons, which the program does not manage. */
  readonly addons: readonly string[];
  /** What the program cannot express, and why. */
  readonly notes: readonly string[];
}

/**
 * Reads a live cluster for a stack that is to manage it, and changes nothing.
 *
 * The inputs are the reported values that a program would write: without what is off or at its documented default, and
 * without add-ons, whose configuration can hold credentials.
 *
 * @throws Problem for a cluster that does not exist, is not Serverless, or is changing; AckError.
 */
export async function readForImport(place: Place, context: Context): Promise<LiveCluster> {
  const client = reading(place, context);
  const accountId = await callerAccount(client);
  const fresh = await describeUnrecorded(client);
  assertServerless(fresh);
  assertAtRest(fresh, client.attempt);
  const answers = await withExtras(fresh, everything, place, context);
  const reported = reportedBy(answers);
  const { inputs, notes } = writable({ ...reported, regionId: place.region }, context);
  const known = { clusterId: place.id, regionId: place.region, accountId };
  const outputs = await withAuthority(outputsOf(answers, known, inputs, context.settings), place, context);
  return {
    place,
    name: plain(fresh.name ?? ""),
    inputs,
    outputs,
    addons: Object.entries(reported.addonVersions ?? {}).map(([name, version]) => `${name} ${plain(version)}`),
    notes,
  };
}

function assertAtRest({ state, tags }: Values, attempt: string): void {
  if (ownershipTag(tags)?.startsWith("creating:"))
    throw new Problem(`${attempt}: a program is creating it: wait until it is running`);
  if (isOnTheWay(state) || state === "deleting" || state === "failed")
    throw new Problem(`${attempt}: it is ${plain(state)}: only a cluster at rest can be taken over`);
}

/** The reported values that a program can write. */
function writable(
  reported: Values,
  { settings }: Context,
): { inputs: Readonly<Record<string, unknown>>; notes: readonly string[] } {
  const isPro = plain(reported.clusterSpec ?? "").startsWith("ack.pro");
  const notes: string[] = [];
  const candidates = Object.entries(table).flatMap(([name, entry]): [string, unknown][] => {
    const value = name === "tags" ? writableTags(reported.tags, notes) : reported[name];
    if (value === undefined || value === null || lifecycle(entry.facts) === "output" || !isReported(entry.facts))
      return [];
    if (ownChoice.includes(name) || name === "addons" || (!isPro && (proOnly as readonly string[]).includes(name)))
      return [];
    if (isOff(value) || isDefault(entry, value)) return [];
    return [[name, name === "kubernetesVersion" ? minor(plain(value)) : value]];
  });
  const inputs = Object.fromEntries(candidates);
  const { failures } = check(inputs, inputs, { settings, faults: [], urn: undefined });
  for (const { property, reason } of failures) {
    const name = property.split(/[.[]/, 1)[0] as string;
    if (Object.hasOwn(inputs, name)) notes.push(`${name} is left out, since the value that ACK reports ${reason}`);
    delete inputs[name];
  }
  return { inputs, notes };
}

/** Tags are managed by key: one that cannot be written stays unmanaged. */
function writableTags(tags: unknown, notes: string[]): Record<string, unknown> | undefined {
  if (!isObject(tags)) return undefined;
  return Object.fromEntries(
    Object.entries(tags).filter(([key, value]) => {
      const isWritable = isValid(shapes.tags, { [key]: value });
      if (!isWritable) notes.push(`the tag ${JSON.stringify(key)} is left out, since a program cannot write it`);
      return isWritable;
    }),
  );
}

function isOff(value: unknown): boolean {
  if (value === false || value === "" || (Array.isArray(value) && value.length === 0)) return true;
  if (!isObject(value)) return false;
  const isEmpty = Object.keys(value).length === 0;
  return isEmpty || value.enabled === false || isEmptyList(value.components);
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** A value that is always sent has no reliable default: published ones contradict each other. */
function isDefault({ facts, shape }: Property<unknown>, value: unknown): boolean {
  return facts.default !== undefined && facts.alwaysSent !== true && shape.same(facts.default, value);
}

/** Any patch version meets it, so that ACK's own upgrades are no difference. */
function minor(version: string): string {
  return version.split(".").slice(0, 2).join(".");
}
