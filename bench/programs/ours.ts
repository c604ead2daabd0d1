import { ServerlessCluster } from "pulumi-ack-serverless";

const clusters = 1;

for (let index = 0; index < clusters; index += 1)
  new ServerlessCluster(`c${index}`, { name: `c${index}`, zoneId: "cn-hangzhou-i", tags: { env: "bench" } });
