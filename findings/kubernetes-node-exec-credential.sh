#!/bin/sh
# @kubernetes/client-node never asks an exec plugin again for a credential that the API server rejects.
#
# Versions: @kubernetes/client-node 2.0.1; Node 22.20, which the script installs from npm (2.0.1 does not load on Node 20).
# One would think: Kubernetes' protocol for credential plugins holds in every client: a credential without an expiry is
#   kept until the API server answers 401, then the plugin runs again.
# What happens: the Node client keeps the credential for the life of the process. After the first 401, every request
#   fails with 401, although a run of the plugin would bring a valid token. A plugin for this client must always report
#   expirationTimestamp.
# Output:
#   requests: 200 401 401 401
#   tokens: first first first first
#   runs of the plugin: 1
set -eu
EXPECTED='requests: 200 401 401 401
tokens: first first first first
runs of the plugin: 1'

temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
cd "$temporary"
echo '{ "private": true }' > package.json
npm install --silent --no-audit --no-fund node@22.20.0 @kubernetes/client-node@2.0.1
cat > plugin <<'PLUGIN'
#!/bin/sh
token=first
[ ! -e runs ] || token=renewed
echo run >> runs
echo '{ "apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential", "status": { "token": "'$token'" } }'
PLUGIN
chmod +x plugin
cat > probe.mjs <<'PROBE'
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { CoreV1Api, KubeConfig } from "@kubernetes/client-node";

const tokens = [];
// Accepts the first token for one request, the renewed one always.
const server = createServer((request, response) => {
  tokens.push(request.headers.authorization?.replace("Bearer ", ""));
  const accepted = tokens.at(-1) === "renewed" || tokens.length === 1;
  response.writeHead(accepted ? 200 : 401, { "content-type": "application/json" });
  const kind = accepted ? { kind: "NamespaceList", items: [] } : { kind: "Status", code: 401 };
  response.end(JSON.stringify({ apiVersion: "v1", ...kind }));
});
server.listen(0, "127.0.0.1", async () => {
  const config = new KubeConfig();
  const exec = { apiVersion: "client.authentication.k8s.io/v1", command: "./plugin", interactiveMode: "Never" };
  config.loadFromOptions({
    currentContext: "demo",
    contexts: [{ name: "demo", cluster: "demo", user: "demo" }],
    clusters: [{ name: "demo", server: `http://127.0.0.1:${server.address().port}`, skipTLSVerify: true }],
    users: [{ name: "demo", exec }],
  });
  const api = config.makeApiClient(CoreV1Api);
  const codes = [];
  for (let request = 0; request < 4; request++) {
    codes.push(await api.listNamespace().then(() => 200, (error) => error.code));
  }
  console.log(`requests: ${codes.join(" ")}`);
  console.log(`tokens: ${tokens.join(" ")}`);
  console.log(`runs of the plugin: ${readFileSync("runs", "utf8").trim().split("\n").length}`);
  server.closeAllConnections();
  server.close();
});
PROBE
seen=$(node_modules/.bin/node probe.mjs)
echo "$seen"
[ "$seen" = "$EXPECTED" ] || { echo "This differs from the finding: $0" >&2; exit 1; }
