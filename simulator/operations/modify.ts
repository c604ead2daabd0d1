import { z } from "zod";
import type { Cluster } from "../world/cluster";
import { MAINTENANCE_WINDOW, OPERATION_POLICY } from "../world/fields";
import { invalid } from "../world/refusal";
import {
  checkId,
  checkName,
  checkNameIsFree,
  checkProOnly,
  checkSpec,
  checkState,
  checkTimezone,
  checkWindow,
  isPro,
} from "../world/rules";
import { TASK_MS } from "../world/task";
import type { World } from "../world/world";
import { type BodyShape, readBody } from "./body";
import { openToInternet } from "./build";
import { type Answer, accepted, type Call } from "./call";

const TAKES = z.strictObject({
  client_token: z.string().optional(),
  cluster_name: z.string().optional(),
  cluster_spec: z.string().optional(),
  deletion_protection: z.boolean().optional(),
  resource_group_id: z.string().optional(),
  api_server_eip: z.boolean().optional(),
  api_server_eip_id: z.string().optional(),
  api_server_custom_cert_sans: z
    .strictObject({ action: z.enum(["overwrite", "append"]), subject_alternative_names: z.array(z.string()) })
    .optional(),
  maintenance_window: MAINTENANCE_WINDOW.optional(),
  operation_policy: OPERATION_POLICY.optional(),
  enable_rrsa: z.boolean().optional(),
  timezone: z.string().optional(),
  vswitch_ids: z.array(z.string()).optional(),
  security_group_id: z.string().optional(),
  system_events_logging: z
    .strictObject({ enabled: z.boolean().optional(), logging_project: z.string().optional() })
    .optional(),
});

type Change = z.output<typeof TAKES>;

/** The body of ModifyCluster ("Modify a cluster", vendor page and SDK model). */
export const MODIFY: BodyShape<typeof TAKES> = {
  takes: TAKES,
  ignores: {
    access_control_list: z.array(z.string()),
    control_plane_config: z.looseObject({}),
    control_plane_endpoints_config: z.looseObject({}),
    ingress_domain_rebinding: z.boolean(),
    ingress_loadbalancer_id: z.string(),
    instance_deletion_protection: z.boolean(),
  },
  deprecated: new Set([
    "access_control_list",
    "ingress_domain_rebinding",
    "ingress_loadbalancer_id",
    "instance_deletion_protection",
  ]),
};

/** ModifyCluster (vendor page): only the fields that are present change, and only when the task succeeds. */
export function modifyCluster(call: Call): Answer {
  const { world } = call;
  const change = readBody(call.body, MODIFY, world.settings.deprecationMode);
  const cluster = world.cluster(call.path.clusterId ?? "", call);
  const earlier = cluster.answers.get(change.client_token ?? "");
  if (earlier !== undefined) return accepted(call, { ...earlier, request_id: call.requestId });
  checkStateFor(cluster, change);
  checkChange(cluster, change, call);
  const task = world.start({
    type: "cluster_modify",
    cluster,
    lengthMs: TASK_MS.modify,
    ...(cluster.state === "running" ? { during: "updating" as const } : {}),
    succeed: () => applyChange(world, cluster, change),
  });
  const answer = { cluster_id: cluster.id, request_id: call.requestId, task_id: task.id };
  if (change.client_token !== undefined) cluster.answers.set(change.client_token, answer);
  return accepted(call, answer);
}

/**
 * An inactive or unavailable cluster takes only a change of its deletion protection ("Cluster lifecycle"). A failed one
 * must be able to as well: it can only be deleted, and that needs the protection off.
 */
function checkStateFor(cluster: Cluster, change: Change): void {
  const names = Object.keys(change).filter((name) => name !== "client_token");
  const onlyProtection = names.every((name) => name === "deletion_protection");
  checkState(cluster, "ModifyCluster", onlyProtection ? ["running", "inactive", "unavailable", "failed"] : ["running"]);
}

