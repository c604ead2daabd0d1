/**
 * Pulumi's code generators as a command, built from the CLI's own module: only the SDKs and their tests need them.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { cachedOrBuilt, goVersion } from "./goBuild.mjs";
import { cacheFolder, pinnedVersion } from "./toolCache.mjs";

const MODULE = "github.com/pulumi/pulumi/pkg/v3";
const name = process.platform === "win32" ? "codegen.exe" : "codegen";

/**
 * @param {string} repository
 * @param {{ note(text: string): void, progress(text: string): void }} report
 * @returns {Promise<string | undefined>} the command; undefined where there is no Go to build it with
 */
export async function ensureCodegen(repository, report) {
  if (goVersion() === undefined) {
    report.note("no Go to build them with");
    return undefined;
  }
  const source = join(repository, "tools", "setup", "pulumi-cli");
  const own = createHash("sha256")
    .update(readFileSync(join(source, "codegen", "main.go")))
    .digest("hex");
  const version = pinnedVersion(source, MODULE);
  const cached = cacheFolder("pulumi-codegen", `${version}-${own.slice(0, 12)}`);
  const stands = (folder) => existsSync(join(folder, name));
  const program = { source, commands: ["./codegen"], stamp: `main.version=${version}` };
  const bin = await cachedOrBuilt({ version, cached, stands, program }, report);
  return bin && join(bin, name);
}
