import { ServerlessCluster } from "pulumi-ack-serverless";

// A standard cluster that brings its own VPC and NAT gateway, with Simple Log Service, reachable from that VPC only.
const cluster = new ServerlessCluster("test-ask", {
  clusterSpec: "ack.standard",
  name: "test-ask",
  regionId: "cn-hangzhou",
  endpointPublicAccess: false,
  loggingType: "SLS",
  privateZone: false,
  snatEntry: true,
  tags: { "k-aa": "v-aa" },
  deletionProtection: false,
  addons: [{ name: "logtail-ds" }],
  zoneId: "cn-hangzhou-i",
});

export const clusterId = cluster.clusterId;
export const state = cluster.state;
export const vpcId = cluster.vpcId;
export const vswitchIds = cluster.vswitchIds;
export const securityGroupId = cluster.securityGroupId;
export const intranetApiServerEndpoint = cluster.intranetApiServerEndpoint;
