import { isHidden, type Values } from "../../table/check";
import { isReported, lifecycle, type Property, reportingOperations } from "../../table/property";
import { equal, isObject } from "../../table/values";
import { fromWire } from "../../table/wire";
import { type Addon, instancesIn, observedAddons, recordedAddons } from "../properties/addons";
import { isSystemTag } from "../properties/shapes";
import { properties, table } from "../properties/table";
import { factsOf, onlyFacts, withFacts } from "./facts";
import { type Access, withKubeconfig } from "./kubeconfig";
import { isUnfinalized, ownershipTagKey } from "./ownership";
import { recordedNames } from "./recorded";

/**
 * Properties that ACK chooses where the program does not. An import leaves them out: the load balancer is deleted with the
 * cluster, and the network that ACK creates in the zone is reported itself.
 */
export const ownChoice: readonly string[] = ["zoneId", "loadBalancerId"];

const reporters = new Set(Object.values(table).flatMap(({ facts }) => reportingOperations(facts)));

/** What the API reports of a cluster, by property. `null` means that there is none. */
export function reportedBy(answers: Values): Record<string, unknown> {
  const reported: Record<string, unknown> = {};
  for (const operation of reporters) {
    const body = operation === "DescribeClusterDetail" ? answers : answers[operation];
    if (isObject(body)) Object.assign(reported, fromWire(properties, operation, body));
  }
  if (reported.tags) reported.tags = userTags(reported.tags as Record<string, string>);
  return reported;
}

/** What is reported, where a window without exclusions says so: for a program that wants none, this is not "unknown". */
export function reportedInFull(answers: Values, reported = reportedBy(answers)): Record<string, unknown> {
  const { maintenanceWindow: window } = reported;
  return isObject(window) ? { ...reported, maintenanceWindow: { exclusions: [], ...window } } : reported;
}

function userTags(tags: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => key !== ownershipTagKey && !isSystemTag(key)));
}

/**
 * The outputs of a cluster: what it reports, beside what is recorded and never reported.
 *
 * A recorded input that only CreateCluster carries stays as recorded whatever is reported, so that a refresh never leads
 * to a replacement. Once a program manages tags or add-ons, the outputs hold only the managed ones.
 *
 * @param answers  what withExtras() returns
 * @param olds    the outputs so far; what is known of a new cluster
 * @param inputs  the inputs taken with this step; `{}` on a refresh
 * @param access  how the command in the kubeconfig reaches ACK
 */
export function outputsOf(answers: Values, olds: Values, inputs: Values, access: Access = {}): Record<string, unknown> {
  const reported = reportedBy(answers);
  const inFull = reportedInFull(answers, reported);
  const names = recordedNames(olds, inputs);
  const isStep = Object.keys(inputs).length > 0;
  const outputs: Record<string, unknown> = {};
  for (const [name, entry] of Object.entries(table)) {
    if (name === "adopt") continue;
    const kind = lifecycle(entry.facts);
    const recorded = kind === "stored" && isStep ? inputs[name] : (inputs[name] ?? olds[name]);
    const isManaged = names.includes(name);
    const isKept = reported[name] === undefined || (kind === "createOnly" && isManaged);
    const value = isKept ? recorded : isManaged ? inOwnWords(entry, recorded, inFull[name]) : reported[name];
    if (value !== undefined && value !== null) outputs[name] = value;
  }
  if (names.includes("tags")) outputs.tags = managedTags(reported, olds, inputs);
  if (names.includes("addons")) outputs.addons = managedAddons(answers, olds, inputs);
  // An EIP that was unbound is no longer the program's wish.
  if (reported.endpointPublicAccess === false) delete outputs.apiServerEipId;
  const hidden = { ...(isStep ? onlyFacts(olds, ["hasRun", "owner", "wishes"]) : hiddenIn(olds)), ...hiddenIn(inputs) };
  const { owner, urn } = factsOf(hidden);
  return withKubeconfig(
    withFacts(
      { ...outputs, ...hidden },
      {
        inputs: names,
        wishes: wishes(names, olds, inputs),
        ...(outputs.state === "running" && { hasRun: true }),
        // While the ownership tag says "creating", another run may take the cluster: the next update finalizes it.
        ...(answers.tags !== undefined && { isUnfinalized: isUnfinalized(owner, urn, answers.tags) || undefined }),
      },
    ),
    access,
  );
}

/** The hidden values, including those that a newer version wrote. */
function hiddenIn(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => isHidden(name) && value !== undefined));
}

/**
 * A reported value as the program writes it: in the program's spelling where the meaning is equal; an object has only the
 * fields that the program manages.
 */
function inOwnWords({ shape, facts }: Property<unknown>, recorded: unknown, reported: unknown): unknown {
  if (recorded === undefined || reported === null || facts.change !== undefined) return reported;
  if (shape.same(reported, recorded)) return recorded;
  if (shape.fields === undefined || !isObject(recorded) || !isObject(reported)) return reported;
  return Object.fromEntries(
    Object.keys(recorded).flatMap((key) => (reported[key] === undefined ? [] : [[key, reported[key]]])),
  );
}

function managed<T>(name: string, olds: Values, inputs: Values, none: T): T {
  return (inputs[name] ?? (Object.keys(inputs).length > 0 ? none : olds[name]) ?? none) as T;
}

function managedTags(reported: Values, olds: Values, inputs: Values): Record<string, unknown> {
  const wanted = managed<Record<string, unknown>>("tags", olds, inputs, {});
  const present = reported.tags as Record<string, unknown> | undefined;
  if (present === undefined) return wanted;
  return Object.fromEntries(
    Object.keys(wanted).flatMap((key) => (Object.hasOwn(present, key) ? [[key, present[key]]] : [])),
  );
}

function managedAddons(answers: Values, olds: Values, inputs: Values): Addon[] {
  const wanted = recordedAddons(managed<unknown>("addons", olds, inputs, []));
  const answer = answers.ListClusterAddonInstances;
  return isObject(answer) ? observedAddons(wanted, instancesIn(answer.addons)) : wanted;
}

/** What the program wanted of the properties that a cluster may go ahead of. */
function wishes(names: readonly string[], olds: Values, inputs: Values): Record<string, unknown> {
  const before = factsOf(olds).wishes ?? {};
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
  const { inputs: names = [], wishes = {} } = factsOf(outputs);
  const values: Values = { ...outputs, ...wishes };
  return {
    ...Object.fromEntries(names.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]]))),
    ...onlyFacts(outputs, ["provider", "urn", "timeouts", "derived", "secrets"]),
  };
}

/** Where a cluster differs from the record in what only CreateCluster carries: logged, never acted upon. */
export function createOnlyDrift(
  answers: Values,
  olds: Values,
): { property: string; recorded: unknown; reported: unknown }[] {
  const all = reportedBy(answers);
  const names = recordedNames(olds, {});
  return Object.entries(table).flatMap(([property, { facts, shape }]) => {
    const [recorded, reported] = [olds[property], all[property]];
    if (lifecycle(facts) !== "createOnly" || !names.includes(property) || reported === undefined || reported === null)
      return [];
    return equal(recorded, reported) || shape.same(recorded, reported) ? [] : [{ property, recorded, reported }];
  });
}

/** The inputs that CreateCluster does not carry and no operation reports: only a call of their own applies them. */
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
