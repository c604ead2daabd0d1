import { ServerlessCluster } from "pulumi-ack-serverless";

// No VPC is named: the cluster brings its own, in the given zone.
const cluster = new ServerlessCluster("quickstart", {
  name: "quickstart",
  regionId: "cn-hangzhou",
  zoneId: "cn-hangzhou-i",
  serviceCidr: "172.21.0.0/20",
  tags: { env: "dev" },
});

export const clusterId = cluster.clusterId;
export const state = cluster.state;
export const kubernetesVersion = cluster.currentVersion;
export const vpcId = cluster.vpcId;
export const apiServerEndpoint = cluster.apiServerEndpoint;
