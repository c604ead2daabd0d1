import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { KubernetesBinaries } from "../../../tools/kubernetes/localApiServer";

const record = join(__dirname, "..", "..", "..", ".work", "kubernetes.json");

function found(): Partial<KubernetesBinaries> {
  return existsSync(record) ? (JSON.parse(readFileSync(record, "utf8")) as Partial<KubernetesBinaries>) : {};
}

/** What the set-up found or built. */
export function binaries(): KubernetesBinaries {
  const { folder } = found();
  if (folder === undefined) throw new Error("no API server: run node tools/setup/setup.mjs --kubernetes");
  return { folder };
}

/** Tests that need a real API server; skipped where the set-up was not asked for one, or found none. */
export function withKubernetes(name: string, tests: () => void): void {
  if (found().folder !== undefined) describe(name, tests);
  else describe.skip(`${name} (needs node tools/setup/setup.mjs --kubernetes)`, tests);
}
