"""A small ACK Serverless cluster with a VPC of its own, from Python.

`pulumi package add ./node_modules/pulumi-ack-serverless` makes an SDK with types. This program does without one: it names
the resource, the functions and their arguments as the package's schema has them.
"""

import pulumi

CLUSTER = "ack-serverless:index:ServerlessCluster"
OUTPUTS = ["clusterId", "kubernetesVersion", "state", "vpcId", "kubeconfig"]


class ServerlessCluster(pulumi.CustomResource):
    """An ACK Serverless cluster. `args` are those of docs/reference.md; each of `OUTPUTS` becomes an attribute."""

    def __init__(self, name, args, opts=None):
        super().__init__(CLUSTER, name, {**dict.fromkeys(OUTPUTS), **args}, opts)

    def get_kubeconfig(self, **args):
        """A kubeconfig with a credential of limited life, as a secret."""
        return pulumi.runtime.call(f"{CLUSTER}/getKubeconfig", {"__self__": self, **args}, self)


config = pulumi.Config()
versions = pulumi.runtime.invoke("ack-serverless:index:getKubernetesVersions", {"creatable": True}).value["versions"]

cluster = ServerlessCluster(
    "prod",
    {
        "zoneId": "cn-hangzhou-i",
        "kubernetesVersion": versions[0]["version"],
        "tags": {"env": config.get("env") or "dev"},
    },
)

pulumi.export("clusterId", cluster.clusterId)
pulumi.export("version", cluster.kubernetesVersion)
pulumi.export("kubeconfig", cluster.get_kubeconfig(ttlMinutes=60))
