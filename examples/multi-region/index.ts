import * as pulumi from "@pulumi/pulumi";
import { Provider, ServerlessCluster } from "pulumi-ack-serverless";

const sites = [
  { region: "cn-hangzhou", zone: "cn-hangzhou-i" },
  { region: "eu-central-1", zone: "eu-central-1a" },
];

// A Provider reads nothing of the stack's configuration, so the account is handed over. Another account for a region
// is another set of keys here; what is left out comes from the environment.
const alicloud = new pulumi.Config("alicloud");

const clusters = sites.map(({ region, zone }) => {
  const provider = new Provider(region, {
    region,
    accessKey: alicloud.get("accessKey"),
    secretKey: alicloud.getSecret("secretKey"),
    endpoints: alicloud.getObject<{ cs?: string; sts?: string }>("endpoints"),
  });
  return new ServerlessCluster(`shop-${region}`, { zoneId: zone, tags: { app: "shop" } }, { provider });
});

/** The API server of each region. */
export const apiServers = pulumi
  .all(clusters.map(({ regionId, apiServerEndpoint }) => pulumi.all([regionId, apiServerEndpoint])))
  .apply((pairs) => Object.fromEntries(pairs));
