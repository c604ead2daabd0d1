import { ServerlessCluster } from "pulumi-ack-serverless";

// No public endpoint: the API server has an address in the VPC only. Pods reach the Internet through a NAT gateway, to
// pull images; nothing reaches them.
const cluster = new ServerlessCluster("private", {
  clusterSpec: "ack.pro.small",
  regionId: "cn-hangzhou",
  zoneId: "cn-hangzhou-i",
  endpointPublicAccess: false,
  snatEntry: true,
  serviceDiscoveryTypes: ["PrivateZone"],
  // A name for the API server's address, for those who come through a VPN.
  customSans: ["kubernetes.corp.example.com"],
  tags: { exposure: "private" },
});

export const clusterId = cluster.clusterId;
export const vpcId = cluster.vpcId;
export const natGatewayId = cluster.natGatewayId;
export const apiServer = cluster.intranetApiServerEndpoint;

// It holds no credential: kubectl asks `ack-serverless` for a short-lived one whenever it needs one.
export const kubeconfig = cluster.kubeconfig;
