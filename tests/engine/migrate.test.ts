import { Provider, ServerlessCluster } from "pulumi-ack-serverless";
import { expectNothingLeft, operations, quick, recorded, testSimulator, told } from "./support/cluster";
import { zone } from "./support/row";
import { expectFailure, testStack } from "./support/stack";

const asTerraform = { type: "ManagedKubernetes", spec: "ack.pro.small" };
const asTheCommandLine = { cluster_spec: "ack.pro.small" };

/** What each world of MigrateCluster is sent, in order. */
const worlds = {
  spec: [asTerraform],
  clusterSpec: [asTerraform, asTheCommandLine],
  bucket: [asTerraform, asTheCommandLine],
} as const;
type World = keyof typeof worlds;

test("a standard cluster becomes Pro whichever form MigrateCluster takes, or the run says what to do", async () => {
  const names = Object.keys(worlds) as World[];
  const simulators = await Promise.all(names.map((migrationBody) => testSimulator({ migrationBody })));
  const simulatorOf = (world: World) => simulators[names.indexOf(world)] as (typeof simulators)[number];
  let clusterSpec = "ack.standard";
  const program = async () => {
    const before: ServerlessCluster[] = [];
    for (const world of names) {
      const { url, accounts } = simulatorOf(world);
      const { accessKeyId: accessKey, accessKeySecret: secretKey } = accounts[0];
      const endpoints = { cs: url, sts: url };
      const provider = new Provider(`provider-${world}`, {
        region: "cn-hangzhou",
        accessKey,
        secretKey,
        endpoints,
        pollIntervalMs: 20,
      });
      // The engine starts nothing after a failure: the world that refuses both forms comes last.
      before.push(new ServerlessCluster(world, { ...zone, clusterSpec }, { provider, dependsOn: [...before] }));
    }
  };
  const stack = await testStack({ program, config: quick });
  await stack.up();
  clusterSpec = "ack.pro.small";
  const failed = told(await expectFailure(stack.up())).join("\n");
  for (const world of names) {
    expect(
      simulatorOf(world)
        .requests("MigrateCluster")
        .map(({ body }) => body),
    ).toEqual(worlds[world]);
    const edition = world === "bucket" ? "ack.standard" : "ack.pro.small";
    expect(simulatorOf(world).clusters()).toMatchObject([{ cluster_spec: edition, state: "running" }]);
    expect(recorded(stack, world).outputs?.clusterSpec).toBe(edition);
  }
  expect(failed).toContain("ACK accepts the edition neither as spec nor as cluster_spec. Make the cluster Pro in");
  expect(failed).toMatch(/To type and spec, ACK answered: .*oss_bucket_endpoint/);

  const { id } = recorded(stack, "bucket");
  simulatorOf("bucket").edit(String(id), { cluster_spec: clusterSpec });
  expect(operations(await stack.up()).filter((one) => one !== "same")).toEqual(["update"]);
  expect(simulatorOf("bucket").requests("MigrateCluster")).toHaveLength(2);
  await stack.destroy();
  for (const simulator of simulators) expectNothingLeft(simulator);
});
