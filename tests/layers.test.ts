import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import ts from "typescript";

const root = join(__dirname, "..");
const source = /\.(ts|mts|cts|js|mjs|cjs)$/;
const skipped = ["node_modules", "dist", ".work"];

/** Every source file below a folder, by its path in the repository. */
function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && source.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => !path.split("/").some((part) => skipped.includes(part)))
    .toSorted();
}

/** What a file imports or requires: a path in the repository, or a package's name. */
function importsOf(path: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(join(root, path), "utf8"), true, true);
  return importedFiles.map(({ fileName }) =>
    fileName.startsWith(".") ? relative(root, join(root, dirname(path), fileName)) : fileName,
  );
}

const folders = ["provider", "sdk", "cli", "simulator", "examples", "tools", "tests", "bench"] as const;
const files = folders.flatMap(filesIn);
const imports = new Map(files.map((path) => [path, importsOf(path)]));

const isInRepository = (path: string) => folders.some((folder) => path === folder || path.startsWith(`${folder}/`));
const isPulumi = (name: string) => name.startsWith("@pulumi/");

/** The imports of files below `folder` that are of our own making and not allowed there. */
function strangers(folder: string, allowed: readonly (string | RegExp)[]): string[] {
  return [...imports].flatMap(([path, names]) =>
    path.startsWith(`${folder}/`)
      ? names
          .filter((name) => isInRepository(name) || isPulumi(name))
          .filter(
            (name) => !allowed.some((rule) => (typeof rule === "string" ? name.startsWith(rule) : rule.test(name))),
          )
          .map((name) => `${path} imports ${name}`)
      : [],
  );
}

test.each<[string, readonly (string | RegExp)[], string]>([
  ["provider/table", ["provider/table/", "provider/ack/operations"], "itself and the list of operations"],
  ["provider/ack", ["provider/ack/"], "itself"],
  ["provider/cluster", ["provider/cluster/", "provider/table/", "provider/ack/"], "itself, table/ and ack/"],
  ["provider/hosts", ["provider/", "@pulumi/"], "the provider and Pulumi"],
  [
    "sdk",
    ["sdk/", "provider/cluster/", "provider/ack/", "provider/hosts/standalone", "@pulumi/"],
    "itself, cluster/, ack/, the standalone host and Pulumi",
  ],
  ["cli", ["cli/", "provider/", "sdk/"], "itself, the provider and the SDK"],
  ["simulator", ["simulator/"], "itself"],
  ["examples", ["examples/", "@pulumi/"], "what a user can import"],
  ["tools", ["tools/", "provider/", "sdk", "cli/", "simulator", "examples/", "@pulumi/"], "everything but the tests"],
])("%s/ imports, of what is ours and Pulumi's, only %s", (folder, allowed) => {
  expect(strangers(folder, allowed)).toEqual([]);
});

test("the layers are there to be judged", () => {
  const inside = (folder: string) => files.filter((path) => path.startsWith(`${folder}/`)).length > 0;
  const layers = ["provider/table", "provider/ack", "provider/cluster", "provider/hosts", ...folders];
  expect(layers.filter((folder) => !inside(folder))).toEqual([]);
  expect(imports.get("provider/cluster/preview/plan.ts")).toContain("provider/table/values");
  expect(imports.get("provider/ack/wire.ts")).toContain("@alicloud/cs20151215");
});

test("a file is at most 350 lines long, unless it is generated", () => {
  const long = files.flatMap((path) => {
    const text = readFileSync(join(root, path), "utf8");
    const lines = text.split("\n").length - 1;
    return lines > 350 && !text.startsWith("// Generated ") ? [`${path}: ${lines}`] : [];
  });
  expect(long).toEqual([]);
});

test("no page holds the marks of a merge conflict", () => {
  const pages = [".", "docs", "decisions"].flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith(".md"))
      .map((name) => join(folder, name)),
  );
  expect(pages).toContain("CHANGELOG.md");
  const marked = pages.filter((page) => /^(<{7}|>{7}) /m.test(readFileSync(join(root, page), "utf8")));
  expect(marked).toEqual([]);
});

test("a file is named after what it holds", () => {
  const vague = /^(utils?|helpers?|types|common|misc|shared)\.[cm]?[jt]s$/;
  expect(files.filter((path) => vague.test(basename(path)))).toEqual([]);
});
