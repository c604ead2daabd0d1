/**
 * Finds a Kubernetes API server and what goes with it, or builds them from their Go modules: only tests and the
 * recording of the workload use them.
 *
 * In this order: the folder in KUBEBUILDER_ASSETS, PATH, this tool's cache, built.
 */
import { existsSync, renameSync } from "node:fs";
import { delimiter, join } from "node:path";
import { buildWithGo, goVersion } from "./goBuild.mjs";
import { cacheFolder, intoCache, pinnedVersion } from "./toolCache.mjs";

const MODULE = "k8s.io/kubernetes";
const suffix = process.platform === "win32" ? ".exe" : "";
const names = ["kube-apiserver", "kube-controller-manager", "kubectl", "etcd"].map((name) => `${name}${suffix}`);
const stand = (folder) => names.every((name) => existsSync(join(folder, name)));

/**
 * @param {string} repository
 * @param {{ note(text: string): void, progress(text: string): void }} report
 * @returns {Promise<string | undefined>} the folder that they are in; undefined where they are not and there is no Go
 */
export async function ensureKubernetes(repository, { note, progress }) {
  const assets = process.env.KUBEBUILDER_ASSETS ?? "";
  const found = [assets, ...(process.env.PATH ?? "").split(delimiter)].filter((one) => one !== "").find(stand);
  if (found !== undefined) {
    note(found === assets ? "in KUBEBUILDER_ASSETS" : "on PATH");
    return found;
  }
  const source = join(repository, "tools", "setup", "kubernetes");
  const version = pinnedVersion(source, MODULE);
  const cached = cacheFolder("kubernetes", version);
  const bin = join(cached, "bin");
  if (stand(bin)) {
    note(`${version}, from the cache`);
    return bin;
  }
  if (goVersion() === undefined) {
    note("left out: no kube-apiserver was found, and there is no Go to build one; its tests are skipped");
    return undefined;
  }
  const program = {
    source,
    commands: ["kube-apiserver", "kube-controller-manager", "kubectl"]
      .map((name) => `${MODULE}/cmd/${name}`)
      .concat("go.etcd.io/etcd/server/v3"),
    // Without it the server takes itself for version 0.0 and refuses its own features.
    stamp: `k8s.io/component-base/version.gitVersion=v${version}`,
  };
  await intoCache(
    cached,
    (folder) => stand(join(folder, "bin")),
    async (folder) => {
      await buildWithGo(program, folder, progress);
      // Go names a program by the last part of its path.
      renameSync(join(folder, "bin", `server${suffix}`), join(folder, "bin", `etcd${suffix}`));
    },
  );
  note(`${version}, built with Go`);
  return bin;
}
