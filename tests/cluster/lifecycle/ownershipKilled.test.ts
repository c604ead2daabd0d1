import { ownershipTag, ownershipTagKey } from "../../../provider/cluster/state/ownership";
import { minutes, seconds } from "../support/clock";
import { messageOf, times } from "../support/failure";
import { AUTO_VPC, IN_VPC } from "../support/inputs";
import { OWNED, Stack, WHOSE } from "../support/stack";
import { REGION, World } from "../support/world";

const DENIED = { kind: "status", status: 403, code: "StatusForbidden", message: "denied" } as const;
const EARLIER = `creating:${WHOSE}:0123456789abcdef`;

/** A run that began a cluster and was killed. */
async function killedRun(program: object = AUTO_VPC, options: Parameters<typeof World.start>[0] = {}) {
  const world = await World.start(options);
  const stack = new Stack(world);
  await stack.killed({ ...program }, (kill) => world.after("CreateCluster", kill));
  const { cluster_id: id, tags } = world.cluster();
  world.forget();
  return { world, stack, id, nonce: ownershipTag(tags) };
}

describe("a run that is killed", () => {
  const moments: [string, (world: World, kill: () => Promise<never>) => void][] = [
    [
      "when CreateCluster was accepted and its answer not yet read",
      (world, kill) => world.after("CreateCluster", kill),
    ],
    ["at the first look", (world, kill) => world.before("DescribeClusterDetail", kill)],
    ["in the middle of the wait", (world, kill) => world.before("DescribeTaskInfo", kill, 2)],
    ["when the cluster runs and its tag has not turned", (world, kill) => world.before("TagResources", kill)],
  ];

  test.each(moments)("%s is recovered by the next up, which takes the same cluster", async (_, killAt) => {
    const world = await World.start();
    const stack = new Stack(world);
    await stack.killed(AUTO_VPC, (kill) => killAt(world, kill));
    const { cluster_id: id, tags } = world.cluster();
    expect(await stack.up(AUTO_VPC)).toBe("create");
    expect(stack.id).toBe(id);
    expect(stack.outputs).toMatchObject({ state: "running", __ran: true, clusterId: id });
    expect(world.requests("CreateCluster")).toHaveLength(1);
    const marks = world.requests("TagResources").map(({ body }) => ownershipTag((body as { tags: unknown }).tags));
    expect(marks).toEqual([
      expect.stringMatching(new RegExp(`^creating:${WHOSE}:[0-9a-f]{16}$`)),
      expect.stringMatching(OWNED),
    ]);
    expect(marks[0]).not.toBe(ownershipTag(tags));
    expect(ownershipTag(world.cluster().tags)).toMatch(OWNED);
    expect(await stack.up(AUTO_VPC)).toBe("same");
  });

  test("before CreateCluster has made nothing", async () => {
    const world = await World.start();
    const stack = new Stack(world);
    await stack.killed(AUTO_VPC, (kill) => world.before("CreateCluster", kill));
    expect(world.simulator.clusters()).toEqual([]);
    expect(await stack.up(AUTO_VPC)).toBe("create");
    expect(world.requests("CreateCluster")).toHaveLength(1);
  });

  test("after the tag was finalized is a conflict that names the cluster", async () => {
    const world = await World.start();
    const stack = new Stack(world);
    await stack.killed(AUTO_VPC, (kill) => world.after("TagResources", kill));
    expect(await messageOf(stack.up(AUTO_VPC))).toContain(`cluster ${world.cluster().cluster_id} in cn-hangzhou`);
    expect(stack.state).toBeUndefined();
    expect(world.requests("CreateCluster")).toHaveLength(1);
  });

  test.each(["failed", "delete_failed"] as const)(
    "after the tag was finalized, of a cluster that is %s, says that it can only be deleted",
    async (state) => {
      const world = await World.start();
      const stack = new Stack(world);
      await stack.killed(AUTO_VPC, (kill) => world.after("TagResources", kill));
      const { cluster_id: id } = world.cluster();
      world.simulator.setState(id, state);
      expect(await messageOf(stack.up(AUTO_VPC))).toMatch(
        new RegExp(`it is ${state}: delete it in the ACK console, or choose another name\\.$`),
      );
      world.simulator.vanish(id);
      await stack.up(AUTO_VPC);
      expect(world.cluster().cluster_id).toBe(stack.id);
    },
  );

  test("a moment ago, so that no list shows its cluster yet, is recovered all the same", async () => {
    const { world, stack, id } = await killedRun(AUTO_VPC, { listLagMs: seconds(8) });
    expect(await stack.up(AUTO_VPC)).toBe("create");
    expect(stack.id).toBe(id);
    expect(world.calls().slice(0, 7)).toEqual([
      "GetCallerIdentity",
      "DescribeClustersForRegion",
      "CreateCluster",
      "DescribeClustersForRegion",
      "DescribeClusterDetail",
      "DescribeClusterTasks",
      "TagResources",
    ]);
    expect(world.requests("CreateCluster")[0]?.status).toBe(400);
    expect(world.cluster().cluster_id).toBe(id);
  });
});

