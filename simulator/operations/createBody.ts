import { z } from "zod";
import { CREATE_IGNORES, CREATE_IGNORES_DEPRECATED, FLAG, TEXT, TEXTS } from "../world/fields";
import { shapeOf } from "../world/fieldTable";
import type { Parameters } from "./input";

/** The parameters of CreateCluster outside the property table: they choose what ACK creates with the cluster. */
const CURRENT = {
  name: TEXT,
  cluster_type: TEXT,
  profile: TEXT,
  region_id: TEXT,
  client_token: TEXT.optional(),
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
 * and of `service_discovery_types`, and are treated alike.
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

const TAKES = z.strictObject({ ...shapeOf("create"), ...CURRENT, ...DEPRECATED });

/** The parsed body of CreateCluster for a serverless cluster. */
export type CreateBody = z.output<typeof TAKES>;

/** The body of CreateCluster: the names of "Create an ACK Serverless cluster" (vendor page) and of the SDK model. */
export const CREATE: Parameters<typeof TAKES> = {
  takes: TAKES,
  ignores: { ...CREATE_IGNORES, ...CREATE_IGNORES_DEPRECATED },
  deprecated: Object.keys({ ...DEPRECATED, ...CREATE_IGNORES_DEPRECATED }),
};

/** Parameters of clusters with nodes, or with a network for pods: a serverless cluster has neither. */
export const NODE_PARAMETER =
  /^(worker_.*|master_.*|nodepools|num_of_nodes|container_cidr|node_cidr_mask|pod_vswitch_ids|instances|taints|user_data)$/;
