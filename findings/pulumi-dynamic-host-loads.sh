#!/bin/sh
# Pulumi's dynamic host loads the TypeScript compiler and npm's dependency resolver at its start, though it needs neither.
#
# Versions: @pulumi/pulumi 3.270.0, typescript 5.9.3; Node 20.20.
# One would think: the host receives a provider's code as text from the engine and runs it. What finds and writes that
#   text, a compiler and a resolver of packages, is the business of the program, which is another process.
# What happens: the host imports Pulumi's whole runtime, and so the part that serializes functions. That part loads the
#   compiler (the project's own, or else Pulumi's copy) and @npmcli/arborist as soon as it is imported. More than half of
#   the processor time of the host's start goes to them, in every preview and update of a stack with dynamic resources.
#   The script starts the host as it is, and again with empty objects in place of the two.
# Output:
#   as it is: loaded typescript, @npmcli/arborist; create answered with 1
#   with empty objects instead: loaded neither; create answered with 1
#   and, for information only, on the error stream: their share of the processor time: 60 %
set -eu
EXPECTED='as it is: loaded typescript, @npmcli/arborist; create answered with 1
with empty objects instead: loaded neither; create answered with 1'

temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
cd "$temporary"
echo '{ "private": true }' > package.json
npm install --silent --no-audit --no-fund @pulumi/pulumi@3.270.0 typescript@5.9.3
cat > recorder.cjs <<'RECORDER'
// Runs inside the host. When it prints its port, this writes what is loaded, and the processor time up to then.
const { writeFileSync } = require("node:fs");
const Module = require("node:module");

const names = ["typescript", "@npmcli/arborist"];
if (process.env.WITHHELD === "true") {
  const load = Module._load;
  Module._load = (request, ...rest) => (names.includes(request) ? {} : load(request, ...rest));
}
const write = process.stdout.write;
process.stdout.write = function (...args) {
  const { user, system } = process.cpuUsage();
  const loaded = names.filter((name) => require.resolve(name) in require.cache);
  writeFileSync("record.json", JSON.stringify({ loaded, time: user + system }));
  process.stdout.write = write;
  return write.apply(this, args);
};
RECORDER
cat > probe.cjs <<'PROBE'
const { spawn } = require("node:child_process");
const { once } = require("node:events");
const { readFileSync } = require("node:fs");
const grpc = require("@grpc/grpc-js");
const { Struct } = require("google-protobuf/google/protobuf/struct_pb");
const { ResourceProviderClient } = require("@pulumi/pulumi/proto/provider_grpc_pb");
const { CreateRequest } = require("@pulumi/pulumi/proto/provider_pb");

const provider = `exports.handler = () => ({ create: async () => ({ id: "1", outs: {} }) });`;
async function start(WITHHELD) {
  const host = spawn(
    process.execPath,
    ["--require", "./recorder.cjs", require.resolve("@pulumi/pulumi/cmd/dynamic-provider"), "127.0.0.1:1"],
    { env: { ...process.env, WITHHELD }, stdio: ["pipe", "pipe", "inherit"] },
  );
  const [port] = await once(host.stdout, "data");
  const client = new ResourceProviderClient(`127.0.0.1:${String(port).trim()}`, grpc.credentials.createInsecure());
  const request = new CreateRequest();
  request.setProperties(Struct.fromJavaScript({ __provider: provider }));
  const id = await new Promise((resolve) =>
    client.create(request, (error, response) => resolve(error?.message ?? response.getId())),
  );
  client.close();
  host.kill();
  const { loaded, time } = JSON.parse(readFileSync("record.json", "utf8"));
  return { seen: `loaded ${loaded.join(", ") || "neither"}; create answered with ${id}`, time };
}
async function main() {
  const whole = await start("false");
  console.log(`as it is: ${whole.seen}`);
  const without = await start("true");
  console.log(`with empty objects instead: ${without.seen}`);
  console.error(`their share of the processor time: ${Math.round((1 - without.time / whole.time) * 100)} %`);
}
main();
PROBE
seen=$(node probe.cjs)
echo "$seen"
[ "$seen" = "$EXPECTED" ] || { echo "This differs from the finding: $0" >&2; exit 1; }
