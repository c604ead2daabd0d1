import { Unfinished } from "../../../provider/cluster/context/problem";
import { create } from "../../../provider/cluster/lifecycle/create";
import { plan } from "../../../provider/cluster/preview/plan";
import { statusLines } from "../../../provider/hosts/progress";
import { minutes, seconds } from "../support/clock";
import { failureOf, messageOf, times } from "../support/failure";
import { AUTO_VPC } from "../support/inputs";
import { Stack } from "../support/stack";
import { World } from "../support/world";

describe("while a cluster is created", () => {
  test("state, stage and elapsed time are reported at each poll", async () => {
    const world = await World.start();
    await new Stack(world).up(AUTO_VPC);
    expect(world.reports).toEqual([
      { state: "initial", stage: "prepare_vpc", elapsedMs: 0 },
      { state: "initial", stage: "init_master", elapsedMs: minutes(1) },
      { state: "initial", stage: "install_addons", elapsedMs: minutes(2) },
      { state: "initial", stage: "check_cluster", elapsedMs: minutes(3) },
      { state: "running", stage: "check_cluster", elapsedMs: minutes(4) },
    ]);
  });

  test("a user sees a line for each change, and none in between", async () => {
    const world = await World.start({ config: { "ack-serverless:pollIntervalMs": "2000" } });
    const lines: string[] = [];
    const context = { ...world.context(), report: statusLines(world.clock, (line) => lines.push(line)) };
    await create(new Stack(world).inputs(AUTO_VPC), context);
    expect(lines).toEqual([
      "initial: prepare_vpc (0s)",
      "initial: init_master (1m15s)",
      "initial: install_addons (2m15s)",
      "initial: check_cluster (3m15s)",
      "running: check_cluster (4m07s)",
    ]);
  });

  test("what is known only of a running cluster is awaited with it", async () => {
    const world = await World.start();
    const stack = new Stack(world);
    const seen: unknown[] = [];
    world.clock.after(minutes(1), () => seen.push(world.cluster().vswitch_ids, world.cluster().master_url));
    await stack.up(AUTO_VPC);
    expect(seen).toEqual([[], ""]);
    expect(stack.outputs).toMatchObject({
      vswitchIds: [expect.stringMatching(/^vsw-/)],
      securityGroupId: expect.stringMatching(/^sg-/),
      endpointPublicAccess: true,
      apiServerEndpoint: expect.stringMatching(/^https:/),
    });
  });

  test("a cluster that is not found by its id yet is looked up again", async () => {
    const world = await World.start({ detailLagMs: seconds(90) });
    const stack = new Stack(world);
    await stack.up(AUTO_VPC);
    expect(stack.outputs.state).toBe("running");
    expect(world.calls().slice(3)).toEqual([
      "DescribeClusterDetail",
      "DescribeTaskInfo",
      "DescribeClusterDetail",
      ...times(3, "DescribeClusterDetail", "DescribeTaskInfo"),
      "TagResources",
    ]);
  });

  test("a change in the console is recorded and not reverted", async () => {
    const world = await World.start();
    const stack = new Stack(world);
    world.clock.after(minutes(2), () =>
      world.simulator.edit(world.cluster().cluster_id, { deletion_protection: true }),
    );
    await stack.up(AUTO_VPC);
    expect(stack.outputs.deletionProtection).toBe(true);
    world.forget();
    expect(await stack.up(AUTO_VPC)).toBe("same");
    expect(world.calls()).toEqual([]);
  });

  test("a task that cannot be found is ignored: the cluster's own state decides", async () => {
    const world = await World.start();
    world.simulator.failNext("DescribeTaskInfo", { kind: "status", status: 404, code: "ErrorTaskNotFound" });
    const stack = new Stack(world);
    await stack.up(AUTO_VPC);
    expect(stack.outputs.state).toBe("running");
    expect(world.calls().slice(3)).toEqual([
      "DescribeClusterDetail",
      "DescribeTaskInfo",
      ...times(4, "DescribeClusterDetail"),
      "TagResources",
    ]);
    expect(world.reports.map(({ stage }) => stage)).toEqual(times(5, undefined as never));
  });

  test("a task in an unknown state counts as running", async () => {
    const world = await World.start();
    const body = JSON.stringify({ state: "levitating", current_stage: "lift_off" });
    world.simulator.failNext("DescribeTaskInfo", { kind: "raw", status: 200, body }, { times: 100 });
    const stack = new Stack(world);
    await stack.up(AUTO_VPC);
    expect(stack.outputs.state).toBe("running");
    expect(new Set(world.reports.map(({ stage }) => stage))).toEqual(new Set(["lift_off"]));
  });

  test("a task that succeeded except for a part is reported in a warning", async () => {
    const world = await World.start();
    const task = {
      task_id: "T-1",
      task_type: "cluster_create",
      state: "success",
      current_stage: "check_cluster",
      task_result: [
        { data: "coredns installed", status: "success" },
        { data: "logtail-ds: quota of log projects used up", status: "failed" },
      ],
    };
    const fault = { kind: "raw", status: 200, body: JSON.stringify(task) } as const;
    world.simulator.failNext("DescribeTaskInfo", fault, { skip: 4 });
    const stack = new Stack(world);
    await stack.up(AUTO_VPC);
    expect(world.warnings).toEqual([
      `task ${stack.outputs.taskId} (cluster_create) succeeded, but a part of it failed in stage check_cluster: logtail-ds: quota of log projects used up`,
    ]);
  });
});

