import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { properties } from "../../provider/cluster/properties/table";
import { checksPage } from "./checks";
import { cliPage } from "./cli";
import { enumsSource } from "./enums";
import { errorsPage } from "./errors";
import { fieldTypesSource } from "./fieldTypes";
import { functionListSource } from "./functionList";
import { functionsPage } from "./functions";
import { lifecyclePage } from "./lifecycle";
import { operationsPage } from "./operations";
import { policyDocuments, policyPage } from "./policy";
import { referencePage } from "./reference";
import { schemaText } from "./schema";
import type { Manifest } from "./schemaPackage";
import { clusterArgsSource, clusterBaseSource, clusterSource, pluginClusterSource } from "./sdk";
import { functionsSource, functionTypesSource, pluginFunctionsSource } from "./sdkFunctions";
import { providerArgsSource, withSettings } from "./settings";

const root = join(__dirname, "..", "..");

const functionList = "provider/cluster/functions/functions.ts";

/** The files that are generated, entirely or between markers, from the tables of properties and settings and from the code. */
const files: Readonly<Record<string, () => string>> = {
  ...formatted({
    [functionList]: functionListSource,
    "sdk/clusterArgs.ts": () => clusterArgsSource(properties),
    "sdk/serverlessClusterBase.ts": () => clusterBaseSource(properties),
    "sdk/serverlessCluster.ts": clusterSource,
    "sdk/functionTypes.ts": functionTypesSource,
    "sdk/functions.ts": functionsSource,
    "sdk/plugin/serverlessCluster.ts": pluginClusterSource,
    "sdk/plugin/functions.ts": pluginFunctionsSource,
    "sdk/providerArgs.ts": providerArgsSource,
    "sdk/enums.ts": () => enumsSource(JSON.parse(schemaText(properties, manifest())).types),
    "simulator/world/fieldTypes.ts": fieldTypesSource,
    "provider/schema.json": () => schemaText(properties, manifest()),
  }),
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
  "docs/settings.md": () => withSettings(read("docs/settings.md") ?? ""),
  "docs/plugin.md": () => withSettings(read("docs/plugin.md") ?? ""),
};

/** This process again, from its beginning. */
const restart = [...process.execArgv, ...process.argv.slice(1)];

/** Writes the generated files, or with `--check` reports which are stale. */
function main(args: readonly string[]): void {
  const stale = Object.entries(files).filter(([path, content]) => read(path) !== content());
  if (args.includes("--check")) {
    for (const [path] of stale) console.error(`${path} is out of date: run "npm run generate"`);
    process.exitCode = stale.length > 0 ? 1 : 0;
    return;
  }
  for (const [path, content] of stale) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content());
    // The other files are made from the functions in this list, which this process has loaded as it was.
    if (path === functionList) return void execFileSync(process.execPath, restart, { stdio: "inherit" });
  }
}

function manifest(): Manifest {
  return JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
}

/** Formatted by the repository's formatter, with sorted imports. */
function formatted(sources: Readonly<Record<string, () => string>>): Readonly<Record<string, () => string>> {
  return Object.fromEntries(
    Object.entries(sources).map(([path, source]) => [path, () => biomeFormatted(path, source())]),
  );
}

function biomeFormatted(path: string, source: string): string {
  const biome = require.resolve("@biomejs/biome/bin/biome");
  return execFileSync(process.execPath, [biome, "check", "--write", `--stdin-file-path=${path}`], {
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
