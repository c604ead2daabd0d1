import { createHash, randomBytes } from "node:crypto";
import type { Settings } from "../../ack/settings";
import type { Values } from "../../table/check";
import { objectsIn, plain } from "../../table/values";
import { factsOf } from "./facts";

/** The tag that identifies the resource that owns a cluster. */
export const ownershipTagKey = "pulumi-ack-serverless";

/**
 * One attempt to create a cluster, as its ownership tag identifies it. Only the tag proves, after a lost answer or an
 * interrupted run, that a cluster is the one that was being created: whether ACK heeds a client token is not published.
 */
export interface Ownership {
  /** While the cluster is created: `creating:<whose>:<which attempt>`. */
  readonly creating: string;
  /**
   * Once create has returned or thrown, or a program has adopted it: `owned:<whose>:<which attempt>`. Never taken over by
   * itself from then on. The attempt tells two stacks of one name apart, and an earlier owner that it lost the cluster.
   */
  readonly owned: string;
}

export function ownership(urn: string): Ownership {
  return attemptOf(whose(urn));
}

/** Another attempt of the same resource. */
export function anotherAttempt(owner: Ownership): Ownership {
  return attemptOf(anyAttempt(owner).slice("owned:".length));
}

function attemptOf(hash: string): Ownership {
  const nonce = randomBytes(8).toString("hex");
  return { creating: `creating:${hash}:${nonce}`, owned: `owned:${hash}:${nonce}` };
}

/** Whose the cluster of these inputs is; `undefined` where the tag is switched off. */
export function ownerOf(inputs: Values, settings: Settings): Ownership | undefined {
  const { urn } = factsOf(inputs);
  return settings.ownershipTag && urn !== undefined ? ownership(urn) : undefined;
}

/** The ownership tag among the tags of an answer. */
export function ownershipTag(tags: unknown): string | undefined {
  const own = objectsIn(tags).find(({ key }) => key === ownershipTagKey);
  return own === undefined ? undefined : plain(own.value);
}

/** An answer's tags with the ownership tag that was just set. */
export function withOwnershipTag(tags: unknown, value: string): unknown[] {
  return [...objectsIn(tags).filter(({ key }) => key !== ownershipTagKey), { key: ownershipTagKey, value }];
}

/**
 * True where the tag still says that this resource is creating the cluster: nothing has finalized it yet. A record that
 * names its attempt has only that one's cluster; one of version 0.1.0, `owned:<whose>`, has that of every attempt.
 */
export function isUnfinalized(owner: string | undefined, urn: string | undefined, tags: unknown): boolean {
  const tag = ownershipTag(tags);
  if (tag === undefined) return false;
  const attempt = owner === undefined ? undefined : /^owned:([^:]+:[^:]+)$/.exec(owner)?.[1];
  if (attempt !== undefined) return tag === `creating:${attempt}`;
  return urn !== undefined && tag.startsWith(`creating:${whose(urn)}:`);
}

/** Whose a cluster is, whichever attempt created it: recorded of an adopted cluster that could not be marked. */
export function anyAttempt({ owned }: Ownership): string {
  return owned.slice(0, owned.lastIndexOf(":"));
}

function whose(urn: string): string {
  return identity(urn).hash.slice(0, 24);
}

/** True for a cluster that this resource was creating, in this attempt or an earlier one. */
export function isBeingCreatedBy(owner: Ownership, tag: string | undefined): boolean {
  return tag?.startsWith(owner.creating.slice(0, owner.creating.lastIndexOf(":") + 1)) === true;
}

/** True for a cluster that this resource created or adopted before. */
export function isOwnedBy(owner: Ownership, tag: string | undefined): boolean {
  const owned = anyAttempt(owner);
  return tag === owned || tag?.startsWith(`${owned}:`) === true;
}

const LONGEST_NAME_CHARACTERS = 63;
const HASH_CHARACTERS = 7;

/**
 * Who a resource is, the same on both hosts and in every run: project, stack, the types of its parents and its name.
 * The resource's own type differs between hosts and is left out.
 *
 * @param urn `urn:pulumi:<stack>::<project>::<parent type>$<type>::<name>`
 */
export function identity(urn: string): { readonly name: string; readonly hash: string } {
  const [stack, project, types = "", ...rest] = urn.replace(/^urn:pulumi:/, "").split("::");
  const name = rest.join("::");
  const parents = types.split("$").slice(0, -1).join("$");
  const hash = createHash("sha256")
    .update(JSON.stringify([project, stack, parents, name]))
    .digest("hex");
  return { name, hash };
}

/** A cluster name for a resource whose program gives none: the resource's name, cleaned and cut, and a short hash. */
export function autoName(urn: string): string {
  const { name, hash } = identity(urn);
  const cut = cleanName(name, LONGEST_NAME_CHARACTERS - HASH_CHARACTERS - 1);
  return `${cut || "cluster"}-${hash.slice(0, HASH_CHARACTERS)}`;
}

/** A name with only what a cluster's name may have in it, cut; empty where nothing is left. */
export function cleanName(name: string, most = LONGEST_NAME_CHARACTERS): string {
  const clean = name.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-+/, "");
  return clean.slice(0, most).replace(/-+$/, "");
}
