/**
 * Checks the dependencies of a user's installation for known vulnerabilities: `npm run audit`.
 *
 * Fails if an update fixes a vulnerability of severity high or critical. Lists all others, and says if the registry
 * returns no report.
 */
import { spawnSync } from "node:child_process";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

/** @typedef {{ name: string, severity: string, fixAvailable: unknown }} Flaw */

/**
 * Evaluates a report of `npm audit --json`.
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
    // Not a report.
  }
  if (flaws === undefined) return { lines: ["the registry returned no report: nothing was checked"], isGrave: false };
  const found = Object.values(flaws);
  const isGrave = found.some(({ severity, fixAvailable }) => fixAvailable && ["high", "critical"].includes(severity));
  const lines = found.map(
    ({ name, severity, fixAvailable }) => `${name}: ${severity}${fixAvailable ? ", fixed by an update" : ""}`,
  );
  return { lines: lines.length > 0 ? lines : ["no known vulnerabilities"], isGrave };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
  const options = { cwd: root, encoding: "utf8", shell: process.platform === "win32", timeout: 120_000 };
  const { stdout } = spawnSync("npm", ["audit", "--omit=dev", "--json"], /** @type {const} */ (options));
  const { lines, isGrave } = judge(String(stdout));
  for (const line of lines) console.log(`audit: ${line}`);
  process.exitCode = isGrave ? 1 : 0;
}
