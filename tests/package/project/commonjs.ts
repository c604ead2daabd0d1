import { ServerlessCluster, type ServerlessClusterArgs } from "pulumi-ack-serverless";
import { live } from "./driver.js";

const args: ServerlessClusterArgs = { zoneId: "cn-hangzhou-i" };

live(async () => {
  const cluster = new ServerlessCluster("packed", args);
  return { clusterId: cluster.clusterId };
});