describe("a create that takes too long", () => {
  const program = { ...AUTO_VPC, tags: { env: "test" }, __timeouts: { create: 120 } };

  test("ends with the id and all that is known", async () => {
    const world = await World.start();
    const error = await failureOf(create(new Stack(world).inputs(program), world.context()));
    const { cluster_id: id, vpc_id: vpcId } = world.cluster();
    expect(error).toBeInstanceOf(Unfinished);
    expect(error.message).toBe(`cluster ${id} is still initial after 2 min; seen: initial 3x`);
    expect(error).toMatchObject({
      id,
      outputs: {
        name: "demo",
        regionId: "cn-hangzhou",
        zoneId: "cn-hangzhou-i",
        tags: { env: "test" },
        clusterId: id,
        state: "initial",
        vpcId,
        accountId: "1000000000000001",
        taskId: expect.any(String),
        requestId: expect.any(String),
        __inputs: ["name", "regionId", "tags", "zoneId"],
        __timeouts: { create: 120 },
      },
    });
    expect((error as Unfinished).outputs).not.toHaveProperty("__ran");
    expect(world.clock.now()).toBe(minutes(2));
  });

  test("is resumed by the next up, which makes no second cluster", async () => {
    const world = await World.start();
    const stack = new Stack(world);
    await failureOf(stack.up(program));
    expect(stack.state).toMatchObject({ isUnfinished: true, outputs: { state: "initial" } });
    const { id } = stack;
    world.forget();
    expect(await stack.up(program)).toBe("update");
    expect(world.calls()).toEqual(times(3, "DescribeClusterDetail", "DescribeTaskInfo"));
    expect(stack.state).toMatchObject({ id, isUnfinished: false, outputs: { state: "running", __ran: true } });
    expect(world.cluster().cluster_id).toBe(id);
    expect(await stack.up(program)).toBe("same");
  });

  test("is resumed after a refresh as well, which clears the engine's own memory of it", async () => {
    const world = await World.start();
    const stack = new Stack(world);
    await failureOf(stack.up(program));
    await stack.refresh();
    expect(stack.state).toMatchObject({ isUnfinished: false, outputs: { state: "initial" } });
    expect(await stack.up(program)).toBe("update");
    expect(stack.outputs.state).toBe("running");
  });

  test("can be destroyed once ACK allows it", async () => {
    const world = await World.start();
    const stack = new Stack(world);
    await failureOf(stack.up(program));
    await stack.destroy();
    expect(world.simulator.clusters()).toEqual([]);
    expect(world.simulator.resources()).toEqual([]);
  });

  test("waits an hour where no timeout is given", async () => {
    const world = await World.start();
    world.before("DescribeClusterDetail", () =>
      world.simulator.overrideDetail(world.cluster().cluster_id, { state: "initial" }),
    );
    expect(await messageOf(new Stack(world).up(AUTO_VPC))).toMatch(
      /^cluster c[0-9a-f]{32} is still initial after 60 min; seen: initial 61x$/,
    );
    expect(world.clock.now()).toBe(minutes(60));
  });

  test("that never becomes visible ends with its id", async () => {
    const world = await World.start({ detailLagMs: minutes(10) });
    const stack = new Stack(world);
    expect(await messageOf(stack.up(AUTO_VPC))).toBe(
      `making sure that cluster ${stack.id} is gone: DescribeClusterDetail does not find it, but cn-hangzhou still lists it: try again later`,
    );
    expect(stack.state).toMatchObject({ isUnfinished: true, outputs: { state: "initial", clusterId: stack.id } });
  });

  test("is ended by an interruption at once, with its id", async () => {
    const world = await World.start();
    const stack = new Stack(world);
    const interruption = new AbortController();
    world.clock.after(seconds(90), () => interruption.abort(new Error("interrupted")));
    expect(await messageOf(stack.up(AUTO_VPC, { signal: interruption.signal }))).toBe("interrupted");
    expect(world.clock.now()).toBe(seconds(90));
    expect(stack.id).toBe(world.cluster().cluster_id);
    expect(await stack.up(AUTO_VPC)).toBe("update");
    expect(plan(stack.outputs, stack.inputs(AUTO_VPC), world.settings()).changes).toBe(false);
  });
});
