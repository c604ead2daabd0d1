import { isHidden, type Values } from "../../table/check";
import { equal } from "../../table/equal";
import { isReported, lifecycle, type Property, reportingOperations } from "../../table/property";
import { isObject } from "../../table/shapes";
import { fromWire } from "../../table/wire";
import { recordedNames } from "../preview/plan";
import { type Addon, instancesIn, observedAddons } from "../properties/addons";
import { isSystemTag } from "../properties/shapes";
import { properties, table } from "../properties/table";
import { withKubeconfig } from "./kubeconfig";
import { isUnturned, ownershipTagKey } from "./ownership";

/**
 * What ACK makes with a cluster whose program does not choose it: an import that wrote it down would name what goes with
 * the cluster. A zone says where ACK makes a network, and the network itself is told.
 */
export const ownChoice: readonly string[] = ["zoneId", "loadBalancerId"];

/** What the API tells of a cluster, by property. `null` is "there is none". */
export function reportedBy(detail: Values): Record<string, unknown> {
  const operations = new Set(Object.values(table).flatMap(({ facts }) => reportingOperations(facts)));
  const told: Record<string, unknown> = {};
  for (const operation of operations) {
    const body = operation === "DescribeClusterDetail" ? detail : detail[operation];
    if (isObject(body)) Object.assign(told, fromWire(properties, operation, body));
  }
  if (told.tags) told.tags = userTags(told.tags as Record<string, string>);
  return told;
}

function userTags(tags: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => key !== ownershipTagKey && !isSystemTag(key)));
}

/**
 * The outputs of a cluster: what it reports, beside what is recorded and never reported.
 *
 * A recorded input that only CreateCluster carries stays as recorded whatever is reported, so that a refresh never leads
 * to a replacement. Of tags and add-ons, only the managed ones are told once a program manages any.
 *
 * @param olds    the outputs so far; what is known of a new cluster
 * @param inputs  the inputs taken with this step; `{}` on a refresh
 */
export function outputsOf(detail: Values, olds: Values, inputs: Values): Record<string, unknown> {
  const told = reportedBy(detail);
  const names = recordedNames(olds, inputs);
  const isStep = Object.keys(inputs).length > 0;
  const outputs: Record<string, unknown> = {};
  for (const [name, entry] of Object.entries(table)) {
    if (name === "adopt") continue;
    const kind = lifecycle(entry.facts);
    const recorded = kind === "stored" && isStep ? inputs[name] : (inputs[name] ?? olds[name]);
    const isManaged = names.includes(name);
    const isKept = told[name] === undefined || (kind === "createOnly" && isManaged);
    const value = isKept ? recorded : isManaged ? inOwnWords(entry, recorded, told[name]) : told[name];
    if (value !== undefined && value !== null) outputs[name] = value;
  }
  if (names.includes("tags")) outputs.tags = managedTags(told, olds, inputs);
  if (names.includes("addons")) outputs.addons = managedAddons(detail, olds, inputs);
  for (const [name, value] of [...Object.entries(isStep ? factsOf(olds) : olds), ...Object.entries(inputs)]) {
    if (isHidden(name) && value !== undefined) outputs[name] = value;
  }
  // An EIP that was unbound is the program's wish no more than any other value of the past.
  if (told.endpointPublicAccess === false) delete outputs.apiServerEipId;
  // As long as the ownership tag says "creating", another run may take the cluster: the next update turns it.
  if (isUnturned(outputs.__urn, detail.tags)) outputs.__unturned = true;
  else if (detail.tags !== undefined) delete outputs.__unturned;
  outputs.__inputs = names;
  outputs.__wishes = wishes(names, olds, inputs);
  if (outputs.state === "running") outputs.__ran = true;
  return withKubeconfig(outputs);
}

/** What the provider itself recorded: a step brings all other hidden values along, or does without. */
function factsOf(olds: Values): Values {
  const facts = ["__ran", "__owner", "__wishes"];
  return Object.fromEntries(facts.map((name) => [name, olds[name]]));
}

