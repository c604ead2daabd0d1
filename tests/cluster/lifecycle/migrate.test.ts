import { messageOf } from "../support/failure";
import { AUTO_VPC } from "../support/inputs";
import { Stack } from "../support/stack";
import { World } from "../support/world";

const pro = { ...AUTO_VPC, clusterSpec: "ack.pro.small" } as const;
const bodies = (world: World) => world.requests("MigrateCluster").map(({ body }) => body);
const asTerraform = { type: "ManagedKubernetes", spec: "ack.pro.small" };
const asTheCommandLine = { cluster_spec: "ack.pro.small" };

test.each([
  ["spec", [asTerraform]],
  ["clusterSpec", [asTerraform, asTheCommandLine]],
] as const)(
  "where MigrateCluster takes the form %s, a standard cluster becomes Pro by one task",
  async (migrationBody, sent) => {
    const world = await World.start({ migrationBody });
    const stack = new Stack(world);
    await stack.up(AUTO_VPC);
    expect(await stack.up(pro)).toBe("update");
    expect(bodies(world)).toEqual(sent);
    expect(world.cluster().cluster_spec).toBe("ack.pro.small");
    expect(world.warnings).toEqual([]);
    expect(await stack.up(pro)).toBe("same");
  },
);

test("where it takes only a bucket, ACK's words are shown with what to do, and the cluster stays as it is", async () => {
  const world = await World.start({ migrationBody: "bucket" });
  const stack = new Stack(world);
  await stack.up(AUTO_VPC);
  expect(await messageOf(stack.up(pro))).toMatch(
    new RegExp(
      `^migrating cluster ${stack.id} to ack.pro.small: ACK refused the request: .*oss_bucket_endpoint.*\\n` +
        ' {2}ACK accepts the edition neither as spec nor as cluster_spec\\. Make the cluster Pro in the ACK console: https://cs\\.console\\.aliyun\\.com\\. The next "pulumi up" then changes nothing\\.\\n' +
        " {2}To type and spec, ACK answered: .*oss_bucket_endpoint.*\\n {2}operation: MigrateCluster ",
    ),
  );
  expect(bodies(world)).toEqual([asTerraform, asTheCommandLine]);
  expect(world.cluster()).toMatchObject({ cluster_spec: "ack.standard", state: "running" });
  world.simulator.edit(stack.id, { cluster_spec: "ack.pro.small" });
  expect(await stack.up(pro)).toBe("update");
  expect(bodies(world)).toHaveLength(2);
});

test("where the second form is refused for another reason, both reasons are shown", async () => {
  const world = await World.start({ migrationBody: "clusterSpec" });
  const stack = new Stack(world);
  await stack.up(AUTO_VPC);
  const refusal = { kind: "status", status: 400, code: "QuotaExceeded.Cluster", message: "too many" } as const;
  world.simulator.failNext("MigrateCluster", refusal, { skip: 1 });
  expect(await messageOf(stack.up(pro))).toMatch(
    /^migrating cluster \w+ to ack\.pro\.small: ACK refused the request: too many\n.*\n {2}To type and spec, ACK answered: The input parameter 'clusterSpec' is mandatory\n {2}operation: MigrateCluster {3}code: QuotaExceeded\.Cluster/,
  );
  expect(bodies(world)).toEqual([asTerraform, asTheCommandLine]);
});

test.each([
  ["QuotaExceeded.Cluster", "too many Pro clusters of this type"],
  ["ErrorMigrateCluster", "cluster_spec ack.pro.small is sold out in this region"],
  ["InvalidParameter", "the parameter region is invalid"],
])("a refusal that is about something else is shown at once: %s, %s", async (code, message) => {
  const world = await World.start();
  const stack = new Stack(world);
  await stack.up(AUTO_VPC);
  world.simulator.failNext("MigrateCluster", { kind: "status", status: 400, code, message });
  expect(await messageOf(stack.up(pro))).toContain(message.replace("cluster_spec", "clusterSpec"));
  expect(bodies(world)).toHaveLength(1);
});
