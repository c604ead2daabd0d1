/**
 * How the SDK of each language is written from the package schema, and built.
 *
 * Pulumi's generators for Python and Go are libraries, which `codegen` runs. Those for .NET and Java are part of the
 * language hosts that Pulumi's full installation brings, and `pulumi package gen-sdk` runs them.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../setup/command.mjs";
import { goVersion } from "../setup/goBuild.mjs";
import { pinnedVersion } from "../setup/toolCache.mjs";

/**
 * @typedef {object} Tools
 * @property {string} repository
 * @property {string | undefined} codegen  Pulumi's generators, where there is Go
 * @property {string | undefined} python  an interpreter with pip
 * @property {string} pulumi  the CLI
 */

/**
 * @typedef {object} Language
 * @property {(tools: Tools) => string | undefined} lacks  the first tool that is missing, in words
 * @property {(tools: Tools, folder: string) => Promise<string>} build  writes and builds the SDK; answers what was built
 */

const schemaOf = (repository) => join(repository, "provider", "schema.json");
const has = (command, ...args) => spawnSync(command, args, { stdio: "ignore" }).status === 0;

/** @returns {{ version: string, language: Record<string, Record<string, string>> }} */
export function readSchema(repository) {
  return JSON.parse(readFileSync(schemaOf(repository), "utf8"));
}

function emptied(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

/**
 * Go's environment, without the user's own flags and workspace. The flags that packages are compiled with are those of the
 * CLI (tools/setup/goBuild.mjs), so that Go takes from its cache what it compiled for the CLI.
 */
export const goEnvironment = {
  ...process.env,
  GOFLAGS: "-mod=mod -buildvcs=false -trimpath -tags=osusergo,grpcnotrace",
  GOWORK: "off",
  CGO_ENABLED: "0",
};

/** @type {Language} */
const go = {
  lacks: ({ codegen }) => (codegen === undefined || goVersion() === undefined ? "Go" : undefined),
  async build({ repository, codegen }, folder) {
    const { language } = readSchema(repository);
    const module = language.go.importBasePath.replace(/\/[^/]+$/, "");
    const sdk = "github.com/pulumi/pulumi/sdk/v3";
    const cli = join(repository, "tools", "setup", "pulumi-cli");
    await run(codegen, ["sdk", "go", schemaOf(repository), emptied(folder)]);
    const least = /^go (.*)$/m.exec(readFileSync(join(cli, "go.mod"), "utf8"))?.[1];
    const lines = [`module ${module}`, `go ${least}`, `require ${sdk} v${pinnedVersion(cli, sdk)}`];
    writeFileSync(join(folder, "go.mod"), `${lines.join("\n\n")}\n`);
    await run("go", ["build", "./..."], { cwd: folder, env: goEnvironment });
    await run("go", ["vet", "./..."], { cwd: folder, env: goEnvironment });
    return `the module ${module}`;
  },
};

/** @type {Language} */
const python = {
  lacks: ({ codegen, python: command }) =>
    codegen === undefined ? "Go" : command === undefined ? "Python 3.9 or later with venv" : undefined,
  async build({ repository, codegen, python: command }, folder) {
    await run(codegen, ["sdk", "python", schemaOf(repository), emptied(folder)]);
    const quiet = ["--quiet", "--disable-pip-version-check"];
    await run(command, ["-m", "pip", "wheel", ...quiet, "--no-deps", "--wheel-dir", join(folder, "dist"), folder]);
    const wheel = wheelIn(folder);
    // A wheel holds no compiled files, so a syntax error would go unnoticed.
    await run(command, ["-m", "compileall", "-q", join(folder, readSchema(repository).language.python.packageName)]);
    return wheel;
  },
};

/** @returns {string} the path of the wheel that was built in the folder of Python's SDK */
export function wheelIn(folder) {
  const [wheel] = readdirSync(join(folder, "dist")).filter((name) => name.endsWith(".whl"));
  return join(folder, "dist", wheel);
}

/** An SDK whose generator is part of a language host. */
function ofHost(language, host, [tool, ...probe], build) {
  return {
    lacks: () => (!has(host, "-version") && !has(host, "--help") ? host : has(tool, ...probe) ? undefined : tool),
    async build({ repository, pulumi }, folder) {
      const args = ["package", "gen-sdk", schemaOf(repository), "--language", language, "--out", emptied(folder)];
      await run(pulumi, args);
      return build(join(folder, language));
    },
  };
}

const dotnet = ofHost("dotnet", "pulumi-language-dotnet", ["dotnet", "--version"], async (folder) => {
  await run("dotnet", ["pack", "--configuration", "Release", "--output", join(folder, "dist")], { cwd: folder });
  return join(folder, "dist");
});

const java = ofHost("java", "pulumi-language-java", ["gradle", "--version"], async (folder) => {
  await run("gradle", ["build"], { cwd: folder });
  return join(folder, "build", "libs");
});

/** @type {Readonly<Record<string, Language>>} */
export const languages = { python, go, dotnet, java };
