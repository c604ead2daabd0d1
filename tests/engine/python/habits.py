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
from stack import stack_of

arguments, told = (json.loads(text) for text in sys.argv[1:])


def untyped():
    pulumi.CustomResource("ack-serverless:index:ServerlessCluster", "prod", arguments["untyped"])


def typed():
    ack.ServerlessCluster("prod", **arguments["typed"])


def said(program):
    """The text of the failed preview."""
    stack = stack_of(program, told)
    try:
        stack.preview()
        return None
    except automation.CommandError as error:
        return str(error)


json.dump({"untyped": said(untyped), "typed": said(typed)}, sys.stdout)
