/**
 * Pulumi's and the vendor's SDKs for Python, in an environment of its own below .work: only tests run Python programs.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./command.mjs";

const windows = process.platform === "win32";

/** Pulumi's SDK, as the plugin's SDK for Python asks for it, and the vendor's, which the simulator is tried with. */
const SDKS = ["pulumi>=3.269.0,<4.0.0", "alibabacloud_cs20151215==7.2.3"];

/**
 * @param {string} repository
 * @param {{ note(text: string): void, progress(text: string): void }} report
 * @returns {Promise<string | undefined>} the interpreter; undefined where there is no Python that could be one
 * @throws {StepFailed} when the SDK cannot be installed
 */
export async function ensurePython(repository, { note, progress }) {
  const command = windows ? "python" : "python3";
  const version = versionOf(command);
  if (version === undefined) {
    note("no Python 3.9 or later with venv: its test is skipped");
    return undefined;
  }
  const folder = join(repository, ".work", "python");
  const stamp = join(folder, "installed.txt");
  const python = windows ? join(folder, "Scripts", "python.exe") : join(folder, "bin", "python");
  const wanted = createHash("sha256").update(version).update(SDKS.join()).digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted && versionOf(python) === version) {
    note("up to date");
    return python;
  }
  rmSync(folder, { recursive: true, force: true });
  progress("making an environment");
  await run(command, ["-m", "venv", folder], {});
  await run(python, ["-m", "pip", "install", "--disable-pip-version-check", ...SDKS], { onLine: progress });
  writeFileSync(stamp, wanted);
  note(`Python ${version}`);
  return python;
}

/** @returns {string | undefined} of a Python that is new enough and can make environments, as `3.11.7` */
function versionOf(command) {
  const script = "import sys, venv, ensurepip; print('.'.join(map(str, sys.version_info[:3])))";
  const { status, stdout } = spawnSync(command, ["-c", script], { encoding: "utf8", timeout: 30_000 });
  if (status !== 0) return undefined;
  const [major, minor] = stdout.trim().split(".").map(Number);
  return major === 3 && minor >= 9 ? stdout.trim() : undefined;
}
