/**
 * What a call does to a cluster: a property's lifecycle follows from the phases of the operations that carry it. An
 * `action` changes no property.
 */
export type Phase = "create" | "read" | "update" | "delete" | "action";

/** The facts of one API operation. Source: the API references of CS 2015-12-15, STS 2015-04-01, VPC 2016-04-28 and ECS 2014-05-26. */
export interface OperationFacts {
  readonly product: "cs" | "sts" | "vpc" | "ecs";
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Path with `{name}` for each path parameter. */
  readonly path: string;
  readonly phase: Phase;
  /**
   * `safe`: sent twice it does what it does once, so a lost answer is asked for again.
   * `never`: a second call may make a second thing; only an answer that proves a refusal allows another one.
   */
  readonly repeat: "safe" | "never";
  /** `none` where a successful answer has no body to read. */
  readonly answer: "json" | "none";
}

const cs = { product: "cs", repeat: "safe", answer: "json" } as const;
const read = { ...cs, method: "GET", phase: "read" } as const;
/** Starts a task of its own: a second call would start a second one. */
const task = { ...cs, method: "POST", phase: "update", repeat: "never" } as const;

/** Every operation this provider calls, by the API's own name, in the order a change may need them. */
export const operations = {
  CreateCluster: { ...cs, method: "POST", path: "/clusters", phase: "create", repeat: "never" },
  MigrateCluster: { ...task, path: "/clusters/{clusterId}/migrate" },
  ModifyCluster: { ...cs, method: "PUT", path: "/api/v2/clusters/{ClusterId}", phase: "update" },
  TagResources: { ...cs, method: "PUT", path: "/tags", phase: "update" },
  UntagResources: { ...cs, method: "DELETE", path: "/tags", phase: "update" },
  UpdateKMSEncryption: { ...cs, method: "PUT", path: "/clusters/{ClusterId}/kms", phase: "update", answer: "none" },
  UpdateClusterAuditLogConfig: { ...cs, method: "PUT", path: "/clusters/{clusterid}/audit_log", phase: "update" },
  UpdateControlPlaneLog: { ...cs, method: "PUT", path: "/clusters/{ClusterId}/controlplanelog", phase: "update" },
  UpgradeCluster: { ...task, path: "/api/v2/clusters/{ClusterId}/upgrade" },
  UnInstallClusterAddons: { ...task, path: "/clusters/{ClusterId}/components/uninstall" },
  InstallClusterAddons: { ...task, path: "/clusters/{ClusterId}/components/install" },
  UpgradeClusterAddons: { ...task, path: "/clusters/{ClusterId}/components/upgrade" },
  ModifyClusterAddon: {
    ...cs,
    method: "POST",
    path: "/clusters/{clusterId}/components/{componentId}/config",
    phase: "update",
    answer: "none",
  },
  DeleteCluster: { ...cs, method: "DELETE", path: "/clusters/{ClusterId}", phase: "delete" },
  CancelTask: { ...cs, method: "POST", path: "/tasks/{taskId}/cancel", phase: "action", answer: "none" },
  RunClusterCheck: { ...cs, method: "POST", path: "/clusters/{clusterId}/checks", phase: "action" },
  DescribeClusterDetail: { ...read, path: "/clusters/{ClusterId}" },
  DescribeTaskInfo: { ...read, path: "/tasks/{taskId}" },
  DescribeClusterTasks: { ...read, path: "/clusters/{clusterId}/tasks" },
  DescribeClusterEvents: { ...read, path: "/clusters/{ClusterId}/events" },
  DescribeClustersForRegion: { ...read, path: "/regions/{regionId}/clusters" },
  DescribeClusterResources: { ...read, path: "/clusters/{ClusterId}/resources" },
  DescribeClusterUserKubeconfig: { ...read, path: "/k8s/{ClusterId}/user_config" },
  DescribeKubernetesVersionMetadata: { ...read, path: "/api/v1/metadata/versions" },
  GetClusterAuditProject: { ...read, path: "/clusters/{clusterid}/audit" },
  CheckControlPlaneLogEnable: { ...read, path: "/clusters/{ClusterId}/controlplanelog" },
  ListClusterAddonInstances: { ...read, path: "/clusters/{clusterId}/addon_instances" },
  GetClusterAddonInstance: { ...read, path: "/clusters/{clusterId}/addon_instances/{instanceName}" },
  ListAddons: { ...read, path: "/addons" },
  DescribeAddon: { ...read, path: "/addons/{addonName}" },
  GetClusterCheck: { ...read, path: "/clusters/{clusterId}/checks/{checkId}" },
  DescribeUserQuota: { ...read, path: "/quota" },
  CheckServiceRole: { ...read, method: "POST", path: "/ram/check-service-role" },
  GetCallerIdentity: { product: "sts", method: "POST", path: "/", phase: "read", repeat: "safe", answer: "json" },
  DescribeVpcs: { product: "vpc", method: "POST", path: "/", phase: "read", repeat: "safe", answer: "json" },
  DescribeVSwitches: { product: "vpc", method: "POST", path: "/", phase: "read", repeat: "safe", answer: "json" },
  DescribeZones: { product: "vpc", method: "POST", path: "/", phase: "read", repeat: "safe", answer: "json" },
  DescribeSecurityGroups: { product: "ecs", method: "POST", path: "/", phase: "read", repeat: "safe", answer: "json" },
} as const satisfies Readonly<Record<string, OperationFacts>>;

export type Operation = keyof typeof operations;
