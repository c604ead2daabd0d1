import type { FieldValues } from "./fieldTypes";
import type { Task } from "./task";

/** The state of a cluster, as ACK spells it. */
export type ClusterState =
  | "initial"
  | "failed"
  | "running"
  | "updating"
  | "updating_failed"
  | "upgrading"
  | "scaling"
  | "removing"
  | "draining"
  | "migrating"
  | "inactive"
  | "unavailable"
  | "stopped"
  | "deleting"
  | "delete_failed";

/** What a response may need to know about a cluster, in addition to the field that it shows. */
export interface ClusterIdentity {
  readonly id: string;
  readonly accountId: string;
  readonly region: string;
  /** Whether it has ever run; fields that are known only then are empty before. */
  ready: boolean;
}

/** An add-on in a cluster. */
export interface AddonInstance {
  name: string;
  version: string;
  config: string;
  state: "active" | "updating" | "upgrading" | "deleting";
  /** Whether ACK requires it. */
  required: boolean;
}

/** A requested check. */
export interface ClusterCheck {
  readonly id: string;
  readonly type: string;
  readonly target: string;
  readonly createdMs: number;
  readonly finishesMs: number;
}

/** A cluster in the simulator: the fields of the table, and everything that no plain parameter sets. */
export interface Cluster extends ClusterIdentity, FieldValues {
  readonly createdMs: number;
  updatedMs: number;
  state: ClusterState;
  /** Whether it is deleted. */
  gone: boolean;
  readonly initVersion: string;
  readonly zoneId: string;
  /** The address of the API server on the Internet. */
  publicAddress: { ip: string; eipId: string } | undefined;
  readonly privateIp: string;
  readonly snatEntry: boolean;
  readonly privateZone: boolean;
  auditLog: { enabled: boolean; project: string };
  controlPlaneLog: { components: string[]; project: string; ttl: string };
  addons: Map<string, AddonInstance>;
  /** The task that keeps the cluster busy. */
  task: Task | undefined;
  /** The task that works on its add-ons; there is only one at a time. */
  addonTask: Task | undefined;
  /** A resource that something outside the cluster depends on, so that a deletion fails. */
  dependency: string | undefined;
  readonly checks: ClusterCheck[];
  /** Responses to ModifyCluster by client token. */
  readonly answers: Map<string, Record<string, string>>;
  /** Fields of the detail response that a test replaced (`undefined`: omitted). */
  readonly overrides: Map<string, unknown>;
}
