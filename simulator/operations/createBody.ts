import { z } from "zod";
import { FLAG, TEXT, TEXTS } from "../world/fields";
import { shapeOf } from "../world/fieldTable";
import type { Parameters } from "./input";

/** What CreateCluster may hold besides the fields of the table: what to make, and what it makes besides. */
const CURRENT = {
  name: TEXT,
  cluster_type: TEXT,
  profile: TEXT,
  region_id: TEXT,
  zone_ids: TEXTS.optional(),
  is_enterprise_security_group: FLAG.optional(),
  endpoint_public_access: FLAG.optional(),
  snat_entry: FLAG.optional(),
  addons: z
    .array(
      z.strictObject({
        name: TEXT,
        version: TEXT.optional(),
        config: TEXT.optional(),
        disabled: FLAG.optional(),
      }),
    )
    .optional(),
  audit_log_config: z.strictObject({ enabled: FLAG.optional(), sls_project_name: TEXT.optional() }).optional(),
  controlplane_log_components: TEXTS.optional(),
  controlplane_log_project: TEXT.optional(),
  controlplane_log_ttl: TEXT.optional(),
};

/**
 * The names of the 2026 deprecation notice that have an effect. `zoneid` and `private_zone` are older names of `zone_id`
 * and of `service_discovery_types`, and share their fate.
 */
const DEPRECATED = {
  zoneid: TEXT.optional(),
  zone_id: TEXT.optional(),
  nat_gateway: FLAG.optional(),
  private_zone: FLAG.optional(),
  service_discovery_types: z.array(z.enum(["CoreDNS", "PrivateZone"])).optional(),
  logging_type: z.literal("SLS").optional(),
  enable_rrsa: FLAG.optional(),
  custom_san: TEXT.optional(),
};

const IGNORED = {
  ...each(TEXT, "api_audiences proxy_mode service_account_issuer user_ca"),
  ssh_flags: FLAG,
  ...each(z.looseObject({}), "control_plane_config control_plane_endpoints_config"),
  auto_mode: z.strictObject({ enable: FLAG.optional() }),
};

const IGNORED_DEPRECATED = {
  ...each(TEXT, "charge_type cpu_policy image_id image_type key_pair load_balancer_spec login_password"),
  ...each(TEXT, "node_name_mode node_port_range os_type period_unit platform"),
  ...each(FLAG, "auto_renew cis_enabled cloud_monitor_flags disable_rollback format_disk keep_instance_name"),
  ...each(FLAG, "security_hardening_os soc_enabled"),
  ...each(z.number(), "auto_renew_period period timeout_mins"),
  ...each(TEXTS, "access_control_list rds_instances"),
  ...each(z.looseObject({}), "runtime"),
};

const TAKES = z.strictObject({ ...shapeOf("create"), ...CURRENT, ...DEPRECATED });

/** What a request to create a serverless cluster says. */
export type CreateBody = z.output<typeof TAKES>;

/** The body of CreateCluster: the names of "Create an ACK Serverless cluster" (vendor page) and of the SDK model. */
export const CREATE: Parameters<typeof TAKES> = {
  takes: TAKES,
  ignores: { ...IGNORED, ...IGNORED_DEPRECATED },
  deprecated: Object.keys({ ...DEPRECATED, ...IGNORED_DEPRECATED }),
};

/** Parameters of clusters with nodes, or with a network for pods: a serverless cluster has neither. */
export const NODE_PARAMETER =
  /^(worker_.*|master_.*|nodepools|num_of_nodes|container_cidr|node_cidr_mask|pod_vswitch_ids|instances|taints|user_data)$/;

function each<S extends z.ZodType>(type: S, names: string): Record<string, S> {
  return Object.fromEntries(names.split(" ").map((name) => [name, type]));
}
