import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { archiveProblems, packageProblems } from "../tools/release/contents";
import { type Candidate, problems } from "../tools/release/problems";
import { prepare, type Release } from "../tools/release/release";

const root = join(__dirname, "..");
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

const ready: Candidate = {
  manifest: { name: "pulumi-ack-serverless", version: "1.2.3", repository: "github:somebody/something" },
  tag: "v1.2.3",
  changelog:
    "# Changelog\n\n## [Unreleased]\n\n## [1.2.3] - 2027-01-31\n\n### Added\n\n- A thing.\n\n## [1.2.2] - 2027-01-01\n\n- More.\n",
  schemaVersion: "1.2.3",
  schemaRepository: "https://github.com/somebody/something",
  recorded: ["1.2.2", "1.2.3"],
};
const changed = (from: string, to: string) => ({ changelog: ready.changelog.replace(from, to) });

test("a version that has everything is ready", () => {
  expect(problems(ready)).toEqual([]);
});

test.each<[string, Partial<Candidate>, string]>([
  ["is no version", { manifest: { ...ready.manifest, version: "1.2" } }, '"1.2" is no version'],
  ["has another tag", { tag: "v1.2.4" }, "the tag must be v1.2.3"],
  ["comes from nowhere", { manifest: { name: "", version: "1.2.3" } }, 'names no "repository"'],
  ["is not in the changelog", changed("[1.2.3]", "[1.3.0]"), 'has no "## [1.2.3] - YYYY-MM-DD"'],
  ["has no date there", changed(" - 2027-01-31", ""), "[1.2.3] has no date"],
  ["says nothing there", changed("- A thing.", ""), "[1.2.3] says nothing"],
  ["leaves something for later", changed("[Unreleased]\n", "[Unreleased]\n\n- More.\n"), 'left under "Unreleased"'],
  ["was not generated", { schemaVersion: "1.2.2" }, 'run "npm run generate"'],
  [
    "names its place nowhere in the schema",
    { schemaRepository: undefined },
    "provider/schema.json names no repository",
  ],
  ["has recorded no states", { recorded: ["1.2.2"] }, 'run "npx tsx tests/state/record.ts"'],
])("a version that %s is not", (_, difference, said) => {
  expect(problems({ ...ready, ...difference }).join("\n")).toContain(said);
});

describe("what is packed", () => {
  const entries = {
    name: "p",
    version: "1.2.3",
    exports: { ".": { types: "./dist/sdk/index.d.ts", default: "./dist/sdk/index.js" } },
    bin: { p: "bin/p" },
  };
  const starter = "pulumi-resource-ack-serverless";
  const scripts = ["ajv.cjs", "plugin.cjs", "rrule.cjs", "vendor.cjs", "yaml.cjs"];
  const whole = [
    ...["README.md", "LICENSE", "CHANGELOG.md", "bin/p", "dist/sdk/index.js", "dist/sdk/index.d.ts"],
    ...scripts.map((name) => `bin/${name}`),
    ...["bin/THIRD_PARTY_LICENSES.txt", "pulumi-resource-", starter, `${starter}.cmd`],
    ...["dist/libraries/THIRD_PARTY_LICENSES.txt", "dist/libraries/zod.js"],
    ...["SECURITY.md", "simulator/README.md", "examples/quickstart/index.ts", "examples/quickstart/Pulumi.yaml"],
  ];

  test("is looked at: entry points, strangers, and files without a source", () => {
    expect(packageProblems(whole, entries, root)).toEqual([]);
    const strangers = [
      "tests/a.ts",
      "simulator/main.ts",
      "examples/a/node_modules/b/c.js",
      "examples/a/Pulumi.dev.yaml",
    ];
    const files = [...whole.filter((path) => path !== "bin/p"), ...strangers, "dist/sdk/gone.js", "dist/.tsbuildinfo"];
    expect(packageProblems(files, entries, root)).toEqual([
      "the package lacks bin/p",
      ...strangers.map((path) => `the package holds ${path}`),
      "the package holds dist/sdk/gone.js, which has no source",
      "the package holds dist/.tsbuildinfo, which has no source",
    ]);
  });

  test("is looked at in the plugin's archives too", () => {
    const files = [starter, `${starter}.cmd`, ...scripts, "THIRD_PARTY_LICENSES.txt", "LICENSE"];
    expect(archiveProblems("a", files)).toEqual([]);
    expect(
      archiveProblems(
        "a",
        files.filter((name) => name !== "vendor.cjs"),
      ).join(),
    ).toContain("should hold");
    expect(archiveProblems("a", [starter, "LICENSE", ".env"]).join()).toContain(`a holds ${starter}, LICENSE, .env`);
  });
});

