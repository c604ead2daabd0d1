/** What an operation is sent, as the vendor's Go SDK for CS does; the paths are those of the API. */
export interface Sent {
  readonly query?: Record<string, unknown>;
  readonly body?: unknown;
  readonly path?: Record<string, string>;
  readonly seed?: Record<string, unknown>;
  /** What the SDK reads the answer as. Default `json`. */
  readonly answer?: "json" | "array" | "none";
}

const NAMED = { addonName: "logtail-ds" };
const WITH_ADDON = { addons: [{ name: "logtail-ds" }] };
const PRO = { cluster_spec: "ack.pro.small" };

/** What is sent for each operation of CS, about a cluster `id` of its own. Queries that hold lists hold them as JSON. */
export const sent: Readonly<Record<string, (id: string) => Sent>> = {
  CreateCluster: () => ({
    body: {
      name: "中文-go",
      cluster_type: "ManagedKubernetes",
      profile: "Serverless",
      region_id: "cn-hangzhou",
      zone_ids: ["cn-hangzhou-i"],
      endpoint_public_access: false,
      tags: [{ key: "a b+*~!'()/=&", value: "<&>" }],
      addons: [{ name: "logtail-ds", config: '{"sls_project_name":"mine"}' }],
    },
  }),
  DescribeClusterDetail: () => ({}),
  ModifyCluster: () => ({ body: { timezone: "Asia/Tokyo", deletion_protection: false } }),
  DeleteCluster: () => ({
    query: {
      retain_all_resources: false,
      retain_resources: '["lb-1"]',
      delete_options: '[{"delete_mode":"delete","resource_type":"SLB"}]',
    },
  }),
  DescribeClustersForRegion: () => ({ query: { name: "a b+*~!'()/=&中", page_number: 1, page_size: 50 } }),
  DescribeClusterResources: () => ({ query: { with_addon_resources: true }, answer: "array" }),
  DescribeClusterUserKubeconfig: () => ({ query: { PrivateIpAddress: true, TemporaryDurationMinutes: 15 } }),
  RevokeK8sClusterKubeConfig: () => ({ answer: "none" }),
  ModifyClusterTags: () => ({ body: [{ key: "env", value: "prod" }], answer: "none" }),
  TagResources: (id) => ({
    body: {
      region_id: "cn-hangzhou",
      resource_ids: [id],
      resource_type: "CLUSTER",
      tags: [{ key: "env", value: "prod" }],
    },
  }),
  UntagResources: (id) => ({
    query: {
      region_id: "cn-hangzhou",
      resource_ids: JSON.stringify([id]),
      resource_type: "CLUSTER",
      tag_keys: '["env"]',
    },
  }),
  ListTagResources: (id) => ({
    query: { region_id: "cn-hangzhou", resource_ids: JSON.stringify([id]), resource_type: "CLUSTER" },
  }),
  DescribeClusterTasks: () => ({ query: { page_number: 1, page_size: 10 } }),
  DescribeClusterEvents: () => ({ query: { page_number: 1, page_size: 10 } }),
  DescribeKubernetesVersionMetadata: () => ({
    query: { ClusterType: "ManagedKubernetes", Region: "cn-hangzhou", Profile: "Serverless" },
    answer: "array",
  }),
  UpgradeCluster: () => ({
    seed: { kubernetes_version: "1.34.10-aliyun.1" },
    body: { next_version: "1.35.2-aliyun.1", master_only: true },
  }),
  MigrateCluster: () => ({ body: { type: "ManagedKubernetes", spec: "ack.pro.small" } }),
  ListAddons: () => ({ query: { region_id: "cn-hangzhou", cluster_type: "ManagedKubernetes", profile: "Serverless" } }),
  DescribeAddon: (id) => ({ query: { region_id: "cn-hangzhou", cluster_id: id }, path: NAMED }),
  ListClusterAddonInstances: () => ({ seed: WITH_ADDON }),
  GetClusterAddonInstance: () => ({ seed: WITH_ADDON, path: NAMED }),
  InstallClusterAddons: () => ({ body: [{ name: "logtail-ds", config: "{}" }] }),
  UnInstallClusterAddons: () => ({ seed: WITH_ADDON, body: [{ name: "logtail-ds", cleanup_cloud_resources: true }] }),
  UpgradeClusterAddons: () => ({
    seed: { addons: [{ name: "logtail-ds", version: "v1.8.4.0" }] },
    body: [{ component_name: "logtail-ds", next_version: "v1.8.5.0", policy: "overwrite" }],
  }),
  ModifyClusterAddon: () => ({ seed: WITH_ADDON, path: NAMED, body: { config: "{}" }, answer: "none" }),
  UpdateKMSEncryption: () => ({ seed: PRO, body: { disable_encryption: false, kms_key_id: "key" }, answer: "none" }),
  UpdateControlPlaneLog: () => ({
    seed: PRO,
    body: { aliuid: "1", components: ["apiserver"], log_project: "", log_ttl: "30" },
  }),
  CheckControlPlaneLogEnable: () => ({}),
  UpdateClusterAuditLogConfig: () => ({ body: { disable: false, sls_project_name: "audit" } }),
  GetClusterAuditProject: () => ({}),
  RunClusterCheck: () => ({ body: { type: "ClusterUpgrade", options: { target_version: "1.35.2-aliyun.1" } } }),
  ListClusterChecks: () => ({ query: { type: "ClusterUpgrade" } }),
  DescribeUserQuota: () => ({}),
  CheckServiceRole: () => ({ body: { roles: [{ name: "AliyunCSDefaultRole" }] } }),
  DescribeRegions: () => ({ query: { acceptLanguage: "en-US", clusterType: "ManagedKubernetes" } }),
  GetCallerIdentity: () => ({}),
  DescribeVpcs: () => ({ query: { RegionId: "cn-hangzhou", PageSize: 50 } }),
  DescribeVSwitches: () => ({ query: { RegionId: "cn-hangzhou", PageSize: 50 } }),
  DescribeZones: () => ({ query: { RegionId: "cn-hangzhou" } }),
  DescribeSecurityGroups: () => ({ query: { RegionId: "cn-hangzhou", PageSize: 50 } }),
};

/** Those that need the id of a task or a check that an earlier answer gave, or that are refused here for good reason. */
export const FOLLOWING = ["DescribeTaskInfo", "CancelTask", "GetClusterCheck", "OpenAckService"];
