import { z } from "zod";
import type { CatalogueVersion } from "../steering/options";
import { invalid } from "../world/refusal";
import { upgradeTargets } from "../world/versions";
import type { Answer, Call } from "./call";
import { QUERY_FLAG, readQuery, texts } from "./input";

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
