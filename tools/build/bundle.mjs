/**
 * Bundles the libraries that the compiled code needs (libraries.mjs), and the plugin, as one file that needs nothing but
 * Node: `bin/pulumi-resource-ack-serverless`. With it go the notices of what it holds, and what makes the package's own
 * folder a plugin for Pulumi.
 */
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { carryLibraries } from "./libraries.mjs";
import { thirdPartyLicences } from "./licences.mjs";
import { withoutUnused } from "./unused.mjs";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const plugin = "pulumi-resource-ack-serverless";
const file = join(root, "bin", plugin);

await carryLibraries(root);

mkdirSync(dirname(file), { recursive: true });
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: [join(root, "provider", "hosts", "plugin.ts")],
  outfile: file,
  plugins: [withoutUnused],
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  // Names of classes are compared by the vendor's client and shown in errors.
  keepNames: true,
  minify: true,
  legalComments: "eof",
  banner: { js: "#!/usr/bin/env node" },
  logLevel: "warning",
  metafile: true,
});
chmodSync(file, 0o755);
// Windows starts no script by its first line.
writeFileSync(`${file}.cmd`, `@node "%~dp0${plugin}" %*\r\n`);
writeFileSync(
  join(root, "bin", "THIRD_PARTY_LICENSES.txt"),
  thirdPartyLicences(root, metafile, `${plugin}, which holds`),
);
// Of a folder "pulumi package add" runs "pulumi-resource-", since it does not know the name yet, and "pulumi up" the other.
for (const name of ["pulumi-resource-", plugin]) {
  writeFileSync(join(root, name), `#!/usr/bin/env node\nrequire("./bin/${plugin}");\n`);
  chmodSync(join(root, name), 0o755);
}
writeFileSync(join(root, `${plugin}.cmd`), `@node "%~dp0bin\\${plugin}" %*\r\n`);
