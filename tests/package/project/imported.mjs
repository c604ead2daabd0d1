import { ServerlessCluster } from "pulumi-ack-serverless";
import { live } from "./driver.js";

await live(async () => {
  const cluster = new ServerlessCluster("packed", { zoneId: "cn-hangzhou-i" });
  return { clusterId: cluster.clusterId };
});
