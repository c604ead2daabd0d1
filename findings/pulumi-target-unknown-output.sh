#!/bin/sh
# A successful "pulumi up --target" stores Pulumi's mark of an unknown value as a stack output.
#
# Versions: Pulumi CLI 3.274.1, which must be on PATH (the script exits with 77 without one); @pulumi/pulumi 3.270.0;
#   Node 20.20.
# One would think: unknown values exist in previews only. A real update either stores an output's value or leaves the
#   output alone.
# What happens: if a program has a new resource that --target leaves out, its properties are unknown in the real update
#   too. The update succeeds, and every stack output that is made of them becomes the text
#   04da6b54-80e4-46f7-96ec-b56ff0331ba9, which "pulumi stack output" and the Automation API hand out like a value. Part
#   of a text replaces the whole text. In a stack that reads the output through a StackReference, requireOutput() does
#   not fail: its value is unknown in a real update.
# Output:
#   update: succeeded
#   stack output "address": 04da6b54-80e4-46f7-96ec-b56ff0331ba9
#   stack output "url": 04da6b54-80e4-46f7-96ec-b56ff0331ba9
#   stack that requires "address": succeeded, and exports nothing
set -eu
EXPECTED='update: succeeded
stack output "address": 04da6b54-80e4-46f7-96ec-b56ff0331ba9
stack output "url": 04da6b54-80e4-46f7-96ec-b56ff0331ba9
stack that requires "address": succeeded, and exports nothing'

command -v pulumi > /dev/null || { echo "This finding needs a Pulumi CLI on PATH." >&2; exit 77; }
[ "$(pulumi version)" = v3.274.1 ] || echo "Found with Pulumi CLI v3.274.1; this is $(pulumi version)." >&2

temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
cd "$temporary"
echo '{ "private": true }' > package.json
npm install --silent --no-audit --no-fund @pulumi/pulumi@3.270.0
mkdir state
cat > probe.cjs <<'PROBE'
const pulumi = require("@pulumi/pulumi");
const { LocalWorkspace } = require("@pulumi/pulumi/automation");

class Server extends pulumi.dynamic.Resource {
  constructor(name) {
    super({ create: async () => ({ id: "1", outs: { address: "10.0.0.1" } }) }, name, { address: undefined });
  }
}
const select = (projectName, program) => {
  const envVars = {
    PULUMI_BACKEND_URL: `file://${process.cwd()}/state`,
    PULUMI_CONFIG_PASSPHRASE: "demo",
    PULUMI_HOME: `${process.cwd()}/home`,
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
  return LocalWorkspace.createOrSelectStack({ stackName: "dev", projectName, program }, { workDir: ".", envVars });
};
async function main() {
  const producer = await select("producer", async () => {
    new Server("targeted");
    const { address } = new Server("other");
    return { address, url: pulumi.interpolate`https://${address}:6443` };
  });
  const target = ["urn:pulumi:dev::producer::pulumi-nodejs:dynamic:Resource::targeted"];
  console.log(`update: ${(await producer.up({ target })).summary.result}`);
  const outputs = await producer.outputs();
  for (const name of ["address", "url"]) console.log(`stack output "${name}": ${outputs[name].value}`);

  const consumer = await select("consumer", async () => ({
    address: new pulumi.StackReference("organization/producer/dev").requireOutput("address"),
  }));
  const { summary, outputs: exported } = await consumer.up();
  const what = Object.keys(exported).length === 0 ? "nothing" : JSON.stringify(exported);
  console.log(`stack that requires "address": ${summary.result}, and exports ${what}`);
}
main();
PROBE
# Pulumi's installer puts the host of dynamic providers beside the CLI; the npm package has it too.
seen=$(PATH="$PATH:$temporary/node_modules/@pulumi/pulumi" node probe.cjs)
echo "$seen"
[ "$seen" = "$EXPECTED" ] || { echo "This differs from the finding: $0" >&2; exit 1; }
