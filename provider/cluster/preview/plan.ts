import type { Settings } from "../../ack/settings";
import type { Failure, Values } from "../../table/check";
import type { Change } from "../../table/diff";
import { containsUnknown, equal, plain, show, textOf } from "../../table/values";
import { Refused } from "../context/problem";
import { isOnTheWay } from "../properties/states";
import { type Facts, factsOf } from "../state/facts";
import { serverIn } from "../state/kubeconfig";
import { failedAtCreation } from "../state/recorded";
import { recordedDifferences, replacing, shownChanges } from "./differences";
import { rejectedWords } from "./newWords";
import { becauseOf, excludeEachOther, obstacle } from "./obstacle";
import { checkPreconditions } from "./preconditions";

/** What a preview shows. */
export interface Plan {
  readonly changes: boolean;
  /** The properties that force a new cluster. */
  readonly replaces: readonly string[];
  /** The old cluster has to be deleted first, because the two cannot coexist. */
  readonly deleteBeforeReplace: boolean;
  /** What the user should know as well. */
  readonly warnings: readonly string[];
}

/** True for a cluster that is changing or that failed: only update() can find out what happens to it. */
export function isUnsettled({ state }: Values): boolean {
  return isOnTheWay(state) || ["failed", "deleting", "delete_failed"].includes(plain(state));
}

/** The run that asks for a plan: a refresh asks the same question in reverse, and changes nothing. */
export type Phase = "update" | "refresh";

/**
 * Plans the change from recorded outputs to a program's inputs.
 *
 * @throws Refused for a change that would be dangerous or is impossible.
 */
export function plan(olds: Values, news: Values, settings: Settings, phase: Phase = "update"): Plan {
  const found = recordedDifferences(olds, news);
  if (failedAtCreation(olds)) return planAfterFailedCreation(olds, news, settings, phase);
  const changes = shownChanges(found, olds);
  const refusals = [...found.refusals, ...otherAdoption(olds, news), ...checkPreconditions(olds, news, changes)];
  // A failed creation leaves the program's inputs in the state, beside a cluster that ACK made otherwise.
  if (refusals.length > 0 && phase === "refresh") return inPlace;
  if (refusals.length > 0) throw new Refused(refusals);
  const replaces = replacing(changes);
  if (replaces.length > 0) return planReplacement(replaces, olds, news, settings);
  const warnings = [...found.warnings, ...stateWarnings(olds)];
  // A refresh changes no address.
  if (phase === "update") warnings.push(...addressWarnings(olds, changes));
  for (const change of found.changes) {
    if (change.kind === "record" && change.unproven) warnings.push(unproven(change.property));
  }
  const isChanged = changes.length > 0 || haveFactsChanged(olds, news, settings) || isUnsettled(olds);
  return { ...inPlace, changes: isChanged, warnings };
}

const inPlace: Plan = { changes: true, replaces: [], deleteBeforeReplace: false, warnings: [] };

function planAfterFailedCreation(olds: Values, news: Values, settings: Settings, phase: Phase): Plan {
  const cluster = `cluster ${plain(olds.clusterId)}`;
  const because = `the failed creation of ${cluster} replaces it`;
  // update() reports the obstacle: an error here would fail a refresh, too.
  if (obstacle(olds, news, ["state"], because, settings) !== undefined) return inPlace;
  const by = phase === "update" ? "this update" : 'the next "pulumi up"';
  const text = `creation failed: ${cluster} is failed, and ${by} replaces it`;
  return { changes: true, replaces: ["state"], deleteBeforeReplace: true, warnings: [text] };
}

function planReplacement(replaces: readonly string[], olds: Values, news: Values, settings: Settings): Plan {
  const refusal = obstacle(olds, news, replaces, becauseOf(olds, replaces), settings);
  const replacement = { changes: true, replaces, deleteBeforeReplace: excludeEachOther(olds, news), warnings: [] };
  if (refusal === undefined) {
    const words = rejectedWords(olds, news);
    if (words.length > 0) throw new Refused(words);
    return replacement;
  }
  if (isTakenOver(olds, replaces)) return inPlace;
  // An unknown value may turn out to be equal: the run finds out, and refuses then.
  if (replaces.some((name) => !containsUnknown(news[name]))) throw new Refused([refusal]);
  return { ...replacement, warnings: [`${refusal.property} ${refusal.reason}`] };
}

/** True where an update has something to record or to finalize, although no property differs. */
function haveFactsChanged(olds: Values, news: Values, { ownershipTag }: Settings): boolean {
  const [before, now] = [factsOf(olds), factsOf(news)];
  // The engine sends the plugin the timeouts with each call, and the plugin records none.
  const recordsTimeouts = now.timeouts !== undefined || now.provider !== undefined;
  const haveTimeoutsChanged = recordsTimeouts && !equal(before.timeouts, now.timeouts);
  // Without that line in its outputs, a resource that the plugin created could be neither refreshed nor deleted.
  const lacksProvider = now.provider !== undefined && before.provider !== now.provider;
  const isToFinalize = before.isUnfinalized === true && ownershipTag;
  return haveTimeoutsChanged || lacksProvider || isToFinalize || isMoreSecret(before, now);
}

/**
 * True where an input became secret: only an update records the outputs anew, and encrypts them. Without a recorded list
 * an earlier version recorded the outputs, and they are as secret as the inputs were then.
 */
function isMoreSecret({ secrets: before }: Partial<Facts>, { secrets: now = [] }: Partial<Facts>): boolean {
  return before !== undefined && now.some((path) => !before.some((known) => equal(known, path)));
}

/** True where a cluster that an interrupted run created with other values is recorded with those that it has. */
function isTakenOver(olds: Values, replaces: readonly string[]): boolean {
  const { takenOver } = factsOf(olds);
  return takenOver !== undefined && replaces.every((name) => takenOver.includes(name));
}

/** A resource cannot switch to another cluster. */
function otherAdoption({ clusterId }: Values, { adopt }: Values): Failure[] {
  if (typeof adopt !== "string" || containsUnknown(adopt) || clusterId === undefined) return [];
  if (adopt.split("/").at(-1) === clusterId) return [];
  return [
    {
      property: "adopt",
      reason: `names another cluster than ${show(clusterId)}, which this resource manages: set it back or remove it, and adopt the other cluster with a resource of its own`,
    },
  ];
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

/** The kubeconfig keeps its server as long as the cluster has that address. */
function addressWarnings(
  { apiServerEndpoint, intranetApiServerEndpoint, kubeconfig }: Values,
  changes: readonly Change[],
): string[] {
  const property = ["endpointPublicAccess", "apiServerEipId"].find((name) =>
    changes.some((change) => change.property === name && change.kind === "update"),
  );
  if (property === undefined) return [];
  const server = serverIn(kubeconfig);
  if (server === undefined || server !== apiServerEndpoint || server === intranetApiServerEndpoint) return [];
  const privateAddress = textOf(intranetApiServerEndpoint) ?? "the private address";
  const next = property === "endpointPublicAccess" ? privateAddress : "the address of the new EIP";
  return [
    `${property}: the server in the output kubeconfig changes from ${server} to ${next}: @pulumi/kubernetes replaces every object of a Provider that has this kubeconfig, unless the state records clusterIdentifier: cluster.id for the Provider. To keep the objects, set that and run "pulumi up" before this change`,
  ];
}

function unproven(property: string): string {
  return `${property} was not set before, and ACK does not report what the cluster has: it is recorded as written, without a call`;
}
