import type { Failure, Values } from "../table/check";
import type { Change } from "../table/diff";
import { isUnknown } from "../table/unknown";

/** What only a Pro control plane has. Source: CreateCluster's text on each. */
const proOnly = ["secretEncryption", "maintenanceWindow", "controlPlaneLog"] as const;

function needsPro(property: string): Failure {
  return { property, reason: 'needs a Pro cluster: set clusterSpec to "ack.pro.small", or take it out' };
}

/** Pro-only options on a cluster that would be made as standard. */
export function checkNewEdition(inputs: Values): Failure[] {
  const { clusterSpec = "ack.standard" } = inputs;
  if (isUnknown(clusterSpec) || clusterSpec !== "ack.standard") return [];
  return proOnly.filter((name) => inputs[name] !== undefined).map(needsPro);
}

/** A change of Pro-only options on a cluster that is standard and stays so. */
export function checkEdition(olds: Values, news: Values, changes: readonly Change[]): Failure[] {
  if ((olds.clusterSpec ?? "ack.standard") !== "ack.standard") return [];
  if (news.clusterSpec !== undefined && news.clusterSpec !== "ack.standard") return [];
  return proOnly
    .filter((name) => changes.some(({ property, kind }) => property === name && kind === "update"))
    .map(needsPro);
}
