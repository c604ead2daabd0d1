import { deletionFailed } from "../../../provider/cluster/lifecycle/delete";
import { messageOf } from "../support/failure";
import { AUTO_VPC, IN_VPC } from "../support/inputs";
import { Stack } from "../support/stack";
import { World } from "../support/world";

async function running(program: object = {}) {
  const world = await World.start();
  const stack = new Stack(world);
  await stack.up({ ...AUTO_VPC, ...program });
  world.forget();
  return { world, stack, id: stack.id };
}
const DELETE = "DeleteCluster";

test("deletion inputs live in state: a change is an update without a call, and a deletion uses the last ones", async () => {
  const { world, stack } = await running({ deleteOptions: { slb: "retain" } });
  expect(await stack.up({ ...AUTO_VPC, deleteOptions: { slb: "delete", slsData: "delete" } })).toBe("update");
  expect(world.writes()).toEqual([]);
  expect(stack.outputs.deleteOptions).toEqual({ slb: "delete", slsData: "delete" });
  await stack.refresh();
  await stack.destroy();
  expect(world.requests(DELETE).map(({ query }) => query)).toEqual([
    {
      delete_options:
        '[{"delete_mode":"delete","resource_type":"SLB"},{"delete_mode":"delete","resource_type":"SLS_Data"}]',
    },
  ]);
});

test("deletion inputs that are taken out no longer count", async () => {
  const { world, stack } = await running({ retainAllResources: true });
  expect(await stack.up(AUTO_VPC)).toBe("update");
  expect("retainAllResources" in stack.outputs).toBe(false);
  await stack.destroy();
  expect(world.requests(DELETE).map(({ query }) => query)).toEqual([{}]);
});

test("a replacement deletes with them too", async () => {
  const { world, stack } = await running({ retainAllResources: true, serviceCidr: "172.20.0.0/20" });
  const program = { ...AUTO_VPC, retainAllResources: true, serviceCidr: "172.21.0.0/20" };
  expect(await stack.up(program)).toBe("replace");
  expect(world.requests(DELETE).map(({ query }) => query)).toEqual([{ retain_all_resources: "true" }]);
});

test("what outlives the cluster is listed: all of it, or what the inputs name", async () => {
  const all = await running({ retainAllResources: true });
  const kept = all.world.simulator.resources().map(({ id }) => id);
  await all.stack.destroy();
  const [warning = ""] = all.world.warnings;
  expect(warning).toContain(`cluster ${all.id} is deleted; these of its resources are kept: `);
  for (const id of kept) expect(warning).toContain(id);

  const one = await running({ snatEntry: true });
  const nat = one.world.simulator.resources().find(({ id }) => id.startsWith("ngw-"));
  await one.stack.up({ ...AUTO_VPC, snatEntry: true, retainResources: [nat?.id] });
  one.world.forget();
  await one.stack.destroy();
  expect(one.world.warnings.join()).toContain(`${nat?.id}`);
  expect(one.world.simulator.resources().map(({ id }) => id)).toContain(nat?.id);
});

test("resources that may not be listed: the deletion goes on without mentioning them", async () => {
  const { world, stack } = await running();
  world.simulator.failNext("DescribeClusterResources", { kind: "status", status: 403, code: "StatusForbidden" });
  await stack.destroy();
  expect([world.warnings, world.simulator.clusters()]).toEqual([[], []]);
});

describe("a deletion says", () => {
  const counted = (id: string, inputs: string) =>
    `cluster ${id} is deleted by the deletion inputs that the last "pulumi up" recorded: ${inputs}`;

  test.each<[object, string]>([
    [{}, "none"],
    [{ retainAllResources: true }, "retainAllResources: true"],
    [
      { deleteOptions: { slb: "retain" }, retainResources: ["lb-1"], forceDestroy: true },
      'deleteOptions: {"slb":"retain"}, retainResources: ["lb-1"], forceDestroy: true',
    ],
  ])("which deletion inputs counted: %j", async (program, inputs) => {
    const { world, stack, id } = await running(program);
    await stack.destroy();
    expect(world.notes).toEqual([counted(id, inputs)]);
  });

  test("that pods can block the vSwitches of the program", async () => {
    const world = await World.start();
    const stack = new Stack(world);
    await stack.up(IN_VPC);
    const { id } = stack;
    await stack.destroy();
    expect(world.notes).toEqual([
      counted(id, "none"),
      `network interfaces of the pods of cluster ${id} can block the deletion of vsw-bp1one, vsw-bp1two for about 100 s`,
    ]);
  });

  test("nothing if the cluster was already gone", async () => {
    const { world, stack, id } = await running();
    world.simulator.vanish(id);
    await stack.destroy();
    expect(world.notes).toEqual([]);
  });
});

describe("forceDestroy", () => {
  test("switches deletion protection off first", async () => {
    const { world, stack } = await running({ deletionProtection: true, forceDestroy: true });
    await stack.destroy();
    expect(world.writes().map(([operation, body]) => [operation, body])).toEqual([
      ["ModifyCluster", { deletion_protection: false }],
      [DELETE, {}],
    ]);
    expect(world.simulator.clusters()).toEqual([]);
  });

  test("is off by default, and its last applied value counts", async () => {
    const { world, stack, id } = await running({ deletionProtection: true, forceDestroy: true });
    await stack.up({ ...AUTO_VPC, deletionProtection: true });
    expect(await messageOf(stack.destroy())).toBe(
      `deleting cluster ${id}: deletion protection is on: run "pulumi up" with deletionProtection: false first, then delete the cluster`,
    );
    expect([world.writes(), stack.id]).toEqual([[], id]);
  });

  test("of a cluster without protection changes nothing", async () => {
    const { world, stack } = await running({ forceDestroy: true });
    await stack.destroy();
    expect(world.writes().map(([operation]) => operation)).toEqual([DELETE]);
  });
});

test("a failed deletion says so, even if the list of resources is malformed", async () => {
  const world = await World.start();
  const left = { state: "DELETE_FAILED", resource_type: "NAT", instance_id: "ngw-1" };
  const body = JSON.stringify([null, 5, left]);
  world.simulator.failNext("DescribeClusterResources", { kind: "raw", status: 200, body });
  const place = { region: "cn-hangzhou", id: "c-1" };
  const { message } = await deletionFailed(place, new Error("no"), world.context());
  expect(message).toContain("still in use by something else:\n  - NAT ngw-1\n");
});
