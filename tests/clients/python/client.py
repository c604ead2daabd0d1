"""Sends requests with the vendor's SDK for Python, alibabacloud_cs20151215, through its typed models.

Standard input, as JSON: a list of requests, each with the operation, the values of its path by name, and what its query
and its body carry by wire name. The environment names ENDPOINT, ACCESS_KEY_ID and ACCESS_KEY_SECRET. Writes one answer
for each request to stdout, as one JSON: its status, or the error's code and message.
"""

import inspect
import json
import os
import sys

from alibabacloud_cs20151215 import models
from alibabacloud_cs20151215.client import Client
from alibabacloud_tea_openapi.models import Config

client = Client(
    Config(
        access_key_id=os.environ["ACCESS_KEY_ID"],
        access_key_secret=os.environ["ACCESS_KEY_SECRET"],
        endpoint=os.environ["ENDPOINT"],
        protocol="http",
    )
)


def lists(query):
    """The query of a typed model: a list is a list, which the SDK itself writes as JSON."""
    return {
        name: json.loads(value) if isinstance(value, str) and value.startswith("[") else value
        for name, value in query.items()
    }


def method_of(operation):
    """The method whose name spells the operation, wherever the SDK writes underscores."""
    return next(
        getattr(client, name) for name in dir(client) if name.replace("_", "") == operation.lower()
    )


def request_of(operation, query, body):
    """The typed request: a body that is a list stands in the one field that takes it."""
    request = getattr(models, f"{operation}Request")()
    if isinstance(body, list):
        body = {"body" if hasattr(request, "body") else "addons": body}
    return request.from_map({**lists(query), **body})


def value_of(name, path):
    """The value of a path's parameter; the SDK's name for an add-on differs from operation to operation."""
    names = {"instancename": "addonName", "componentid": "addonName"}
    plain = name.replace("_", "").lower()
    return next(value for key, value in path.items() if key.lower() == names.get(plain, plain).lower())


def send(operation, path, query, body):
    method = method_of(operation)
    arguments = [
        request_of(operation, query, body) if name in ("request", "tmp_req") else value_of(name, path)
        for name in inspect.signature(method).parameters
    ]
    return method(*arguments).status_code


def outcome(request):
    try:
        return {"status": send(**request)}
    except Exception as error:  # The SDK raises several classes, and a test judges what they say.
        return {"error": f"{type(error).__name__}: {getattr(error, 'code', '')} {error}"}


json.dump([outcome(request) for request in json.load(sys.stdin)], sys.stdout)
