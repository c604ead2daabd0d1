/**
 * Bun, from npm into this tool's cache: only a test runs a program in it.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { npm } from "./command.mjs";
import { cacheFolder, intoCache } from "./toolCache.mjs";

const VERSION = "1.4.5";

/**
 * @param {{ note(text: string): void, progress(text: string): void }} report
 * @returns {Promise<string>} the command
 * @throws {StepFailed} when npm cannot install it, or it does not run here
 */
export async function ensureBun({ note, progress }) {
  const cached = cacheFolder("bun", VERSION);
  if (works(cached)) {
    note(`${VERSION}, from the cache`);
    return commandIn(cached);
  }
  await intoCache(cached, works, (folder) =>
    npm(["install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", folder, `bun@${VERSION}`], {
      cwd: folder,
      onLine: progress,
    }),
  );
  note(`${VERSION}, from npm`);
  return commandIn(cached);
}

/** The package of this platform holds the binary. The script of the package `bun` would only copy it. */
function commandIn(folder) {
  const platforms = join(folder, "node_modules", "@oven");
  const [platform = "none"] = existsSync(platforms) ? readdirSync(platforms) : [];
  return join(platforms, platform, "bin", process.platform === "win32" ? "bun.exe" : "bun");
}

function works(folder) {
  return spawnSync(commandIn(folder), ["--version"], { encoding: "utf8", timeout: 30_000 }).stdout?.trim() === VERSION;
}
