import * as pulumi from "@pulumi/pulumi";
import { ServerlessCluster } from "pulumi-ack-serverless";

// A professional cluster in a VPC that exists: the network's ids come from the stack's configuration, see README.md. It
// is protected, so `pulumi destroy` refuses until deletionProtection is false and applied.
const config = new pulumi.Config();
const cluster = new ServerlessCluster("ask-cluster", {
  clusterSpec: "ack.pro.small",
  name: "ask-cluster",
  endpointPublicAccess: true,
  loggingType: "SLS",
  privateZone: true,
  tags: { tier: "frontend" },
  deletionProtection: true,
  addons: [{ name: "logtail-ds" }],
  vpcId: config.require("vpcId"),
  vswitchIds: config.requireObject<string[]>("vswitchIds"),
  securityGroupId: config.require("securityGroupId"),
});

export const clusterId = cluster.clusterId;
export const state = cluster.state;
export const apiServerEndpoint = cluster.apiServerEndpoint;
export const intranetApiServerEndpoint = cluster.intranetApiServerEndpoint;
