import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { run } from "./command.mjs";
import { intoCache } from "./toolCache.mjs";

/** `osusergo` keeps the C library out of the binary; `grpcnotrace` is how Pulumi's official release is built. */
const TAGS = ["-tags", "osusergo,grpcnotrace"];
/** The linker leaves debugging data out anyway. */
const NO_DEBUGGING_DATA = "-dwarf=false";
/**
 * Functions are inlined only where the programs spend the time of a start: in the standard library, and in the messages of
 * gRPC. Elsewhere, inlining costs the compiler much and gains one or two percent of a run.
 */
const COMPILER_FLAGS = [
  `-gcflags=all=${NO_DEBUGGING_DATA} -l`,
  ...["std", "google.golang.org/..."].map((packages) => `-gcflags=${packages}=${NO_DEBUGGING_DATA}`),
];

/** @returns {string | undefined} as `go1.26.8`; undefined where there is no Go */
export function goVersion() {
  const { status, stdout } = spawnSync("go", ["env", "GOVERSION"], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
}

/**
 * The folder of Go programs in this tool's cache, which are built where it lacks them.
 *
 * @param {object} tool
 * @param {string} tool.version
 * @param {string} tool.cached  the folder of this version in the cache
 * @param {(bin: string) => boolean} tool.stands  true for a folder that holds the programs
 * @param {Parameters<typeof buildWithGo>[0]} tool.program
 * @param {(bin: string) => void} [tool.finish]  what is left to do after the build
 * @param {{ note(text: string): void, progress(text: string): void }} report
 * @returns {Promise<string | undefined>} undefined where they are not there and there is no Go
 */
export async function cachedOrBuilt({ version, cached, stands, program, finish = () => {} }, { note, progress }) {
  const binOf = (folder) => join(folder, "bin");
  const works = (folder) => stands(binOf(folder));
  if (works(cached)) {
    note(`${version}, from the cache`);
    return binOf(cached);
  }
  if (goVersion() === undefined) return undefined;
  await intoCache(cached, works, async (folder) => {
    await buildWithGo(program, folder, progress);
    finish(binOf(folder));
  });
  note(`${version}, built with Go`);
  return binOf(cached);
}

/**
 * Builds Go programs into `<folder>/bin`.
 *
 * @param {{ source: string, commands: string[], stamp: string }} program
 *   `source` is the folder of go.mod and go.sum, `commands` the packages, `stamp` the variable that holds the version and
 *   its value
 * @param {string} folder
 * @param {(text: string) => void} progress
 */
export async function buildWithGo({ source, commands, stamp }, folder, progress) {
  const env = {
    ...process.env,
    // The user's own flags and workspace are for the user's own code: `-mod=vendor` alone would break this build.
    GOFLAGS: "-mod=readonly -buildvcs=false",
    GOWORK: "off",
    CGO_ENABLED: "0",
    // A compiler's process is over before it needs to collect what it allocated, but for packages that would take more than
    // a machine with one of them on each core may have.
    GOGC: "off",
    GOMEMLIMIT: process.env.GOMEMLIMIT ?? "1GiB",
  };
  let modules = 0;
  const listed = await run("go", ["list", "-deps", ...TAGS, ...commands], {
    cwd: source,
    env,
    onLine: (line) => {
      if (line.startsWith("go: downloading")) progress(`building with Go, once; fetching module ${++modules}`);
    },
  });
  const packages = listed.trim().split("\n").length;

  const bin = join(folder, "bin");
  mkdirSync(bin, { recursive: true });
  let compiled = 0;
  // `-v` names each package as it is compiled: the only sign of progress that the compiler gives.
  const args = [
    "build",
    "-v",
    "-trimpath",
    ...TAGS,
    ...COMPILER_FLAGS,
    "-ldflags",
    `-s -w -X ${stamp}`,
    "-o",
    `${bin}/`,
    ...commands,
  ];
  await run("go", args, {
    cwd: source,
    env,
    onLine: () => progress(`building with Go, once; package ${++compiled} of about ${packages}`),
  });
}
