/**
 * Checks what a user's installation holds for known vulnerabilities: `npm run audit`. These are the package's
 * dependencies, and the development dependencies that it carries in bundles.
 *
 * Fails if an update fixes a vulnerability of severity high or critical. Lists all others, and says if the registry
 * returns no report.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** @typedef {{ name: string, severity: string, fixAvailable: unknown, nodes?: string[] }} Flaw */

/** The notices that go with the bundles. */
const NOTICES = ["bin/THIRD_PARTY_LICENSES.txt", "dist/libraries/THIRD_PARTY_LICENSES.txt"];

/**
 * Evaluates a report of `npm audit --json`.
 *
 * @param {string} report
 * @param {(flaw: Flaw) => boolean} isShipped
 * @returns {{ lines: string[], isGrave: boolean }}
 */
export function judge(report, isShipped) {
  /** @type {Record<string, Flaw> | undefined} */
  let flaws;
  try {
    flaws = JSON.parse(report).vulnerabilities;
  } catch {
    // Not a report.
  }
  if (flaws === undefined) return { lines: ["the registry returned no report: nothing was checked"], isGrave: false };
  const found = Object.values(flaws).filter(isShipped);
  const isGrave = found.some(({ severity, fixAvailable }) => fixAvailable && ["high", "critical"].includes(severity));
  const lines = found.map(
    ({ name, severity, fixAvailable }) => `${name}: ${severity}${fixAvailable ? ", fixed by an update" : ""}`,
  );
  return { lines: lines.length > 0 ? lines : ["no known vulnerabilities"], isGrave };
}

/**
 * Whether a flaw is in what users get: in a dependency, or in a package that a bundle holds parts of.
 *
 * @param {Record<string, { dev?: boolean }>} locked  the packages of the lock file, by place
 * @param {readonly string[]} notices  the texts that name what the bundles hold
 * @returns {(flaw: Flaw) => boolean}
 */
export function shipped(locked, notices) {
  const bundled = new Set(
    notices.flatMap((text) => [...text.matchAll(/^(\S+) \S+ \(.+\)$/gm)].map(([, name]) => name)),
  );
  return ({ name, nodes = [] }) => bundled.has(name) || nodes.some((place) => locked[place]?.dev !== true);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
  const options = { cwd: root, encoding: "utf8", shell: process.platform === "win32", timeout: 120_000 };
  const { stdout } = spawnSync("npm", ["audit", "--json"], /** @type {const} */ (options));
  const missing = NOTICES.filter((file) => !existsSync(join(root, file)));
  if (missing.length > 0) throw new Error(`${missing.join(" and ")} must be there: run "npm run build" first`);
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  const notices = NOTICES.map((file) => readFileSync(join(root, file), "utf8"));
  const { lines, isGrave } = judge(String(stdout), shipped(packages, notices));
  for (const line of lines) console.log(`audit: ${line}`);
  process.exitCode = isGrave ? 1 : 0;
}
