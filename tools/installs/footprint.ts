/**
 * What the package adds to a bare Pulumi project: `npm run footprint`, which writes its table in docs/installation.md.
 * With `-- "NAME=TARBALL"` it also measures another tarball, such as that of another version.
 *
 * npm installs each project from the registry into a temporary folder, without a cache of earlier resolutions.
 */
import { execFileSync } from "node:child_process";
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { writeTable } from "./page";

const root = join(__dirname, "..", "..");

/** A project's `node_modules`. */
export interface Footprint {
  /** What `ls node_modules` shows: a scope counts once. */
  readonly entries: number;
  /** Installed packages; each version counts. */
  readonly packages: number;
  /** The bytes of all files. */
  readonly bytes: number;
  /** What they take on a disk of 4 KiB blocks: many small files take much more. */
  readonly diskBytes: number;
}

const BLOCK = 4096;

function measure(folder: string, dependencies: Readonly<Record<string, string>>): Footprint {
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, dependencies }));
  npm(["install", "--ignore-scripts", "--no-audit", "--no-fund"], folder);
  const modules = join(folder, "node_modules");
  const { packages } = JSON.parse(readFileSync(join(modules, ".package-lock.json"), "utf8"));
  const files = readdirSync(modules, { recursive: true, withFileTypes: true });
  const sizes = files.map((entry) => ({
    isFile: entry.isFile(),
    size: lstatSync(join(entry.parentPath, entry.name)).size,
  }));
  return {
    entries: readdirSync(modules).filter((name) => !name.startsWith(".")).length,
    packages: Object.keys(packages).length,
    bytes: sum(sizes.map(({ isFile, size }) => (isFile ? size : 0))),
    diskBytes: sum(sizes.map(({ size }) => Math.ceil(size / BLOCK) * BLOCK)),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

function npm(args: readonly string[], cwd: string): string {
  return execFileSync("npm", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
}

/** The table: the bare project, and what each candidate adds to it. */
export function footprintRows(bare: Footprint, others: Readonly<Record<string, Footprint>>): string[][] {
  const row = (name: string, sign: string, { entries, packages, bytes, diskBytes }: Footprint) => [
    name,
    `${sign}${entries}`,
    `${sign}${packages}`,
    `${sign}${megabytes(bytes)}`,
    `${sign}${megabytes(diskBytes)}`,
  ];
  const added = Object.entries(others).map(([name, one]) =>
    row(name, "+", {
      entries: one.entries - bare.entries,
      packages: one.packages - bare.packages,
      bytes: one.bytes - bare.bytes,
      diskBytes: one.diskBytes - bare.diskBytes,
    }),
  );
  return [
    ["", "entries of `node_modules`", "packages", "size of the files", "size on disk"],
    row("a bare Pulumi project", "", bare),
    ...added,
  ];
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function main(args: readonly string[]): void {
  const folder = mkdtempSync(join(tmpdir(), "ack-footprint-"));
  try {
    npm(["pack", "--pack-destination", folder], root);
    const own = join(folder, readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? "no tarball");
    const { devDependencies, dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const pulumi = { "@pulumi/pulumi": devDependencies["@pulumi/pulumi"].replace("^", "") };
    const given = args.map((arg) => arg.split("=") as [string, string]);
    const bare = measure(join(folder, "bare"), pulumi);
    const others: Record<string, Footprint> = {};
    for (const [index, [name, tarball]] of [...given, ["this package", own] as const].entries())
      others[name] = measure(join(folder, `with-${index}`), {
        ...pulumi,
        "pulumi-ack-serverless": `file:${resolve(tarball)}`,
      });
    others["of it, the vendor's packages"] = measure(join(folder, "vendor"), { ...pulumi, ...dependencies });
    writeTable("footprint", footprintRows(bare, others));
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

if (require.main === module) main(process.argv.slice(2));
