const { ServerlessCluster } = require("pulumi-ack-serverless");
const { live } = require("./driver.js");

live(async () => {
  const cluster = new ServerlessCluster("packed", { zoneId: "cn-hangzhou-i" });
  return { clusterId: cluster.clusterId };
});
