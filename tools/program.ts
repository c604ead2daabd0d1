import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import { transformSync } from "@swc/core";

/**
 * Makes an inline program of a Pulumi program's file: its exports become the stack's outputs, as with `pulumi up`.
 *
 * The file is evaluated afresh in every run, because its resources are declared while it is. Its imports are not:
 * they must be the very modules that the engine's side of the process uses.
 *
 * @param edit  changes the source first, as a user would between two runs
 */
export function loadProgram(file: string, edit: (source: string) => string = (source) => source): PulumiFn {
  return async () => {
    const { code } = transformSync(edit(readFileSync(file, "utf8")), {
      filename: file,
      swcrc: false,
      jsc: { target: "es2022", parser: { syntax: "typescript" } },
      module: { type: "commonjs" },
    });
    const module = { exports: {} };
    const evaluate = new Function("require", "module", "exports", `${code}\n//# sourceURL=${file}`);
    evaluate(createRequire(file), module, module.exports);
    return module.exports;
  };
}
