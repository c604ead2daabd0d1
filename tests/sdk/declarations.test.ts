import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import ts from "typescript";

const root = join(__dirname, "..", "..");

/** The modules outside of the package that the declarations of an entry reach. */
function reached(entry: string): string[] {
  const files = new Set([join(root, entry)]);
  const outside = new Set<string>();
  for (const file of files)
    for (const { fileName: name } of ts.preProcessFile(readFileSync(file, "utf8")).importedFiles) {
      if (!name.startsWith(".")) outside.add(name);
      else files.add(join(root, declarationOf(relative(root, join(dirname(file), name)))));
    }
  return [...outside].filter((name) => !name.startsWith("node:")).sort();
}

function declarationOf(path: string): string {
  return existsSync(join(root, `${path}.d.ts`)) ? `${path}.d.ts` : join(path, "index.d.ts");
}

test.each(["dist/sdk/index.d.ts", "dist/sdk/plugin/index.d.ts"])(
  "%s brings into the check of a program's types only what it needs of Pulumi's",
  (entry) => {
    expect(reached(entry)).toEqual(["@pulumi/pulumi/output", "@pulumi/pulumi/resource"]);
  },
);
