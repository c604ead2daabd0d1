import { existsSync } from "node:fs";
import { join } from "node:path";

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly repository?: unknown;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly bin: Readonly<Record<string, string>>;
}

const plugin = "pulumi-resource-ack-serverless";
/** By which the Pulumi CLI starts the plugin in a package's folder; it asks the first one before it knows the name. */
const starters = ["pulumi-resource-", plugin, `${plugin}.cmd`];
const notices = "THIRD_PARTY_LICENSES.txt";
/** What the README and the pages link to beside the pages themselves; of the examples, the first one stands for all. */
const linked = ["SECURITY.md", "simulator/README.md", "examples/quickstart/index.ts"];

/** What a package may hold at its top. */
const top = ["package.json", "README.md", "LICENSE", "CHANGELOG.md", "SECURITY.md", "bin", "dist", "docs", "examples"];

/** What running an example leaves in its folder: packages, caches, and the configuration of a stack. */
const leftOver = /^examples\/.*(\/node_modules\/|\/__pycache__\/|\/\.|\/Pulumi\.[^/]+\.yaml$)/;

const isStranger = (path: string): boolean =>
  leftOver.test(path) ||
  (![...top, ...starters].includes(path.split("/")[0] as string) && path !== "simulator/README.md");

/**
 * What is wrong with the files of the npm package: entry points that are missing, files that do not belong there, and
 * compiled files whose source is gone.
 *
 * @param files  the paths in the package, as `npm pack --json` lists them
 * @param root  the repository
 */
export function packageProblems(files: readonly string[], manifest: Manifest, root: string): string[] {
  const entries = [...Object.values(manifest.exports), ...Object.values(manifest.bin)]
    .flatMap((entry) => (typeof entry === "string" ? [entry] : Object.values(entry)))
    .map((path) => path.replace(/^\.\//, ""));
  const wanted = [
    ...new Set([...entries, "README.md", "LICENSE", "CHANGELOG.md", ...linked]),
    ...starters,
    `bin/${notices}`,
  ];
  return [
    ...wanted.filter((path) => !files.includes(path)).map((path) => `the package lacks ${path}`),
    ...files.filter(isStranger).map((path) => `the package holds ${path}`),
    ...files.filter((path) => isStale(path, root)).map((path) => `the package holds ${path}, which has no source`),
  ];
}

/** Compiled from a source that is gone, or copied from a file that is gone. */
function isStale(path: string, root: string): boolean {
  if (!path.startsWith("dist/")) return false;
  const source = path.slice("dist/".length);
  const sources = [source, source.replace(/(\.d\.ts|\.js)$/, ".ts")];
  return !sources.some((file) => existsSync(join(root, file)));
}

/** What is wrong with one archive of the plugin, by the names in it. */
export function archiveProblems(archive: string, files: readonly string[]): string[] {
  const wanted = ["LICENSE", notices, plugin, `${plugin}.cmd`];
  return JSON.stringify([...files].sort()) === JSON.stringify(wanted)
    ? []
    : [`${archive} holds ${files.join(", ")} and should hold ${wanted.join(", ")}`];
}
