"""A small ACK Serverless cluster with its own VPC."""

import pulumi
import pulumi_ack_serverless as ack

config = pulumi.Config()
versions = ack.get_kubernetes_versions(creatable=True).versions

# No VPC is named: the cluster brings its own, in the given zone.
cluster = ack.ServerlessCluster(
    "prod",
    zone_id="cn-hangzhou-i",
    kubernetes_version=versions[0].version,
    tags={"env": config.get("env") or "dev"},
)

pulumi.export("clusterId", cluster.cluster_id)
pulumi.export("version", cluster.kubernetes_version)
pulumi.export("kubeconfig", cluster.get_kubeconfig(ttl_minutes=60).config)
