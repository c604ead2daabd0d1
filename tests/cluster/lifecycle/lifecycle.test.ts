import { messageOf, times } from "../support/failure";
import { AUTO_VPC, PAGE_EXAMPLES } from "../support/inputs";
import { Stack } from "../support/stack";
import { World } from "../support/world";

const LOOK_AND_TASK = ["DescribeClusterDetail", "DescribeTaskInfo"];

test("a cluster is created, left alone, changed, found changed, changed back and deleted", async () => {
  const world = await World.start();
  const stack = new Stack(world);
  const program = { ...AUTO_VPC, tags: { env: "test" } };

  expect(await stack.up(program)).toBe("create");
  const { id } = stack;
  expect(await stack.up(program)).toBe("same");

  const changed = { ...program, name: "shop", deletionProtection: true, tags: { env: "prod", team: "web" } };
  world.forget();
  expect(await stack.up(changed)).toBe("update");
  expect(world.calls()).toEqual([
    "DescribeClusterDetail",
    "ModifyCluster",
    ...times(2, ...LOOK_AND_TASK),
    "TagResources",
    "DescribeClusterDetail",
  ]);
  expect(stack).toMatchObject({ id, outputs: changed });
  expect(await stack.up(changed)).toBe("same");

  world.simulator.edit(id, { deletion_protection: false });
  await stack.refresh();
  expect(stack.state?.inputs.deletionProtection).toBe(false);
  world.forget();
  expect(await stack.up(changed)).toBe("update");
  expect(world.writes()).toEqual([["ModifyCluster", { deletion_protection: true }]]);

  expect(await messageOf(stack.destroy())).toContain("deletion protection is on");
  await stack.up({ ...changed, deletionProtection: false });
  await stack.destroy();
  expect(stack.state).toBeUndefined();
  expect(world.simulator.clusters()).toEqual([]);
  expect(world.simulator.resources()).toEqual([]);
});

test("a create-only change replaces a cluster, the old one first, since a name is free only then", async () => {
  const world = await World.start();
  const stack = new Stack(world);
  await stack.up({ ...AUTO_VPC, serviceCidr: "172.21.0.0/20" });
  const { id } = stack;
  world.forget();
  expect(await stack.up({ ...AUTO_VPC, serviceCidr: "172.22.0.0/20" })).toBe("replace");
  expect(world.writes().map(([operation]) => operation)).toEqual(["DeleteCluster", "CreateCluster", "TagResources"]);
  expect(world.cluster()).toMatchObject({ cluster_id: stack.id, service_cidr: "172.22.0.0/20" });
  expect(stack.id).not.toBe(id);
});

test("a create-only change replaces a cluster, the new one first, where both can stand beside each other", async () => {
  const world = await World.start();
  const stack = new Stack(world);
  await stack.up({ ...AUTO_VPC, serviceCidr: "172.21.0.0/20" });
  world.forget();
  expect(await stack.up({ name: "demo-2", zoneId: "cn-hangzhou-i", serviceCidr: "172.22.0.0/20" })).toBe("replace");
  expect(world.writes().map(([operation]) => operation)).toEqual(["CreateCluster", "TagResources", "DeleteCluster"]);
  expect(world.cluster()).toMatchObject({ cluster_id: stack.id, name: "demo-2" });
});

test.each([
  ["immediate", "legacy"],
  ["manual", "legacy"],
  ["manual", "ignore"],
] as const)(
  "the page's examples live a whole life with progression %p and deprecated names %p",
  async (progression, deprecationMode) => {
    for (const { program } of Object.values(PAGE_EXAMPLES)) {
      const placed = deprecationMode === "ignore" ? withoutZone(program) : program;
      const world = await World.start({ progression, deprecationMode });
      const stack = new Stack(world);
      expect(await stack.up({ ...placed, deletionProtection: false })).toBe("create");
      await stack.refresh();
      expect(world.warnings).toEqual([]);
      expect(await stack.up({ ...placed, deletionProtection: false })).toBe("same");
      expect(await stack.up({ ...placed, deletionProtection: false, timezone: "Europe/Berlin" })).toBe("update");
      await stack.destroy();
      expect(world.simulator.clusters()).toEqual([]);
    }
  },
);

/** Where `zoneid` has no effect any more, a cluster needs a VPC of its own. */
function withoutZone(program: object): object {
  return { vpcId: "vpc-bp1known", vswitchIds: ["vsw-bp1one"], ...program, zoneId: undefined };
}

test("two clusters of one program live beside each other", async () => {
  const world = await World.start();
  const other = "urn:pulumi:dev::shop::pulumi-nodejs:dynamic/ack:ServerlessCluster::other";
  const [one, two] = [new Stack(world), new Stack(world, other)];
  await Promise.all([one.up(AUTO_VPC), two.up({ ...AUTO_VPC, name: "demo-2" })]);
  expect(
    world.simulator
      .clusters()
      .map(({ cluster_id }) => cluster_id)
      .sort(),
  ).toEqual([one.id, two.id].sort());
  await Promise.all([one.destroy(), two.destroy()]);
  expect(world.simulator.clusters()).toEqual([]);
});
