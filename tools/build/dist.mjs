/**
 * `npm run dist`: the archives that `pulumi plugin install` expects, one for each system, in release/ or in the folder
 * that is named.
 *
 * The plugin is the same scripts for all of them: each archive holds the same files under the name of its system.
 */
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "../setup/command.mjs";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const release = process.argv[2] ?? join(root, "release");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const plugin = "pulumi-resource-ack-serverless";
const built = readdirSync(join(root, "bin"));
const contents = [...built, "LICENSE"];
const systems = ["darwin-amd64", "darwin-arm64", "linux-amd64", "linux-arm64", "windows-amd64"];

if (process.argv[2] === undefined) rmSync(release, { recursive: true, force: true });
mkdirSync(release, { recursive: true });
const folder = mkdtempSync(join(tmpdir(), "ack-serverless-"));
try {
  for (const name of built) copyFileSync(join(root, "bin", name), join(folder, name));
  copyFileSync(join(root, "LICENSE"), join(folder, "LICENSE"));
  const archives = systems.map((system) => `${plugin}-v${version}-${system}.tar.gz`);
  for (const archive of archives) await run("tar", ["-czf", join(release, archive), "-C", folder, ...contents]);
  const sums = archives.map((archive) => `${digest(join(release, archive))}  ${archive}\n`);
  writeFileSync(join(release, `${plugin}-v${version}-checksums.txt`), sums.join(""));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function digest(file) {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}
