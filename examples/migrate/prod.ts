import { ServerlessCluster } from "pulumi-ack-serverless";

// installed add-ons, which the program does not manage: ack-virtual-node v2.15.0, metrics-server v0.3.9.8
new ServerlessCluster("prod", {
  name: "shop-prod",
  regionId: "cn-hangzhou",
  clusterSpec: "ack.pro.small",
  kubernetesVersion: "1.35",
  vpcId: "vpc-bp1shop",
  vswitchIds: ["vsw-bp1shopi", "vsw-bp1shopj"],
  securityGroupId: "sg-bp1shop",
  serviceCidr: "172.21.0.0/20",
  deletionProtection: true,
  timezone: "Asia/Shanghai",
  resourceGroupId: "rg-acfmdefault",
  tags: {
    env: "prod",
  },
});
