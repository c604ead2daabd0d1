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
/** The files by which the Pulumi CLI starts the plugin in a package's folder; it runs the first one to learn the name. */
const starters = ["pulumi-resource-", plugin, `${plugin}.cmd`];
const notices = "THIRD_PARTY_LICENSES.txt";
/** The plugin itself, and the libraries that it loads when an operation needs them. */
const scripts = ["plugin.cjs", "ajv.cjs", "rrule.cjs", "vendor.cjs", "yaml.cjs"];
/** Bundled from node_modules: the build empties this folder first. */
const libraries = "dist/libraries/";
/** What the README and the pages link to, apart from the pages themselves; the first example represents all examples. */
const linked = ["SECURITY.md", "simulator/README.md", "examples/quickstart/index.ts"];

/** What a package may contain at its top level. */
const top = ["package.json", "README.md", "LICENSE", "CHANGELOG.md", "SECURITY.md", "bin", "dist", "docs", "examples"];

/** What a run of an example leaves in its folder: packages, caches, and the configuration of a stack. */
const leftOver = /^examples\/.*(\/node_modules\/|\/__pycache__\/|\/\.|\/Pulumi\.[^/]+\.yaml$)/;

const isStranger = (path: string): boolean =>
  leftOver.test(path) ||
  (![...top, ...starters].includes(path.split("/")[0] as string) && path !== "simulator/README.md");

/**
 * The faults in the files of the npm package: missing entry points, files that do not belong there, and compiled files
 * whose source no longer exists.
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
    ...[notices, ...scripts].map((name) => `bin/${name}`),
    `${libraries}${notices}`,
  ];
  return [
    ...wanted.filter((path) => !files.includes(path)).map((path) => `the package lacks ${path}`),
    ...files.filter(isStranger).map((path) => `the package holds ${path}`),
    ...files.filter((path) => isStale(path, root)).map((path) => `the package holds ${path}, which has no source`),
  ];
}

/** Whether a file was compiled or copied from a file that no longer exists. */
function isStale(path: string, root: string): boolean {
  if (!path.startsWith("dist/") || path.startsWith(libraries)) return false;
  const source = path.slice("dist/".length);
  const sources = [source, source.replace(/(\.d\.ts|\.js)$/, ".ts")];
  return !sources.some((file) => existsSync(join(root, file)));
}

/** The faults in one archive of the plugin, found from the names in it. */
export function archiveProblems(archive: string, files: readonly string[]): string[] {
  const wanted = ["LICENSE", notices, plugin, `${plugin}.cmd`, ...scripts].sort();
  return JSON.stringify([...files].sort()) === JSON.stringify(wanted)
    ? []
    : [`${archive} holds ${files.join(", ")} and should hold ${wanted.join(", ")}`];
}
