import type { Operation } from "../../provider/ack/operations";

/** Fields of the vendor's SDK that the property table does not carry, by operation: each list with its reason. */
export type Waivers = Readonly<Partial<Record<Operation, Readonly<Record<string, string>>>>>;

const USED = "the provider uses it beside the property table";
const SHAPE = "a field of a property's shape";
const OF_NODES = "a Serverless cluster has no nodes";
const OF_CONTROL_PLANE = "of dedicated, registered or edge clusters, or of the control plane's own machines";
const ANSWER = "identifies the request, the task or the cluster";
const NOT_READ = "the provider needs the rest of the answer only";
const PAGES = "pages of a list; the provider reads them by number, or the first one only";

const accepted = { [ANSWER]: "cluster_id request_id task_id" };
const catalogue = { [USED]: "cluster_id cluster_spec cluster_type cluster_version profile region_id" };
const window =
  "maintenance_window.duration maintenance_window.enable maintenance_window.maintenance_time maintenance_window.recurrence maintenance_window.weekly_period";
const exclusions = "description end_time name scope start_time"
  .split(" ")
  .map((name) => `maintenance_window.exclusions.${name}`)
  .join(" ");
const autoUpgrade =
  "operation_policy.cluster_auto_upgrade operation_policy.cluster_auto_upgrade.channel operation_policy.cluster_auto_upgrade.enabled";

/** Fields of requests. A name with a dot is a field inside another one; a waived field is waived with all it holds. */
export const requestWaivers: Waivers = {
  CreateCluster: {
    [USED]: "cluster_type profile",
    [SHAPE]: `${window} ${autoUpgrade} addons.config addons.disabled addons.name addons.version audit_log_config.enabled audit_log_config.sls_project_name rrsa_config.enabled tags.key tags.value`,
    [OF_NODES]:
      "auto_mode auto_renew auto_renew_period charge_type cis_enabled cloud_monitor_flags container_cidr cpu_policy format_disk image_id image_type instances keep_instance_name key_pair login_password node_cidr_mask node_name_mode node_port_range nodepools num_of_nodes os_type period period_unit platform pod_vswitch_ids proxy_mode rds_instances runtime security_hardening_os soc_enabled ssh_flags taints user_data worker_auto_renew worker_auto_renew_period worker_data_disks worker_instance_charge_type worker_instance_types worker_period worker_period_unit worker_system_disk_category worker_system_disk_performance_level worker_system_disk_size worker_system_disk_snapshot_policy_id worker_vswitch_ids",
    [OF_CONTROL_PLANE]:
      "access_control_list control_plane_config master_auto_renew master_auto_renew_period master_count master_instance_charge_type master_instance_types master_period master_period_unit master_system_disk_category master_system_disk_performance_level master_system_disk_size master_system_disk_snapshot_policy_id master_vswitch_ids timeout_mins disable_rollback",
    "the older name of a field that the table carries": "custom_san enable_rrsa nat_gateway zone_id",
    "sent where ACK refuses the page's zoneid": "zone_ids",
    "the page for ACK Serverless does not have it":
      "api_audiences control_plane_endpoints_config load_balancer_spec service_account_issuer user_ca",
  },
  MigrateCluster: { "moves a dedicated cluster to a managed one": "oss_bucket_endpoint oss_bucket_name" },
  ModifyCluster: {
    [SHAPE]: `${window} ${autoUpgrade} api_server_custom_cert_sans.action api_server_custom_cert_sans.subject_alternative_names system_events_logging.enabled system_events_logging.logging_project`,
    [OF_NODES]: "ingress_domain_rebinding ingress_loadbalancer_id instance_deletion_protection",
    [OF_CONTROL_PLANE]: "access_control_list control_plane_config",
    "the page for ACK Serverless does not have it": "control_plane_endpoints_config",
    "the same change sent twice does what it does once": "client_token",
  },
  TagResources: { [USED]: "region_id resource_ids resource_type", [SHAPE]: "tags.key tags.value" },
  UntagResources: {
    [USED]: "region_id resource_ids resource_type tag_keys",
    "would remove the tags of others too": "all",
  },
  UpdateControlPlaneLog: { "the account is that of the credentials": "aliuid" },
  UpgradeCluster: { "deprecated, or about nodes": "component_name master_only rolling_policy version" },
  UnInstallClusterAddons: { [USED]: "addons" },
  InstallClusterAddons: { [SHAPE]: "body.config body.name body.version" },
  UpgradeClusterAddons: {
    [SHAPE]: "body.component_name body.config body.next_version body.version",
    "the vendor's default is kept": "body.policy",
  },
  DeleteCluster: {
    [SHAPE]: "delete_options.delete_mode delete_options.resource_type",
    "deprecated for delete_options": "keep_slb",
  },
  RunClusterCheck: { [USED]: "options target type" },
  DescribeClusterTasks: { [PAGES]: "max_results next_token page_number page_size" },
  DescribeClusterEvents: { [PAGES]: "max_results next_token page_number page_size", [USED]: "task_id" },
  DescribeClustersForRegion: { [USED]: "cluster_id cluster_spec cluster_type name page_number page_size profile" },
  DescribeClusterResources: { [NOT_READ]: "with_addon_resources" },
  DescribeClusterUserKubeconfig: { [USED]: "PrivateIpAddress TemporaryDurationMinutes" },
  DescribeKubernetesVersionMetadata: {
    [USED]: "ClusterType KubernetesVersion Mode Profile QueryUpgradableVersion Region runtime",
  },
  ListAddons: catalogue,
  DescribeAddon: { ...catalogue, "asks for one version of the add-on": "version" },
  CheckServiceRole: { [USED]: "roles" },
};

