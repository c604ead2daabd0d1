import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { Problem } from "../provider/cluster/context/problem";
import { UsageFault } from "./exit";

/** The text of a file, which an error calls `name`. @throws UsageFault or Problem when it cannot be read. */
export function read(path: string, name: string = path): string {
  return orFault(name, "read", () => readFileSync(path, "utf8"));
}

/** Writes a file. @throws UsageFault or Problem when it cannot be written. */
export function write(path: string, text: string): void {
  orFault(path, "written", () => writeFileSync(path, text));
}

/**
 * Writes a file that only its owner may read (not on Windows), whoever could read the one before. It is written beside and
 * moved, so that nobody reads half a file, and a failure leaves the old one as it was.
 *
 * @throws UsageFault or Problem when it cannot be written
 */
export function writePrivately(path: string, text: string): void {
  orFault(path, "written", () => {
    const target = existsSync(path) ? realpathSync(path) : path;
    const fresh = `${target}.${randomUUID()}.tmp`;
    try {
      writeFileSync(fresh, text, { mode: 0o600, flag: "wx" });
      renameSync(fresh, target);
    } finally {
      rmSync(fresh, { force: true });
    }
  });
}

/** Makes a folder, and those that it is in. @throws UsageFault or Problem when that fails. */
export function makeFolder(path: string, mode?: number): void {
  orFault(path, "created", () => mkdirSync(path, { recursive: true, ...(mode !== undefined && { mode }) }));
}

/**
 * Creates an empty file.
 *
 * @returns `false` when there is one already
 * @throws UsageFault or Problem when it cannot be written
 */
export function create(path: string): boolean {
  return orFault(path, "written", () => {
    try {
      writeFileSync(path, "", { mode: 0o600, flag: "wx" });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
      throw error;
    }
  });
}

/** What the system answers for a path that cannot be meant. */
const misnamed = ["EACCES", "EEXIST", "EISDIR", "ENAMETOOLONG", "ENOENT", "ENOTDIR", "EPERM", "EROFS"];

function orFault<T>(path: string, done: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    const fault = `${path} cannot be ${done}: ${message}`;
    throw misnamed.includes(code) ? new UsageFault(fault) : new Problem(fault);
  }
}
