import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { header } from "./words";

const folder = join(__dirname, "..", "..", "provider", "cluster", "functions");

/** The list of the package's functions: those that a file of their folder defines under its own name. */
export function functionListSource(): string {
  const names = readdirSync(folder)
    .map((file) => basename(file, ".ts"))
    .filter((name) => readFileSync(join(folder, `${name}.ts`), "utf8").includes(`const ${name} = packageFunction(`))
    .sort();
  return `${header("the functions in this folder")}${names.map((name) => `import { ${name} } from "./${name}";\n`).join("")}
/** The package's functions by name: the SDKs, the plugin, its schema and the reference are made from this list. */
export const functions = { ${names.join(", ")} };
`;
}
