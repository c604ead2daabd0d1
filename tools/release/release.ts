/**
 * `npm run release`: checks the version against the tag and the changelog, packs, checks the package, writes checksums,
 * and publishes. With `--dry-run`, it does not publish and prints the commands that it would run.
 *
 * The workflow `release.yml` runs it on a tag. Only the tag differs from a local dry run.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { archiveProblems, type Manifest, packageProblems } from "./contents";
import { problems, sectionOf } from "./problems";

const root = join(__dirname, "..", "..");
const checksums = "SHA256SUMS";

export interface ReleaseOptions {
  readonly tag: string;
  /** The folder for everything that is published; emptied first. */
  readonly folder: string;
  /** Default: CHANGELOG.md. */
  readonly changelog?: string;
}

export interface Release {
  /** What must be fixed first. */
  readonly problems: readonly string[];
  /** The files to publish, by name. */
  readonly files: readonly string[];
  /** The commands that publish, in order. */
  readonly commands: readonly (readonly string[])[];
}

/** Builds and checks everything that a release publishes. Uploads nothing. */
export function prepare({ tag, folder, changelog = read("CHANGELOG.md") }: ReleaseOptions): Release {
  const manifest: Manifest = JSON.parse(read("package.json"));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  run("node", ["tools/setup/setup.mjs", "--no-cli"]);
  const [packed] = JSON.parse(run("npm", ["pack", "--json", "--pack-destination", folder]));
  run("node", ["tools/build/dist.mjs", folder]);
  const { version: schemaVersion, repository: schemaRepository } = JSON.parse(read("provider/schema.json"));
  const archives = readdirSync(folder).filter((name) => name.endsWith(".tar.gz"));
  const inPackage: string[] = packed.files.map(({ path }: { path: string }) => path);
  const found = [
    ...problems({
      manifest,
      tag,
      changelog,
      schemaVersion,
      schemaRepository,
      recorded: readdirSync(join(root, "tests", "state", "versions")),
    }),
    ...packageProblems(inPackage, manifest, root),
    ...archives.flatMap((name) =>
      archiveProblems(
        name,
        run("tar", ["-tzf", join(folder, name)])
          .trim()
          .split("\n"),
      ),
    ),
  ];
  writeFileSync(join(folder, "notes.md"), `${notes(changelog, manifest.version)}\n`);
  const assets = readdirSync(folder).filter((name) => name !== "notes.md");
  writeFileSync(join(folder, checksums), assets.map((name) => `${sha256(join(folder, name))}  ${name}\n`).join(""));
  return { problems: found, files: [...assets, checksums], commands: publishing(tag, packed.filename, assets) };
}

/** The commands in order: the step that cannot be undone is the last but one, and the announcement is the last. */
function publishing(tag: string, tarball: string, assets: readonly string[]): string[][] {
  const bundle = `${checksums}.sigstore.json`;
  return [
    ["cosign", "sign-blob", "--yes", "--bundle", bundle, checksums],
    ["npm", "publish", `./${tarball}`, "--provenance", "--access", "public"],
    [
      "gh",
      "release",
      "create",
      tag,
      "--verify-tag",
      "--title",
      tag,
      "--notes-file",
      "notes.md",
      ...assets,
      checksums,
      bundle,
    ],
  ];
}

/** The changes of a version without their heading. */
function notes(changelog: string, version: string): string {
  return (sectionOf(changelog, version) ?? "").split("\n").slice(1).join("\n").trim();
}

function sha256(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}

function run(command: string, args: readonly string[], cwd = root): string {
  return execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
}

function read(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

/** @returns the exit code */
function main({ dryRun = false, tag }: { dryRun?: boolean; tag?: string }): number {
  const folder = join(root, "release");
  const { version } = JSON.parse(read("package.json"));
  const release = prepare({ tag: tag ?? process.env.GITHUB_REF_NAME ?? `v${version}`, folder });
  console.log(["In release/:", ...release.files].join("\n  "));
  if (release.problems.length > 0) {
    console.error(["Not ready:", ...release.problems].join("\n  "));
    return 1;
  }
  for (const [command = "", ...args] of release.commands) {
    console.log(`${dryRun ? "Would run" : "Running"}: ${[command, ...args].join(" ")}`);
    if (!dryRun) console.log(run(command, args, folder));
  }
  return 0;
}

if (require.main === module) {
  const command = new Command("release")
    .description("Checks, packs, signs and publishes the version in package.json.")
    .option("--dry-run", "publish nothing")
    .option("--tag <tag>", "the tag to release; default: the workflow's tag, otherwise the version's")
    .action((options) => {
      process.exitCode = main(options);
    });
  command.parse();
}
