import { ownershipTag } from "../../../provider/cluster/state/ownership";
import { minutes, seconds } from "../support/clock";
import { messageOf, times } from "../support/failure";
import { AUTO_VPC } from "../support/inputs";
import { OWNED, Stack } from "../support/stack";
import { World } from "../support/world";

const QUOTA = { code: "QuotaExceeded.EIP", message: "no elastic IP address is left" };

describe.each(["fail", "failed"] as const)("a creation whose task ends with the word %p", (taskFailWord) => {
  test("ends with the task's reason, the id, and the state failed", async () => {
    const world = await World.start({ taskFailWord });
    world.simulator.failTask("cluster_create", QUOTA);
    const stack = new Stack(world);
    const message = await messageOf(stack.up(AUTO_VPC));
    expect(message).toBe(
      `cluster ${stack.id}: task ${stack.outputs.taskId} (cluster_create) failed in stage init_master: QuotaExceeded.EIP: no elastic IP address is left`,
    );
    expect(stack.state).toMatchObject({ isUnfinished: true, outputs: { state: "failed", name: "demo" } });
    expect(stack.outputs).not.toHaveProperty("__ran");
    expect(world.clock.now()).toBe(minutes(2));
  });
});

describe("a failed creation", () => {
  async function failed(program: object = AUTO_VPC) {
    const world = await World.start();
    world.simulator.failTask("cluster_create", QUOTA);
    const stack = new Stack(world);
    await messageOf(stack.up({ ...program }));
    const { id } = stack;
    world.forget();
    return { world, stack, id };
  }

  test("leaves one cluster, which nobody else takes over", async () => {
    const { world, id } = await failed();
    expect(world.cluster()).toMatchObject({ cluster_id: id, state: "failed" });
    expect(ownershipTag(world.cluster().tags)).toMatch(/^owned:/);
  });

  test("is replaced by the next up, the failed cluster first", async () => {
    const { world, stack, id } = await failed();
    expect(await stack.up(AUTO_VPC)).toBe("replace");
    expect(stack.outputs.state).toBe("running");
    expect(world.cluster().cluster_id).toBe(stack.id);
    expect(stack.id).not.toBe(id);
    expect(world.writes().map(([operation]) => operation)).toEqual(["DeleteCluster", "CreateCluster", "TagResources"]);
  });

  test("is replaced after a refresh as well", async () => {
    const { stack, id } = await failed();
    await stack.refresh();
    expect(stack.outputs.state).toBe("failed");
    expect(await stack.up(AUTO_VPC)).toBe("replace");
    expect(stack.id).not.toBe(id);
  });

  test("is deleted by a destroy, with all that it made", async () => {
    const { world, stack } = await failed();
    await stack.destroy();
    expect(world.simulator.clusters()).toEqual([]);
    expect(world.simulator.resources()).toEqual([]);
  });

  test("whose cluster is not failed yet is awaited until it is", async () => {
    const world = await World.start({ config: { "ack-serverless:pollIntervalMs": "20000" } });
    const stack = new Stack(world);
    world.before("DescribeTaskInfo", () => {
      const task = { state: "failed", task_type: "cluster_create", error: QUOTA };
      world.simulator.failNext("DescribeTaskInfo", { kind: "raw", status: 200, body: JSON.stringify(task) });
      world.clock.after(seconds(15), () => world.simulator.setState(world.cluster().cluster_id, "failed"));
    });
    expect(await messageOf(stack.up(AUTO_VPC))).toBe(
      `cluster ${stack.id}: task ${stack.outputs.taskId} (cluster_create) failed: QuotaExceeded.EIP: no elastic IP address is left`,
    );
    expect(stack.outputs.state).toBe("failed");
    expect(world.clock.now()).toBe(seconds(20));
  });

  test("whose task gives no reason says so", async () => {
    const world = await World.start();
    const stack = new Stack(world);
    const body = JSON.stringify({ state: "cancelled" });
    world.simulator.failNext("DescribeTaskInfo", { kind: "raw", status: 200, body });
    expect(await messageOf(stack.up(AUTO_VPC))).toBe(
      `cluster ${stack.id}: task ${stack.outputs.taskId} (unknown type) failed: ACK gives no reason`,
    );
  });

  test("without a task ends as soon as the cluster's state shows it", async () => {
    const world = await World.start();
    const stack = new Stack(world);
    world.simulator.failNext("DescribeTaskInfo", { kind: "status", status: 404, code: "ErrorTaskNotFound" });
    world.clock.after(minutes(1), () => world.simulator.setState(world.cluster().cluster_id, "failed"));
    expect(await messageOf(stack.up(AUTO_VPC))).toBe(
      `cluster ${stack.id} is failed instead of running after 1 min; seen: initial 1x, failed 1x`,
    );
    expect(stack.outputs.state).toBe("failed");
  });
});

