import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { run } from "./command.mjs";

const PACKAGE = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
/** `osusergo` keeps the C library out of the binary; `grpcnotrace` is how the official release is built. */
const TAGS = ["-tags", "osusergo,grpcnotrace"];

/** @returns {string | undefined} as `go1.26.8`; undefined where there is no Go */
export function goVersion() {
  const { status, stdout } = spawnSync("go", ["env", "GOVERSION"], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
}

/**
 * Builds `<folder>/bin/pulumi` from the module in `source`.
 *
 * @param {string} source  the folder of go.mod and go.sum
 * @param {string} version
 * @param {string} folder
 * @param {(text: string) => void} progress
 */
export async function buildWithGo(source, version, folder, progress) {
  const env = {
    ...process.env,
    // The user's own flags and workspace are for the user's own code: `-mod=vendor` alone would break this build.
    GOFLAGS: "-mod=readonly -buildvcs=false",
    GOWORK: "off",
    CGO_ENABLED: "0",
  };
  let modules = 0;
  const listed = await run("go", ["list", "-deps", ...TAGS, PACKAGE], {
    cwd: source,
    env,
    onLine: (line) => {
      if (line.startsWith("go: downloading")) progress(`building with Go, once; fetching module ${++modules}`);
    },
  });
  const packages = listed.trim().split("\n").length;

  const bin = join(folder, "bin");
  mkdirSync(bin, { recursive: true });
  // Without the version in it the binary answers `pulumi version` with nothing.
  const stamp = `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${version}`;
  let compiled = 0;
  // `-v` names each package as it is compiled: the only sign of progress that the compiler gives.
  const args = ["build", "-v", "-trimpath", ...TAGS, "-ldflags", `-s -w ${stamp}`, "-o", `${bin}/`, PACKAGE];
  await run("go", args, {
    cwd: source,
    env,
    onLine: () => progress(`building with Go, once; package ${++compiled} of about ${packages}`),
  });
}
