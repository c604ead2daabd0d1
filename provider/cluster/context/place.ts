import type { Values } from "../../table/check";
import { isValid } from "../../table/shapes";
import { show } from "../../table/values";
import { regionId } from "../properties/shapes";
import { Problem } from "./problem";

/** Where a cluster is: every call on it goes to its own region. */
export interface Place {
  readonly region: string;
  readonly id: string;
  /** The account that it was created with, where it is known. */
  readonly accountId?: string | undefined;
}

/** A cluster's own id: every form of an id that names the cluster ends with it. */
export function bareId(id: string): string {
  return id.slice(id.indexOf("/") + 1);
}

/**
 * The place that an id names: `<region>/<id>`, or an id in the recorded or default region.
 *
 * @throws Problem where no region is known, and for one that is none: it becomes part of a host's name.
 */
export function placeOf(id: string, olds: Values): Place {
  const [region, bare] = id.includes("/") ? id.split("/", 2) : [olds.regionId, id];
  if (typeof region !== "string" || region === "" || !bare) {
    throw new Problem(
      `the region of cluster ${id} is not known: write the id as "<region>/<cluster id>", or set the provider's region`,
    );
  }
  if (!isValid(regionId, region)) {
    throw new Problem(`cluster ${id}: ${show(region)} is no region: write ${regionId.expects} before the slash`);
  }
  return { region, id: bare, accountId: typeof olds.accountId === "string" ? olds.accountId : undefined };
}
