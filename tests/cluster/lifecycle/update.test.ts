import { minutes, seconds } from "../support/clock";
import { messageOf, times } from "../support/failure";
import { IN_VPC } from "../support/inputs";
import { Stack } from "../support/stack";
import { World } from "../support/world";

/** A running cluster in a VPC. */
async function running(program: object = IN_VPC, options: Parameters<typeof World.start>[0] = {}) {
  const world = await World.start(options);
  const stack = new Stack(world);
  await stack.up({ ...program });
  world.forget();
  return { world, stack, id: stack.id };
}

describe("a change of", () => {
  const changes: [string, object, object][] = [
    ["name", { name: "shop" }, { cluster_name: "shop" }],
    ["deletionProtection", { deletionProtection: true }, { deletion_protection: true }],
    ["resourceGroupId", { resourceGroupId: "rg-acfm3mkrure" }, { resource_group_id: "rg-acfm3mkrure" }],
    ["timezone", { timezone: "Europe/Berlin" }, { timezone: "Europe/Berlin" }],
    ["vswitchIds", { vswitchIds: ["vsw-bp1three"] }, { vswitch_ids: ["vsw-bp1three"] }],
    ["securityGroupId", { securityGroupId: "sg-bp1other" }, { security_group_id: "sg-bp1other" }],
  ];

  test.each(changes)("%s is one ModifyCluster with that alone", async (_, change, body) => {
    const { world, stack, id } = await running();
    const program = { ...IN_VPC, ...change };
    expect(await stack.up(program)).toBe("update");
    expect(world.writes()).toEqual([["ModifyCluster", body]]);
    expect(world.requests("ModifyCluster")[0]?.path).toBe(`/api/v2/clusters/${id}`);
    expect(stack.outputs).toMatchObject({ ...change, state: "running" });
    expect(stack.id).toBe(id);
    expect(world.cluster().cluster_id).toBe(id);
    world.forget();
    expect(await stack.up(program)).toBe("same");
    expect(world.calls()).toEqual([]);
  });

  test("all of these is one ModifyCluster with all of them", async () => {
    const { world, stack } = await running();
    const program = Object.assign({ ...IN_VPC }, ...changes.map(([, change]) => change));
    await stack.up(program);
    expect(world.writes()).toEqual([["ModifyCluster", Object.assign({}, ...changes.map(([, , body]) => body))]]);
    expect(stack.outputs).toMatchObject(program);
  });
});