function checkChange(cluster: Cluster, change: Change, call: Call): void {
  const { world, account } = call;
  if (change.cluster_name !== undefined) {
    checkName("cluster_name", change.cluster_name);
    const others = world.visible({ account, region: undefined }).filter((one) => one !== cluster);
    checkNameIsFree(change.cluster_name, others, cluster.region, world.settings);
  }
  if (change.cluster_spec !== undefined) checkEdition(cluster, change.cluster_spec);
  if (change.timezone !== undefined) checkTimezone(change.timezone);
  if (change.resource_group_id !== undefined) checkId("resource_group_id", "rg", change.resource_group_id);
  checkWindow(change.maintenance_window ?? {});
  checkProOnly(cluster.spec, { maintenance_window: change.maintenance_window?.enable === true });
  checkNetworkChange(cluster, change, world);
}

/** Between the Pro tiers only: the way from standard to Pro is MigrateCluster, and there is none back. */
function checkEdition(cluster: Cluster, spec: string): void {
  checkSpec(spec);
  if (spec === cluster.spec) return;
  if (!isPro(cluster.spec)) throw invalid("cluster_spec", "a standard cluster becomes Pro by MigrateCluster");
  if (!isPro(spec)) throw invalid("cluster_spec", "a Pro cluster does not become standard");
}

function checkNetworkChange(cluster: Cluster, change: Change, world: World): void {
  const { vswitch_ids: vswitchIds, security_group_id: group } = change;
  if (vswitchIds !== undefined && (vswitchIds.length < 1 || vswitchIds.length > world.settings.vswitchLimit)) {
    throw invalid("vswitch_ids", `1 to ${world.settings.vswitchLimit} vSwitches`);
  }
  vswitchIds?.forEach((id, index) => {
    checkId(`vswitch_ids[${index}]`, "vsw", id);
  });
  if (group !== undefined) checkId("security_group_id", "sg", group);
  const own = new Set(world.resourcesOf(cluster).map((one) => one.id));
  if (own.has(cluster.vpcId) && world.networks.cidrs(cluster.vpcId).length === 0) return;
  world.networks.check({
    vpcId: cluster.vpcId,
    region: cluster.region,
    vswitchIds: vswitchIds ?? [],
    securityGroupId: group ?? "",
  });
}

function applyChange(world: World, cluster: Cluster, change: Change): void {
  cluster.name = change.cluster_name ?? cluster.name;
  cluster.spec = change.cluster_spec ?? cluster.spec;
  cluster.deletionProtection = change.deletion_protection ?? cluster.deletionProtection;
  cluster.resourceGroupId = change.resource_group_id ?? cluster.resourceGroupId;
  cluster.rrsa = change.enable_rrsa ?? cluster.rrsa;
  cluster.timezone = change.timezone ?? cluster.timezone;
  cluster.vswitchIds = change.vswitch_ids ?? cluster.vswitchIds;
  cluster.securityGroupId = change.security_group_id ?? cluster.securityGroupId;
  cluster.maintenanceWindow = { ...cluster.maintenanceWindow, ...change.maintenance_window };
  cluster.operationPolicy = {
    cluster_auto_upgrade: {
      ...cluster.operationPolicy.cluster_auto_upgrade,
      ...change.operation_policy?.cluster_auto_upgrade,
    },
  };
  const sans = change.api_server_custom_cert_sans;
  if (sans !== undefined) {
    const before = sans.action === "append" ? cluster.extraSans : [];
    cluster.extraSans = [...new Set([...before, ...sans.subject_alternative_names])];
  }
  if (change.api_server_eip !== undefined)
    setPublicAccess(world, cluster, change.api_server_eip, change.api_server_eip_id);
}

/** Binds or unbinds the public address of the API server; `eipId` is an EIP of the user's. */
export function setPublicAccess(world: World, cluster: Cluster, isPublic: boolean, eipId?: string): void {
  const { publicAddress } = cluster;
  if (publicAddress !== undefined && (!isPublic || (eipId !== undefined && eipId !== publicAddress.eipId))) {
    world.resources = world.resources.filter((one) => one.id !== publicAddress.eipId);
    cluster.publicAddress = undefined;
  }
  if (isPublic && cluster.publicAddress === undefined) openToInternet(world, cluster, eipId);
}
