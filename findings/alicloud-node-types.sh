#!/bin/sh
# A TypeScript project that adds Alibaba Cloud's client without types of its own for Node is checked against Node 12.
#
# Versions: @alicloud/cs20151215 7.2.0, typescript 5.9.3; Node 20.20.
# One would think: a client's typings bring the newest types for Node, as `"@types/node": "*"` elsewhere does, or none.
# What happens: a package of the client depends on @types/node ^12.0.2, not on a peer. npm puts that version at the top
#   of node_modules, where the compiler takes it for the project's own. Modules and globals from Node 16 and 18 on do
#   not exist for the compiler, though they run. Installing @types/node in the project cures it.
# Output:
#   types of Node 12
#   probe.ts: Cannot find module 'node:timers/promises' or its corresponding type declarations.
#   probe.ts: Cannot find name 'fetch'.
set -eu
EXPECTED="types of Node 12
probe.ts: Cannot find module 'node:timers/promises' or its corresponding type declarations.
probe.ts: Cannot find name 'fetch'."

temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
cd "$temporary"
echo '{ "private": true }' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts @alicloud/cs20151215@7.2.0 typescript@5.9.3
cat > probe.ts <<'PROBE'
import { setTimeout } from "node:timers/promises";

export const answer = setTimeout(1).then(() => fetch("http://127.0.0.1/"));
PROBE
seen=$(
  node -p '`types of Node ${require("./node_modules/@types/node/package.json").version.split(".")[0]}`'
  npx tsc --noEmit --skipLibCheck --module nodenext --target es2022 --lib es2022 --types node probe.ts |
    sed -n 's/^probe.ts([0-9,]*): error TS[0-9]*: /probe.ts: /p'
)
echo "$seen"
[ "$seen" = "$EXPECTED" ] || { echo "This differs from the finding: $0" >&2; exit 1; }
