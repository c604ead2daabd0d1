#!/bin/sh
# With the shortest session, @alicloud/credentials assumes the role again for every call.
#
# Versions: @alicloud/credentials 2.4.7; Node 20.20. Needs openssl.
# One would think: roleSessionExpiration can be 900, the least that the client and STS accept, and the client keeps these
#   credentials for most of the 15 minutes.
# What happens: the client takes credentials for stale 15 minutes before they expire, so those of 900 seconds are stale
#   when they arrive. Every call of getCredential(), which the API clients make for each request, asks STS again. With
#   an hour, the client asks once. Nothing warns of it.
# Output:
#   5 calls with roleSessionExpiration 3600: 1 AssumeRole
#   5 calls with roleSessionExpiration 900: 5 AssumeRole
set -eu
EXPECTED='5 calls with roleSessionExpiration 3600: 1 AssumeRole
5 calls with roleSessionExpiration 900: 5 AssumeRole'

temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
cd "$temporary"
echo '{ "private": true }' > package.json
npm install --silent --no-audit --no-fund @alicloud/credentials@2.4.7
# The client speaks to STS by HTTPS only: an STS of its own on loopback, whose certificate the probe trusts.
openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 \
  -keyout key.pem -out cert.pem 2> /dev/null
cat > probe.cjs <<'PROBE'
const https = require("node:https");
const fs = require("node:fs");
const { default: Credential, Config } = require("@alicloud/credentials");

let assumed = 0;
const tls = { key: fs.readFileSync("key.pem"), cert: fs.readFileSync("cert.pem") };
const server = https.createServer(tls, async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  if (request.url.includes("Action=AssumeRole")) assumed += 1;
  const seconds = Number(new URLSearchParams(body).get("DurationSeconds"));
  const Expiration = new Date(Date.now() + seconds * 1000).toISOString().replace(/\.\d+/, "");
  const Credentials = { AccessKeyId: `STS.${assumed}`, AccessKeySecret: "s", SecurityToken: "t", Expiration };
  response.setHeader("content-type", "application/json").end(JSON.stringify({ RequestId: "r", Credentials }));
});
server.listen(0, "127.0.0.1", async () => {
  for (const roleSessionExpiration of [3600, 900]) {
    assumed = 0;
    const credential = new Credential(
      new Config({
        type: "ram_role_arn",
        accessKeyId: "id",
        accessKeySecret: "secret",
        roleArn: "acs:ram::1:role/demo",
        roleSessionName: "demo",
        roleSessionExpiration,
        stsEndpoint: `127.0.0.1:${server.address().port}`,
      }),
    );
    for (let call = 0; call < 5; call++) await credential.getCredential();
    console.log(`5 calls with roleSessionExpiration ${roleSessionExpiration}: ${assumed} AssumeRole`);
  }
  server.closeAllConnections();
  server.close();
});
PROBE
seen=$(NODE_EXTRA_CA_CERTS=cert.pem node probe.cjs)
echo "$seen"
[ "$seen" = "$EXPECTED" ] || { echo "This differs from the finding: $0" >&2; exit 1; }
