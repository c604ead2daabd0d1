import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import type { Clock } from "../provider/ack/clock";
import { Problem } from "../provider/cluster/context/problem";
import { UsageFault } from "./exit";
import type { Io } from "./io";
import { type Entries, merged } from "./kubeconfigText";

/** A shell leaves the tilde of `--out=~/file` as it is. */
export function pathOf(path: string, { folder, env }: Io): string {
  return path.startsWith("~/") ? join(env.HOME ?? homedir(), path.slice(2)) : resolve(folder, path);
}

/**
 * The file that kubectl would write a new context into: of those in KUBECONFIG the first that is there, or else the last;
 * without KUBECONFIG `~/.kube/config`.
 */
export function ownKubeconfig(io: Io): string {
  const files = (io.env.KUBECONFIG ?? "").split(delimiter).filter((file) => file !== "");
  const paths = files.map((file) => pathOf(file, io));
  return paths.find((path) => existsSync(path)) ?? paths.at(-1) ?? pathOf("~/.kube/config", io);
}

export interface Merge {
  readonly entries: Entries;
  /** Whether its context becomes the current one. */
  readonly isCurrent: boolean;
  /** Entries of the same name go, whatever cluster they are of. */
  readonly force: boolean;
}

/**
 * Merges a kubeconfig into a file that only its owner may read (not on Windows).
 *
 * @throws Problem when the file is there and is no kubeconfig, or another program is writing it; UsageFault when its
 *   names are those of another cluster. The file is then left as it is.
 */
export async function mergeInto(file: string, merge: Merge, clock: Clock): Promise<void> {
  const target = existsSync(file) ? realpathSync(file) : file;
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
  await locked(target, clock, () => {
    const before = existsSync(target) ? readFileSync(target, "utf8") : "";
    replace(target, merged(before, file, merge));
  });
}

/** Written beside and moved, so that nobody reads half a file, and a failure leaves the old one with no right widened. */
function replace(target: string, text: string): void {
  const fresh = `${target}.${randomUUID()}.tmp`;
  try {
    writeFileSync(fresh, text, { mode: 0o600, flag: "wx" });
    renameSync(fresh, target);
  } finally {
    rmSync(fresh, { force: true });
  }
}

const MOST_TRIES = 50;
const TRY_AGAIN_MS = 100;

/** Holds the lock that kubectl itself holds while it writes: several merges at once lose nothing. */
async function locked(target: string, clock: Clock, write: () => void): Promise<void> {
  const lock = `${target}.lock`;
  for (let tries = 1; !taken(lock); tries++) {
    if (tries >= MOST_TRIES)
      throw new Problem(
        `${target} is being written by another program; if none is at work, take ${lock} away and try again`,
      );
    await clock.sleep(TRY_AGAIN_MS);
  }
  try {
    write();
  } finally {
    rmSync(lock, { force: true });
  }
}

function taken(lock: string): boolean {
  try {
    writeFileSync(lock, "", { mode: 0o600, flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw new UsageFault(`${lock} cannot be written: ${(error as Error).message}`);
  }
}
