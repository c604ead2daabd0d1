#!/bin/sh
# Pulumi's dynamic host lets the second operation run before configure() has ended.
#
# Versions: @pulumi/pulumi 3.270.0; Node 20.20.
# One would think: configure() of a dynamic provider may be asynchronous (its type is a promise), and every operation
#   waits for it.
# What happens: only the operation that loads the provider waits. The host puts the provider into its cache before it
#   calls configure(), so an operation that arrives meanwhile runs on a provider without its configuration. A refresh and
#   a destroy of two resources do this (seen with Pulumi CLI 3.274.1): the engine sends their reads, and their deletes, at
#   the same time. The script sends two reads to the host itself, without a CLI.
# Output:
#   first read: configured true
#   second read: configured false
set -eu
EXPECTED='first read: configured true
second read: configured false'

temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
cd "$temporary"
echo '{ "private": true }' > package.json
npm install --silent --no-audit --no-fund @pulumi/pulumi@3.270.0
cat > probe.cjs <<'PROBE'
const { spawn } = require("node:child_process");
const grpc = require("@grpc/grpc-js");
const { Struct } = require("google-protobuf/google/protobuf/struct_pb");
const { ResourceProviderClient } = require("@pulumi/pulumi/proto/provider_grpc_pb");
const { ConfigureRequest, ReadRequest } = require("@pulumi/pulumi/proto/provider_pb");

const provider = `exports.handler = () => {
  let configured = false;
  return {
    async configure() {
      await new Promise((resolve) => setTimeout(resolve, 2000));
      configured = true;
    },
    async read(id, props) {
      return { id, props: { ...props, configured } };
    },
  };
};`;
const host = spawn(process.execPath, [require.resolve("@pulumi/pulumi/cmd/dynamic-provider"), "127.0.0.1:1"]);
host.stderr.pipe(process.stderr);
host.stdout.once("data", async (port) => {
  const client = new ResourceProviderClient(`127.0.0.1:${String(port).trim()}`, grpc.credentials.createInsecure());
  const call = (method, request) =>
    new Promise((resolve, reject) => client[method](request, (error, value) => (error ? reject(error) : resolve(value))));
  const configure = new ConfigureRequest();
  configure.setArgs(Struct.fromJavaScript({}));
  await call("configure", configure);
  const read = async (id) => {
    const request = new ReadRequest();
    request.setId(id);
    request.setUrn(`urn:pulumi:dev::demo::pulumi-nodejs:dynamic:Resource::${id}`);
    request.setProperties(Struct.fromJavaScript({ __provider: provider }));
    return (await call("read", request)).getProperties().toJavaScript().configured;
  };
  const [first, second] = await Promise.all([read("first"), read("second")]);
  console.log(`first read: configured ${first}`);
  console.log(`second read: configured ${second}`);
  client.close();
  host.kill();
});
PROBE
seen=$(node probe.cjs)
echo "$seen"
[ "$seen" = "$EXPECTED" ] || { echo "This differs from the finding: $0" >&2; exit 1; }
