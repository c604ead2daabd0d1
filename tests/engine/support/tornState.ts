import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { EngineStack } from "./stack";

/**
 * Pulumi's file backend writes its files in place, so that a kill in that moment leaves a cut one: Pulumi's matter, and not
 * what is tested here. This is the last whole state, as a backend that writes at once would have it.
 */
export function wholeState({ stateFile }: EngineStack): string | undefined {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let looks = 0; looks < 500; looks++) {
    const text = readFileSync(stateFile, "utf8");
    if (isWhole(text)) return text;
    Atomics.wait(pause, 0, 0, 2);
  }
  return undefined;
}

/** Puts a state that was kept in the place of a cut one, and takes cut notes about files away: they can be done without. */
export function mendState({ folder, stateFile }: EngineStack, kept: string | undefined): void {
  if (kept !== undefined && !isWhole(readFileSync(stateFile, "utf8"))) writeFileSync(stateFile, kept);
  for (const file of readdirSync(join(folder, "state"), { recursive: true, withFileTypes: true })) {
    const path = join(file.parentPath, file.name);
    if (file.isFile() && path.endsWith(".attrs") && !isWhole(readFileSync(path, "utf8"))) rmSync(path);
  }
}

function isWhole(text: string): boolean {
  try {
    return JSON.parse(text) !== null;
  } catch {
    return false;
  }
}
