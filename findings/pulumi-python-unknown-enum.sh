#!/bin/sh
# A Python program fails for an output whose value its enum does not know; a Node program gets the value.
#
# Versions: pulumi 3.270.0 (PyPI) and @pulumi/pulumi 3.270.0 (npm); Python 3.11, Node 20.20.
# One would think: an enum in a package schema describes the values that exist today, for editors and checks of inputs.
#   A newer value that a cloud reports reaches every program as a string, as it does in Node, where the enum is erased.
# What happens: Python's SDK builds the enum from the reported value. A function that lists resources raises ValueError
#   for the whole list, and a resource fails the deployment, as soon as one cloud resource has a value from after the
#   SDK. The program need not read the field. Types of outputs must be plain strings where the cloud may add values.
# Output:
#   node: function answers standard, platinum
#   python: function raises ValueError: 'platinum' is not a valid Edition
#   python: resource raises ValueError: 'platinum' is not a valid Edition
set -eu
EXPECTED="node: function answers standard, platinum
python: function raises ValueError: 'platinum' is not a valid Edition
python: resource raises ValueError: 'platinum' is not a valid Edition"

temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
cd "$temporary"
echo '{ "private": true }' > package.json
npm install --silent --no-audit --no-fund @pulumi/pulumi@3.270.0
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check pulumi==3.270.0
cat > probe.cjs <<'PROBE'
const pulumi = require("@pulumi/pulumi");
pulumi.runtime.setMocks({
  newResource: ({ inputs }) => ({ id: "1", state: inputs }),
  call: () => ({ clusters: [{ edition: "standard" }, { edition: "platinum" }] }),
});
pulumi.runtime
  .invoke("demo:index:getClusters", {})
  .then(({ clusters }) => console.log(`node: function answers ${clusters.map(({ edition }) => edition).join(", ")}`));
PROBE
# What Pulumi's generator writes for a function and a resource with an enum among their outputs.
cat > probe.py <<'PROBE'
import enum

import pulumi


class Mocks(pulumi.runtime.Mocks):
    def new_resource(self, args):
        return "1", {"edition": "platinum"}

    def call(self, args):
        return {"clusters": [{"edition": "standard"}, {"edition": "platinum"}]}, []


pulumi.runtime.set_mocks(Mocks())


class Edition(str, enum.Enum):
    STANDARD = "standard"
    PRO = "pro"


@pulumi.output_type
class ListedCluster(dict):
    def __init__(__self__, *, edition: Edition):
        pulumi.set(__self__, "edition", edition)

    @property
    @pulumi.getter
    def edition(self) -> Edition:
        return pulumi.get(self, "edition")


@pulumi.output_type
class GetClustersResult:
    def __init__(__self__, clusters=None):
        pulumi.set(__self__, "clusters", clusters)

    @property
    @pulumi.getter
    def clusters(self) -> list[ListedCluster]:
        return pulumi.get(self, "clusters")


class Cluster(pulumi.CustomResource):
    def __init__(self, name):
        super().__init__("demo:index:Cluster", name, {"edition": None})

    @property
    @pulumi.getter
    def edition(self) -> pulumi.Output[Edition]:
        return pulumi.get(self, "edition")


def report(what, attempt):
    try:
        attempt()
        print(f"python: {what} answers")
    except Exception as error:
        print(f"python: {what} raises {type(error).__name__}: {error}")


report("function", lambda: pulumi.runtime.invoke("demo:index:getClusters", {}, typ=GetClustersResult).value)
report("resource", pulumi.runtime.test(lambda: Cluster("cluster").id))
PROBE
seen=$(node probe.cjs && python/bin/python probe.py 2> errors) || { cat errors >&2; exit 1; }
echo "$seen"
[ "$seen" = "$EXPECTED" ] || { echo "This differs from the finding: $0" >&2; exit 1; }
