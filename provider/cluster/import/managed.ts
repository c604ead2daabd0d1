import type { Values } from "../../table/check";
import { inputNames, lifecycle, type Property } from "../../table/property";
import { table } from "../properties/table";
import { factsOf, withFacts, withoutFacts } from "../state/facts";
import { recordedOf } from "../state/recorded";

/**
 * What is recorded of an imported cluster: the inputs that are both in the state and in the program. An input that the
 * program omits is not managed, although it was read. What only CreateCluster carries was never wished, so that a
 * difference is refused and never replaces the cluster.
 */
export function withInputs(olds: Values, oldInputs: Values, news: Values): Values {
  if (!factsOf(olds).isImported) return olds;
  const { names, wishes } = recordedOf(olds);
  const read = inputNames(table).filter((name) => oldInputs[name] !== undefined && news[name] !== undefined);
  const inPlace = read.filter((name) => lifecycle((table[name] as Property<unknown>).facts) !== "createOnly");
  const wished = inPlace.filter((name) => table[name]?.facts.change !== undefined);
  return withFacts(olds, {
    inputs: [...new Set([...names, ...inPlace])].sort(),
    wishes: { ...Object.fromEntries(wished.map((name) => [name, oldInputs[name]])), ...wishes },
  });
}

/** The outputs that a step starts from: the step makes the cluster the program's own, no longer only imported. */
export function taken(olds: Values, oldInputs: Values, news: Values): Values {
  return withoutFacts(withInputs(olds, oldInputs, news), ["isImported"]);
}