describe("an update", () => {
  test("takes these calls: a look, the change, and a wait with its task, whose last look proves it", async () => {
    const { world, stack } = await running();
    await stack.up({ ...IN_VPC, name: "shop" });
    expect(world.calls()).toEqual([
      "DescribeClusterDetail",
      "ModifyCluster",
      ...times(2, "DescribeClusterDetail", "DescribeTaskInfo"),
    ]);
    expect(world.reports).toEqual([
      { state: "running", stage: undefined, elapsedMs: 0 },
      { state: "updating", stage: "check_cluster", elapsedMs: 0 },
      { state: "running", stage: "restart_master", elapsedMs: minutes(1) },
    ]);
  });

  test("makes no call for vSwitches in another order", async () => {
    const { world, stack } = await running();
    expect(await stack.up({ ...IN_VPC, vswitchIds: [...IN_VPC.vswitchIds].reverse() })).toBe("same");
    expect(world.calls()).toEqual([]);
  });

  test("makes no call for what the program leaves out from now on: the cluster keeps it", async () => {
    const { world, stack } = await running({ ...IN_VPC, deletionProtection: true, timezone: "Europe/Berlin" });
    const { name, vpcId } = IN_VPC;
    expect(await stack.up({ name, vpcId })).toBe("same");
    expect(world.calls()).toEqual([]);
    expect(world.cluster()).toMatchObject({
      deletion_protection: true,
      timezone: "Europe/Berlin",
      security_group_id: "sg-bp1known",
    });
  });

  test("records a value that the cluster already has, without a call that changes anything", async () => {
    const { world, stack } = await running();
    const program = { ...IN_VPC, deletionProtection: false, timezone: "Asia/Shanghai", serviceCidr: "172.19.0.0/20" };
    expect(await stack.up(program)).toBe("update");
    expect(world.calls()).toEqual(["DescribeClusterDetail"]);
    expect(stack.outputs.__inputs).toEqual(expect.arrayContaining(["deletionProtection", "timezone"]));
    expect(await stack.up(program)).toBe("same");
  });

  test("sends nothing where the console has made the change already", async () => {
    const { world, stack, id } = await running();
    world.simulator.edit(id, { name: "shop" });
    expect(await stack.up({ ...IN_VPC, name: "shop" })).toBe("update");
    expect(world.calls()).toEqual(["DescribeClusterDetail"]);
    expect(stack.outputs.name).toBe("shop");
  });

  test("sends what the console has changed against the program, besides its own change", async () => {
    const { world, stack, id } = await running({ ...IN_VPC, timezone: "Europe/Berlin" });
    world.simulator.edit(id, { timezone: "Asia/Tokyo", deletion_protection: true });
    await stack.up({ ...IN_VPC, timezone: "Europe/Berlin", name: "shop" });
    expect(world.writes()).toEqual([["ModifyCluster", { cluster_name: "shop", timezone: "Europe/Berlin" }]]);
    expect(stack.outputs).toMatchObject({ timezone: "Europe/Berlin", deletionProtection: true });
  });

  test("that ACK applies late is polled until it shows, and sent once", async () => {
    const { world, stack, id } = await running();
    world.after("ModifyCluster", () => {
      world.simulator.overrideDetail(id, { name: "demo" });
      world.clock.after(seconds(70), () => world.simulator.overrideDetail(id, { name: "shop" }));
    });
    await stack.up({ ...IN_VPC, name: "shop" });
    expect(stack.outputs.name).toBe("shop");
    expect(world.calls().slice(-2)).toEqual(times(2, "DescribeClusterDetail"));
    expect(world.requests("ModifyCluster")).toHaveLength(1);
  });

  describe("that ends just after its wait has described the cluster, which does not report the property yet", () => {
    async function endingWith(timezone: string) {
      const { world, stack, id } = await running();
      const { simulator } = world;
      world.after("ModifyCluster", () => simulator.overrideDetail(id, { state: "running", timezone: undefined }));
      world.before("DescribeTaskInfo", () => {
        simulator.advance(minutes(1));
        simulator.overrideDetail(id, { timezone });
      });
      return { world, id, up: () => stack.up({ ...IN_VPC, timezone: "Asia/Tokyo" }) };
    }

    test("is read again, without a warning", async () => {
      const { world, up } = await endingWith("Asia/Tokyo");
      expect(await up()).toBe("update");
      expect(world.warnings).toEqual([]);
    });

    test("is an error where ACK has not applied it", async () => {
      const { id, up } = await endingWith("Asia/Shanghai");
      expect(await messageOf(up())).toBe(
        `cluster ${id}: ACK accepted the change but did not apply it: the cluster still has timezone ("Asia/Shanghai", not "Asia/Tokyo")`,
      );
    });
  });

  test("that ACK accepts and does not apply is an error, and the outputs hold what the cluster has", async () => {
    const { world, stack, id } = await running();
    world.clock.after(seconds(30), () => world.simulator.edit(id, { name: "demo", timezone: "Asia/Tokyo" }));
    const program = { ...IN_VPC, name: "shop", timezone: "Europe/Berlin", deletionProtection: true };
    expect(await messageOf(stack.up(program))).toBe(
      `cluster ${id}: ACK accepted the change but did not apply it: the cluster still has name ("demo", not "shop"), timezone ("Asia/Tokyo", not "Europe/Berlin")`,
    );
    expect(stack.state).toMatchObject({
      isUnfinished: true,
      outputs: { name: "demo", timezone: "Asia/Tokyo", deletionProtection: true },
    });
    world.forget();
    expect(await stack.up(program)).toBe("update");
    expect(world.writes()).toEqual([["ModifyCluster", { cluster_name: "shop", timezone: "Europe/Berlin" }]]);
    expect(stack.outputs).toMatchObject(program);
  });

  test("waits for a running operation, and then sends its change", async () => {
    const { world, stack, id } = await running();
    world.simulator.setState(id, "updating");
    world.clock.after(seconds(90), () => world.simulator.setState(id, "running"));
    await stack.up({ ...IN_VPC, name: "shop" });
    expect(world.calls()).toEqual([
      ...times(3, "DescribeClusterDetail"),
      "ModifyCluster",
      ...times(2, "DescribeClusterDetail", "DescribeTaskInfo"),
    ]);
  });

  test.each(["updating", "upgrading", "migrating", "scaling"] as const)(
    "finishes what was recorded as %s without a change of its own",
    async (state) => {
      const { world, stack, id } = await running();
      world.simulator.setState(id, state);
      await stack.refresh();
      expect(stack.outputs.state).toBe(state);
      world.clock.after(seconds(30), () => world.simulator.setState(id, "running"));
      world.forget();
      expect(await stack.up(IN_VPC)).toBe("update");
      expect(world.calls()).toEqual(times(2, "DescribeClusterDetail"));
      expect(stack.outputs.state).toBe("running");
      expect(await stack.up(IN_VPC)).toBe("same");
    },
  );

  test("whose only difference is a timeout makes no change", async () => {
    const { world, stack } = await running();
    expect(await stack.up({ ...IN_VPC, __timeouts: { delete: 60 } })).toBe("update");
    expect(world.writes()).toEqual([]);
    expect(stack.outputs.__timeouts).toEqual({ delete: 60 });
  });

  test("goes to the cluster's own region, whatever the provider's region is by now", async () => {
    const { world, stack } = await running(IN_VPC, { regionHosts: ["cn-hangzhou", "cn-beijing"] });
    const elsewhere = { config: { "alicloud:region": "cn-beijing" } };
    expect(await stack.up({ ...IN_VPC, name: "shop" }, elsewhere)).toBe("update");
    expect(new Set(world.requests().map(({ region }) => region))).toEqual(new Set(["cn-hangzhou"]));
  });
});
