import { z } from "zod";
import { upgradeTargets } from "../steering/catalogue";
import { invalid, Refusal, UNPUBLISHED } from "../world/refusal";
import { checkSpec, checkState, isPro } from "../world/rules";
import { TASK_MS } from "../world/task";
import { type BodyShape, readBody } from "./body";
import { type Answer, accepted, type Call } from "./call";

const UPGRADE_TAKES = z.strictObject({ next_version: z.string(), master_only: z.boolean().optional() });

const UPGRADE: BodyShape<typeof UPGRADE_TAKES> = {
  takes: UPGRADE_TAKES,
  ignores: {
    component_name: z.string(),
    version: z.string(),
    rolling_policy: z.strictObject({ max_parallelism: z.number().optional() }),
  },
  deprecated: new Set(["component_name", "version", "rolling_policy"]),
};

/** UpgradeCluster (vendor page): one minor version at a time, never down; the control plane only. */
export function upgradeCluster(call: Call): Answer {
  const { world } = call;
  const body = readBody(call.body, UPGRADE, world.settings.deprecationMode);
  const cluster = world.cluster(call.path.clusterId ?? "", call);
  checkState(cluster, "UpgradeCluster", ["running"]);
  const targets = upgradeTargets(cluster.version, world.settings.versions);
  if (!targets.includes(body.next_version)) {
    const choice = targets.length === 0 ? "nothing newer exists" : `it can become ${targets.join(" or ")}`;
    const message = `cluster {${cluster.id}} is ${cluster.version} and cannot become ${body.next_version}: ${choice}`;
    throw new Refusal(400, UNPUBLISHED.upgrade, message);
  }
  const task = world.start({
    type: "cluster_upgrade",
    cluster,
    lengthMs: TASK_MS.upgrade,
    during: "upgrading",
    failedState: world.settings.failedUpgradeState,
    succeed: () => {
      cluster.version = body.next_version;
    },
  });
  return accepted(call, { cluster_id: cluster.id, request_id: call.requestId, task_id: task.id });
}

const MIGRATE_TAKES = z.strictObject({
  type: z.string().optional(),
  spec: z.string().optional(),
  oss_bucket_endpoint: z.string().optional(),
  oss_bucket_name: z.string().optional(),
});

/**
 * MigrateCluster ("Migrate from Basic to Pro", vendor page): from standard to Pro and never back. The SDK model knows
 * only the bucket of an older migration; `type` and `spec` are what clients send for this one.
 */
export function migrateCluster(call: Call): Answer {
  const { world } = call;
  const { type, spec } = readBody(call.body, { takes: MIGRATE_TAKES }, world.settings.deprecationMode);
  const cluster = world.cluster(call.path.clusterId ?? "", call);
  if (type !== "ManagedKubernetes") throw invalid("type", "ManagedKubernetes is needed");
  if (spec === undefined || !isPro(spec)) throw invalid("spec", "a Pro edition is needed");
  checkSpec(spec);
  checkState(cluster, "MigrateCluster", ["running"]);
  if (isPro(cluster.spec)) {
    throw new Refusal(400, UNPUBLISHED.migrate, `cluster {${cluster.id}} is ${cluster.spec} already`);
  }
  const task = world.start({
    type: "cluster_migrate",
    cluster,
    lengthMs: TASK_MS.migrate,
    during: "migrating",
    succeed: () => {
      cluster.spec = spec;
    },
  });
  return accepted(call, { cluster_id: cluster.id, request_id: call.requestId, task_id: task.id });
}
