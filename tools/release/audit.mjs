/**
 * Looks the dependencies of a user's installation up among the known flaws: `npm run audit`.
 *
 * Fails where an update would mend a grave flaw. Tells what else there is, and where the registry tells of no flaws at all.
 */
import { spawnSync } from "node:child_process";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

/** @typedef {{ name: string, severity: string, fixAvailable: unknown }} Flaw */

/**
 * What a report of `npm audit --json` comes to.
 *
 * @param {string} report
 * @returns {{ lines: string[], isGrave: boolean }}
 */
export function judge(report) {
  /** @type {Record<string, Flaw> | undefined} */
  let flaws;
  try {
    flaws = JSON.parse(report).vulnerabilities;
  } catch {
    // It is no report.
  }
  if (flaws === undefined) return { lines: ["the registry tells of no flaws: nothing was checked"], isGrave: false };
  const found = Object.values(flaws);
  const isGrave = found.some(({ severity, fixAvailable }) => fixAvailable && ["high", "critical"].includes(severity));
  const lines = found.map(
    ({ name, severity, fixAvailable }) => `${name}: ${severity}${fixAvailable ? ", an update mends it" : ""}`,
  );
  return { lines: lines.length > 0 ? lines : ["no known flaws"], isGrave };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
  const options = { cwd: root, encoding: "utf8", shell: process.platform === "win32", timeout: 120_000 };
  const { stdout } = spawnSync("npm", ["audit", "--omit=dev", "--json"], /** @type {const} */ (options));
  const { lines, isGrave } = judge(String(stdout));
  for (const line of lines) console.log(`audit: ${line}`);
  process.exitCode = isGrave ? 1 : 0;
}
