#!/bin/sh
# "pulumi up" hides what a provider plugin writes to stderr, and shows what a dynamic provider writes there.
#
# Versions: Pulumi CLI 3.274.1, which must be on PATH (the script exits with 77 without one); @pulumi/pulumi 3.270.0;
#   Node 20.20.
# One would think: the engine starts both as processes of their own and reads their stderr, so a line that a provider
#   writes there with console.error reaches the user in both cases, or in neither.
# What happens: the lines of a dynamic provider are part of the output of "pulumi up". Those of a plugin appear with --debug
#   only. A provider that moves from dynamic resources to a plugin loses such warnings without an error; what a plugin
#   wants to say must go through the engine's Log service.
# Output:
#   dynamic provider: shown
#   plugin: hidden
#   plugin, with --debug: shown
set -eu
EXPECTED='dynamic provider: shown
plugin: hidden
plugin, with --debug: shown'

command -v pulumi > /dev/null || { echo "This finding needs a Pulumi CLI on PATH." >&2; exit 77; }
[ "$(pulumi version)" = v3.274.1 ] || echo "Found with Pulumi CLI v3.274.1; this is $(pulumi version)." >&2

temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
cd "$temporary"
echo '{ "private": true }' > package.json
npm install --silent --no-audit --no-fund @pulumi/pulumi@3.270.0
mkdir state bin
cat > bin/pulumi-resource-demo <<'PLUGIN'
#!/usr/bin/env node
const provider = require("@pulumi/pulumi/provider");
const schema = JSON.stringify({ name: "demo", version: "0.0.1", resources: { "demo:index:Thing": {} } });
const create = async () => {
  console.error("a warning of the plugin");
  return { id: "1", outs: {} };
};
provider.main({ version: "0.0.1", schema, create }, process.argv.slice(2));
PLUGIN
chmod +x bin/pulumi-resource-demo
cat > probe.cjs <<'PROBE'
const { mkdtempSync } = require("node:fs");
const { join } = require("node:path");
const pulumi = require("@pulumi/pulumi");
const { LocalWorkspace } = require("@pulumi/pulumi/automation");

class Dynamic extends pulumi.dynamic.Resource {
  constructor(name) {
    const create = async () => {
      console.error("a warning of the dynamic provider");
      return { id: "1" };
    };
    super({ create }, name, {});
  }
}
class Thing extends pulumi.CustomResource {
  constructor(name) {
    super("demo:index:Thing", name, {}, { version: "0.0.1" });
  }
}
async function shown(projectName, program, text, options = {}) {
  const envVars = {
    PULUMI_BACKEND_URL: `file://${process.cwd()}/state`,
    PULUMI_CONFIG_PASSPHRASE: "demo",
    PULUMI_HOME: `${process.cwd()}/home`,
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
  const settings = { workDir: mkdtempSync(join(process.cwd(), projectName)), envVars };
  const stack = await LocalWorkspace.createOrSelectStack({ stackName: "dev", projectName, program }, settings);
  const { stdout, stderr, summary } = await stack.up(options);
  if (summary.resourceChanges.create !== 2) throw new Error(JSON.stringify(summary));
  return `${stdout}${stderr}`.includes(text) ? "shown" : "hidden";
}
async function main() {
  const dynamic = async () => void new Dynamic("one");
  const plugin = async () => void new Thing("one");
  console.log(`dynamic provider: ${await shown("one", dynamic, "a warning of the dynamic provider")}`);
  console.log(`plugin: ${await shown("two", plugin, "a warning of the plugin")}`);
  console.log(`plugin, with --debug: ${await shown("three", plugin, "a warning of the plugin", { debug: true })}`);
}
main();
PROBE
# Pulumi's installer puts the host of dynamic providers beside the CLI; the npm package has it too.
export NODE_PATH="$temporary/node_modules"
seen=$(PATH="$temporary/bin:$PATH:$temporary/node_modules/@pulumi/pulumi" node probe.cjs)
echo "$seen"
[ "$seen" = "$EXPECTED" ] || { echo "This differs from the finding: $0" >&2; exit 1; }
