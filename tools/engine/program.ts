import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import { transformSync } from "@swc/core";

/**
 * Makes an inline program of a Pulumi program's file: its exports become the stack's outputs, as with `pulumi up`.
 *
 * The program's own files are evaluated afresh in every run, because its resources are declared while they are. Packages
 * are not: they must be the very modules that the engine's side of the process uses.
 *
 * @param edit  changes the file's source first, as a user would between two runs
 */
export function loadProgram(file: string, edit: (source: string) => string = (source) => source): PulumiFn {
  return async () => evaluate(file, edit(readFileSync(file, "utf8")), new Map());
}

type Exports = Record<string, unknown>;

function evaluate(file: string, source: string, loaded: Map<string, Exports>): Exports {
  const { code } = transformSync(source, {
    filename: file,
    swcrc: false,
    jsc: { target: "es2022", parser: { syntax: "typescript" } },
    module: { type: "commonjs" },
  });
  const module = { exports: {} };
  loaded.set(file, module.exports);
  const packages = createRequire(file);
  const load = (name: string) => {
    if (!name.startsWith(".")) return packages(name);
    const own = join(dirname(file), `${name.replace(/\.js$/, "")}.ts`);
    return loaded.get(own) ?? evaluate(own, readFileSync(own, "utf8"), loaded);
  };
  new Function("require", "module", "exports", `${code}\n//# sourceURL=${file}`)(load, module, module.exports);
  return module.exports;
}
