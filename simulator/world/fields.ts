import { z } from "zod";
import type { BodyShape } from "../operations/body";

const TEXT = z.string();
const FLAG = z.boolean();
const TEXTS = z.array(z.string());

/** The shapes that several operations take. */
export const TAG = z.strictObject({ key: TEXT, value: TEXT.default("") });
export const MAINTENANCE_WINDOW = z.strictObject({
  enable: FLAG.optional(),
  maintenance_time: TEXT.optional(),
  duration: TEXT.optional(),
  weekly_period: TEXT.optional(),
  recurrence: TEXT.optional(),
});
export const OPERATION_POLICY = z.strictObject({
  cluster_auto_upgrade: z
    .strictObject({ enabled: FLAG.optional(), channel: z.enum(["patch", "stable", "rapid"]).optional() })
    .optional(),
});
export const ADDON = z.strictObject({
  name: TEXT,
  version: TEXT.optional(),
  config: TEXT.optional(),
  disabled: FLAG.optional(),
});

const TAKES = z.strictObject({
  name: TEXT,
  cluster_type: TEXT,
  profile: TEXT,
  region_id: TEXT,
  cluster_spec: TEXT.optional(),
  kubernetes_version: TEXT.optional(),
  vpcid: TEXT.optional(),
  vswitch_ids: TEXTS.optional(),
  zoneid: TEXT.optional(),
  zone_id: TEXT.optional(),
  zone_ids: TEXTS.optional(),
  security_group_id: TEXT.optional(),
  is_enterprise_security_group: FLAG.optional(),
  endpoint_public_access: FLAG.optional(),
  snat_entry: FLAG.optional(),
  nat_gateway: FLAG.optional(),
  service_cidr: TEXT.optional(),
  service_discovery_types: z.array(z.enum(["CoreDNS", "PrivateZone"])).optional(),
  private_zone: FLAG.optional(),
  logging_type: z.literal("SLS").optional(),
  addons: z.array(ADDON).optional(),
  tags: z.array(TAG).optional(),
  deletion_protection: FLAG.optional(),
  timezone: TEXT.optional(),
  resource_group_id: TEXT.optional(),
  maintenance_window: MAINTENANCE_WINDOW.optional(),
  operation_policy: OPERATION_POLICY.optional(),
  rrsa_config: z.strictObject({ enabled: FLAG.optional() }).optional(),
  enable_rrsa: FLAG.optional(),
  extra_sans: TEXTS.optional(),
  custom_san: TEXT.optional(),
  encryption_provider_key: TEXT.optional(),
  load_balancer_id: TEXT.optional(),
  ip_stack: z.enum(["ipv4", "dual"]).optional(),
  cluster_domain: TEXT.optional(),
  audit_log_config: z.strictObject({ enabled: FLAG.optional(), sls_project_name: TEXT.optional() }).optional(),
  controlplane_log_components: TEXTS.optional(),
  controlplane_log_project: TEXT.optional(),
  controlplane_log_ttl: TEXT.optional(),
});

/** What a request to create a serverless cluster says. */
export type CreateBody = z.output<typeof TAKES>;

/** Parameters of clusters with nodes, or with a network for pods: a serverless cluster has neither. */
export const NODE_PARAMETER =
  /^(worker_.*|master_.*|nodepools|num_of_nodes|container_cidr|node_cidr_mask|pod_vswitch_ids|instances|taints|user_data)$/;

const IGNORED_TEXTS = [
  "api_audiences charge_type cpu_policy image_id image_type key_pair load_balancer_spec login_password",
  "node_name_mode node_port_range os_type period_unit platform proxy_mode service_account_issuer user_ca",
];
const IGNORED_FLAGS = [
  "auto_renew cis_enabled cloud_monitor_flags disable_rollback format_disk keep_instance_name",
  "security_hardening_os soc_enabled ssh_flags",
];

/** The body of CreateCluster: the names of "Create an ACK Serverless cluster" (vendor page) and of the SDK model. */
export const CREATE: BodyShape<typeof TAKES> = {
  takes: TAKES,
  ignores: {
    ...each(TEXT, ...IGNORED_TEXTS),
    ...each(FLAG, ...IGNORED_FLAGS),
    ...each(z.number(), "auto_renew_period period timeout_mins"),
    ...each(TEXTS, "access_control_list rds_instances"),
    ...each(z.looseObject({}), "control_plane_config control_plane_endpoints_config runtime"),
    auto_mode: z.strictObject({ enable: FLAG.optional() }),
  },
  // `zoneid` and `private_zone` are older names of `zone_id` and of `service_discovery_types`, and share their fate.
  deprecated: new Set(
    words(
      "access_control_list auto_renew auto_renew_period charge_type cis_enabled cloud_monitor_flags cpu_policy",
      "custom_san disable_rollback enable_rrsa format_disk image_id image_type keep_instance_name key_pair",
      "load_balancer_spec logging_type login_password nat_gateway node_name_mode node_port_range os_type period",
      "period_unit platform private_zone rds_instances runtime security_hardening_os service_discovery_types",
      "soc_enabled timeout_mins zone_id zoneid",
    ),
  ),
};

function each(type: z.ZodType, ...lists: string[]): Record<string, z.ZodType> {
  return Object.fromEntries(words(...lists).map((name) => [name, type]));
}

function words(...lists: string[]): string[] {
  return lists.flatMap((list) => list.split(" "));
}
