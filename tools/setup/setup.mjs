/**
 * Makes a fresh clone ready: dependencies, build, the package's own name, a Pulumi CLI, and for tests what they need more.
 *
 * `npm start`, `npm test` and `npm run check` begin with it, so it needs nothing but Node and does nothing twice.
 * `--no-cli` leaves the Pulumi CLI out; `--tests` adds what programs in other languages and in Bun need, `--kubernetes` a real API server
 * and the plugin of @pulumi/kubernetes.
 */
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureBun } from "./bun.mjs";
import { npm } from "./command.mjs";
import { ensureKubernetes } from "./kubernetes.mjs";
import { ensurePulumiCli } from "./pulumiCli.mjs";
import { ensurePulumiKubernetes } from "./pulumiKubernetes.mjs";
import { ensurePulumiYaml } from "./pulumiYaml.mjs";
import { ensurePython } from "./python.mjs";
import { ensureSdks } from "./sdks.mjs";
import { StepFailed, step } from "./terminal.mjs";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const inRoot = (...parts) => join(root, ...parts);

/** Where the set-up tells the demo and the tests which CLI to use, and the tests what runs other programs. */
const cliRecord = inRoot(".work", "pulumi-cli.json");
const yamlRecord = inRoot(".work", "pulumi-yaml.json");
const kubernetesRecord = inRoot(".work", "kubernetes.json");
const bunRecord = inRoot(".work", "bun.json");
const sdksRecord = inRoot(".work", "sdks.json");

async function main() {
  requireNode(20);
  mkdirSync(inRoot(".work"), { recursive: true });
  await step("dependencies", dependencies);
  if (!process.argv.includes("--tests")) return afterDependencies();
  // Python's packages mostly come over the network, while the rest is compiled.
  const python = step("Pulumi for Python", (report) => ensurePython(root, report));
  await Promise.all([python, afterDependencies(python)]);
}

/** @param {Promise<string | undefined>} [python]  the interpreter, for tests */
async function afterDependencies(python) {
  await step("build", build);
  linkOwnName();
  if (process.argv.includes("--kubernetes")) {
    const folder = await step("Kubernetes", (report) => ensureKubernetes(root, report));
    write(kubernetesRecord, { folder });
    const plugin = await step("plugin of @pulumi/kubernetes", (report) => ensurePulumiKubernetes(root, report));
    write(kubernetesRecord, { folder, plugin });
  }
  if (process.argv.includes("--no-cli")) return;
  const cli = await step("Pulumi CLI", (report) => ensurePulumiCli(root, report));
  write(cliRecord, cli);
  if (python === undefined) return;
  const folder = await step("Pulumi YAML", (report) => ensurePulumiYaml(root, cli, report));
  write(yamlRecord, { folder });
  write(bunRecord, { command: await step("Bun", ensureBun) });
  const interpreter = await python;
  write(sdksRecord, await step("SDKs of the plugin", (report) => ensureSdks(root, interpreter, report)));
}

function write(record, found) {
  writeFileSync(record, `${JSON.stringify(found, null, 2)}\n`);
}

/** @param {number} least */
function requireNode(least) {
  if (Number(process.versions.node.split(".")[0]) >= least) return;
  throw new StepFailed(`Node ${least} or later is needed; this is ${process.versions.node}`);
}

/**
 * Installs when what stands in node_modules is not what package-lock.json asks for. Without the packages' own scripts:
 * nothing needs them, and one of them downloads a Pulumi plugin.
 */
async function dependencies({ note, progress }) {
  if (isInstalled()) return note("up to date");
  await npm(["ci", "--no-audit", "--no-fund", "--ignore-scripts"], { cwd: root, onLine: progress });
}

/**
 * Compares the two lock files by what they hold.
 *
 * Their times tell less: npm writes package-lock.json last, so it is the newer one after every `npm install`.
 */
function isInstalled() {
  const installedLock = inRoot("node_modules", ".package-lock.json");
  if (!existsSync(installedLock)) return false;
  const wanted = JSON.parse(readFileSync(inRoot("package-lock.json"), "utf8")).packages;
  const installed = JSON.parse(readFileSync(installedLock, "utf8")).packages;
  return Object.entries(wanted).every(([place, { version, optional }]) => {
    const found = installed[place];
    return place === "" || (found === undefined ? optional === true : found.version === version);
  });
}

/** The last file that the compiler writes, and what the bundler does. */
const built = [
  "dist/.tsbuildinfo",
  "dist/libraries/THIRD_PARTY_LICENSES.txt",
  "bin/pulumi-resource-ack-serverless",
  "bin/plugin.cjs",
  "bin/THIRD_PARTY_LICENSES.txt",
  "pulumi-resource-",
  "pulumi-resource-ack-serverless",
];

/** Compiles to dist/, since the engine's dynamic provider host loads JavaScript only, and bundles the plugin. */
async function build({ note }) {
  const stamp = inRoot(".work", "built.json");
  const sources = ["provider", "sdk", "simulator", "cli"].flatMap(filesUnder).sort();
  const hash = createHash("sha256");
  const makers = [
    "tools/build/assets.mjs",
    "tools/build/bundle.mjs",
    "tools/build/libraries.mjs",
    "tools/build/pluginLibraries.mjs",
    "tools/build/unused.mjs",
    "tools/build/licences.mjs",
    "tsconfig.json",
    "tsconfig.build.json",
    "package-lock.json",
  ];
  for (const file of [...sources, ...makers])
    hash
      .update(file)
      .update("\0")
      .update(readFileSync(inRoot(file)))
      .update("\0");
  const now = { sources, digest: hash.digest("hex") };

  const before = existsSync(stamp) ? JSON.parse(readFileSync(stamp, "utf8")) : { sources: [] };
  if (before.digest === now.digest && built.every((file) => existsSync(inRoot(file)))) return note("up to date");
  // The compiler leaves the output of a source that is gone, and `npm pack` would ship it.
  const gone = before.sources.some((file) => !sources.includes(file));
  if (gone || !existsSync(stamp)) rmSync(inRoot("dist"), { recursive: true, force: true });
  await npm(["run", "--silent", "build"], { cwd: root });
  writeFileSync(stamp, JSON.stringify(now));
}

/** @param {string} folder */
function filesUnder(folder) {
  return readdirSync(inRoot(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length + 1));
}

/**
 * Lets `require("pulumi-ack-serverless")` work inside the repository.
 *
 * A package may require itself by name, but only from its own modules. The dynamic provider host evaluates the code
 * in a stack's state outside any package, and finds the name only in a node_modules folder.
 */
function linkOwnName() {
  const link = inRoot("node_modules", "pulumi-ack-serverless");
  if (existsSync(link) && realpathSync(link) === realpathSync(root)) return;
  rmSync(link, { recursive: true, force: true });
  symlinkSync(root, link, "junction");
}

// A terminal's Ctrl-C reaches only this process: leaving through `exit` ends what it started and what it half made.
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(130));

main().catch((failure) => {
  process.stderr.write(`\n${failure instanceof StepFailed ? failure.message : failure.stack}\n`);
  process.exitCode = 1;
});
