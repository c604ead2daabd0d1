"""Runs the program of an example through Pulumi's Automation API for Python, from creation to destruction.

Argument, as JSON: the program, the project's name and folder, the CLI's root and home, the configuration.
Writes what happened to stdout, as one JSON.
"""

import json
import runpy
import sys

import pulumi
import pulumi_ack_serverless as ack
from pulumi import automation
from stack import stack_of

told = json.loads(sys.argv[1])


def program():
    """The example, and what a function answers for a region that holds an edition of which the SDK does not know."""
    runpy.run_path(told["program"])
    clusters = ack.get_clusters(region_id="cn-beijing").clusters
    pulumi.export("editions", [cluster.cluster_spec for cluster in clusters])


stack = stack_of(program, told)


def outputs(result):
    return {name: {"value": output.value, "secret": output.secret} for name, output in result.outputs.items()}


created = stack.up()
again = stack.up()
stack.set_config("env", automation.ConfigValue("prod"))
changed = stack.up()
refreshed = stack.refresh()
destroyed = stack.destroy()

json.dump(
    {
        "outputs": outputs(created),
        "created": created.summary.resource_changes,
        "again": again.summary.resource_changes,
        "changed": changed.summary.resource_changes,
        "refreshed": refreshed.summary.resource_changes,
        "destroyed": destroyed.summary.resource_changes,
    },
    sys.stdout,
)
