#!/bin/sh
# connectTimeout of Alibaba Cloud's Node clients ends requests that are connected.
#
# Versions: @alicloud/cs20151215 7.2.0, @alicloud/openapi-client 0.4.15, @darabonba/typescript 1.0.5, httpx 2.3.3;
#   Node 20.20.
# One would think: connectTimeout bounds the time until the connection stands. After that, readTimeout bounds the wait
#   for the answer, and "ConnectTimeout: Connect … failed." proves that the service got nothing.
# What happens: connectTimeout is the idle time of the socket. A request that was sent whole, to a server that accepted
#   it at once, fails with "ConnectTimeout" as soon as the answer takes longer than connectTimeout, although readTimeout
#   allows twenty times as much. A caller that repeats a creation after this error creates twice.
# Output:
#   with connectTimeout 500 and readTimeout 10000: RequestTimeoutError, ConnectTimeout
#   the server had received: POST /clusters {"name":"demo"}
set -eu
EXPECTED='with connectTimeout 500 and readTimeout 10000: RequestTimeoutError, ConnectTimeout
the server had received: POST /clusters {"name":"demo"}'

temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
cd "$temporary"
echo '{ "private": true }' > package.json
npm install --silent --no-audit --no-fund \
  @alicloud/cs20151215@7.2.0 @alicloud/openapi-client@0.4.15 @darabonba/typescript@1.0.5 httpx@2.3.3
cat > probe.cjs <<'PROBE'
const http = require("node:http");
const { default: Client, CreateClusterRequest } = require("@alicloud/cs20151215");
const { Config } = require("@alicloud/openapi-client");
const { RuntimeOptions } = require("@darabonba/typescript");

const server = http.createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  server.received = `${request.method} ${request.url} ${body}`;
  setTimeout(() => response.setHeader("content-type", "application/json").end('{"cluster_id":"c1"}'), 3000);
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
  const runtime = new RuntimeOptions({ connectTimeout: 500, readTimeout: 10000 });
  const outcome = await client.createClusterWithOptions(new CreateClusterRequest({ name: "demo" }), {}, runtime).then(
    () => "answered",
    (error) => `${error.name}, ${error.message.split(":")[0]}`,
  );
  console.log(`with connectTimeout 500 and readTimeout 10000: ${outcome}`);
  console.log(`the server had received: ${server.received}`);
  server.closeAllConnections();
  server.close();
});
PROBE
seen=$(node probe.cjs)
echo "$seen"
[ "$seen" = "$EXPECTED" ] || { echo "This differs from the finding: $0" >&2; exit 1; }
