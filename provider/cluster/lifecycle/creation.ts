import type { Client } from "../context/client";
import type { Ownership } from "../state/ownership";

/** Which cluster is to be created, and whose it is. */
export interface Creation {
  readonly name: string;
  /** The account in use: it proves that a cluster that is not found is gone. */
  readonly accountId: string;
  /** Without it nothing can be proven: a lost answer is an error that says what to look for. */
  readonly owner: Ownership | undefined;
  readonly client: Client;
}

/** A cluster that is being created for this resource. */
export interface Begun {
  readonly id: string;
  readonly taskId?: string;
  readonly requestId?: string;
  /** The tag of the earlier attempt that began it, maybe with other inputs. */
  readonly adoptedFrom?: string;
}
