import { createHash } from "node:crypto";
import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";
import { Script } from "node:vm";

type Env = Readonly<Record<string, string | undefined>>;

/** Of SHA-256; the digest of the code precedes it. */
const DIGEST_BYTES = 32;

/** As many builds of the script and versions of Node as somebody uses in turn. */
const MOST_KEPT = 8;

/**
 * The folder of V8's compiled code, in the user's own cache or in the one that Node's variable NODE_COMPILE_CACHE names.
 *
 * @returns undefined where Node's variable NODE_DISABLE_COMPILE_CACHE forbids a cache, and where the user has no home: a
 *   relative path would put the code into the program's folder
 */
export function codeCacheFolder(env: Env): string | undefined {
  if (env.NODE_DISABLE_COMPILE_CACHE) return undefined;
  const folder = env.NODE_COMPILE_CACHE || env.XDG_CACHE_HOME || join(env.HOME || homeOfUser(), ".cache");
  return isAbsolute(folder) ? join(folder, "ack-serverless", "code") : undefined;
}

/** Empty for a user without an entry in the system's list, as a container can have one. */
function homeOfUser(): string {
  try {
    return homedir();
  } catch {
    return "";
  }
}

/**
 * Runs a CommonJS script with the code that V8 compiled for it in an earlier process. The first process keeps that code
 * when it ends, since it then holds every function that a run needs.
 *
 * The code belongs to the exact text of the script; V8 itself refuses code of another version or with other flags. Code in
 * a folder that somebody else could write is not used. A folder that cannot be written costs only time.
 *
 * Node's own cache (`module.enableCompileCache`) does the same from version 22.1, but this package supports older ones.
 */
export function runWithCodeCache(file: string, folder: string | undefined): void {
  const source = readFileSync(file);
  const cache =
    folder === undefined ? undefined : join(folder, `${digest(source).toString("hex")}-${process.arch}.bin`);
  const cachedData = cache === undefined ? undefined : read(cache);
  const wrapped = `(function (exports, require, module, __filename, __dirname) { ${source.toString()}\n})`;
  const script = new Script(wrapped, { filename: file, ...(cachedData && { cachedData }) });
  if (cache !== undefined && (cachedData === undefined || script.cachedDataRejected))
    process.once("exit", () => keep(cache, script.createCachedData()));
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file));
}

function digest(content: Buffer): Buffer {
  return createHash("sha256").update(content).digest();
}

/** Compiled code that this user's earlier process has kept whole: V8 would run damaged code, and crash. */
function read(file: string): Buffer | undefined {
  try {
    const content = isOwn(statSync(dirname(file))) ? ownContent(file) : undefined;
    if (content === undefined) return undefined;
    const code = content.subarray(DIGEST_BYTES);
    return digest(code).equals(content.subarray(0, DIGEST_BYTES)) ? code : undefined;
  } catch {
    return undefined;
  }
}

/** What is judged is what is read, also where somebody swaps a folder above in between. */
function ownContent(file: string): Buffer | undefined {
  const opened = openSync(file, "r");
  try {
    return isOwn(fstatSync(opened)) ? readFileSync(opened) : undefined;
  } finally {
    closeSync(opened);
  }
}

/** Windows does not report who can write. */
function isOwn({ mode, uid }: Stats): boolean {
  return process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
}

function keep(file: string, code: Buffer): void {
  const folder = dirname(file);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!isOwn(statSync(folder))) return;
    // Renamed when it is whole: another process may read it at any time.
    const unfinished = `${file}.${process.pid}`;
    writeFileSync(unfinished, Buffer.concat([digest(code), code]), { mode: 0o600 });
    renameSync(unfinished, file);
    const age = (name: string) => -statSync(join(folder, name)).mtimeMs;
    const names = readdirSync(folder).sort((one, other) => age(one) - age(other));
    for (const name of names.slice(MOST_KEPT)) rmSync(join(folder, name), { force: true });
  } catch {
    // The next process compiles the script again.
  }
}
