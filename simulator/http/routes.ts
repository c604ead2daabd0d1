import * as account from "../operations/account";
import * as addonChanges from "../operations/addonChanges";
import * as addons from "../operations/addons";
import type { Operation } from "../operations/call";
import * as caller from "../operations/caller";
import * as checks from "../operations/checks";
import * as clusters from "../operations/clusters";
import * as create from "../operations/create";
import * as deletion from "../operations/delete";
import * as encryption from "../operations/encryption";
import * as events from "../operations/events";
import * as kubeconfig from "../operations/kubeconfig";
import * as logs from "../operations/logs";
import * as modify from "../operations/modify";
import * as tags from "../operations/tags";
import * as tasks from "../operations/tasks";
import * as upgrade from "../operations/upgrade";
import * as versions from "../operations/versions";
import * as vpc from "../operations/vpc";

/** Where an operation is called. */
export interface Route {
  readonly operation: string;
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly path: string;
  readonly run: Operation;
  /** The API version in the header; default that of CS. */
  readonly version?: string;
}

/** The version of the CS API. */
export const CS_VERSION = "2015-12-15";
const STS_VERSION = "2015-04-01";
const VPC_VERSION = "2016-04-28";
const ECS_VERSION = "2014-05-26";

/** Every operation that the simulator knows. */
export const ROUTES: readonly Route[] = [
  at("CreateCluster", "POST", "/clusters", create.createCluster),
  at("DescribeClusterDetail", "GET", "/clusters/:clusterId", clusters.describeClusterDetail),
  at("ModifyCluster", "PUT", "/api/v2/clusters/:clusterId", modify.modifyCluster),
  at("DeleteCluster", "DELETE", "/clusters/:clusterId", deletion.deleteCluster),
  at("DescribeClustersForRegion", "GET", "/regions/:regionId/clusters", clusters.describeClustersForRegion),
  at("DescribeClusterResources", "GET", "/clusters/:clusterId/resources", clusters.describeClusterResources),
  at("DescribeClusterUserKubeconfig", "GET", "/k8s/:clusterId/user_config", kubeconfig.describeClusterUserKubeconfig),

  at("ModifyClusterTags", "POST", "/clusters/:clusterId/tags", tags.modifyClusterTags),
  at("TagResources", "PUT", "/tags", tags.tagResources),
  at("UntagResources", "DELETE", "/tags", tags.untagResources),
  at("ListTagResources", "GET", "/tags", tags.listTagResources),

  at("DescribeTaskInfo", "GET", "/tasks/:taskId", tasks.describeTaskInfo),
  at("DescribeClusterTasks", "GET", "/clusters/:clusterId/tasks", tasks.describeClusterTasks),
  at("DescribeClusterEvents", "GET", "/clusters/:clusterId/events", events.describeClusterEvents),
  at("CancelTask", "POST", "/tasks/:taskId/cancel", tasks.cancelTask),

  at(
    "DescribeKubernetesVersionMetadata",
    "GET",
    "/api/v1/metadata/versions",
    versions.describeKubernetesVersionMetadata,
  ),
  at("UpgradeCluster", "POST", "/api/v2/clusters/:clusterId/upgrade", upgrade.upgradeCluster),
  at("MigrateCluster", "POST", "/clusters/:clusterId/migrate", upgrade.migrateCluster),

  at("ListAddons", "GET", "/addons", addons.listAddons),
  at("DescribeAddon", "GET", "/addons/:addonName", addons.describeAddon),
  at("ListClusterAddonInstances", "GET", "/clusters/:clusterId/addon_instances", addons.listClusterAddonInstances),
  at(
    "GetClusterAddonInstance",
    "GET",
    "/clusters/:clusterId/addon_instances/:addonName",
    addons.getClusterAddonInstance,
  ),
  at("InstallClusterAddons", "POST", "/clusters/:clusterId/components/install", addonChanges.installClusterAddons),
  at(
    "UnInstallClusterAddons",
    "POST",
    "/clusters/:clusterId/components/uninstall",
    addonChanges.unInstallClusterAddons,
  ),
  at("UpgradeClusterAddons", "POST", "/clusters/:clusterId/components/upgrade", addonChanges.upgradeClusterAddons),
  at(
    "ModifyClusterAddon",
    "POST",
    "/clusters/:clusterId/components/:addonName/config",
    addonChanges.modifyClusterAddon,
  ),

  at("UpdateKMSEncryption", "PUT", "/clusters/:clusterId/kms", encryption.updateKMSEncryption),
  at("UpdateControlPlaneLog", "PUT", "/clusters/:clusterId/controlplanelog", logs.updateControlPlaneLog),
  at("CheckControlPlaneLogEnable", "GET", "/clusters/:clusterId/controlplanelog", logs.checkControlPlaneLogEnable),
  at("UpdateClusterAuditLogConfig", "PUT", "/clusters/:clusterId/audit_log", logs.updateClusterAuditLogConfig),
  at("GetClusterAuditProject", "GET", "/clusters/:clusterId/audit", logs.getClusterAuditProject),

  at("RunClusterCheck", "POST", "/clusters/:clusterId/checks", checks.runClusterCheck),
  at("ListClusterChecks", "GET", "/clusters/:clusterId/checks", checks.listClusterChecks),
  at("GetClusterCheck", "GET", "/clusters/:clusterId/checks/:checkId", checks.getClusterCheck),

  at("DescribeUserQuota", "GET", "/quota", account.describeUserQuota),
  at("CheckServiceRole", "POST", "/ram/check-service-role", account.checkServiceRole),
  at("OpenAckService", "POST", "/service/open", account.openAckService),
  at("DescribeRegions", "GET", "/regions", account.describeRegions),

  ...rpc("GetCallerIdentity", STS_VERSION, caller.getCallerIdentity),
  ...rpc("DescribeVpcs", VPC_VERSION, vpc.describeVpcs),
  ...rpc("DescribeVSwitches", VPC_VERSION, vpc.describeVSwitches),
  ...rpc("DescribeZones", VPC_VERSION, vpc.describeZones),
  ...rpc("DescribeSecurityGroups", ECS_VERSION, vpc.describeSecurityGroups),
];

function at(operation: string, method: Route["method"], path: string, run: Operation): Route {
  return { operation, method, path, run };
}

/** An operation of an RPC-style product: all share one path, and the action's header tells which is meant. */
function rpc(operation: string, version: string, run: Operation): Route[] {
  return (["POST", "GET"] as const).map((method) => ({ ...at(operation, method, "/", run), version }));
}
