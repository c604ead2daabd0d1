import { existsSync, realpathSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import type { Clock } from "../provider/ack/clock";
import { Problem } from "../provider/cluster/context/problem";
import { create, makeFolder, read, writePrivately } from "./files";
import type { Io } from "./io";
import { type Merge, merged } from "./kubeconfigText";

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

/**
 * Merges a kubeconfig into a file that only its owner may read (not on Windows).
 *
 * @throws Problem when the file is there and is no kubeconfig, or another program is writing it; UsageFault when its
 *   names are those of another cluster. The file is then left as it is.
 */
export async function mergeInto(file: string, merge: Merge, clock: Clock): Promise<void> {
  const target = existsSync(file) ? realpathSync(file) : file;
  makeFolder(dirname(target), 0o700);
  await locked(target, clock, () => {
    const before = existsSync(target) ? read(target) : "";
    writePrivately(target, merged(before, file, merge));
  });
}

const MOST_TRIES = 50;
const TRY_AGAIN_MS = 100;

/** Holds the lock that kubectl itself holds while it writes: several merges at once lose nothing. */
async function locked(target: string, clock: Clock, write: () => void): Promise<void> {
  const lock = `${target}.lock`;
  for (let tries = 1; !create(lock); tries++) {
    if (tries >= MOST_TRIES)
      throw new Problem(`another program is writing ${target}: try again; if no program is, delete ${lock} first`);
    await clock.sleep(TRY_AGAIN_MS);
  }
  try {
    write();
  } finally {
    rmSync(lock, { force: true });
  }
}
