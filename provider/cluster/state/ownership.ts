import { randomBytes } from "node:crypto";
import type { Values } from "../../table/check";
import { isObject, plain } from "../../table/shapes";
import type { Context } from "../context/context";
import { identity } from "./identity";

/** The tag that says whose a cluster is. */
export const ownershipTagKey = "pulumi-ack-serverless";

/**
 * One attempt to create a cluster, as its ownership tag tells it. CreateCluster has no client token: the tag is what
 * proves, after a lost answer or an interrupted run, that a cluster is the one that was being made.
 */
export interface Ownership {
  /** While the cluster is made: `creating:<whose>:<which attempt>`. */
  readonly creating: string;
  /** Once create has returned or thrown: `owned:<whose>`. Never taken over by itself from then on. */
  readonly owned: string;
  /** Once a program has adopted it: `owned:<whose>:<which adoption>`, so that an earlier owner knows that it is no more. */
  readonly adopted: string;
}

export function ownership(urn: string): Ownership {
  const hash = whose(urn);
  const nonce = randomBytes(8).toString("hex");
  return { creating: `creating:${hash}:${nonce}`, owned: `owned:${hash}`, adopted: `owned:${hash}:${nonce}` };
}

/** Whose the cluster of these inputs is; `undefined` where the tag is switched off. */
export function ownerOf(inputs: Values, { settings }: Context): Ownership | undefined {
  return settings.ownershipTag && typeof inputs.__urn === "string" ? ownership(inputs.__urn) : undefined;
}

/** The ownership tag among the tags of an answer. */
export function ownershipTag(tags: unknown): string | undefined {
  const own = Array.isArray(tags) ? tags.find((tag) => isObject(tag) && tag.key === ownershipTagKey) : undefined;
  return own === undefined ? undefined : plain((own as Record<string, unknown>).value);
}

/** An answer's tags with the ownership tag that was just set. */
export function withOwnershipTag(tags: unknown, value: string): unknown[] {
  const others = Array.isArray(tags) ? tags.filter((tag) => !(isObject(tag) && tag.key === ownershipTagKey)) : [];
  return [...others, { key: ownershipTagKey, value }];
}

/** True where the tag still says that this resource is making the cluster: nothing has turned it yet. */
export function isUnturned(urn: unknown, tags: unknown): boolean {
  if (typeof urn !== "string") return false;
  return ownershipTag(tags)?.startsWith(`creating:${whose(urn)}:`) === true;
}

function whose(urn: string): string {
  return identity(urn).hash.slice(0, 24);
}

/** True for a cluster that this resource was making, in this attempt or an earlier one. */
export function isBeingMadeBy(owner: Ownership, tag: string | undefined): boolean {
  return tag?.startsWith(owner.creating.slice(0, owner.creating.lastIndexOf(":") + 1)) === true;
}

/** True for a cluster that this resource made or adopted before. */
export function isOwnedBy(owner: Ownership, tag: string | undefined): boolean {
  return tag === owner.owned || tag?.startsWith(`${owner.owned}:`) === true;
}
