import type { Values } from "../../table/check";
import { withoutUnset } from "../../table/check";
import { inputNames, type Property } from "../../table/property";
import { isValid } from "../../table/shapes";
import { isObject, plain } from "../../table/values";
import type { Context } from "../context/context";
import { read } from "../lifecycle/read";
import { table } from "../properties/table";
import { factsOf, withFacts } from "../state/facts";
import { ownChoice } from "../state/outputs";
import { withInputs } from "./managed";

/** A cluster as it was read, for a host that knows the inputs of the state apart from its outputs. */
export interface Found {
  readonly id: string;
  readonly outputs: Values;
  readonly inputs: Values;
  /** Why the cluster does not serve: the engine keeps it beside the state until an update has succeeded. */
  readonly reason?: string | undefined;
}

/**
 * Reads a cluster, recorded or not. One that no state records yields an input for every reported value, so that a program
 * can be written from it.
 *
 * @returns `undefined` for a recorded cluster that is proven gone.
 */
export async function readOrImport(
  id: string,
  olds: Values,
  oldInputs: Values,
  context: Context,
): Promise<Found | undefined> {
  const { inputs, wishes, isImported } = factsOf(olds);
  const isNew = inputs === undefined;
  const found = await read(id, isNew ? olds : withInputs(olds, oldInputs, oldInputs), context);
  if (found === undefined) return undefined;
  const reason = unhealthy(found.outputs);
  if (isNew) {
    const outputs = withFacts(found.outputs, { isImported: true });
    return { id: found.id, outputs, inputs: importedInputs(outputs), reason };
  }
  // Reading an imported cluster again does not turn its values into wishes.
  const outputs = isImported ? withFacts(found.outputs, { inputs, wishes }) : found.outputs;
  return { ...found, outputs, reason };
}

/** The inputs of a program for the cluster: the reported values that a program may write. */
function importedInputs(outputs: Values): Record<string, unknown> {
  const writable = inputNames(table).filter((name) => {
    if (ownChoice.includes(name)) return false;
    const value = outputs[name];
    return value !== undefined && isValid((table[name] as Property<unknown>).shape, value);
  });
  return withoutUnset(Object.fromEntries(writable.map((name) => [name, written(outputs[name])])));
}

function written(value: unknown): unknown {
  return isObject(value) ? withoutUnset(value) : value;
}

/** Why a cluster that was read is unusable; `undefined` for one that is usable, or that is only changing. */
export function unhealthy({ state, clusterId }: Values): string | undefined {
  const cluster = `cluster ${plain(clusterId)}`;
  if (state === "initial") return `${cluster} is still being created: the next "pulumi up" waits for it`;
  if (state === "failed") return `${cluster} is failed: run "pulumi up" to see what can be done`;
  return undefined;
}
