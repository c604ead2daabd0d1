/**
 * Bundles the plugin into one file that needs nothing but Node: `bin/pulumi-resource-ack-serverless`.
 */
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const file = join(root, "bin", "pulumi-resource-ack-serverless");

mkdirSync(dirname(file), { recursive: true });
await build({
  entryPoints: [join(root, "provider", "hosts", "plugin.ts")],
  outfile: file,
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  // Names of classes are compared by the vendor's client and shown in errors.
  keepNames: true,
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "eof",
  banner: { js: "#!/usr/bin/env node" },
  logLevel: "warning",
});
chmodSync(file, 0o755);
// Windows starts no script by its first line.
writeFileSync(`${file}.cmd`, '@node "%~dp0pulumi-resource-ack-serverless" %*\r\n');
