import * as pulumi from "@pulumi/pulumi";
import { ServerlessCluster } from "pulumi-ack-serverless";

const isProduction = pulumi.getStack() === "prod";

export const cluster = new ServerlessCluster("shop", {
  zoneId: "cn-hangzhou-i",
  clusterSpec: isProduction ? "ack.pro.small" : "ack.standard",
  endpointPublicAccess: !isProduction,
  deletionProtection: isProduction,
  tags: { app: "shop", stack: pulumi.getStack() },
});

export const apiServer = pulumi
  .all([cluster.apiServerEndpoint, cluster.intranetApiServerEndpoint])
  .apply(([onTheInternet, inTheVpc]) => onTheInternet ?? inTheVpc);
