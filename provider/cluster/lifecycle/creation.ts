import type { Values } from "../../table/check";
import type { Client } from "../context/client";
import type { Ownership } from "../state/ownership";

/** The cluster to create, and the resource that owns it. */
export interface Creation {
  readonly name: string;
  /** The account in use: it proves that a cluster that is not found is gone. */
  readonly accountId: string;
  /** Without it nothing can be proven: a lost answer is an error that names the cluster to look for. */
  readonly owner: Ownership | undefined;
  readonly client: Client;
}

/** A cluster that is being created for this resource. */
export interface Begun {
  readonly id: string;
  readonly taskId?: string;
  readonly requestId?: string;
  /** The tag of the earlier attempt that began it, possibly with other inputs. */
  readonly adoptedFrom?: string;
  /** The attempt that takes it over, where this is not the one that called CreateCluster. */
  readonly owner?: Ownership;
  /** The first look at it, where one is made already. */
  readonly firstLook?: Promise<Values>;
}
