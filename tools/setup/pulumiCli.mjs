/**
 * Finds a Pulumi CLI, or makes one.
 *
 * In this order: on PATH, in this tool's cache, downloaded by the Automation API's installer, built from its Go module.
 */
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { run } from "./command.mjs";
import { buildWithGo, goVersion } from "./goBuild.mjs";
import { StepFailed } from "./terminal.mjs";
import { cacheFolder, intoCache, pinnedVersion } from "./toolCache.mjs";

const MODULE = "github.com/pulumi/pulumi/pkg/v3";

/** The first CLI whose import files may hold a resource's inputs and outputs. */
const LEAST = [3, 254, 0];
const INSTALLER_HOST = "https://get.pulumi.com/";
const PROBE_WITHIN_MS = 3_000;
const DOWNLOAD_WITHIN_MS = 10 * 60_000;

/** @typedef {{ root?: string, version: string }} Cli `root` holds bin/pulumi; without it the CLI is the one on PATH */

/**
 * @param {string} repository
 * @param {{ note(text: string): void, progress(text: string): void }} report
 * @returns {Promise<Cli>}
 * @throws {StepFailed} when there is none and none can be had
 */
export async function ensurePulumiCli(repository, { note, progress }) {
  const onPath = versionOf("pulumi");
  if (onPath !== undefined && isRecent(onPath)) {
    note(`${onPath}, on PATH`);
    return { version: onPath };
  }
  const source = join(repository, "tools", "setup", "pulumi-cli");
  const version = pinnedVersion(source, MODULE);
  const cached = cacheFolder("pulumi", version);
  const launcher = join(repository, "node_modules", "@pulumi", "pulumi");
  const done = (how) => {
    placeLauncher(launcher, cached);
    note(`${version}, ${how}`);
    return { root: cached, version };
  };

  if (works(cached)) return done("from the cache");
  const tooOld = onPath === undefined ? "" : `; the one on PATH is ${onPath}`;
  if (await hasInternet()) {
    progress("downloading");
    const fill = (folder) => download(repository, version, folder);
    if (
      await intoCache(cached, works, fill).then(
        () => true,
        () => false,
      )
    )
      return done(`downloaded${tooOld}`);
  }
  if (goVersion() === undefined) throw new StepFailed(howToGetOne(version, tooOld));
  const program = {
    source,
    commands: [`${MODULE}/cmd/pulumi`],
    // Without the version in it the binary answers `pulumi version` with nothing.
    stamp: `github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${version}`,
  };
  await intoCache(cached, works, (folder) => buildWithGo(program, folder, progress));
  return done(`built with Go${tooOld}`);
}

const binary = (folder) => join(folder, "bin", process.platform === "win32" ? "pulumi.exe" : "pulumi");
const works = (folder) => existsSync(binary(folder)) && versionOf(binary(folder)) !== undefined;

/** @returns {string | undefined} as `3.274.1` */
function versionOf(command) {
  const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
  const { status, stdout } = spawnSync(command, ["version"], { encoding: "utf8", env, timeout: 30_000 });
  return status === 0 ? /^v?(\d+\.\d+\.\d+\S*)/.exec(stdout.trim())?.[1] : undefined;
}

/** @param {string} version */
function isRecent(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major === LEAST[0] && minor >= LEAST[1];
}

/** A quick look before the installer, which would wait two minutes for an answer that a closed network never gives. */
async function hasInternet() {
  try {
    await fetch(INSTALLER_HOST, { method: "HEAD", signal: AbortSignal.timeout(PROBE_WITHIN_MS) });
    return true;
  } catch {
    return false;
  }
}

/** In a process of its own: the installer has no time limit, and gives no hold on the script that it starts. */
async function download(repository, version, folder) {
  const install = `
    const { PulumiCommand } = require("@pulumi/pulumi/automation");
    const [version, root] = process.argv.slice(1);
    PulumiCommand.install({ version: require("semver").parse(version), root }).catch((failure) => {
      console.error(failure.message);
      process.exitCode = 1;
    });`;
  await run(process.execPath, ["-e", install, version, folder], { cwd: repository, withinMs: DOWNLOAD_WITHIN_MS });
}

/** Beside the binary the dynamic provider's launcher counts as bundled; found on PATH it would be warned about. */
function placeLauncher(from, root) {
  for (const name of ["pulumi-resource-pulumi-nodejs", "pulumi-resource-pulumi-nodejs.cmd"]) {
    const source = join(from, name);
    const target = join(root, "bin", name);
    if (existsSync(target) && readFileSync(target).equals(readFileSync(source))) continue;
    const copy = `${target}.${process.pid}`;
    copyFileSync(source, copy);
    renameSync(copy, target);
  }
}

function howToGetOne(version, tooOld) {
  return `no Pulumi CLI ${LEAST[0]}.${LEAST[1]} or later was found${tooOld}, none could be downloaded, and there is no Go to build one.
Install one of the two and run the command again:
  the Pulumi CLI ${version}  https://www.pulumi.com/docs/install/
  Go                 https://go.dev/doc/install  (the CLI is then built once, and kept)`;
}
