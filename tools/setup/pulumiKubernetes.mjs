/**
 * Finds the plugin of @pulumi/kubernetes, or builds it from its Go module: only tests and the recording of the workload
 * run it.
 *
 * In this order: on PATH, among the plugins that the Pulumi CLI has installed, in this tool's cache, built.
 */
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { buildWithGo, goVersion } from "./goBuild.mjs";
import { cacheFolder, intoCache, pinnedVersion } from "./toolCache.mjs";

const MODULE = "github.com/pulumi/pulumi-kubernetes/provider/v4";
const name = process.platform === "win32" ? "pulumi-resource-kubernetes.exe" : "pulumi-resource-kubernetes";
const stands = (folder) => existsSync(join(folder, name));

/**
 * @param {string} repository
 * @param {{ note(text: string): void, progress(text: string): void }} report
 * @returns {Promise<string | undefined>} the folder that it is in; undefined where there is none and no Go to build it
 */
export async function ensurePulumiKubernetes(repository, { note, progress }) {
  const found = [...(process.env.PATH ?? "").split(delimiter), ...installed()].find(stands);
  if (found !== undefined) {
    note(`in ${found}`);
    return found;
  }
  const source = join(repository, "tools", "setup", "pulumi-kubernetes");
  const version = pinnedVersion(source, MODULE);
  const cached = cacheFolder("pulumi-resource-kubernetes", version);
  const bin = join(cached, "bin");
  if (stands(bin)) {
    note(`${version}, from the cache`);
    return bin;
  }
  if (goVersion() === undefined) {
    note("left out: the plugin was not found, and there is no Go to build it; its tests are skipped");
    return undefined;
  }
  const program = { source, commands: ["."], stamp: `${MODULE}/pkg/version.Version=${version}` };
  await intoCache(
    cached,
    (folder) => stands(join(folder, "bin")),
    (folder) => buildWithGo(program, folder, progress),
  );
  note(`${version}, built with Go`);
  return bin;
}

/** The newest first. */
function installed() {
  const plugins = join(process.env.PULUMI_HOME ?? join(homedir(), ".pulumi"), "plugins");
  if (!existsSync(plugins)) return [];
  const byVersion = new Intl.Collator("en", { numeric: true });
  return readdirSync(plugins)
    .filter((folder) => /^resource-kubernetes-v4\.[\d.]+$/.test(folder))
    .sort((one, other) => byVersion.compare(other, one))
    .map((folder) => join(plugins, folder));
}
