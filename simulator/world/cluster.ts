import type { ListedCluster } from "./detail";
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

export interface MaintenanceWindow {
  enable?: boolean | undefined;
  maintenance_time?: string | undefined;
  duration?: string | undefined;
  weekly_period?: string | undefined;
  recurrence?: string | undefined;
}

export interface OperationPolicy {
  cluster_auto_upgrade?: { enabled?: boolean | undefined; channel?: string | undefined } | undefined;
}

/** A check that was asked for. */
export interface ClusterCheck {
  readonly id: string;
  readonly type: string;
  readonly target: string;
  readonly createdMs: number;
  readonly finishesMs: number;
}

export interface AuditLog {
  enabled: boolean;
  project: string;
}

/** A cluster as the simulator keeps it. */
export interface Cluster {
  readonly id: string;
  readonly accountId: string;
  readonly region: string;
  readonly createdMs: number;
  updatedMs: number;
  state: ClusterState;
  /** Whether it has ever run; what is known only then stays empty before. */
  ready: boolean;
  gone: boolean;
  name: string;
  spec: string;
  readonly initVersion: string;
  version: string;
  zoneId: string;
  vpcId: string;
  vswitchIds: string[];
  securityGroupId: string;
  serviceCidr: string;
  timezone: string;
  resourceGroupId: string;
  deletionProtection: boolean;
  /** The address of the API server on the Internet. */
  publicAddress: { ip: string; eipId: string } | undefined;
  readonly privateIp: string;
  snatEntry: boolean;
  privateZone: boolean;
  rrsa: boolean;
  extraSans: string[];
  encryptionKey: string;
  ipStack: string;
  clusterDomain: string;
  loadBalancerId: string;
  maintenanceWindow: MaintenanceWindow;
  operationPolicy: OperationPolicy;
  auditLog: AuditLog;
  controlPlaneLog: { components: string[]; project: string; ttl: string };
  tags: Map<string, string>;
  addons: Map<string, AddonInstance>;
  /** The task that keeps the cluster busy. */
  task: Task | undefined;
  /** The task that works on its add-ons; there is only one at a time. */
  addonTask: Task | undefined;
  /** The resource on which something foreign depends, so that a deletion fails. */
  dependency: string | undefined;
  /** What a list showed since when; undefined is "nothing". */
  listings: { atMs: number; item: ListedCluster | undefined }[];
  checks: ClusterCheck[];
  /** Answers to ModifyCluster by client token. */
  answers: Map<string, Record<string, string>>;
  /** Fields of the detail answer that a test replaced (undefined: left out). */
  overrides: Map<string, unknown>;
}

/** The tag that ACK puts on every cluster. */
export const SYSTEM_TAG = "ack.aliyun.com";