describe("a dry run", () => {
  const folder = mkdtempSync(join(tmpdir(), "ack-release-"));
  const { version, repository } = manifest;
  let release: Release;

  beforeAll(() => {
    const changelog = `## [Unreleased]\n\n## [${version}] - 2027-01-31\n\n- A thing.\n`;
    release = prepare({ tag: `v${version}`, folder, changelog });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("finds this repository ready, except for a place to be published from", () => {
    expect(release.problems).toEqual(repository === undefined ? [expect.stringContaining("repository")] : []);
  });

  test("packs the package and the plugin for each system, with checksums that hold", () => {
    const archive = (system: string) => `pulumi-resource-ack-serverless-v${version}-${system}.tar.gz`;
    const systems = ["darwin-amd64", "darwin-arm64", "linux-amd64", "linux-arm64", "windows-amd64"];
    const packed = [`pulumi-ack-serverless-${version}.tgz`, ...systems.map(archive)];
    expect(release.files).toEqual(expect.arrayContaining([...packed, "SHA256SUMS"]));
    const sums = readFileSync(join(folder, "SHA256SUMS"), "utf8").trim().split("\n");
    expect(sums).toHaveLength(release.files.length - 1);
    for (const [sum, name] of sums.map((line) => line.split("  ") as [string, string]))
      expect([
        name,
        createHash("sha256")
          .update(readFileSync(join(folder, name)))
          .digest("hex"),
      ]).toEqual([name, sum]);
  });

  test("packs a plugin that is a script for Node", () => {
    const archive = join(folder, `pulumi-resource-ack-serverless-v${version}-linux-amd64.tar.gz`);
    execFileSync("tar", ["-xzf", archive, "-C", folder]);
    const first = execFileSync("head", ["-c", "200", join(folder, "pulumi-resource-ack-serverless")], {
      encoding: "utf8",
    });
    expect(first).toMatch(/^#!\/usr\/bin\/env node\n/);
    execFileSync(process.execPath, ["--check", join(folder, "pulumi-resource-ack-serverless")]);
  });

  test("packs for Windows what Pulumi looks for there: a file .exe or .cmd, which starts the script beside it", () => {
    const archive = join(folder, `pulumi-resource-ack-serverless-v${version}-windows-amd64.tar.gz`);
    const read = (...args: string[]) => execFileSync("tar", ["-f", archive, ...args], { encoding: "utf8" });
    // Source: getCandidateExtensions in sdk/go/common/workspace/plugins.go of Pulumi 3.274.1.
    const candidates = [".exe", ".cmd"].map((extension) => `pulumi-resource-ack-serverless${extension}`);
    const files = read("-t").trim().split("\n");
    expect(files.filter((name) => candidates.includes(name))).toEqual(["pulumi-resource-ack-serverless.cmd"]);
    const [, script] = /^@node "%~dp0([\w-]+)" %\*\r?\n$/.exec(read("-xO", candidates[1] as string)) ?? [];
    expect(files).toContain(script);
  });

  test("would sign, publish and announce, in this order, and has the version's own notes", () => {
    expect(release.commands.map(([command, verb]) => `${command} ${verb}`)).toEqual([
      "cosign sign-blob",
      "npm publish",
      "gh release",
    ]);
    expect(release.commands[1]).toEqual(
      expect.arrayContaining(["--provenance", `./pulumi-ack-serverless-${version}.tgz`]),
    );
    expect(release.commands[2]).toEqual(expect.arrayContaining(release.files.map((name) => name)));
    expect(readFileSync(join(folder, "notes.md"), "utf8")).toBe("- A thing.\n");
  });
});
