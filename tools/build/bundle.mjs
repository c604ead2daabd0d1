/**
 * Bundles the libraries that the compiled code needs (libraries.mjs), and the plugin, which needs nothing but Node:
 * `bin/pulumi-resource-ack-serverless` and the scripts beside it. With them go the notices of what they hold, and what
 * makes the package's own folder a plugin for Pulumi.
 */
import { chmodSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { carryLibraries } from "./libraries.mjs";
import { thirdPartyLicences } from "./licences.mjs";
import { apart, LIBRARIES_APART, libraryFile } from "./pluginLibraries.mjs";
import { withoutUnused } from "./unused.mjs";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const plugin = "pulumi-resource-ack-serverless";
const bin = join(root, "bin");
const hosts = join(root, "provider", "hosts");

await carryLibraries(root);

rmSync(bin, { recursive: true, force: true });
/** @type {import("esbuild").BuildOptions} */
const shared = {
  absWorkingDir: root,
  outdir: bin,
  // Scripts of CommonJS whatever the package.json of a folder above says.
  outExtension: { ".js": ".cjs" },
  plugins: [apart(root), withoutUnused],
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  minify: true,
  legalComments: "eof",
  logLevel: "warning",
  metafile: true,
};
const bundles = await Promise.all([
  build({ ...shared, entryPoints: [{ in: join(hosts, "plugin.ts"), out: "plugin" }] }),
  build({
    ...shared,
    entryPoints: Object.keys(LIBRARIES_APART).map((name) => ({ in: libraryFile(name), out: name })),
    // Errors of these libraries show names of classes. To keep them takes time at each start, so the plugin's own script
    // does without.
    keepNames: true,
  }),
]);
const outputs = Object.assign({}, ...bundles.map(({ metafile }) => metafile.outputs));
const file = join(bin, plugin);
await build({
  entryPoints: [join(hosts, "launch.ts")],
  outfile: file,
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  banner: { js: "#!/usr/bin/env node" },
  logLevel: "warning",
});
chmodSync(file, 0o755);
// Windows starts no script by its first line.
writeFileSync(`${file}.cmd`, `@node "%~dp0${plugin}" %*\r\n`);
writeFileSync(join(bin, "THIRD_PARTY_LICENSES.txt"), thirdPartyLicences(root, { outputs }, `${plugin}, which holds`));
// Of a folder "pulumi package add" runs "pulumi-resource-", since it does not know the name yet, and "pulumi up" the other.
for (const name of ["pulumi-resource-", plugin]) {
  writeFileSync(join(root, name), `#!/usr/bin/env node\nrequire("./bin/${plugin}");\n`);
  chmodSync(join(root, name), 0o755);
}
writeFileSync(join(root, `${plugin}.cmd`), `@node "%~dp0bin\\${plugin}" %*\r\n`);
