/**
 * Finds Pulumi's YAML language host, or builds it from its Go module: only tests run YAML programs.
 *
 * In this order: beside the CLI, on PATH, in this tool's cache, built.
 */
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { cachedOrBuilt } from "./goBuild.mjs";
import { StepFailed } from "./terminal.mjs";
import { cacheFolder, pinnedVersion } from "./toolCache.mjs";

const MODULE = "github.com/pulumi/pulumi-yaml";
const name = process.platform === "win32" ? "pulumi-language-yaml.exe" : "pulumi-language-yaml";
const stands = (folder) => existsSync(join(folder, name));

/**
 * @param {string} repository
 * @param {{ root?: string }} cli  where the CLI is
 * @param {{ note(text: string): void, progress(text: string): void }} report
 * @returns {Promise<string>} the folder that it is in
 * @throws {StepFailed} when there is none and none can be built
 */
export async function ensurePulumiYaml(repository, cli, report) {
  const beside = cli.root === undefined ? [] : [join(cli.root, "bin")];
  const found = [...beside, ...(process.env.PATH ?? "").split(delimiter)].find(stands);
  if (found !== undefined) {
    report.note(beside.includes(found) ? "beside the CLI" : "on PATH");
    return found;
  }
  const source = join(repository, "tools", "setup", "pulumi-yaml");
  const version = pinnedVersion(source, MODULE);
  const program = {
    source,
    commands: [`${MODULE}/cmd/pulumi-language-yaml`],
    stamp: `${MODULE}/pkg/version.Version=${version}`,
  };
  const bin = await cachedOrBuilt(
    { version, cached: cacheFolder("pulumi-language-yaml", version), stands, program },
    report,
  );
  if (bin === undefined)
    throw new StepFailed(`no ${name} was found, and there is no Go to build one: https://go.dev/doc/install`);
  return bin;
}
