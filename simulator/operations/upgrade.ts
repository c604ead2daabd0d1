import { z } from "zod";
import type { CatalogueVersion } from "../steering/options";
import { invalid, Refusal, UNPUBLISHED } from "../world/refusal";
import { checkSpec, isPro, upgradeTargets } from "../world/rules";
import { TASK_MS } from "../world/task";
import type { Answer, Call } from "./call";
import { checkState, clusterIn, clusterOf, startWork } from "./call";
import { type Parameters, QUERY_FLAG, readBody, readParameters, readQuery, texts } from "./input";

const UPGRADE_TAKES = z.strictObject({ next_version: z.string(), master_only: z.boolean().optional() });

const UPGRADE_IGNORES = {
  component_name: z.string(),
  version: z.string(),
  rolling_policy: z.strictObject({ max_parallelism: z.number().optional() }),
};

const UPGRADE: Parameters<typeof UPGRADE_TAKES> = {
  takes: UPGRADE_TAKES,
  ignores: UPGRADE_IGNORES,
  deprecated: Object.keys(UPGRADE_IGNORES),
};

/** UpgradeCluster (vendor page): one minor version at a time, never down; the control plane only. */
export function upgradeCluster(call: Call): Answer {
  const { world } = call;
  const body = readParameters(call.body, UPGRADE, world.settings.deprecationMode);
  const cluster = clusterIn(call, "UpgradeCluster");
  const targets = upgradeTargets(cluster.version, world.settings.versions);
  if (!targets.includes(body.next_version)) {
    const choice = targets.length === 0 ? "nothing newer exists" : `it can become ${targets.join(" or ")}`;
    const message = `cluster {${cluster.id}} is ${cluster.version} and cannot become ${body.next_version}: ${choice}`;
    throw new Refusal(400, UNPUBLISHED.upgrade, message);
  }
  return startWork(call, {
    type: "cluster_upgrade",
    cluster,
    lengthMs: TASK_MS.upgrade,
    during: "upgrading",
    failedState: world.settings.failedUpgradeState,
    succeed: () => {
      cluster.version = body.next_version;
    },
  });
}

const FORMS = {
  spec: z.strictObject({ type: z.literal("ManagedKubernetes"), spec: z.string() }),
  clusterSpec: z.strictObject({ cluster_spec: z.string() }),
  bucket: z.strictObject({ oss_bucket_endpoint: z.string(), oss_bucket_name: z.string() }),
};

/**
 * MigrateCluster ("Migrate from Basic to Pro", vendor page): from standard to Pro and never back. The SDK model knows
 * only the bucket of a migration from dedicated clusters; `type` and `spec`, or `cluster_spec`, are what clients send for
 * this one. The option `migrationBody` chooses which of the three is valid.
 */
export function migrateCluster(call: Call): Answer {
  const form = call.world.settings.migrationBody;
  const body: { spec?: string; cluster_spec?: string } = readBody(call.body, FORMS[form] as z.ZodType<object>);
  const cluster = clusterOf(call);
  const spec = body.spec ?? body.cluster_spec;
  const at = body.spec === undefined ? "cluster_spec" : "spec";
  if (spec === undefined || !isPro(spec)) throw invalid(at, "it must be a Pro edition");
  checkSpec(at, spec);
  checkState(cluster, "MigrateCluster");
  if (isPro(cluster.spec)) {
    throw new Refusal(400, UNPUBLISHED.migrate, `cluster {${cluster.id}} is already ${cluster.spec}`);
  }
  return startWork(call, {
    type: "cluster_migrate",
    cluster,
    lengthMs: TASK_MS.migrate,
    during: "migrating",
    succeed: () => {
      cluster.spec = spec;
    },
  });
}

const QUERY = z.strictObject({
  ClusterType: z.string(),
  Region: z.string(),
  ...texts("KubernetesVersion", "Profile", "runtime"),
  Mode: z.enum(["creatable", "supported"]).optional(),
  QueryUpgradableVersion: QUERY_FLAG.optional(),
});

/** DescribeKubernetesVersionMetadata (vendor page): a bare array; a version in the query overrides `Mode`. */
export function describeKubernetesVersionMetadata(call: Call): Answer {
  const query = readQuery(call.query, QUERY);
  if (query.QueryUpgradableVersion === true && query.KubernetesVersion === undefined) {
    throw invalid("QueryUpgradableVersion", "it needs KubernetesVersion");
  }
  const { versions } = call.world.settings;
  const shown = versions.filter((one) =>
    query.KubernetesVersion === undefined
      ? one.creatable || query.Mode === "supported"
      : one.version === query.KubernetesVersion,
  );
  return { body: shown.map((one) => item(one, query.QueryUpgradableVersion === true, versions)) };
}

function item(one: CatalogueVersion, withTargets: boolean, versions: readonly CatalogueVersion[]): object {
  return {
    version: one.version,
    capabilities: {},
    images: [],
    meta_data: {},
    runtimes: [{ name: "containerd", version: "1.6.28" }],
    release_date: one.releaseDate ?? "",
    expiration_date: one.expirationDate ?? "",
    creatable: one.creatable,
    ...(withTargets ? { upgradable_versions: upgradeTargets(one.version, versions) } : {}),
  };
}
