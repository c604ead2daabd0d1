import { deleteCluster } from "../../../provider/cluster/lifecycle/delete";
import { minutes, seconds } from "../support/clock";
import { messageOf, times } from "../support/failure";
import { AUTO_VPC } from "../support/inputs";
import { Stack } from "../support/stack";
import { World } from "../support/world";

const NAT_VPC = { ...AUTO_VPC, snatEntry: true };

async function running(program: object = NAT_VPC, options: Parameters<typeof World.start>[0] = {}) {
  const world = await World.start(options);
  const stack = new Stack(world);
  await stack.up({ ...program });
  world.forget();
  return { world, stack, id: stack.id, start: world.clock.now() };
}

function expectNothingLeft(world: World): void {
  expect(world.simulator.clusters()).toEqual([]);
  expect(world.simulator.resources()).toEqual([]);
}

const PROOF = ["DescribeClusterDetail", "GetCallerIdentity", "DescribeClustersForRegion"];

describe("a deletion", () => {
  test("takes these calls: a look, the request, a wait with its task, and the proof that the cluster is gone", async () => {
    const { world, stack, id } = await running();
    await stack.destroy();
    expect(world.calls()).toEqual([
      "DescribeClusterDetail",
      "DeleteCluster",
      ...times(3, "DescribeClusterDetail", "DescribeTaskInfo"),
      ...PROOF,
    ]);
    expect(world.requests("DeleteCluster")[0]?.path).toBe(`/clusters/${id}`);
    expect(world.reports).toEqual([
      { state: "deleting", stage: "release_addons", elapsedMs: 0 },
      { state: "deleting", stage: "release_master", elapsedMs: minutes(1) },
      { state: "deleting", stage: "release_network", elapsedMs: minutes(2) },
    ]);
    expectNothingLeft(world);
  });

  test("of a cluster that is proven gone is a success without a request", async () => {
    const { world, stack, id } = await running();
    world.simulator.vanish(id);
    await stack.destroy();
    expect(world.calls()).toEqual(PROOF);
  });

  test("can be asked for twice", async () => {
    const { world, stack, id } = await running();
    const { outputs } = stack;
    await deleteCluster(id, outputs, world.context());
    await deleteCluster(id, outputs, world.context());
    expect(world.requests("DeleteCluster")).toHaveLength(1);
    expectNothingLeft(world);
  });

  test("that is already under way is waited for", async () => {
    const { world, stack, id } = await running();
    world.simulator.setState(id, "deleting");
    world.clock.after(seconds(90), () => world.simulator.vanish(id));
    await stack.destroy();
    expect(world.calls()).toEqual([...times(3, "DescribeClusterDetail"), ...PROOF]);
  });

  test("that someone else began between the look and the request is waited for", async () => {
    const { world, stack, id } = await running();
    world.before("DeleteCluster", () => {
      world.simulator.setState(id, "deleting");
      world.clock.after(seconds(90), () => world.simulator.vanish(id));
    });
    await stack.destroy();
    expect(world.requests("DeleteCluster").map(({ status }) => status)).toEqual([400]);
    expectNothingLeft(world);
  });

  test("of a cluster that went away between the look and the request is a success", async () => {
    const { world, stack, id } = await running();
    world.before("DeleteCluster", () => world.simulator.vanish(id));
    await stack.destroy();
    expect(world.calls()).toEqual(["DescribeClusterDetail", "DeleteCluster", ...PROOF]);
  });

  test("that the region's list shows seconds late is a success", async () => {
    const { world, stack } = await running(NAT_VPC, { listLagMs: seconds(10) });
    await stack.destroy();
    expect(world.calls().slice(-4)).toEqual([...PROOF, "DescribeClustersForRegion"]);
    expectNothingLeft(world);
  });

  test("that the region's list still shows when the operation's time ends is not a success yet", async () => {
    const { world, stack } = await running({ ...NAT_VPC, __timeouts: { delete: 9 } }, { listLagMs: seconds(10) });
    const { id } = stack;
    world.simulator.vanish(id);
    const start = world.clock.now();
    expect(await messageOf(stack.destroy())).toBe(
      `making sure that cluster ${id} is gone: DescribeClusterDetail does not find it, but cn-hangzhou still lists it: try again later`,
    );
    expect(world.clock.now() - start).toBeLessThanOrEqual(seconds(9));
  });

  test("whose request was carried out and whose answer was lost is waited for", async () => {
    const { world, stack } = await running();
    world.simulator.failNext("DeleteCluster", { kind: "lostAnswer" });
    await stack.destroy();
    expect(world.requests("DeleteCluster").map(({ status }) => status)).toEqual([undefined, 400]);
    expectNothingLeft(world);
  });

  test.each(["failed", "inactive", "unavailable", "delete_failed"] as const)(
    "of a cluster that is %s works",
    async (state) => {
      const { world, stack, id } = await running();
      world.simulator.setState(id, state);
      await stack.destroy();
      expectNothingLeft(world);
    },
  );

  test("goes to the cluster's own region, whatever the provider's region is by now", async () => {
    const { world, stack } = await running(NAT_VPC, { regionHosts: ["cn-hangzhou", "cn-beijing"] });
    await stack.destroy({ config: { "alicloud:region": "cn-beijing" } });
    expect(world.requests("DeleteCluster").map(({ region }) => region)).toEqual(["cn-hangzhou"]);
    expectNothingLeft(world);
  });
});

