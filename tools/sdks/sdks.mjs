/**
 * `npm run sdks`: the plugin's SDKs for Python, Go, .NET and Java, built, in release/sdks or in the folder that is named.
 *
 * TypeScript needs none: the npm package is its SDK. A language whose tools are missing is left out, and the last line
 * says so.
 */
import { mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureCodegen } from "../setup/codegen.mjs";
import { ensurePulumiCli } from "../setup/pulumiCli.mjs";
import { ensurePython } from "../setup/python.mjs";
import { StepFailed, step } from "../setup/terminal.mjs";
import { languages } from "./languages.mjs";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

async function main(folder = join(root, "release", "sdks")) {
  mkdirSync(join(root, ".work"), { recursive: true });
  const cli = await step("Pulumi CLI", (report) => ensurePulumiCli(root, report));
  const tools = {
    repository: root,
    codegen: await step("Pulumi's code generators", (report) => ensureCodegen(root, report)),
    python: await step("Python", (report) => ensurePython(root, report)),
    pulumi: cli.root === undefined ? "pulumi" : join(cli.root, "bin", "pulumi"),
  };
  const left = [];
  for (const [name, { lacks, build }] of Object.entries(languages)) {
    const missing = lacks(tools);
    if (missing === undefined) await step(name, async ({ note }) => note(await build(tools, resolve(folder, name))));
    else left.push(`${name} (needs ${missing})`);
  }
  if (left.length > 0) process.stderr.write(`Left out: ${left.join(", ")}\n`);
}

main(process.argv[2]).catch((failure) => {
  process.stderr.write(`\n${failure instanceof StepFailed ? failure.message : failure.stack}\n`);
  process.exitCode = 1;
});
