/**
 * Puts the libraries that the package carries into `dist/libraries`, one file for each, and points the compiled code to
 * them. An installation then gets these files instead of the libraries' packages, which are many times larger.
 *
 * The libraries are development dependencies. What must stay a package of its own, because a program may share it or
 * replace it, is a dependency.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join, relative } from "node:path";
import { build } from "esbuild";
import typescript from "typescript";
import { thirdPartyLicences } from "./licences.mjs";
import { withoutUnused } from "./unused.mjs";

/** The libraries that the package carries. Each is loaded by the code that imports it, when that code asks for it. */
export const LIBRARIES = [
  "ajv",
  "commander",
  "fastest-levenshtein",
  "fastify",
  "ipaddr.js",
  "node-forge",
  "picocolors",
  "rrule",
  "semver",
  "yaml",
  "zod",
];

/** Comes with Pulumi. The one module that asks for it does without it where it is not found. */
const OF_PULUMI = "@grpc/grpc-js";

/**
 * Bundles the libraries, and rewrites the imports of the compiled code.
 *
 * @param {string} root  the repository, compiled
 * @throws {Error} for an import that no user's installation could resolve
 */
export async function carryLibraries(root) {
  const folder = join(root, "dist", "libraries");
  rmSync(folder, { recursive: true, force: true });
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: LIBRARIES.map((name) => ({ in: `carried:${name}`, out: fileOf(name) })),
    outdir: folder,
    plugins: [carried(root), withoutUnused],
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    // Names of classes are shown in errors, and ajv compares them.
    keepNames: true,
    minify: true,
    legalComments: "none",
    logLevel: "warning",
    metafile: true,
  });
  writeFileSync(
    join(folder, "THIRD_PARTY_LICENSES.txt"),
    thirdPartyLicences(root, metafile, "the scripts in this folder, which hold"),
  );
  pointToLibraries(root, folder);
}

/** The name of a library's file, without its extension. */
function fileOf(library) {
  return library.replace(/\.js$/, "");
}

/**
 * Entry points that are exactly what `require` of the library gives in the repository.
 *
 * @param {string} root
 * @returns {import("esbuild").Plugin}
 */
function carried(root) {
  return {
    name: "carried",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^carried:/ }, ({ path }) => ({ path: path.slice("carried:".length), namespace: "carried" }));
      onLoad({ filter: /.*/, namespace: "carried" }, ({ path }) => ({
        contents: `module.exports = require(${JSON.stringify(path)});`,
        resolveDir: root,
      }));
    },
  };
}

/**
 * Rewrites what the compiler wrote, in place. The compiler writes a file again only when its source changes, and a file
 * that is rewritten already has nothing left to rewrite.
 */
function pointToLibraries(root, folder) {
  const { dependencies, peerDependencies, name } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const installed = [...Object.keys(dependencies), ...Object.keys(peerDependencies), OF_PULUMI, name];
  for (const file of compiledFiles(join(root, "dist"), folder)) {
    const before = readFileSync(file, "utf8");
    let after = before;
    // From the last import to the first, since each replacement moves what follows it. `pos` is that of the quote.
    for (const { fileName, pos } of typescript.preProcessFile(before, true, true).importedFiles.reverse()) {
      const path = LIBRARIES.includes(fileName) && relative(dirname(file), join(folder, `${fileOf(fileName)}.js`));
      if (path) after = after.slice(0, pos + 1) + path.replaceAll("\\", "/") + after.slice(pos + 1 + fileName.length);
      else if (!isInstalled(fileName, installed))
        throw new Error(
          `${relative(root, file)} imports ${fileName}, which an installation of this package does not have: ` +
            "name it in LIBRARIES of tools/build/libraries.mjs, or make it a dependency",
        );
    }
    if (after !== before) writeFileSync(file, after);
  }
}

function isInstalled(module, packages) {
  return module.startsWith(".") || isBuiltin(module) || packages.some((name) => `${module}/`.startsWith(`${name}/`));
}

function compiledFiles(dist, libraries) {
  return readdirSync(dist, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((file) => file.endsWith(".js") && !file.startsWith(libraries));
}
