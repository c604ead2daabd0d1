"""Previews, through Pulumi's Automation API for Python, a cluster whose arguments are wrong.

Arguments, each as JSON: the arguments of the cluster, in a dictionary without types and for the SDK's class; then the
project's name and folder, the CLI's root and home, the configuration. Writes what the previews said to stdout, as one
JSON.
"""

import json
import sys

import pulumi
import pulumi_ack_serverless as ack
from pulumi import automation

arguments, told = (json.loads(text) for text in sys.argv[1:])


def untyped():
    pulumi.CustomResource("ack-serverless:index:ServerlessCluster", "prod", arguments["untyped"])


def typed():
    ack.ServerlessCluster("prod", **arguments["typed"])


def said(program):
    """The text of the failed preview."""
    stack = automation.create_or_select_stack(
        stack_name="test",
        project_name=told["project"],
        program=program,
        opts=automation.LocalWorkspaceOptions(
            work_dir=told["folder"],
            pulumi_home=told["home"],
            pulumi_command=automation.PulumiCommand(root=told["root"]),
        ),
    )
    for key, value in told["config"].items():
        stack.set_config(key, automation.ConfigValue(value["value"], value.get("secret", False)))
    try:
        stack.preview()
        return None
    except automation.CommandError as error:
        return str(error)


json.dump({"untyped": said(untyped), "typed": said(typed)}, sys.stdout)
