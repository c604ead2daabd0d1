#!/bin/sh
# Pulumi runs a TypeScript program that no longer compiles, if only the types that the program uses have changed.
#
# Versions: @pulumi/pulumi 3.270.0 with its own ts-node 7.0.1, typescript 5.9.3; Node 20.20.
# One would think: each run checks the program's types unless it is told not to. After the upgrade of a library that
#   renames a property, the next preview reports the old name.
# What happens: the runner's ts-node checks a file only when it compiles it. It keeps what it compiled in the temporary
#   directory, under a name made from the file's text and the compiler's options. A file that did not change is taken from
#   there, so that neither a library's new types nor those of another file of the program reach it. The program runs, here
#   with an undefined value in a stack output. A new comment in the file, an empty temporary directory (as in continuous
#   integration) or TS_NODE_CACHE=false brings the error. The script is the engine of the runs itself, without a CLI.
# Output:
#   before the upgrade: exit 0, output disk of 20 GB
#   after it, tsc: TS2561
#   after it, unchanged program: exit 0, output disk of undefined GB
#   after it, unchanged program without the cache: exit 32, TS2561
#   after it, program with a new comment: exit 32, TS2561
set -eu
EXPECTED='before the upgrade: exit 0, output disk of 20 GB
after it, tsc: TS2561
after it, unchanged program: exit 0, output disk of undefined GB
after it, unchanged program without the cache: exit 32, TS2561
after it, program with a new comment: exit 32, TS2561'

temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
cd "$temporary"
echo '{ "private": true, "main": "index.ts" }' > package.json
npm install --silent --no-audit --no-fund @pulumi/pulumi@3.270.0 typescript@5.9.3
echo '{ "compilerOptions": { "module": "nodenext", "target": "es2022", "strict": true, "types": [] }, "files": ["index.ts"] }' > tsconfig.json
cat > index.ts <<'PROGRAM'
import { describe } from "disks";

export const disk = describe({ sizeGb: 20 });
PROGRAM
library() {
  mkdir -p node_modules/disks
  echo '{ "name": "disks", "main": "index.js", "types": "index.d.ts" }' > node_modules/disks/package.json
  echo "export declare function describe(disk: { $1: number }): string;" > node_modules/disks/index.d.ts
  echo "exports.describe = (disk) => \`disk of \${disk.$1} GB\`;" > node_modules/disks/index.js
}
# An engine and a resource monitor for one run of the program. It prints how the run ended, the stack's output, and the
# compiler's errors in the log.
cat > run.cjs <<'RUN'
const { spawn } = require("node:child_process");
const grpc = require("@grpc/grpc-js");
const { Empty } = require("google-protobuf/google/protobuf/empty_pb");
const { EngineService } = require("@pulumi/pulumi/proto/engine_grpc_pb");
const { LogSeverity, SetRootResourceResponse } = require("@pulumi/pulumi/proto/engine_pb");
const { ResourceMonitorService } = require("@pulumi/pulumi/proto/resource_grpc_pb");
const { RegisterResourceResponse, SupportsFeatureResponse } = require("@pulumi/pulumi/proto/resource_pb");

const details = [];
const answer = (make) => ({ request }, callback) => callback(null, make(request) ?? new Empty());
const server = new grpc.Server();
server.addService(EngineService, {
  log: answer((request) => {
    if (request.getSeverity() !== LogSeverity.ERROR) return;
    details.push(...(request.getMessage().match(/TS\d+/g) ?? [request.getMessage()]));
  }),
  setRootResource: answer(() => new SetRootResourceResponse()),
});
server.addService(ResourceMonitorService, {
  supportsFeature: answer(() => new SupportsFeatureResponse()),
  registerResource: answer((request) => {
    const response = new RegisterResourceResponse();
    response.setUrn(`urn:pulumi:dev::demo::${request.getType()}::${request.getName()}`);
    return response;
  }),
  registerResourceOutputs: answer((request) => {
    const { disk } = request.getOutputs().toJavaScript();
    if (disk !== undefined) details.push(`output ${disk}`);
  }),
  signalAndWaitForShutdown: answer(() => {}),
});
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  const address = `127.0.0.1:${port}`;
  const flags = { monitor: address, engine: address, organization: "demo", project: "demo", stack: "dev", parallel: 1 };
  const program = spawn(
    process.execPath,
    [require.resolve("@pulumi/pulumi/cmd/run"), ...Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`), "."],
    { env: { ...process.env, PULUMI_CONFIG: "{}", PULUMI_NODEJS_TYPESCRIPT: "true" }, stdio: ["ignore", "ignore", "inherit"] },
  );
  program.on("exit", (code) => {
    console.log([`exit ${code}`, ...details].join(", "));
    server.forceShutdown();
  });
});
RUN
mkdir cache
export TMPDIR="$temporary/cache"
library sizeGb
seen=$(
  echo "before the upgrade: $(node run.cjs)"
  library sizeGiB
  echo "after it, tsc: $(npx tsc --noEmit | sed -n 's/.*error \(TS[0-9]*\):.*/\1/p')"
  echo "after it, unchanged program: $(node run.cjs)"
  echo "after it, unchanged program without the cache: $(TS_NODE_CACHE=false node run.cjs)"
  echo '// A new comment.' >> index.ts
  echo "after it, program with a new comment: $(node run.cjs)"
)
echo "$seen"
[ "$seen" = "$EXPECTED" ] || { echo "This differs from the finding: $0" >&2; exit 1; }
