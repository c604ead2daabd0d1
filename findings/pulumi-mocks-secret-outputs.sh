#!/bin/sh
# Pulumi's mocks ignore additionalSecretOutputs, in Node and in Python.
#
# Versions: @pulumi/pulumi 3.270.0 (npm) and pulumi 3.270.0 (PyPI); Node 20.20, Python 3.11.
# One would think: the mocks know secrets (a secret input comes back as a secret), so a unit test can prove that a
#   resource class marks an output as a secret.
# What happens: marking these outputs is the engine's work, and the mocks do not do it. The output is readable in a unit
#   test and a secret in every deployment: a test that the class forgets nothing fails for a class that is right.
# Output:
#   node: secret input true, additionalSecretOutputs false
#   python: secret input True, additional_secret_outputs False
set -eu
EXPECTED='node: secret input true, additionalSecretOutputs false
python: secret input True, additional_secret_outputs False'

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
  newResource: ({ inputs }) => ({ id: "1", state: { ...inputs, token: "t" } }),
  call: ({ inputs }) => inputs,
});
const options = { additionalSecretOutputs: ["token"] };
const args = { password: pulumi.secret("p"), token: undefined };
const account = new pulumi.CustomResource("demo:index:Account", "account", args, options);
Promise.all([pulumi.isSecret(account.password), pulumi.isSecret(account.token)]).then(([password, token]) =>
  console.log(`node: secret input ${password}, additionalSecretOutputs ${token}`),
);
PROBE
cat > probe.py <<'PROBE'
import pulumi


class Mocks(pulumi.runtime.Mocks):
    def new_resource(self, args):
        return "1", {**args.inputs, "token": "t"}

    def call(self, args):
        return {}, []


pulumi.runtime.set_mocks(Mocks())


class Account(pulumi.CustomResource):
    password: pulumi.Output[str]
    token: pulumi.Output[str]

    def __init__(self, name, opts):
        args = {"password": pulumi.Output.secret("p"), "token": None}
        super().__init__("demo:index:Account", name, args, opts)


@pulumi.runtime.test
def report():
    account = Account("account", pulumi.ResourceOptions(additional_secret_outputs=["token"]))

    async def secrets():
        return await account.password.is_secret(), await account.token.is_secret()

    return pulumi.Output.from_input(secrets()).apply(
        lambda of: print(f"python: secret input {of[0]}, additional_secret_outputs {of[1]}")
    )


report()
PROBE
seen=$(node probe.cjs && python/bin/python probe.py)
echo "$seen"
[ "$seen" = "$EXPECTED" ] || { echo "This differs from the finding: $0" >&2; exit 1; }