/** Fields of answers. */
export const answerWaivers: Waivers = {
  CreateCluster: accepted,
  MigrateCluster: accepted,
  ModifyCluster: accepted,
  TagResources: { [ANSWER]: "RequestId" },
  UntagResources: { [ANSWER]: "RequestId" },
  UpdateClusterAuditLogConfig: accepted,
  UpdateControlPlaneLog: accepted,
  UpgradeCluster: accepted,
  UnInstallClusterAddons: accepted,
  InstallClusterAddons: accepted,
  UpgradeClusterAddons: accepted,
  DeleteCluster: accepted,
  RunClusterCheck: { [ANSWER]: "check_id request_id" },
  DescribeClusterDetail: {
    [USED]: "cluster_type profile",
    [SHAPE]: `${window} ${autoUpgrade} rrsa_config.audience rrsa_config.enabled rrsa_config.issuer rrsa_config.jwks_url rrsa_config.oidc_arn rrsa_config.oidc_name tags.key tags.value`,
    [NOT_READ]: "init_version rrsa_config.max_oidc_token_expiration rrsa_config.open_api_configuration_url updated",
    [OF_NODES]: "auto_mode container_cidr node_cidr_mask proxy_mode size",
    [OF_CONTROL_PLANE]: "control_plane_config control_plane_endpoints_config",
    "deprecated and announced to go":
      "docker_version external_loadbalancer_id network_mode parameters private_zone subnet_cidr vswitch_id",
  },
  DescribeTaskInfo: {
    [USED]: "current_stage error events state task_id task_result task_type",
    [NOT_READ]: "cluster_id created outputs parameters stages target updated",
  },
  DescribeClusterTasks: { [USED]: "tasks", [PAGES]: "next_token page_info", [ANSWER]: "requestId" },
  DescribeClusterEvents: { [USED]: "events", [PAGES]: "next_token page_info" },
  DescribeClustersForRegion: { [USED]: "clusters", [PAGES]: "page_info" },
  DescribeClusterResources: {
    [USED]:
      "cluster_id instance_id resource_type state auto_create dependencies associated_object delete_behavior creator_type",
    [NOT_READ]: "created extra_info resource_info",
  },
  DescribeClusterUserKubeconfig: { [USED]: "config expiration" },
  DescribeKubernetesVersionMetadata: {
    [USED]: "version creatable upgradable_versions expiration_date",
    [NOT_READ]: "capabilities images meta_data release_date runtimes",
  },
  CheckControlPlaneLogEnable: { "the account is that of the credentials": "aliuid" },
  ListClusterAddonInstances: { [SHAPE]: "addons.name addons.state addons.version" },
  GetClusterAddonInstance: { [USED]: "name", [NOT_READ]: "logging state version" },
  ListAddons: { [USED]: "addons" },
  DescribeAddon: {
    [USED]: "category config_schema install_by_default managed name supported_actions version",
    [NOT_READ]: "architecture newer_versions",
  },
  GetClusterCheck: { [USED]: "check_items message status type", [NOT_READ]: "check_id created_at finished_at" },
  DescribeUserQuota: {
    [USED]: "ask_cluster_quota",
    [NOT_READ]: "amk_cluster_quota cluster_nodepool_quota cluster_quota edge_improved_nodepool_quota node_quota quotas",
  },
  CheckServiceRole: { [USED]: "roles" },
};

