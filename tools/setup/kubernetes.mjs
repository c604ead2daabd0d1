/**
 * Finds a Kubernetes API server and what goes with it, or builds them from their Go modules: only tests and the
 * recording of the workload use them.
 *
 * In this order: the folder in KUBEBUILDER_ASSETS, PATH, this tool's cache, built.
 */
import { existsSync, renameSync } from "node:fs";
import { delimiter, join } from "node:path";
import { cachedOrBuilt } from "./goBuild.mjs";
import { cacheFolder, pinnedVersion } from "./toolCache.mjs";

const MODULE = "k8s.io/kubernetes";
const suffix = process.platform === "win32" ? ".exe" : "";
const names = ["kube-apiserver", "kube-controller-manager", "kubectl", "etcd"].map((name) => `${name}${suffix}`);
const stands = (folder) => names.every((name) => existsSync(join(folder, name)));

/**
 * @param {string} repository
 * @param {{ note(text: string): void, progress(text: string): void }} report
 * @returns {Promise<string | undefined>} the folder that they are in; undefined where they are not and there is no Go
 */
export async function ensureKubernetes(repository, report) {
  const assets = process.env.KUBEBUILDER_ASSETS ?? "";
  const found = [assets, ...(process.env.PATH ?? "").split(delimiter)].filter((one) => one !== "").find(stands);
  if (found !== undefined) {
    report.note(found === assets ? "in KUBEBUILDER_ASSETS" : "on PATH");
    return found;
  }
  const source = join(repository, "tools", "setup", "kubernetes");
  const version = pinnedVersion(source, MODULE);
  const program = {
    source,
    commands: ["kube-apiserver", "kube-controller-manager", "kubectl"]
      .map((name) => `${MODULE}/cmd/${name}`)
      .concat("go.etcd.io/etcd/server/v3"),
    // Without it the server takes itself for version 0.0 and refuses its own features.
    stamp: `k8s.io/component-base/version.gitVersion=v${version}`,
  };
  // Go names a program by the last part of its path.
  const finish = (bin) => renameSync(join(bin, `server${suffix}`), join(bin, `etcd${suffix}`));
  const bin = await cachedOrBuilt(
    { version, cached: cacheFolder("kubernetes", version), stands, program, finish },
    report,
  );
  if (bin === undefined)
    report.note("left out: no kube-apiserver was found, and there is no Go to build one; its tests are skipped");
  return bin;
}
