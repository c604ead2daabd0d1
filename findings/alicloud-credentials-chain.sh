#!/bin/sh
# After one failed search, the default chain of @alicloud/credentials only asks its last source.
#
# Versions: @alicloud/credentials 2.4.7; Node 20.20.
# One would think: the chain searches its sources in their order until one has credentials. Remembering the source that
#   was used can only happen once a source was of use.
# What happens: the chain notes each source before it asks it. If no source has credentials, the last one of the list
#   (the credentials URI) stays noted, and every later call asks this source alone. The credentials that were missing
#   can be there by then: the object does not find them, a new object does.
# Output:
#   no credentials anywhere: unable to get credentials from any of the providers in the chain
#   variables set, same object: fails, and asks the URI only
#   variables set, new object: default/env
set -eu
EXPECTED='no credentials anywhere: unable to get credentials from any of the providers in the chain
variables set, same object: fails, and asks the URI only
variables set, new object: default/env'

temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
cd "$temporary"
echo '{ "private": true }' > package.json
npm install --silent --no-audit --no-fund @alicloud/credentials@2.4.7
cat > probe.cjs <<'PROBE'
const http = require("node:http");
for (const name of Object.keys(process.env)) if (name.startsWith("ALIBABA_CLOUD_")) delete process.env[name];
process.env.HOME = process.cwd();
process.env.ALIBABA_CLOUD_ECS_METADATA_DISABLED = "true";
let asked = 0;
const server = http.createServer((_, response) => {
  asked += 1;
  response.writeHead(503).end("not yet");
});
server.listen(0, "127.0.0.1", async () => {
  process.env.ALIBABA_CLOUD_CREDENTIALS_URI = `http://127.0.0.1:${server.address().port}/`;
  const { default: Credential } = require("@alicloud/credentials");
  const first = new Credential();
  const failure = await first.getCredential().catch((error) => error.message.split(":")[0]);
  console.log(`no credentials anywhere: ${failure}`);

  process.env.ALIBABA_CLOUD_ACCESS_KEY_ID = "id";
  process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET = "secret";
  asked = 0;
  const again = await first.getCredential().then(
    (credential) => credential.providerName,
    () => `fails, and asks the URI ${asked === 1 ? "only" : `${asked} times`}`,
  );
  console.log(`variables set, same object: ${again}`);
  console.log(`variables set, new object: ${(await new Credential().getCredential()).providerName}`);
  server.closeAllConnections();
  server.close();
});
PROBE
seen=$(node probe.cjs)
echo "$seen"
[ "$seen" = "$EXPECTED" ] || { echo "This differs from the finding: $0" >&2; exit 1; }
