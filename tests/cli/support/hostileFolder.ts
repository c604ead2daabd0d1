import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Makes a folder in which npm and npx would run what it holds.
 *
 * @param marker  the file that such a program leaves behind
 * @returns the folder
 */
export function hostileFolder(folder: string, marker: string): string {
  for (const path of ["ack-serverless", "node_modules/.bin/ack-serverless", "npm/bin/ack-serverless"]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), `#!/bin/sh\ntouch ${marker}\necho '{}'\n`, { mode: 0o755 });
  }
  const name = "pulumi-ack-serverless";
  mkdirSync(join(folder, "node_modules", name));
  writeFileSync(
    join(folder, "node_modules", name, "package.json"),
    JSON.stringify({ name, version: "0.1.0", bin: { "ack-serverless": "../.bin/ack-serverless" } }),
  );
  writeFileSync(join(folder, "package.json"), JSON.stringify({ dependencies: { [name]: "0.1.0" } }));
  writeFileSync(
    join(folder, ".npmrc"),
    `prefix=${join(folder, "npm")}\nscript-shell=${join(folder, "ack-serverless")}\n`,
  );
  return folder;
}
