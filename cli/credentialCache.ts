import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import type { Io } from "./io";

/** A credential that ends sooner than this is fetched again: the request that it is for must still arrive. */
const LEAST_LIFE_MS = 60_000;

/** Environment variables that may name or hold credentials, or lead to another service. */
const OF_CREDENTIALS = /^(ALICLOUD|ALIBABA_CLOUD|ALIBABACLOUD)_/;

/**
 * Runs `kubeconfig --exec` with the credential of an earlier call, for as long as it is valid: kubectl runs the command
 * for every call, and starting up takes most of the command's time. Every other command line is run as it is.
 *
 * A credential is kept in a file that only its owner may read, by the command line, the environment's credentials and the
 * content of the files that hold credentials. A source whose identity changes without any of these, such as a command or
 * an instance's role, is asked again only when the credential ends. `--no-cache` turns this off.
 *
 * @param run  the command itself; it writes the credential with `io.out`
 * @param now  the time of day, milliseconds since 1970
 * @returns the exit code
 */
export async function withCredentialCache(
  args: readonly string[],
  io: Io,
  run: (args: readonly string[], io: Io) => Promise<number>,
  now: () => number = Date.now,
): Promise<number> {
  const isCached =
    args[0] === "kubeconfig" && args.includes("--exec") && !args.includes("--no-cache") && !io.isTerminal;
  if (!isCached) return run(args, io);
  const file = join(folderOf(io), `${keyOf(args, io)}.json`);
  const kept = read(file);
  if (kept !== undefined && endOf(kept) - now() >= LEAST_LIFE_MS) {
    io.out(kept);
    return 0;
  }
  let text = "";
  const out = (more: string): void => {
    text += more;
  };
  const code = await run(args, { ...io, out });
  io.out(text);
  if (endOf(text) - now() >= LEAST_LIFE_MS) keep(file, text, now());
  return code;
}

function folderOf({ env }: Io): string {
  return join(env.XDG_CACHE_HOME || join(env.HOME ?? homedir(), ".cache"), "ack-serverless", "credentials");
}

function keyOf(args: readonly string[], { env }: Io): string {
  // Where the sources look: on Windows, a variable HOME says nothing.
  const home = process.platform === "win32" ? homedir() : (env.HOME ?? homedir());
  const files = [
    join(home, ".aliyun", "config.json"),
    join(home, ".alibabacloud", "credentials"),
    env.ALIBABA_CLOUD_CREDENTIALS_FILE,
  ];
  const variables = Object.entries(env).filter(([name]) => OF_CREDENTIALS.test(name));
  const identity = [args, variables.sort(), files.map((file) => (file === undefined ? undefined : read(file, true)))];
  return createHash("sha256").update(JSON.stringify(identity)).digest("hex");
}

/** The text of a file; undefined where there is none, or where others could have written or read a credential. */
function read(file: string, isAnybodys = false): string | undefined {
  try {
    const { mode, uid } = statSync(file);
    const isOwn = process.getuid === undefined || (uid === process.getuid() && (mode & 0o077) === 0);
    return isAnybodys || isOwn ? readFileSync(file, "utf8") : undefined;
  } catch {
    return undefined;
  }
}

/** When an ExecCredential ends, milliseconds since 1970; 0 for any other text, and where its end is not known. */
function endOf(text: string): number {
  try {
    const { status } = JSON.parse(text) as { status?: { expirationTimestamp?: string } };
    return Date.parse(status?.expirationTimestamp ?? "") || 0;
  } catch {
    return 0;
  }
}

/** Keeps a credential, and removes those that have ended. A folder that cannot be written costs only time. */
function keep(file: string, text: string, now: number): void {
  const folder = dirname(file);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const name of readdirSync(folder)) {
      const other = join(folder, name);
      if (endOf(read(other) ?? "") < now) rmSync(other, { force: true });
    }
    const { writePrivately } = require("./files") as typeof import("./files");
    writePrivately(file, text);
  } catch {
    // The next call asks ACK again.
  }
}
