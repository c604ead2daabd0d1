/**
 * Finds Pulumi's YAML language host, or builds it from its Go module: only tests run YAML programs.
 *
 * In this order: beside the CLI, on PATH, in this tool's cache, built.
 */
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { buildWithGo, goVersion } from "./goBuild.mjs";
import { StepFailed } from "./terminal.mjs";
import { cacheFolder, intoCache, pinnedVersion } from "./toolCache.mjs";

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
export async function ensurePulumiYaml(repository, cli, { note, progress }) {
  const beside = cli.root === undefined ? [] : [join(cli.root, "bin")];
  const found = [...beside, ...(process.env.PATH ?? "").split(delimiter)].find(stands);
  if (found !== undefined) {
    note(beside.includes(found) ? "beside the CLI" : "on PATH");
    return found;
  }
  const source = join(repository, "tools", "setup", "pulumi-yaml");
  const version = pinnedVersion(source, MODULE);
  const cached = cacheFolder("pulumi-language-yaml", version);
  const bin = join(cached, "bin");
  if (stands(bin)) {
    note(`${version}, from the cache`);
    return bin;
  }
  if (goVersion() === undefined)
    throw new StepFailed(`no ${name} was found, and there is no Go to build one: https://go.dev/doc/install`);
  const program = {
    source,
    commands: [`${MODULE}/cmd/pulumi-language-yaml`],
    stamp: `${MODULE}/pkg/version.Version=${version}`,
  };
  await intoCache(
    cached,
    (folder) => stands(join(folder, "bin")),
    (folder) => buildWithGo(program, folder, progress),
  );
  note(`${version}, built with Go`);
  return bin;
}
