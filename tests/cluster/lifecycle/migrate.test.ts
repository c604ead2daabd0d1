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
        ' {2}ACK accepts the edition neither as spec nor as cluster_spec\\. Make the cluster Pro in the ACK console: https://cs\\.console\\.aliyun\\.com\\. The next "pulumi up" then changes nothing\\.\\n',
    ),
  );
  expect(bodies(world)).toEqual([asTerraform, asTheCommandLine]);
  expect(world.cluster()).toMatchObject({ cluster_spec: "ack.standard", state: "running" });
  world.simulator.edit(stack.id, { cluster_spec: "ack.pro.small" });
  expect(await stack.up(pro)).toBe("update");
  expect(bodies(world)).toHaveLength(2);
});

test("a refusal that is about something else is shown at once", async () => {
  const world = await World.start();
  const stack = new Stack(world);
  await stack.up(AUTO_VPC);
  const refusal = {
    kind: "status",
    status: 400,
    code: "QuotaExceeded.Cluster",
    message: "too many Pro clusters",
  } as const;
  world.simulator.failNext("MigrateCluster", refusal);
  expect(await messageOf(stack.up(pro))).toContain("too many Pro clusters");
  expect(bodies(world)).toHaveLength(1);
});