describe("a cluster that an earlier run was making", () => {
  test("takes these calls to take over", async () => {
    const { world, stack, id, nonce } = await killedRun();
    await stack.up(AUTO_VPC);
    expect(world.calls()).toEqual([
      "GetCallerIdentity",
      "DescribeClustersForRegion",
      "DescribeClusterDetail",
      "DescribeClusterTasks",
      "TagResources",
      ...times(5, "DescribeClusterDetail", "DescribeTaskInfo"),
      "TagResources",
    ]);
    expect(world.writes()[0]).toEqual([
      "TagResources",
      {
        region_id: REGION,
        resource_type: "CLUSTER",
        resource_ids: [id],
        tags: [{ key: ownershipTagKey, value: expect.stringMatching(/^creating:/) }],
      },
    ]);
    expect(JSON.stringify(world.writes())).not.toContain(nonce);
  });

  test.each<[string, object, (world: World) => void]>([
    [
      "whose Kubernetes version ACK no longer creates",
      { kubernetesVersion: "1.34" },
      (world) =>
        world.simulator.failNext("DescribeKubernetesVersionMetadata", { kind: "raw", status: 200, body: "[]" }),
    ],
    [
      "whose versions may not be listed any more",
      { kubernetesVersion: "1.34" },
      (world) => world.simulator.failNext("DescribeKubernetesVersionMetadata", DENIED),
    ],
    [
      "whose add-on has another schema by now",
      { addons: [{ name: "logtail-ds", config: { level: "info" } }] },
      (world) => {
        const schema = JSON.stringify({ type: "object", additionalProperties: false });
        const body = JSON.stringify({ name: "logtail-ds", version: "v9", config_schema: schema });
        world.simulator.failNext("DescribeAddon", { kind: "raw", status: 200, body });
      },
    ],
  ])("%s is taken over all the same", async (_, more, change) => {
    const program = { ...AUTO_VPC, ...more };
    const { world, stack, id } = await killedRun(program);
    change(world);
    expect(await stack.up(program)).toBe("create");
    expect(stack.id).toBe(id);
    expect(world.requests("CreateCluster")).toEqual([]);
  });

  describe("and that is being deleted keeps its name", () => {
    const slow = { ...AUTO_VPC, __timeouts: { create: 120 } };

    test("until it is gone, or the creation's own time is over", async () => {
      const { world, stack, id } = await killedRun(slow);
      world.simulator.overrideDetail(id, { state: "deleting" });
      expect(await messageOf(stack.up(slow))).toBe(
        `cluster ${id} of an earlier run is still deleting after 2 min; seen: deleting 3x`,
      );
      expect(stack.state).toBeUndefined();
      expect(world.requests("CreateCluster")).toEqual([]);
    });

    test("and has all of that time", async () => {
      const { world, stack, id } = await killedRun();
      world.simulator.overrideDetail(id, { state: "deleting" });
      world.clock.after(minutes(45), () => world.simulator.vanish(id));
      expect(await stack.up(AUTO_VPC)).toBe("create");
      expect(world.cluster().cluster_id).toBe(stack.id);
      expect(stack.id).not.toBe(id);
    });
  });

  test("is taken with what the program changed in between, as far as that is possible in place", async () => {
    const { world, stack, id } = await killedRun({ ...AUTO_VPC, tags: { env: "test" } });
    const program = { ...AUTO_VPC, tags: { env: "prod", team: "shop" }, deletionProtection: true };
    expect(await stack.up(program)).toBe("create");
    expect(stack.id).toBe(id);
    expect(world.writes().slice(1)).toEqual([
      ["ModifyCluster", { deletion_protection: true }],
      [
        "TagResources",
        expect.objectContaining({
          tags: [
            { key: "env", value: "prod" },
            { key: "team", value: "shop" },
          ],
        }),
      ],
      [
        "TagResources",
        expect.objectContaining({ tags: [{ key: ownershipTagKey, value: expect.stringMatching(OWNED) }] }),
      ],
    ]);
    expect(stack.outputs).toMatchObject({ deletionProtection: true, tags: { env: "prod", team: "shop" } });
    expect(await stack.up(program)).toBe("same");
  });

  test("and that was made otherwise than the program says now is taken, and replaced by the next up", async () => {
    const { world, stack, id } = await killedRun({ ...IN_VPC, serviceCidr: "172.21.0.0/20" });
    const program = { ...IN_VPC, serviceCidr: "172.22.0.0/20" };
    expect(await messageOf(stack.up(program))).toBe(
      `an interrupted run created cluster ${id} with other values than the program's: serviceCidr is "172.21.0.0/20", not "172.22.0.0/20". The next "pulumi up" replaces it`,
    );
    expect(stack.state).toMatchObject({
      id,
      isUnfinished: true,
      outputs: { serviceCidr: "172.21.0.0/20", state: "running" },
    });
    expect(ownershipTag(world.cluster().tags)).toMatch(OWNED);
    expect(await stack.up(program)).toBe("replace");
    expect(world.cluster()).toMatchObject({ cluster_id: stack.id, service_cidr: "172.22.0.0/20" });
    expect(stack.id).not.toBe(id);
    expect(await stack.up(program)).toBe("same");
  });

  test("is reported with its task, and with the task's reason if it fails", async () => {
    const world = await World.start();
    world.simulator.failTask("cluster_create", { code: "QuotaExceeded.EIP", message: "no EIP is left" });
    const stack = new Stack(world);
    await stack.killed(AUTO_VPC, (kill) => world.after("CreateCluster", kill));
    const message = await messageOf(stack.up(AUTO_VPC));
    const { taskId } = stack.outputs;
    expect(taskId).toMatch(/^T-/);
    expect(message).toContain(`task ${taskId} (cluster_create) failed`);
    expect(message).toContain("QuotaExceeded.EIP: no EIP is left");
  });

  test("is taken without its task if ACK does not report it", async () => {
    const { world, stack, id } = await killedRun();
    world.simulator.failNext("DescribeClusterTasks", {
      kind: "status",
      status: 403,
      code: "Forbidden.RAM",
      message: "no",
    });
    expect(await stack.up(AUTO_VPC)).toBe("create");
    expect(stack.outputs).toMatchObject({ clusterId: id });
    expect(stack.outputs.taskId).toBeUndefined();
  });

  test("and whose creation failed is recorded as failed, and replaced by the next up", async () => {
    const { world, stack, id } = await killedRun();
    world.simulator.setState(id, "failed");
    expect(await messageOf(stack.up(AUTO_VPC))).toMatch(
      new RegExp(`^cluster ${id}: task T-\\w+ \\(cluster_create\\) failed in stage prepare_vpc`),
    );
    expect(stack.state).toMatchObject({ id, outputs: { state: "failed" } });
    expect(await stack.up(AUTO_VPC)).toBe("replace");
    expect(world.cluster().cluster_id).toBe(stack.id);
  });

  test("and that is gone by now, though a list still shows it, is created again", async () => {
    const { world, stack, id } = await killedRun(AUTO_VPC, { listLagMs: seconds(10) });
    await world.clock.sleep(seconds(30));
    world.simulator.vanish(id);
    expect(await stack.up(AUTO_VPC)).toBe("create");
    expect(world.cluster().cluster_id).toBe(stack.id);
    expect(stack.id).not.toBe(id);
  });

  test("is not taken where the tag is another resource's", async () => {
    const world = await World.start();
    const tags = [{ key: ownershipTagKey, value: `creating:${"f".repeat(24)}:0123456789abcdef` }];
    const { cluster_id: id } = world.simulator.seed({ name: "demo", tags });
    expect(await messageOf(new Stack(world).up(AUTO_VPC))).toContain('The name "demo" is taken in this account.');
    expect(world.cluster()).toMatchObject({ cluster_id: id, tags: expect.arrayContaining(tags) });
  });

  test("is not taken if it has another name", async () => {
    const world = await World.start();
    const tags = [{ key: ownershipTagKey, value: EARLIER }];
    const { cluster_id: id } = world.simulator.seed({ name: "demo-2", tags });
    const stack = new Stack(world);
    expect(await stack.up(AUTO_VPC)).toBe("create");
    expect(stack.id).not.toBe(id);
  });

  test("and that cannot be marked is named and not recorded, and taken once it can be", async () => {
    const { world, stack, id } = await killedRun();
    world.simulator.failNext("TagResources", DENIED);
    expect(await messageOf(stack.up(AUTO_VPC))).toContain(
      `marking cluster ${id} as this resource's own: ACK refused the request: denied`,
    );
    expect(stack.state).toBeUndefined();
    expect(await stack.up(AUTO_VPC)).toBe("create");
    expect(stack.id).toBe(id);
    expect(world.requests("CreateCluster")).toEqual([]);
  });

  test("shows the tag of that run for a while, which is no other run's", async () => {
    const { world, stack, id, nonce } = await killedRun();
    world.after("TagResources", () => {
      const { tags } = world.cluster();
      const late = tags.map((one) => (one.key === ownershipTagKey ? { ...one, value: nonce } : one));
      world.simulator.overrideDetail(id, { tags: late });
    });
    expect(await stack.up(AUTO_VPC)).toBe("create");
    expect(stack.id).toBe(id);
  });
});
