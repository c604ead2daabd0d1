import type { Failure, Values } from "../../table/check";
import type { Change } from "../../table/diff";
import { isObject, isUnknown } from "../../table/values";
import { recordedOf } from "../state/recorded";

/** Properties that need a Pro control plane. Source: CreateCluster's text on each. */
export const proOnly = ["secretEncryption", "maintenanceWindow", "controlPlaneLog"] as const;

function needsPro(property: string): Failure {
  return { property, reason: 'needs a Pro cluster: set clusterSpec to "ack.pro.small", or remove it' };
}

/** Pro-only options on a new standard cluster. */
export function checkNewEdition(inputs: Values): Failure[] {
  const { clusterSpec = "ack.standard" } = inputs;
  if (isUnknown(clusterSpec) || clusterSpec !== "ack.standard") return [];
  return proOnly.filter((name) => inputs[name] !== undefined).map(needsPro);
}

/** Requirements of changed options that the cluster does not meet, and that the change does not add. */
export function checkPreconditions(olds: Values, news: Values, changes: readonly Change[]): Failure[] {
  return [...checkEdition(olds, news, changes), ...checkWindow(olds, news, changes)];
}

/** What an automatic upgrade needs. */
export const needsWindow: Failure = {
  property: "autoUpgrade",
  reason: "needs a maintenance window, in which ACK upgrades the cluster: set maintenanceWindow, or remove autoUpgrade",
};

/**
 * Automatic upgrades that a program newly requests, on a cluster that reports no window. Recorded upgrades are not
 * refused: a refresh asks with the recorded inputs, and must not fail.
 */
function checkWindow(olds: Values, { autoUpgrade, maintenanceWindow }: Values, changes: readonly Change[]): Failure[] {
  const begins = changes.some(({ property, kind }) => property === "autoUpgrade" && kind === "update");
  const isRecorded = recordedOf(olds).names.has("autoUpgrade");
  if (!begins || isRecorded || !isObject(autoUpgrade) || autoUpgrade.enabled !== true) return [];
  const window = maintenanceWindow ?? olds.maintenanceWindow;
  const isOff =
    isObject(window) && (maintenanceWindow === undefined ? window.enabled !== true : window.enabled === false);
  return isOff ? [needsWindow] : [];
}

/** Changed Pro-only options on a cluster that is and stays standard. */
export function checkEdition(olds: Values, news: Values, changes: readonly Change[]): Failure[] {
  if ((olds.clusterSpec ?? "ack.standard") !== "ack.standard") return [];
  if (news.clusterSpec !== undefined && news.clusterSpec !== "ack.standard") return [];
  return proOnly
    .filter((name) => changes.some(({ property, kind }) => property === name && kind === "update"))
    .map(needsPro);
}