/** Fields of requests and answers that only newer SDKs than the installed one have. */
export const newerWaivers: Waivers = {
  CreateCluster: { [USED]: "client_token", [SHAPE]: exclusions },
  ModifyCluster: { [SHAPE]: exclusions },
  DescribeClusterDetail: { [SHAPE]: exclusions },
};

/** Operations of the vendor's SDK that the provider does not call. */
export const operationWaivers: Readonly<Record<string, string>> = {
  [OF_NODES]:
    "AttachInstances AttachInstancesToNodePool CreateAutoRepairPolicy CreateAutoscalingConfig CreateClusterNodePool CreateNodePoolComponentInstances DeleteAutoRepairPolicy DeleteClusterNodepool DeleteClusterNodes DeleteNodePoolComponentInstance DescribeAutoRepairPolicy DescribeClusterAttachScripts DescribeClusterNodePoolDetail DescribeClusterNodePools DescribeClusterNodes DescribeNodePoolVuls FixNodePoolVuls InstallNodePoolComponents ListAutoRepairPolicies ListNodePoolComponentInstanceNodes ListNodePoolComponentInstances ListNodePoolComponents ModifyAutoRepairPolicy ModifyClusterNodePool ModifyNodePoolNodeConfig RemoveClusterNodes RemoveNodePoolNodes RepairClusterNodePool RunNodeOperation ScaleClusterNodePool ScaleOutCluster SyncClusterNodePool UpdateNodePoolComponent UpdateNodePoolComponentInstance UpgradeClusterNodepool",
  "the 2026 deprecation notice switches it off, or a newer operation has taken its place":
    "CancelClusterUpgrade CancelComponentUpgrade DescribeAddons DescribeClusterAddonInstance DescribeClusterAddonMetadata DescribeClusterAddonUpgradeStatus DescribeClusterAddonsUpgradeStatus DescribeClusterAddonsVersion DescribeClusterV2UserKubeconfig DescribeClusters DescribeClustersV1 DescribeEvents DescribeEventsForRegion GetUpgradeStatus ModifyClusterTags PauseClusterUpgrade PauseComponentUpgrade ResumeComponentUpgrade ResumeUpgradeCluster",
  "who may do what inside a cluster, and whose kubeconfig is valid: not this resource's subject":
    "CleanClusterUserPermissions CleanUserPermissions DescribeSubaccountK8sClusterUserConfig DescribeUserClusterNamespaces DescribeUserPermission GrantPermissions ListClusterKubeconfigStates ListUserKubeConfigStates RevokeK8sClusterKubeConfig UpdateK8sClusterUserConfigExpire UpdateUserPermissions",
  "policies, templates, triggers, alerts and inspections: resources of their own":
    "CreateClusterDiagnosis CreateClusterInspectConfig CreateKubernetesTrigger CreateTemplate CreateTrigger DeleteAlertContact DeleteAlertContactGroup DeleteClusterInspectConfig DeleteKubernetesTrigger DeletePolicyInstance DeleteTemplate DeleteTrigger DeployPolicyInstance DescribeClusterVuls DescribePolicies DescribePolicyDetails DescribePolicyGovernanceInCluster DescribePolicyInstances DescribePolicyInstancesStatus DescribeTemplateAttribute DescribeTemplates DescribeTrigger GetClusterDiagnosisCheckItems GetClusterDiagnosisResult GetClusterInspectConfig GetClusterInspectReportDetail GetKubernetesTrigger ListClusterInspectReports ModifyPolicyInstance RunClusterInspect ScanClusterVuls StartAlert StopAlert UpdateClusterInspectConfig UpdateContactGroupForAlert UpdateTemplate",
  "protection of resources inside a cluster, and plans of ACK's own upgrades":
    "CancelOperationPlan DescribeResourcesDeleteProtection ListOperationPlans ListOperationPlansForRegion UpdateResourcesDeleteProtection",
  "the provider reads the same elsewhere, or needs no such call":
    "DescribeClusterLogs DescribeExternalAgent DescribeRegions ListClusterAddonInstanceResources ListClusterChecks ListTagResources OpenAckService PauseTask ResumeTask",
};
