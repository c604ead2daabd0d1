import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { properties } from "../provider/cluster/properties/table";
import { checksPage } from "./generate/checks";
import { cliPage } from "./generate/cli";
import { errorsPage } from "./generate/errors";
import { functionsPage } from "./generate/functions";
import { lifecyclePage } from "./generate/lifecycle";
import { operationsPage } from "./generate/operations";
import { pluginSdkSource } from "./generate/pluginSdk";
import { policyDocuments, policyPage } from "./generate/policy";
import { referencePage } from "./generate/reference";
import { schemaText } from "./generate/schema";
import { sdkSource } from "./generate/sdk";

const root = join(__dirname, "..");

/** The files that are read off the property table, and off what else the provider does. */
const files: Readonly<Record<string, () => string>> = {
  "sdk/serverlessCluster.ts": () => formatted("sdk/serverlessCluster.ts", sdkSource(properties)),
  "sdk/plugin/serverlessCluster.ts": () => formatted("sdk/plugin/serverlessCluster.ts", pluginSdkSource(properties)),
  "provider/schema.json": () => formatted("provider/schema.json", schemaText(properties, packageVersion())),
  "docs/reference.md": () => referencePage(properties),
  "docs/lifecycle.md": () => lifecyclePage(properties),
  "docs/operations.md": () => operationsPage(properties),
  "docs/checks.md": checksPage,
  "docs/errors.md": errorsPage,
  "docs/functions-reference.md": functionsPage,
  "docs/ram-policy.md": policyPage,
  ...Object.fromEntries(
    Object.entries(policyDocuments()).map(([name, document]) => [`docs/policies/${name}`, () => document]),
  ),
  "docs/cli.md": cliPage,
};

/** Writes the generated files, or with `--check` says which are stale. */
function main(args: readonly string[]): void {
  const stale = Object.entries(files).filter(([path, content]) => read(path) !== content());
  if (args.includes("--check")) {
    for (const [path] of stale) console.error(`${path} is not what its source says: run "npm run generate"`);
    process.exitCode = stale.length > 0 ? 1 : 0;
    return;
  }
  for (const [path, content] of stale) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content());
  }
}

function packageVersion(): string {
  return JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version;
}

/** As the repository's formatter writes it. */
function formatted(path: string, source: string): string {
  const biome = require.resolve("@biomejs/biome/bin/biome");
  return execFileSync(process.execPath, [biome, "format", `--stdin-file-path=${path}`], {
    cwd: root,
    input: source,
    encoding: "utf8",
  });
}

function read(path: string): string | undefined {
  try {
    return readFileSync(join(root, path), "utf8");
  } catch {
    return undefined;
  }
}

main(process.argv.slice(2));
