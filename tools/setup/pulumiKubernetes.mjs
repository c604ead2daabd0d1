/**
 * Finds the plugin of @pulumi/kubernetes, or builds it from its Go module: only tests and the recording of the workload
 * run it.
 *
 * In this order: on PATH, among the plugins that the Pulumi CLI has installed, in this tool's cache, built.
 */
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { cachedOrBuilt } from "./goBuild.mjs";
import { cacheFolder, pinnedVersion } from "./toolCache.mjs";

const MODULE = "github.com/pulumi/pulumi-kubernetes/provider/v4";
const name = process.platform === "win32" ? "pulumi-resource-kubernetes.exe" : "pulumi-resource-kubernetes";
const stands = (folder) => existsSync(join(folder, name));

/**
 * @param {string} repository
 * @param {{ note(text: string): void, progress(text: string): void }} report
 * @returns {Promise<string | undefined>} the folder that it is in; undefined where there is none and no Go to build it
 */
export async function ensurePulumiKubernetes(repository, report) {
  const found = [...(process.env.PATH ?? "").split(delimiter), ...installed()].find(stands);
  if (found !== undefined) {
    report.note(`in ${found}`);
    return found;
  }
  const source = join(repository, "tools", "setup", "pulumi-kubernetes");
  const version = pinnedVersion(source, MODULE);
  const program = { source, commands: ["."], stamp: `${MODULE}/pkg/version.Version=${version}` };
  const bin = await cachedOrBuilt(
    { version, cached: cacheFolder("pulumi-resource-kubernetes", version), stands, program },
    report,
  );
  if (bin === undefined)
    report.note("left out: the plugin was not found, and there is no Go to build it; its tests are skipped");
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
