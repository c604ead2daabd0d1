import { isHidden, type Values } from "../table/check";
import { equal } from "../table/equal";
import { lifecycle } from "../table/property";
import { fromWire } from "../table/wire";
import { ownershipTagKey } from "./ownership";
import { recordedNames } from "./plan";
import { properties } from "./properties";
import { isSystemTag } from "./shapes";

type Entry = (typeof properties)[keyof typeof properties];
const table = properties as Readonly<Record<string, Entry>>;

/** What DescribeClusterDetail tells of a cluster, by property. `null` is "there is none". */
export function reportedBy(detail: Values): Record<string, unknown> {
  const told = fromWire(properties, "DescribeClusterDetail", detail);
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
 * to a replacement. Of tags, only the managed keys are told once a program manages any.
 *
 * @param olds    the outputs so far; `{}` for a new cluster
 * @param inputs  the inputs taken with this step; `{}` on a refresh
 */
export function outputsOf(detail: Values, olds: Values, inputs: Values): Record<string, unknown> {
  const told = reportedBy(detail);
  const names = recordedNames(olds, inputs);
  const outputs: Record<string, unknown> = {};
  for (const [name, { facts }] of Object.entries(table)) {
    const recorded = inputs[name] ?? olds[name];
    const isKept = lifecycle(facts) === "createOnly" && names.includes(name);
    const value = isKept ? recorded : told[name] === undefined ? recorded : told[name];
    if (value !== undefined && value !== null) outputs[name] = value;
  }
  if (names.includes("tags")) outputs.tags = managedTags(told, olds, inputs);
  for (const [name, value] of [...Object.entries(olds), ...Object.entries(inputs)]) {
    if (isHidden(name) && value !== undefined) outputs[name] = value;
  }
  outputs.__inputs = names;
  if (outputs.state === "running") outputs.__ran = true;
  return outputs;
}

function managedTags(told: Values, olds: Values, inputs: Values): Record<string, unknown> {
  const managed = (inputs.tags ?? (Object.keys(inputs).length > 0 ? {} : olds.tags) ?? {}) as Record<string, unknown>;
  const present = told.tags as Record<string, unknown> | undefined;
  if (present === undefined) return managed;
  return Object.fromEntries(
    Object.keys(managed).flatMap((key) => (Object.hasOwn(present, key) ? [[key, present[key]]] : [])),
  );
}

/** The inputs as a refresh writes them: what the program manages, with the values that the cluster has now. */
export function inputsOf(outputs: Values): Record<string, unknown> {
  const names = outputs.__inputs as string[];
  const kept = ["__provider", "__urn", "__timeouts", "__derived"];
  return Object.fromEntries(
    [...names, ...kept].flatMap((name) => (outputs[name] === undefined ? [] : [[name, outputs[name]]])),
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
    const same = equal(recorded, reported) || (shape.same as (a: unknown, b: unknown) => boolean)(recorded, reported);
    return same ? [] : [{ property, recorded, reported }];
  });
}