/**
 * What is told, as the program writes it: its own spelling where the meaning is equal, and of an object only the fields
 * that it manages.
 */
function inOwnWords({ shape, facts }: Property<unknown>, recorded: unknown, told: unknown): unknown {
  if (recorded === undefined || told === null || facts.change !== undefined) return told;
  if (shape.same(told, recorded)) return recorded;
  if (shape.fields === undefined || !isObject(recorded) || !isObject(told)) return told;
  return Object.fromEntries(
    Object.keys(recorded).flatMap((key) => (told[key] === undefined ? [] : [[key, told[key]]])),
  );
}

function managed<T>(name: string, olds: Values, inputs: Values, none: T): T {
  return (inputs[name] ?? (Object.keys(inputs).length > 0 ? none : olds[name]) ?? none) as T;
}

function managedTags(told: Values, olds: Values, inputs: Values): Record<string, unknown> {
  const wanted = managed<Record<string, unknown>>("tags", olds, inputs, {});
  const present = told.tags as Record<string, unknown> | undefined;
  if (present === undefined) return wanted;
  return Object.fromEntries(
    Object.keys(wanted).flatMap((key) => (Object.hasOwn(present, key) ? [[key, present[key]]] : [])),
  );
}

function managedAddons(detail: Values, olds: Values, inputs: Values): Addon[] {
  const wanted = managed<Addon[]>("addons", olds, inputs, []);
  const answer = detail.ListClusterAddonInstances;
  return isObject(answer) ? observedAddons(wanted, instancesIn(answer.addons)) : wanted;
}

/** What the program wanted of the properties that a cluster may go ahead of. */
function wishes(names: readonly string[], olds: Values, inputs: Values): Record<string, unknown> {
  const before = isObject(olds.__wishes) ? olds.__wishes : {};
  return Object.fromEntries(
    names.flatMap((name) => {
      const wish = inputs[name] ?? before[name];
      return table[name]?.facts.change !== undefined && wish !== undefined ? [[name, wish]] : [];
    }),
  );
}

/**
 * The inputs as a refresh writes them: what the program manages, with the values that the cluster has now. What a
 * cluster may go ahead of keeps the program's wish.
 */
export function inputsOf(outputs: Values): Record<string, unknown> {
  const names = outputs.__inputs as string[];
  const kept = ["__provider", "__urn", "__timeouts", "__derived"];
  const values: Values = { ...outputs, ...(outputs.__wishes as Values) };
  return Object.fromEntries(
    [...names, ...kept].flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])),
  );
}

/** What a cluster has otherwise than recorded in what only CreateCluster carries: told in a log, never acted upon. */
export function createOnlyDrift(
  detail: Values,
  olds: Values,
): { property: string; recorded: unknown; reported: unknown }[] {
  const told = reportedBy(detail);
  const names = recordedNames(olds, {});
  return Object.entries(table).flatMap(([property, { facts, shape }]) => {
    const [recorded, reported] = [olds[property], told[property]];
    if (lifecycle(facts) !== "createOnly" || !names.includes(property) || reported === undefined || reported === null)
      return [];
    return equal(recorded, reported) || shape.same(recorded, reported) ? [] : [{ property, recorded, reported }];
  });
}

/** The inputs that CreateCluster does not carry and no operation reports: nothing but a call of their own applies them. */
export function appliedAfterCreate(inputs: Values): string[] {
  return Object.keys(inputs).filter((name) => {
    const facts = table[name]?.facts;
    return (
      facts !== undefined && lifecycle(facts) === "updatable" && !("CreateCluster" in facts.at) && !isReported(facts)
    );
  });
}

/** True where the cluster's answers can prove a change of the property. */
export function isProvable(name: string): boolean {
  return isReported((table[name] as Property<unknown>).facts);
}
