import { z } from "zod";
import type { Cluster } from "../world/cluster";
import { FLAG, TEXT } from "../world/fields";
import { setFields, shapeOf } from "../world/fieldTable";
import type { PatchedFields } from "../world/fieldTypes";
import type { World } from "../world/world";
import { instance } from "./addonRules";
import { setPublicAccess } from "./build";
import { readBody, texts } from "./input";

const PATCH = z.strictObject({
  ...shapeOf("detail"),
  /** Not a field of the detail answer: it shows in `master_url`. */
  endpoint_public_access: FLAG.optional(),
  /** Not a field of the detail answer: the add-ons that are installed. */
  addons: z.array(z.strictObject({ name: TEXT, ...texts("version", "config") })).optional(),
});

/** A change from outside, under the names of DescribeClusterDetail. `tags` and `addons` replace the whole set. */
export type ClusterPatch = PatchedFields & {
  readonly endpoint_public_access?: boolean | undefined;
  readonly addons?: readonly { name: string; version?: string | undefined; config?: string | undefined }[] | undefined;
};

/** Changes a cluster at once, whatever its state, as the console does. */
export function editCluster(world: World, cluster: Cluster, given: ClusterPatch): void {
  const patch = readBody(given, PATCH);
  setFields(cluster, patch, "detail", world.settings);
  if (patch.addons !== undefined) {
    const instances = patch.addons.map((addon) => instance(addon, world.settings.addons));
    cluster.addons = new Map(instances.map((one) => [one.name, one]));
  }
  if (patch.endpoint_public_access !== undefined) setPublicAccess(world, cluster, patch.endpoint_public_access);
  world.changed(cluster);
}
