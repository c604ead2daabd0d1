import { createHash } from "node:crypto";

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
