/**
 * What a program does without a package: a dynamic provider whose methods are written into the state. As in Pulumi's
 * guide, modules are required inside the methods; an import outside of them would be written into the state as well.
 */
import * as pulumi from "@pulumi/pulumi";

interface Inputs {
  readonly name: string;
  readonly zoneId: string;
  readonly tags: Readonly<Record<string, string>>;
}

class StockProvider implements pulumi.dynamic.ResourceProvider<Inputs, Inputs> {
  async diff(_id: string, olds: Inputs, news: Inputs) {
    return { changes: JSON.stringify(olds) !== JSON.stringify({ ...olds, ...news }) };
  }

  async create(inputs: Inputs) {
    const { default: CS, CreateClusterRequest } = require("@alicloud/cs20151215");
    const { Config } = require("@alicloud/openapi-client");
    const client = new CS(
      new Config({
        accessKeyId: process.env.BENCH_KEY,
        accessKeySecret: process.env.BENCH_SECRET,
        endpoint: process.env.BENCH_ENDPOINT,
        protocol: "http",
        regionId: "cn-hangzhou",
      }),
    );
    const { body } = await client.createCluster(
      new CreateClusterRequest({
        name: inputs.name,
        clusterType: "ManagedKubernetes",
        profile: "Serverless",
        regionId: "cn-hangzhou",
        zoneId: inputs.zoneId,
        tags: Object.entries(inputs.tags).map(([key, value]) => ({ key, value })),
      }),
    );
    for (;;) {
      const { body: detail } = await client.describeClusterDetail(body.clusterId);
      if (detail.state === "running") return { id: body.clusterId as string, outs: { ...inputs, state: detail.state } };
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
  }

  async delete(id: string) {
    const { default: CS, DeleteClusterRequest } = require("@alicloud/cs20151215");
    const { Config } = require("@alicloud/openapi-client");
    const client = new CS(
      new Config({
        accessKeyId: process.env.BENCH_KEY,
        accessKeySecret: process.env.BENCH_SECRET,
        endpoint: process.env.BENCH_ENDPOINT,
        protocol: "http",
        regionId: "cn-hangzhou",
      }),
    );
    await client.deleteCluster(id, new DeleteClusterRequest({}));
  }
}

class StockCluster extends pulumi.dynamic.Resource {
  constructor(name: string, args: Inputs, opts?: pulumi.CustomResourceOptions) {
    super(new StockProvider(), name, args, opts);
  }
}

const clusters = 1;

for (let index = 0; index < clusters; index += 1)
  new StockCluster(`c${index}`, { name: `c${index}`, zoneId: "cn-hangzhou-i", tags: { env: "bench" } });
