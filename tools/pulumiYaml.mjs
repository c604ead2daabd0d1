/**
 * Builds Pulumi's YAML language host, once, from the Go module that tools/pulumi-yaml pins: `node tools/pulumiYaml.mjs`.
 *
 * The tests of YAML programs run where it stands in the cache, or on PATH; elsewhere they are skipped.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "./command.mjs";
import { step } from "./terminal.mjs";

const source = join(dirname(fileURLToPath(import.meta.url)), "pulumi-yaml");
const version = /github\.com\/pulumi\/pulumi-yaml v(\S+)/.exec(readFileSync(join(source, "go.mod"), "utf8"))?.[1];
const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "pulumi-ack-serverless", "pulumi-yaml");
const folder = join(cache, String(version));
const name = process.platform === "win32" ? "pulumi-language-yaml.exe" : "pulumi-language-yaml";

await step("Pulumi YAML", async ({ note, progress }) => {
  if (existsSync(join(folder, name))) return note(`${version}, from the cache`);
  mkdirSync(cache, { recursive: true });
  // Built beside its place and renamed, so that an interrupted run leaves nothing half made.
  const making = mkdtempSync(join(cache, "making-"));
  try {
    const stamp = `-X github.com/pulumi/pulumi-yaml/pkg/version.Version=${version}`;
    let compiled = 0;
    await run(
      "go",
      [
        "build",
        "-v",
        "-trimpath",
        "-ldflags",
        `-s -w ${stamp}`,
        "-o",
        `${making}/`,
        "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml",
      ],
      {
        cwd: source,
        env: { ...process.env, GOFLAGS: "-mod=readonly -buildvcs=false", GOWORK: "off", CGO_ENABLED: "0" },
        onLine: () => progress(`building with Go, once; package ${++compiled}`),
      },
    );
    rmSync(folder, { recursive: true, force: true });
    renameSync(making, folder);
    note(`${version}, built with Go`);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
});
