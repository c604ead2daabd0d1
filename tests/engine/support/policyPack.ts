import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { EngineStack } from "./stack";

/** The policy pack of the examples. */
export const policyPack = join(__dirname, "..", "..", "..", "examples", "policy");

/**
 * A program that serves the pack: what the Node language host, which comes with a full Pulumi CLI, does with a pack's
 * folder. The engine takes a program in its place.
 */
export function servedPack(stack: EngineStack): string {
  const place = join(stack.folder, "policy");
  mkdirSync(place);
  const program = join(place, "serve");
  writeFileSync(
    program,
    `#!${process.execPath}
process.chdir(${JSON.stringify(policyPack)});
require(${JSON.stringify(require.resolve("tsx/cjs"))});
require(${JSON.stringify(join(policyPack, "index.ts"))});
`,
  );
  chmodSync(program, 0o755);
  return program;
}
