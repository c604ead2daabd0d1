import { z } from "zod";
import type { Cluster } from "../world/cluster";
import { FLAG, TEXT, TEXTS } from "../world/fields";
import { checkFields, setFields, shapeOf } from "../world/fieldTable";
import { invalid } from "../world/refusal";
import { isPro } from "../world/rules";
import { TASK_MS } from "../world/task";
import { start } from "../world/work";
import type { World } from "../world/world";
import { setPublicAccess } from "./build";
import { type Answer, accepted, type Call, checkState, clusterOf } from "./call";
import { type Parameters, readParameters } from "./input";

const TAKES = z.strictObject({
  ...shapeOf("modify"),
  client_token: TEXT.optional(),
  api_server_eip: FLAG.optional(),
  api_server_eip_id: TEXT.optional(),
  api_server_custom_cert_sans: z
    .strictObject({ action: z.enum(["overwrite", "append"]), subject_alternative_names: TEXTS })
    .optional(),
  enable_rrsa: FLAG.optional(),
  system_events_logging: z.strictObject({ enabled: FLAG.optional(), logging_project: TEXT.optional() }).optional(),
});

type Change = z.output<typeof TAKES>;

const IGNORED_DEPRECATED = {
  access_control_list: TEXTS,
  ingress_domain_rebinding: FLAG,
  ingress_loadbalancer_id: TEXT,
  instance_deletion_protection: FLAG,
};

/** The body of ModifyCluster ("Modify a cluster", vendor page and SDK model). */
export const MODIFY: Parameters<typeof TAKES> = {
  takes: TAKES,
  ignores: {
    ...IGNORED_DEPRECATED,
    control_plane_config: z.looseObject({}),
    control_plane_endpoints_config: z.looseObject({}),
  },
  deprecated: Object.keys(IGNORED_DEPRECATED),
};

/** ModifyCluster (vendor page): only the fields that are present change, and only when the task succeeds. */
export function modifyCluster(call: Call): Answer {
  const { world } = call;
  const change = readParameters(call.body, MODIFY, world.settings.deprecationMode);
  const cluster = clusterOf(call);
  const earlier = cluster.answers.get(change.client_token ?? "");
  if (earlier !== undefined) return accepted(call, earlier);
  checkStateFor(cluster, change);
  checkChange(cluster, change, call);
  const task = start(world, {
    type: "cluster_modify",
    cluster,
    lengthMs: TASK_MS.modify,
    ...(cluster.state === "running" ? { during: "updating" as const } : {}),
    succeed: () => applyChange(world, cluster, change),
  });
  const answer = { cluster_id: cluster.id, task_id: task.id };
  if (change.client_token !== undefined) cluster.answers.set(change.client_token, answer);
  return accepted(call, answer);
}

/**
 * An inactive or unavailable cluster accepts only a change of its deletion protection ("Cluster lifecycle"). A failed
 * cluster must accept it as well: it can only be deleted, and only without protection.
 */
function checkStateFor(cluster: Cluster, change: Change): void {
  const names = Object.keys(change).filter((name) => name !== "client_token");
  const onlyProtection = names.every((name) => name === "deletion_protection");
  checkState(cluster, "ModifyCluster", onlyProtection ? ["running", "inactive", "unavailable", "failed"] : ["running"]);
}

function checkChange(cluster: Cluster, change: Change, { world, account }: Call): void {
  checkFields(change, "modify", cluster.spec, world.settings);
  if (change.cluster_name !== undefined) {
    world.checkNameIsFree(change.cluster_name, { account, region: cluster.region, self: cluster });
  }
  if (change.cluster_spec !== undefined) checkEdition(cluster, change.cluster_spec);
  checkNetworkChange(cluster, change, world);
}

/** ModifyCluster only changes between Pro tiers. MigrateCluster changes standard to Pro, and nothing changes back. */
function checkEdition(cluster: Cluster, spec: string): void {
  if (spec === cluster.spec) return;
  if (!isPro(cluster.spec)) throw invalid("cluster_spec", "a standard cluster becomes Pro by MigrateCluster");
  if (!isPro(spec)) throw invalid("cluster_spec", "a Pro cluster does not become standard");
}

function checkNetworkChange(cluster: Cluster, change: Change, world: World): void {
  const { vswitch_ids: vswitchIds, security_group_id: group } = change;
  if (vswitchIds !== undefined && (vswitchIds.length < 1 || vswitchIds.length > world.settings.vswitchLimit)) {
    throw invalid("vswitch_ids", `1 to ${world.settings.vswitchLimit} vSwitches`);
  }
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
  const { api_server_custom_cert_sans: sans, api_server_eip: isPublic, enable_rrsa: enabled } = change;
  setFields(cluster, change, "modify", world.settings);
  if (enabled !== undefined) cluster.rrsa = { enabled };
  if (sans !== undefined) {
    const before = sans.action === "append" ? cluster.extraSans : [];
    cluster.extraSans = [...new Set([...before, ...sans.subject_alternative_names])];
  }
  if (isPublic !== undefined) setPublicAccess(world, cluster, isPublic, change.api_server_eip_id);
}
