/**
 * Where the set-up keeps the programs that it has downloaded or built, for all clones of this repository.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { StepFailed } from "./terminal.mjs";

const ABANDONED_AFTER_MS = 24 * 60 * 60_000;

/**
 * @param {string} tool
 * @param {string} version
 * @returns {string} the folder of one version
 */
export function cacheFolder(tool, version) {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "pulumi-ack-serverless", tool, version);
}

/**
 * The version that go.mod pins is the one that is looked for everywhere.
 *
 * @param {string} source  the folder of go.mod
 * @param {string} module
 */
export function pinnedVersion(source, module) {
  const line = readFileSync(join(source, "go.mod"), "utf8")
    .split("\n")
    .map((text) => text.trim().split(" "))
    .find(([name]) => name === module);
  if (line?.[1] === undefined) throw new Error(`${join(source, "go.mod")} does not pin ${module}`);
  return line[1].replace(/^v/, "");
}

/**
 * Fills a folder beside the final one and renames it, so that an interrupted run leaves nothing half made and two at
 * once do not meet.
 *
 * @param {string} final
 * @param {(folder: string) => boolean} works
 * @param {(folder: string) => Promise<unknown>} fill
 * @returns {Promise<void>} once a working program stands there
 * @throws {StepFailed} when what was made does not work
 */
export async function intoCache(final, works, fill) {
  const parent = dirname(final);
  mkdirSync(parent, { recursive: true });
  removeAbandoned(parent);
  const folder = mkdtempSync(join(parent, "making-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", remove);
  try {
    await fill(folder);
    if (!works(folder)) throw new StepFailed(`what was made for ${final} does not run`);
    // Another run may have finished first: its result is as good.
    if (works(final)) return;
    rmSync(final, { recursive: true, force: true });
    renameSync(folder, final);
  } finally {
    process.off("exit", remove);
    remove();
  }
}

/** A killed run cannot tidy up; one as old as this is not running any more. */
function removeAbandoned(parent) {
  for (const name of readdirSync(parent)) {
    const path = join(parent, name);
    if (name.startsWith("making-") && Date.now() - statSync(path).mtimeMs > ABANDONED_AFTER_MS)
      rmSync(path, { recursive: true, force: true });
  }
}
