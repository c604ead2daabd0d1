import { ServerlessCluster } from "pulumi-ack-serverless";

// A professional cluster in a VPC that exists: put your own ids here. It is protected, so `pulumi destroy` refuses
// until deletionProtection is false and applied.
const cluster = new ServerlessCluster("ask-cluster", {
  clusterSpec: "ack.pro.small",
  name: "ask-cluster",
  regionId: "cn-shenzhen",
  endpointPublicAccess: true,
  loggingType: "SLS",
  privateZone: true,
  tags: { tier: "frontend" },
  deletionProtection: true,
  addons: [{ name: "logtail-ds" }],
  vpcId: "vpc-wz984yvbd6lck22z3abcd",
  vswitchIds: ["vsw-wz9uwxhawmtzg7u9habcd"],
  securityGroupId: "sg-wz9b86l4s7nthi1kabcd",
});

export const clusterId = cluster.clusterId;
export const state = cluster.state;
export const apiServerEndpoint = cluster.apiServerEndpoint;
export const intranetApiServerEndpoint = cluster.intranetApiServerEndpoint;