describe("a cluster that goes away while it is created", () => {
  test("ends the create with a clear text, and a refresh takes it out of the state", async () => {
    const world = await World.start();
    const stack = new Stack(world);
    world.clock.after(seconds(90), () => world.simulator.vanish(world.cluster().cluster_id));
    const message = await messageOf(stack.up(AUTO_VPC));
    expect(message).toBe(`cluster ${stack.id} was deleted while it was being created`);
    expect(world.calls().slice(3)).toEqual([
      ...times(2, "DescribeClusterDetail", "DescribeTaskInfo"),
      "DescribeClusterDetail",
      "GetCallerIdentity",
      "DescribeClustersForRegion",
      "TagResources",
    ]);
    expect(world.warnings).toEqual([]);
    await stack.refresh();
    expect(stack.state).toBeUndefined();
    expect(await stack.up(AUTO_VPC)).toBe("create");
  });

  test("and that nobody refreshed: the next up says what to do", async () => {
    const world = await World.start();
    const stack = new Stack(world);
    world.clock.after(seconds(90), () => world.simulator.vanish(world.cluster().cluster_id));
    await messageOf(stack.up(AUTO_VPC));
    expect(await messageOf(stack.up(AUTO_VPC))).toBe(
      `cluster ${stack.id} is gone: run "pulumi refresh" to remove it from the state, then "pulumi up" to create a new one`,
    );
    expect(world.requests("CreateCluster")).toHaveLength(1);
  });
});

describe.each(["deleting", "delete_failed", "stopped", "updating_failed", "inactive", "unavailable"] as const)(
  "a cluster that becomes %s while it is created",
  (state) => {
    test("ends the wait at once, with the id", async () => {
      const world = await World.start();
      const stack = new Stack(world);
      world.clock.after(seconds(30), () => world.simulator.setState(world.cluster().cluster_id, state));
      world.simulator.failNext("DescribeTaskInfo", { kind: "status", status: 404, code: "ErrorTaskNotFound" });
      expect(await messageOf(stack.up(AUTO_VPC))).toBe(
        `cluster ${stack.id} is ${state} instead of running after 1 min; seen: initial 1x, ${state} 1x`,
      );
      expect(stack.outputs.state).toBe(state);
      expect(world.clock.now()).toBe(minutes(1));
    });
  },
);

describe("a request that ACK refuses", () => {
  test("is one call, makes nothing, and shows every finding", async () => {
    const world = await World.start();
    const stack = new Stack(world);
    world.simulator.failNext("CreateCluster", {
      kind: "status",
      status: 400,
      code: "EmptyCIDR",
      message: "pod or service cidr is empty",
      body: {
        data: [
          { code: "EmptyCIDR", message: "service_cidr is empty" },
          { code: "InvalidVSwitch", message: "vswitch_ids are of another VPC than vpcid" },
        ],
      },
    });
    expect(await messageOf(stack.up(AUTO_VPC))).toBe(
      [
        'creating cluster "demo": ACK refused the request: pod or service cidr is empty',
        "  - EmptyCIDR: serviceCidr is empty",
        "  - InvalidVSwitch: vswitchIds are of another VPC than vpcId",
        "  operation: CreateCluster   code: EmptyCIDR   status: 400   request id: …",
      ].join("\n"),
    );
    expect(stack.state).toBeUndefined();
    expect(world.requests("CreateCluster")).toHaveLength(1);
    expect(world.simulator.clusters()).toEqual([]);
    expect(await stack.up(AUTO_VPC)).toBe("create");
  });
});

describe("a creation that ends before it has read its cluster", () => {
  const DENIED = { kind: "status", status: 403, code: "StatusForbidden", message: "no" } as const;
  const tagOf = (world: World) => ownershipTag(world.cluster().tags);

  test("leaves the tag as it is, since the cluster may be another stack's, and the next up finalizes it", async () => {
    const world = await World.start();
    const stack = new Stack(world);
    world.simulator.failNext("DescribeClusterDetail", DENIED);
    expect(await messageOf(stack.up(AUTO_VPC))).toContain("RAM");
    expect(stack.state).toMatchObject({ isUnfinished: true, outputs: { clusterId: stack.id } });
    expect(tagOf(world)).toMatch(/^creating:/);
    expect(world.calls()).not.toContain("TagResources");
    expect(await stack.up(AUTO_VPC)).toBe("update");
    expect(tagOf(world)).toMatch(OWNED);
  });

  test("is finalized by the update after a refresh, which itself writes nothing", async () => {
    const world = await World.start();
    const stack = new Stack(world);
    world.simulator.failNext("DescribeClusterDetail", DENIED);
    await messageOf(stack.up(AUTO_VPC));
    world.simulator.advance("1h");
    await stack.refresh();
    expect(tagOf(world)).toMatch(/^creating:/);
    expect(await stack.up(AUTO_VPC)).toBe("update");
    expect(tagOf(world)).toMatch(OWNED);
    expect(await stack.up(AUTO_VPC)).toBe("same");
  });
});