describe("deletion protection", () => {
  const text = (id: string) =>
    `deleting cluster ${id}: deletion protection is on: run "pulumi up" with deletionProtection: false first, then delete the cluster`;

  test("that is on forbids a deletion before anything is asked for", async () => {
    const { world, stack, id } = await running({ ...NAT_VPC, deletionProtection: true });
    expect(await messageOf(stack.destroy())).toBe(text(id));
    expect(world.calls()).toEqual(["DescribeClusterDetail"]);
    expect(stack.id).toBe(id);
    await stack.up({ ...NAT_VPC, deletionProtection: false });
    await stack.destroy();
    expectNothingLeft(world);
  });

  test("that the console has switched on since is seen", async () => {
    const { world, stack, id } = await running();
    world.simulator.edit(id, { deletion_protection: true });
    expect(await messageOf(stack.destroy())).toBe(text(id));
  });

  test("that the console has since switched off stops nothing, whatever is recorded", async () => {
    const { world, stack, id } = await running({ ...NAT_VPC, deletionProtection: true });
    world.simulator.edit(id, { deletion_protection: false });
    await stack.destroy();
    expectNothingLeft(world);
  });

  test("that is switched on between the look and the request is ACK's refusal", async () => {
    const { world, stack, id } = await running();
    world.before("DeleteCluster", () => world.simulator.edit(id, { deletion_protection: true }));
    expect(await messageOf(stack.destroy())).toContain(
      `deleting cluster ${id}: ACK refused the request: cluster {${id}} is protected from deletion`,
    );
    expect(world.requests("DeleteCluster")).toHaveLength(1);
  });
});

describe("a busy cluster", () => {
  test("gets the request again and again, until it is free", async () => {
    const { world, stack, id, start } = await running();
    world.simulator.setState(id, "upgrading");
    world.clock.after(seconds(40), () => world.simulator.setState(id, "running"));
    await stack.destroy();
    expect(
      world.requests("DeleteCluster").map(({ status, at }) => [status, at - (world.requests()[0]?.at ?? 0)]),
    ).toEqual([
      [400, 0],
      [400, seconds(15)],
      [400, seconds(30)],
      [202, seconds(45)],
    ]);
    expect(world.reports[0]).toEqual({
      state: "busy",
      stage: `cluster {${id}} is upgrading, and DeleteCluster needs running or failed or delete_failed or inactive or unavailable`,
      elapsedMs: 0,
    });
    expect(world.clock.now() - start).toBe(seconds(45) + minutes(3));
  });

  test("that stays busy ends the deletion in time, with ACK's reason", async () => {
    const { world, stack, id, start } = await running({ ...NAT_VPC, __timeouts: { delete: 100 } });
    world.simulator.setState(id, "upgrading");
    expect(await messageOf(stack.destroy())).toContain(
      `deleting cluster ${id}: ACK refused the request: cluster {${id}} is upgrading`,
    );
    expect(world.requests("DeleteCluster")).toHaveLength(7);
    expect(world.clock.now() - start).toBe(seconds(90));
    world.simulator.setState(id, "running");
    await stack.up({ ...NAT_VPC, __timeouts: { delete: 600 } });
    await stack.destroy();
    expectNothingLeft(world);
  });

  test("with something that depends on it gets the request again as well", async () => {
    const { world, stack } = await running();
    const refusal = { kind: "status", status: 400, code: "DependencyViolation.Resource", message: "in use" } as const;
    world.simulator.failNext("DeleteCluster", refusal, { times: 2 });
    await stack.destroy();
    expect(world.requests("DeleteCluster")).toHaveLength(3);
    expect(world.notes.join()).not.toContain("refused");
    expectNothingLeft(world);
  });

  test("that someone else deletes meanwhile is waited for", async () => {
    const { world, stack, id } = await running();
    world.simulator.setState(id, "upgrading");
    world.clock.after(seconds(10), () => world.simulator.setState(id, "deleting"));
    world.clock.after(minutes(2), () => world.simulator.vanish(id));
    await stack.destroy();
    expect(world.requests("DeleteCluster")).toHaveLength(1);
  });
});

