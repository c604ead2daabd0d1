#!/bin/sh
# A dynamic resource writes into the object with its arguments, so that no second resource can be made from that object.
#
# Versions: @pulumi/pulumi 3.270.0; Node 20.20.
# One would think: a resource only reads its arguments, and a program may make several resources from one object of
#   defaults, as it can with every other resource.
# What happens: the constructor of dynamic.Resource adds the key __provider, the provider's serialized code, to the
#   object. The next dynamic resource with the same object is rejected for having that key, and a frozen object is
#   rejected by the first one. A copy for each resource, { ...defaults }, works.
# Output:
#   first resource: made; the arguments have the keys size, __provider
#   second resource: A dynamic resource must not define the __provider key
#   resource with frozen arguments: Cannot add property __provider, object is not extensible
#   resource with a copy: made
#   two custom resources with one object: made; the arguments have the key size
set -eu
EXPECTED='first resource: made; the arguments have the keys size, __provider
second resource: A dynamic resource must not define the __provider key
resource with frozen arguments: Cannot add property __provider, object is not extensible
resource with a copy: made
two custom resources with one object: made; the arguments have the key size'

temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
cd "$temporary"
echo '{ "private": true }' > package.json
npm install --silent --no-audit --no-fund @pulumi/pulumi@3.270.0
cat > probe.cjs <<'PROBE'
const pulumi = require("@pulumi/pulumi");

const provider = { create: async () => ({ id: "1", outs: {} }) };
class Disk extends pulumi.dynamic.Resource {
  constructor(name, args) {
    super(provider, name, args);
  }
}
function made(action) {
  try {
    action();
    return "made";
  } catch ({ message }) {
    return message;
  }
}
async function main() {
  await pulumi.runtime.setMocks({ call: () => ({}), newResource: ({ inputs }) => ({ id: "1", state: inputs }) });
  const defaults = { size: 20 };
  const first = made(() => new Disk("first", defaults));
  console.log(`first resource: ${first}; the arguments have the keys ${Object.keys(defaults).join(", ")}`);
  console.log(`second resource: ${made(() => new Disk("second", defaults))}`);
  console.log(`resource with frozen arguments: ${made(() => new Disk("frozen", Object.freeze({ size: 20 })))}`);
  const copied = { size: 20 };
  console.log(`resource with a copy: ${made(() => [new Disk("third", { ...copied }), new Disk("fourth", { ...copied })])}`);
  const shared = { size: 20 };
  const custom = made(() => ["fifth", "sixth"].map((name) => new pulumi.CustomResource("demo:index:Disk", name, shared)));
  console.log(`two custom resources with one object: ${custom}; the arguments have the key ${Object.keys(shared).join(", ")}`);
}
main();
PROBE
seen=$(node probe.cjs)
echo "$seen"
[ "$seen" = "$EXPECTED" ] || { echo "This differs from the finding: $0" >&2; exit 1; }
