import { z } from "zod";
import { type Cluster, SYSTEM_TAG } from "../world/cluster";
import { MAINTENANCE_WINDOW, OPERATION_POLICY, TAG } from "../world/fields";
import type { World } from "../world/world";
import { instance } from "./addonRules";
import { readBody } from "./body";
import { setPublicAccess } from "./modify";

const PATCH = z.strictObject({
  name: z.string().optional(),
  tags: z.array(TAG).optional(),
  deletion_protection: z.boolean().optional(),
  timezone: z.string().optional(),
  resource_group_id: z.string().optional(),
  cluster_spec: z.string().optional(),
  current_version: z.string().optional(),
  vpc_id: z.string().optional(),
  vswitch_ids: z.array(z.string()).optional(),
  security_group_id: z.string().optional(),
  service_cidr: z.string().optional(),
  maintenance_window: MAINTENANCE_WINDOW.optional(),
  operation_policy: OPERATION_POLICY.optional(),
  rrsa_config: z.strictObject({ enabled: z.boolean() }).optional(),
  extra_sans: z.array(z.string()).optional(),
  /** Not a field of the detail answer: it shows in `master_url`. */
  endpoint_public_access: z.boolean().optional(),
  /** Not a field of the detail answer: the add-ons that are installed. */
  addons: z
    .array(z.strictObject({ name: z.string(), version: z.string().optional(), config: z.string().optional() }))
    .optional(),
});

/** A change from outside, under the names of DescribeClusterDetail. `tags` and `addons` replace the whole set. */
export type ClusterPatch = z.input<typeof PATCH>;

/** Changes a cluster at once, whatever its state. */
export function patchCluster(world: World, cluster: Cluster, given: ClusterPatch): void {
  const patch = readBody(given, { takes: PATCH }, "legacy");
  const { tags, addons } = patch;
  if (tags !== undefined) {
    cluster.tags = new Map(tags.filter((tag) => tag.key !== SYSTEM_TAG).map(({ key, value }) => [key, value]));
  }
  if (addons !== undefined) {
    const instances = addons.map((addon) => instance(addon, world.settings.addons));
    cluster.addons = new Map(instances.map((one) => [one.name, one]));
  }
  if (patch.endpoint_public_access !== undefined) setPublicAccess(world, cluster, patch.endpoint_public_access);
  const fields = {
    name: patch.name,
    deletionProtection: patch.deletion_protection,
    timezone: patch.timezone,
    resourceGroupId: patch.resource_group_id,
    spec: patch.cluster_spec,
    version: patch.current_version,
    vpcId: patch.vpc_id,
    vswitchIds: patch.vswitch_ids,
    securityGroupId: patch.security_group_id,
    serviceCidr: patch.service_cidr,
    maintenanceWindow: patch.maintenance_window,
    operationPolicy: patch.operation_policy,
    rrsa: patch.rrsa_config?.enabled,
    extraSans: patch.extra_sans,
  };
  Object.assign(cluster, Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)));
  world.changed(cluster);
}
