import { messageOf } from "../support/failure";
import { AUTO_VPC } from "../support/inputs";
import { Stack } from "../support/stack";
import { REGION, World } from "../support/world";

async function running(tags: Record<string, string> | undefined) {
  const world = await World.start({ progression: "immediate" });
  const stack = new Stack(world);
  await stack.up({ ...AUTO_VPC, ...(tags && { tags }) });
  world.forget();
  return { world, stack, id: stack.id };
}

/** The tags of the cluster besides the system's and the provider's. */
function tagsOf(world: World): Record<string, string> {
  const own = world.cluster().tags.filter(({ key }) => !["ack.aliyun.com", "pulumi-ack-serverless"].includes(key));
  return Object.fromEntries(own.map(({ key, value }) => [key, value]));
}

/** Someone else's tag, beside those that are there. */
function addForeignTag(world: World, id: string): void {
  world.simulator.edit(id, { tags: [...world.cluster().tags, { key: "owner", value: "billing" }] });
}

const numbered = (prefix: string) =>
  Object.fromEntries(Array.from({ length: 19 }, (_, index) => [`${prefix}${index}`, "1"]));

describe("tags", () => {
  test("are added and changed by key, with only what differs", async () => {
    const { world, stack, id } = await running({ env: "test", team: "shop" });
    const program = { ...AUTO_VPC, tags: { env: "prod", team: "shop", tier: "web" } };
    expect(await stack.up(program)).toBe("update");
    expect(world.calls()).toEqual(["DescribeClusterDetail", "TagResources", "DescribeClusterDetail"]);
    expect(world.writes()).toEqual([
      [
        "TagResources",
        {
          region_id: REGION,
          resource_type: "CLUSTER",
          resource_ids: [id],
          tags: [
            { key: "env", value: "prod" },
            { key: "tier", value: "web" },
          ],
        },
      ],
    ]);
    expect(stack.outputs.tags).toEqual(program.tags);
    expect(await stack.up(program)).toBe("same");
  });

  test("are removed by key", async () => {
    const { world, stack, id } = await running({ env: "test", team: "shop" });
    await stack.up({ ...AUTO_VPC, tags: { team: "shop" } });
    expect(world.writes()).toEqual([
      [
        "UntagResources",
        {
          region_id: REGION,
          resource_type: "CLUSTER",
          resource_ids: JSON.stringify([id]),
          tag_keys: JSON.stringify(["env"]),
        },
      ],
    ]);
    expect(tagsOf(world)).toEqual({ team: "shop" });
    expect(stack.outputs.tags).toEqual({ team: "shop" });
  });

  test.each([
    ["taken out as a whole", AUTO_VPC],
    ["emptied", { ...AUTO_VPC, tags: {} }],
  ])("that are %s are removed, each by its key", async (_, program) => {
    const { world, stack } = await running({ env: "test", team: "shop" });
    expect(await stack.up(program)).toBe("update");
    expect(world.writes()).toEqual([
      ["UntagResources", expect.objectContaining({ tag_keys: JSON.stringify(["env", "team"]) })],
    ]);
    expect(tagsOf(world)).toEqual({});
    expect(await stack.up(program)).toBe("same");
  });

  test("of others are left alone and are nowhere in the outputs", async () => {
    const { world, stack, id } = await running({ env: "test" });
    addForeignTag(world, id);
    await stack.refresh();
    expect(stack.outputs.tags).toEqual({ env: "test" });
    expect(await stack.up({ ...AUTO_VPC, tags: { env: "test" } })).toBe("same");
    await stack.up({ ...AUTO_VPC, tags: { env: "prod" } });
    expect(tagsOf(world)).toEqual({ env: "prod", owner: "billing" });
    await stack.up(AUTO_VPC);
    expect(tagsOf(world)).toEqual({ owner: "billing" });
  });

  test("that the program never had are neither drift nor removed", async () => {
    const { world, stack, id } = await running(undefined);
    addForeignTag(world, id);
    await stack.refresh();
    world.forget();
    expect(await stack.up(AUTO_VPC)).toBe("same");
    expect(await stack.up({ ...AUTO_VPC, deletionProtection: true })).toBe("update");
    expect(world.writes().map(([operation]) => operation)).toEqual(["ModifyCluster"]);
    expect(tagsOf(world)).toEqual({ owner: "billing" });
  });

  test("of which the console removed one are put back after a refresh", async () => {
    const { world, stack, id } = await running({ env: "test", team: "shop" });
    world.simulator.edit(id, { tags: world.cluster().tags.filter(({ key }) => key !== "env") });
    await stack.refresh();
    expect(stack.state?.inputs.tags).toEqual({ team: "shop" });
    world.forget();
    expect(await stack.up({ ...AUTO_VPC, tags: { env: "test", team: "shop" } })).toBe("update");
    expect(world.writes()).toEqual([
      ["TagResources", expect.objectContaining({ tags: [{ key: "env", value: "test" }] })],
    ]);
    expect(tagsOf(world)).toEqual({ env: "test", team: "shop" });
  });

  test("of others are not recorded by an update that fails before it changes tags, whatever they are named", async () => {
    const { world, stack, id } = await running({ env: "test", team: "shop" });
    const own = world.cluster().tags;
    const foreign = [
      { key: "owner", value: "billing" },
      { key: "constructor", value: "billing" },
      { key: "tier", value: "web" },
    ];
    world.simulator.edit(id, { tags: [...own, ...foreign] });
    world.simulator.failNext("ModifyCluster", { kind: "status", status: 400, code: "X", message: "no" });
    const tags = { env: "prod", owner: "shop", constructor: "shop", tier: "web" };
    await messageOf(stack.up({ ...AUTO_VPC, deletionProtection: true, tags }));
    expect(stack.outputs.tags).toEqual({ env: "test", team: "shop", tier: "web" });
  });

  test("that the console removed are not removed again", async () => {
    const { world, stack, id } = await running({ env: "test" });
    world.simulator.edit(id, { tags: world.cluster().tags.filter(({ key }) => key !== "env") });
    expect(await stack.up(AUTO_VPC)).toBe("update");
    expect(world.writes()).toEqual([]);
    expect(stack.outputs.tags).toEqual({});
  });

  test("as many as there may be are exchanged for as many others", async () => {
    const { world, stack } = await running(numbered("old"));
    expect(await stack.up({ ...AUTO_VPC, tags: numbered("new") })).toBe("update");
    expect(world.writes().map(([operation]) => operation)).toEqual(["UntagResources", "TagResources"]);
    expect(tagsOf(world)).toEqual(numbered("new"));
    expect(stack.outputs.tags).toEqual(numbered("new"));
  });

  test("go after the cluster's other changes", async () => {
    const { world, stack } = await running({ env: "test" });
    await stack.up({ ...AUTO_VPC, name: "shop", tags: { tier: "web" } });
    expect(world.writes().map(([operation]) => operation)).toEqual(["ModifyCluster", "UntagResources", "TagResources"]);
    expect(stack.outputs).toMatchObject({ name: "shop", tags: { tier: "web" } });
  });

  test.each([
    ["alone", {}],
    ["after another change, whose wait has just read the cluster", { deletionProtection: true }],
  ])("that ACK accepts and does not set are an error, %s", async (_, others) => {
    const { world, stack, id } = await running({ env: "test" });
    world.after("TagResources", () => world.simulator.overrideDetail(id, { tags: [{ key: "env", value: "test" }] }));
    expect(await messageOf(stack.up({ ...AUTO_VPC, ...others, tags: { env: "prod" } }))).toBe(
      `cluster ${id}: ACK accepted the change but did not apply it: the cluster still has other tags than wanted (env)`,
    );
    expect(stack.outputs.tags).toEqual({ env: "test" });
  });
});
