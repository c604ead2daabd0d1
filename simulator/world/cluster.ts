import type { ClusterIdentity } from "./fields";
import type { FieldValues } from "./fieldTable";
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

/** An add-on in a cluster. */
export interface AddonInstance {
  name: string;
  version: string;
  config: string;
  state: "active" | "updating" | "upgrading" | "deleting";
  /** Whether ACK itself needs it. */
  required: boolean;
}

/** A check that was asked for. */
export interface ClusterCheck {
  readonly id: string;
  readonly type: string;
  readonly target: string;
  readonly createdMs: number;
  readonly finishesMs: number;
}

/** A cluster as the simulator keeps it: the fields of the table, and what no plain parameter sets. */
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
  /** The resource on which something foreign depends, so that a deletion fails. */
  dependency: string | undefined;
  readonly checks: ClusterCheck[];
  /** Answers to ModifyCluster by client token. */
  readonly answers: Map<string, Record<string, string>>;
  /** Fields of the detail answer that a test replaced (undefined: left out). */
  readonly overrides: Map<string, unknown>;
}