describe("a deletion that fails", () => {
  async function failed() {
    const made = await running();
    const held = made.world.simulator.plantDependency(made.id);
    const message = await messageOf(made.stack.destroy());
    return { ...made, held, message };
  }

  test("names the resources that are still in use, and what to do", async () => {
    const { stack, id, held, message } = await failed();
    expect(message.replace(/T-\w+/, "T-…").split("\n")).toEqual([
      `deleting cluster ${id}: ACK could not delete everything: task T-… (cluster_delete) failed in stage release_network: DependencyViolation.Resource: something outside the cluster depends on ${held}`,
      "  These resources are still in use by something else:",
      `  - ALIYUN::VPC::NatGateway ${held}`,
      '  Release what still uses the resources of the cluster, then run "pulumi destroy" again.',
    ]);
    expect(stack.id).toBe(id);
  });

  test("can be repeated once they are free", async () => {
    const { world, stack, id } = await failed();
    world.simulator.removeDependency(id);
    await stack.destroy();
    expectNothingLeft(world);
  });

  test("fails again, with the same words, while they are not", async () => {
    const { stack, id, held } = await failed();
    const again = await messageOf(stack.destroy());
    expect(again).toContain(`deleting cluster ${id}: ACK could not delete everything`);
    expect(again).toContain(`- ALIYUN::VPC::NatGateway ${held}`);
  });

  test("and that names no resources says the rest", async () => {
    const { world, stack, id } = await running();
    world.simulator.plantDependency(id);
    const denied = { kind: "status", status: 403, code: "StatusForbidden" } as const;
    world.simulator.failNext("DescribeClusterResources", denied, { times: 2 });
    const message = await messageOf(stack.destroy());
    expect(message.split("\n").slice(1)).toEqual([
      '  Release what still uses the resources of the cluster, then run "pulumi destroy" again.',
    ]);
  });

  test("without a task that gives the reason is detected by the cluster's state", async () => {
    const { world, stack, id } = await running();
    const held = world.simulator.plantDependency(id);
    world.simulator.failNext("DescribeTaskInfo", { kind: "status", status: 404, code: "ErrorTaskNotFound" });
    const message = await messageOf(stack.destroy());
    expect(message).toContain(
      `ACK could not delete everything: cluster ${id} is delete_failed instead of gone after 3 min; seen: deleting 3x, delete_failed 1x`,
    );
    expect(message).toContain(held);
  });
});

describe("a deletion is stopped", () => {
  test.each(["running", "updating", "inactive"] as const)(
    "when the cluster is recorded as failed and is %s by now",
    async (state) => {
      const world = await World.start();
      world.simulator.failTask("cluster_create", { code: "X", message: "no" });
      const stack = new Stack(world);
      await messageOf(stack.up(AUTO_VPC));
      world.simulator.setState(stack.id, state);
      world.forget();
      expect(await messageOf(stack.destroy())).toBe(
        `deleting cluster ${stack.id}: it is recorded as failed, but is ${state} now: run "pulumi refresh", then decide again`,
      );
      expect(world.calls()).toEqual(["DescribeClusterDetail"]);
      await stack.refresh();
      if (state === "running") expect(await stack.up(AUTO_VPC)).toBe("same");
    },
  );

  test("when its time is over, and the next one waits for it", async () => {
    const { world, stack, id, start } = await running({ ...NAT_VPC, __timeouts: { delete: 120 } });
    expect(await messageOf(stack.destroy())).toBe(`cluster ${id} is still deleting after 2 min; seen: deleting 3x`);
    expect(world.clock.now() - start).toBe(minutes(2));
    expect(stack.id).toBe(id);
    await stack.destroy();
    expect(world.requests("DeleteCluster")).toHaveLength(1);
    expectNothingLeft(world);
  });

  test("after half an hour where no timeout is given", async () => {
    const { world, stack, id, start } = await running();
    world.simulator.setState(id, "deleting");
    expect(await messageOf(stack.destroy())).toBe(`cluster ${id} is still deleting after 30 min; seen: deleting 31x`);
    expect(world.clock.now() - start).toBe(minutes(30));
  });

  test("when it is interrupted, at once", async () => {
    const { world, stack, start } = await running();
    const interruption = new AbortController();
    world.clock.after(seconds(70), () => interruption.abort(new Error("interrupted")));
    expect(await messageOf(stack.destroy({ signal: interruption.signal }))).toBe("interrupted");
    expect(world.clock.now() - start).toBe(seconds(70));
    await stack.destroy();
    expectNothingLeft(world);
  });

  test("when the keys are another account's", async () => {
    const stranger = { accessKeyId: "other-key", accessKeySecret: "other-secret", accountId: "2000000000000002" };
    const { world, stack, id } = await running(NAT_VPC, { accounts: [stranger] });
    expect(await messageOf(stack.destroy({ account: stranger }))).toBe(
      `making sure that cluster ${id} is gone: it belongs to account 1000000000000001, but the credentials in use belong to account 2000000000000002: use the credentials of account 1000000000000001`,
    );
    expect(stack.id).toBe(id);
    expect(world.simulator.clusters()).toHaveLength(1);
  });
});
