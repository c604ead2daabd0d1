import semver from "semver";
import type { CatalogueVersion } from "../steering/options";
import { invalid } from "./refusal";

/**
 * The newest version that a new cluster can have.
 *
 * @throws Refusal if no version can be created.
 */
export function latestCreatable(versions: readonly CatalogueVersion[]): string {
  const creatable = versions.filter((one) => one.creatable).map((one) => one.version);
  const [newest] = creatable.sort(semver.rcompare);
  if (newest === undefined) throw invalid("kubernetes_version", "no version is creatable");
  return newest;
}

/** The versions that a version can be upgraded to: the newest patch of its own minor version and of the next one. */
export function upgradeTargets(from: string, versions: readonly CatalogueVersion[]): string[] {
  const minor = semver.minor(from);
  const newest = (wanted: number): string | undefined =>
    versions
      .map((one) => one.version)
      .filter((one) => semver.minor(one) === wanted && semver.gt(one, from))
      .sort(semver.rcompare)[0];
  return [newest(minor), newest(minor + 1)].filter((one) => one !== undefined);
}
