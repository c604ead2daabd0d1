/**
 * Another version of this package to compare with: `--baseline <git ref>`, built once in `.work/baseline`.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..");

/** The folder of the package as of `ref`, compiled and bundled. @throws Error for a ref that the clone does not have */
export function built(ref: string): string {
  const git = (...args: string[]) => execFileSync("git", args, { cwd: root, maxBuffer: 2 ** 30 });
  const commit = git("rev-parse", "--verify", `${ref}^{commit}`).toString().trim();
  const folder = join(root, ".work", "baseline", commit);
  if (existsSync(join(folder, "bin", "THIRD_PARTY_LICENSES.txt"))) return folder;
  mkdirSync(folder, { recursive: true });
  execFileSync("tar", ["-x", "-C", folder], { input: git("archive", commit) });
  // The same libraries on both sides: what is compared is this package.
  if (!existsSync(join(folder, "node_modules"))) symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  execFileSync("npm", ["run", "--silent", "build"], { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  return folder;
}
