import {
  checkServiceRole,
  describeRegions,
  describeUserQuota,
  getCallerIdentity,
  openAckService,
} from "../operations/account";
import {
  installClusterAddons,
  modifyClusterAddon,
  unInstallClusterAddons,
  upgradeClusterAddons,
} from "../operations/addonChanges";
import { describeAddon, getClusterAddonInstance, listAddons, listClusterAddonInstances } from "../operations/addons";
import type { Operation } from "../operations/call";
import { getClusterCheck, listClusterChecks, runClusterCheck } from "../operations/checks";
import { describeClusterDetail, describeClusterResources, describeClustersForRegion } from "../operations/clusters";
import { createCluster } from "../operations/create";
import { deleteCluster } from "../operations/delete";
import { updateKMSEncryption } from "../operations/encryption";
import { describeClusterEvents } from "../operations/events";
import { describeClusterUserKubeconfig, revokeK8sClusterKubeConfig } from "../operations/kubeconfig";
import {
  checkControlPlaneLogEnable,
  getClusterAuditProject,
  updateClusterAuditLogConfig,
  updateControlPlaneLog,
} from "../operations/logs";
import { modifyCluster } from "../operations/modify";
import { listTagResources, modifyClusterTags, tagResources, untagResources } from "../operations/tags";
import { cancelTask, describeClusterTasks, describeTaskInfo } from "../operations/tasks";
import { describeKubernetesVersionMetadata, migrateCluster, upgradeCluster } from "../operations/upgrade";
import { describeSecurityGroups, describeVpcs, describeVSwitches, describeZones } from "../operations/vpc";

/** An operation, and the method and path that call it. */
export interface Route {
  readonly operation: string;
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly path: string;
  readonly run: Operation;
  /** The API version in the header. Default: the version of CS. */
  readonly version?: string;
}

/** The version of the CS API. */
export const CS_VERSION = "2015-12-15";
const STS_VERSION = "2015-04-01";
const VPC_VERSION = "2016-04-28";
const ECS_VERSION = "2014-05-26";

/** Every operation that the simulator knows. */
export const ROUTES: readonly Route[] = [
  at("CreateCluster", "POST", "/clusters", createCluster),
  at("DescribeClusterDetail", "GET", "/clusters/:clusterId", describeClusterDetail),
  at("ModifyCluster", "PUT", "/api/v2/clusters/:clusterId", modifyCluster),
  at("DeleteCluster", "DELETE", "/clusters/:clusterId", deleteCluster),
  at("DescribeClustersForRegion", "GET", "/regions/:regionId/clusters", describeClustersForRegion),
  at("DescribeClusterResources", "GET", "/clusters/:clusterId/resources", describeClusterResources),
  at("DescribeClusterUserKubeconfig", "GET", "/k8s/:clusterId/user_config", describeClusterUserKubeconfig),
  at("RevokeK8sClusterKubeConfig", "DELETE", "/k8s/:clusterId/certs", revokeK8sClusterKubeConfig),

  at("ModifyClusterTags", "POST", "/clusters/:clusterId/tags", modifyClusterTags),
  at("TagResources", "PUT", "/tags", tagResources),
  at("UntagResources", "DELETE", "/tags", untagResources),
  at("ListTagResources", "GET", "/tags", listTagResources),

  at("DescribeTaskInfo", "GET", "/tasks/:taskId", describeTaskInfo),
  at("DescribeClusterTasks", "GET", "/clusters/:clusterId/tasks", describeClusterTasks),
  at("DescribeClusterEvents", "GET", "/clusters/:clusterId/events", describeClusterEvents),
  at("CancelTask", "POST", "/tasks/:taskId/cancel", cancelTask),

  at("DescribeKubernetesVersionMetadata", "GET", "/api/v1/metadata/versions", describeKubernetesVersionMetadata),
  at("UpgradeCluster", "POST", "/api/v2/clusters/:clusterId/upgrade", upgradeCluster),
  at("MigrateCluster", "POST", "/clusters/:clusterId/migrate", migrateCluster),

  at("ListAddons", "GET", "/addons", listAddons),
  at("DescribeAddon", "GET", "/addons/:addonName", describeAddon),
  at("ListClusterAddonInstances", "GET", "/clusters/:clusterId/addon_instances", listClusterAddonInstances),
  at("GetClusterAddonInstance", "GET", "/clusters/:clusterId/addon_instances/:addonName", getClusterAddonInstance),
  at("InstallClusterAddons", "POST", "/clusters/:clusterId/components/install", installClusterAddons),
  at("UnInstallClusterAddons", "POST", "/clusters/:clusterId/components/uninstall", unInstallClusterAddons),
  at("UpgradeClusterAddons", "POST", "/clusters/:clusterId/components/upgrade", upgradeClusterAddons),
  at("ModifyClusterAddon", "POST", "/clusters/:clusterId/components/:addonName/config", modifyClusterAddon),

  at("UpdateKMSEncryption", "PUT", "/clusters/:clusterId/kms", updateKMSEncryption),
  at("UpdateControlPlaneLog", "PUT", "/clusters/:clusterId/controlplanelog", updateControlPlaneLog),
  at("CheckControlPlaneLogEnable", "GET", "/clusters/:clusterId/controlplanelog", checkControlPlaneLogEnable),
  at("UpdateClusterAuditLogConfig", "PUT", "/clusters/:clusterId/audit_log", updateClusterAuditLogConfig),
  at("GetClusterAuditProject", "GET", "/clusters/:clusterId/audit", getClusterAuditProject),

  at("RunClusterCheck", "POST", "/clusters/:clusterId/checks", runClusterCheck),
  at("ListClusterChecks", "GET", "/clusters/:clusterId/checks", listClusterChecks),
  at("GetClusterCheck", "GET", "/clusters/:clusterId/checks/:checkId", getClusterCheck),

  at("DescribeUserQuota", "GET", "/quota", describeUserQuota),
  at("CheckServiceRole", "POST", "/ram/check-service-role", checkServiceRole),
  at("OpenAckService", "POST", "/service/open", openAckService),
  at("DescribeRegions", "GET", "/regions", describeRegions),

  ...rpc("GetCallerIdentity", STS_VERSION, getCallerIdentity),
  ...rpc("DescribeVpcs", VPC_VERSION, describeVpcs),
  ...rpc("DescribeVSwitches", VPC_VERSION, describeVSwitches),
  ...rpc("DescribeZones", VPC_VERSION, describeZones),
  ...rpc("DescribeSecurityGroups", ECS_VERSION, describeSecurityGroups),
];

function at(operation: string, method: Route["method"], path: string, run: Operation): Route {
  return { operation, method, path, run };
}

/** An operation of an RPC-style product: all share one path, and the header `x-acs-action` names the operation. */
function rpc(operation: string, version: string, run: Operation): Route[] {
  return (["POST", "GET"] as const).map((method) => ({ ...at(operation, method, "/", run), version }));
}
