#!/bin/sh
# A finished call of Alibaba Cloud's Node clients cancels the read timeout of the next call on its connection.
#
# Versions: @alicloud/cs20151215 7.2.0, @alicloud/openapi-client 0.4.15, @darabonba/typescript 1.0.5, httpx 2.3.3;
#   Node 20.20.
# One would think: readTimeout holds for every call.
# What happens: the client reads an answer without the function of httpx that stops the call's timer, so the timer runs
#   on. When it ends, it stops the timer that the connection holds by then: that of the next call. A call that starts on
#   a kept connection less than readTimeout after the previous one has no read timeout any more. The same call has one
#   on a new connection.
# Output:
#   slow call on a new connection: RequestTimeoutError
#   quick call, then slow call on its connection: answered
#   the last two shared a connection: true
set -eu
EXPECTED='slow call on a new connection: RequestTimeoutError
quick call, then slow call on its connection: answered
the last two shared a connection: true'

temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
cd "$temporary"
echo '{ "private": true }' > package.json
npm install --silent --no-audit --no-fund \
  @alicloud/cs20151215@7.2.0 @alicloud/openapi-client@0.4.15 @darabonba/typescript@1.0.5 httpx@2.3.3
cat > probe.cjs <<'PROBE'
const http = require("node:http");
const { default: Client } = require("@alicloud/cs20151215");
const { Config } = require("@alicloud/openapi-client");
const { RuntimeOptions } = require("@darabonba/typescript");

const ports = [];
const server = http.createServer((request, response) => {
  ports.push(request.socket.remotePort);
  const delay = request.url.endsWith("/slow") ? 5000 : 0;
  setTimeout(() => response.setHeader("content-type", "application/json").end("{}"), delay);
});
server.listen(0, "127.0.0.1", async () => {
  const client = new Client(
    new Config({
      endpoint: `127.0.0.1:${server.address().port}`,
      protocol: "HTTP",
      regionId: "cn-hangzhou",
      accessKeyId: "id",
      accessKeySecret: "secret",
    }),
  );
  // The other timeout is long enough to play no part.
  const runtime = new RuntimeOptions({ connectTimeout: 60000, readTimeout: 2000 });
  const call = (id) =>
    client.describeClusterDetailWithOptions(id, {}, runtime).then(
      () => "answered",
      (error) => error.name,
    );
  console.log(`slow call on a new connection: ${await call("slow")}`);
  await call("quick");
  console.log(`quick call, then slow call on its connection: ${await call("slow")}`);
  console.log(`the last two shared a connection: ${ports[1] === ports[2]}`);
  server.closeAllConnections();
  server.close();
});
PROBE
seen=$(node probe.cjs)
echo "$seen"
[ "$seen" = "$EXPECTED" ] || { echo "This differs from the finding: $0" >&2; exit 1; }
