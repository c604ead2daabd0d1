import { ownershipTag, ownershipTagKey } from "../../../provider/cluster/state/ownership";
import { minutes, seconds } from "../support/clock";
import { messageOf } from "../support/failure";
import { AUTO_VPC } from "../support/inputs";
import { OWNED, type Recorded, Stack, WHOSE } from "../support/stack";
import { REGION, World } from "../support/world";

const NO_TAG = { "ack-serverless:ownershipTag": "false" };
const DENIED = {
  kind: "status",
  status: 403,
  code: "StatusForbidden",
  message: "RAM policy Forbidden for action cs:TagResources",
  body: { accessDeniedDetail: { AuthAction: "cs:TagResources" } },
} as const;

const tag = (world: World) => ownershipTag(world.cluster().tags);

describe("the ownership tag", () => {
  test("says creating in the request and owned at the end", async () => {
    const world = await World.start();
    const stack = new Stack(world);
    await stack.up(AUTO_VPC);
    const creating = expect.stringMatching(new RegExp(`^creating:${WHOSE}:[0-9a-f]{16}$`));
    expect(world.writes()).toEqual([
      ["CreateCluster", expect.objectContaining({ tags: [{ key: ownershipTagKey, value: creating }] })],
      [
        "TagResources",
        {
          region_id: REGION,
          resource_type: "CLUSTER",
          resource_ids: [stack.id],
          tags: [{ key: ownershipTagKey, value: expect.stringMatching(OWNED) }],
        },
      ],
    ]);
    expect(tag(world)).toMatch(OWNED);
  });

  test("has another last part in each attempt", async () => {
    const world = await World.start({ progression: "immediate" });
    const stack = new Stack(world);
    await stack.up(AUTO_VPC);
    await stack.destroy();
    await stack.up(AUTO_VPC);
    const tags = world.requests("CreateCluster").map(({ body }) => ownershipTag((body as { tags: unknown }).tags));
    expect(tags).toHaveLength(2);
    expect(new Set(tags).size).toBe(2);
  });

  test("is not one of the program's tags: it makes no difference and is in no output", async () => {
    const world = await World.start();
    const stack = new Stack(world);
    const program = { ...AUTO_VPC, tags: { env: "test" } };
    await stack.up(program);
    expect(stack.outputs.tags).toEqual({ env: "test" });
    await stack.refresh();
    expect(stack.state?.inputs.tags).toEqual({ env: "test" });
    expect(await stack.up(program)).toBe("same");
  });

  test("that someone took away while the cluster was made is put on it again", async () => {
    const world = await World.start();
    const stack = new Stack(world);
    world.clock.after(minutes(2), () => world.simulator.edit(world.cluster().cluster_id, { tags: [] }));
    await stack.up(AUTO_VPC);
    expect(stack.id).toBe(world.cluster().cluster_id);
    expect(tag(world)).toMatch(OWNED);
  });

  test("is absent if it is switched off", async () => {
    const world = await World.start({ config: NO_TAG });
    const stack = new Stack(world);
    await stack.up(AUTO_VPC);
    await stack.up({ ...AUTO_VPC, deletionProtection: true });
    expect(tag(world)).toBeUndefined();
    expect(world.requests("TagResources")).toEqual([]);
  });
});

describe("the finalization of the tag", () => {
  test("that is denied leaves an unfinished create, which the next up finishes", async () => {
    const world = await World.start();
    const stack = new Stack(world);
    world.simulator.failNext("TagResources", DENIED);
    expect(await messageOf(stack.up(AUTO_VPC))).toBe(
      [
        `marking cluster ${world.cluster().cluster_id} as this resource's own: ACK refused the request: RAM policy Forbidden for action cs:TagResources`,
        "  Allow the RAM action cs:TagResources for the credentials in use.",
        "  operation: TagResources   code: StatusForbidden   status: 403   request id: …",
      ].join("\n"),
    );
    expect(stack.state).toMatchObject({ isUnfinished: true, outputs: { state: "running", __ran: true } });
    world.forget();
    expect(await stack.up(AUTO_VPC)).toBe("update");
    expect(world.calls()).toEqual(["DescribeClusterDetail", "TagResources"]);
    expect(tag(world)).toMatch(OWNED);
    expect(await stack.up(AUTO_VPC)).toBe("same");
  });

  async function unturned() {
    const world = await World.start();
    const stack = new Stack(world);
    world.simulator.failNext("TagResources", DENIED);
    await messageOf(stack.up(AUTO_VPC));
    return { world, stack };
  }

  test("that is denied comes with the next up, though a refresh has cleared the failure", async () => {
    const { world, stack } = await unturned();
    await stack.refresh();
    expect(stack.state?.isUnfinished).toBe(false);
    expect(await stack.up(AUTO_VPC)).toBe("update");
    expect(tag(world)).toMatch(OWNED);
    expect(await stack.up(AUTO_VPC)).toBe("same");
  });

  test("that is denied leaves the cluster its resource's own to delete", async () => {
    const { world, stack } = await unturned();
    await stack.destroy();
    expect(world.simulator.clusters()).toEqual([]);
  });

  test("that is denied when the wait has already failed is reported beside that failure", async () => {
    const world = await World.start();
    const stack = new Stack(world);
    world.simulator.failNext("TagResources", DENIED);
    const program = { ...AUTO_VPC, __timeouts: { create: 60 } };
    expect(await messageOf(stack.up(program))).toMatch(/^cluster c\w+ is still initial after 1 min; seen: initial 2x$/);
    expect(world.warnings).toEqual([expect.stringContaining("RAM policy Forbidden for action cs:TagResources")]);
    expect(tag(world)).toMatch(/^creating:/);
    await stack.up(program);
    expect(tag(world)).toMatch(OWNED);
  });

  test("comes with a failed creation too", async () => {
    const world = await World.start();
    world.simulator.failTask("cluster_create", { code: "X", message: "no" });
    await messageOf(new Stack(world).up(AUTO_VPC));
    expect(tag(world)).toMatch(OWNED);
    expect(world.calls().at(-1)).toBe("TagResources");
  });

  test("whose answer is lost is asked for again", async () => {
    const world = await World.start();
    const stack = new Stack(world);
    world.simulator.failNext("TagResources", { kind: "lostAnswer" });
    await stack.up(AUTO_VPC);
    expect(world.requests("TagResources")).toHaveLength(2);
    expect(tag(world)).toMatch(OWNED);
  });
});

describe("a state of version 0.1.0, whose owner names no attempt,", () => {
  async function old(tagValue: string) {
    const world = await World.start();
    const stack = new Stack(world);
    await stack.up(AUTO_VPC);
    world.simulator.edit(stack.id, { tags: [{ key: ownershipTagKey, value: tagValue }] });
    const recorded = stack.state as Recorded;
    stack.state = { ...recorded, outputs: { ...recorded.outputs, __owner: `owned:${WHOSE}` } };
    return { world, stack };
  }

  test("deletes its cluster", async () => {
    const { world, stack } = await old(`owned:${WHOSE}`);
    expect(await stack.up(AUTO_VPC)).toBe("same");
    await stack.destroy();
    expect(world.simulator.clusters()).toEqual([]);
  });

  test("finalizes a tag that still says creating, as that version would", async () => {
    const { world, stack } = await old(`creating:${WHOSE}:0123456789abcdef`);
    await stack.refresh();
    expect(await stack.up(AUTO_VPC)).toBe("update");
    expect(tag(world)).toBe(`owned:${WHOSE}`);
    await stack.destroy();
    expect(world.simulator.clusters()).toEqual([]);
  });

  test("deletes one whose tag still says creating", async () => {
    const { world, stack } = await old(`creating:${WHOSE}:0123456789abcdef`);
    await stack.destroy();
    expect(world.simulator.clusters()).toEqual([]);
  });

  test("leaves one that another attempt has taken since", async () => {
    const { world, stack } = await old(`owned:${WHOSE}:0123456789abcdef`);
    expect(await messageOf(stack.destroy())).toContain("is the only one that may delete it");
    expect(world.simulator.clusters()).toHaveLength(1);
  });
});

describe("a name that is taken", () => {
  test("by a cluster of this very resource that no state holds is a conflict that names it", async () => {
    const world = await World.start();
    await new Stack(world).up(AUTO_VPC);
    const { cluster_id: id } = world.cluster();
    world.forget();
    const forgetful = new Stack(world);
    expect(await messageOf(forgetful.up(AUTO_VPC))).toBe(
      `creating cluster "demo": cluster ${id} in cn-hangzhou has this name and was created by this resource. If "pulumi stack --show-ids" lists it, this run replaces it: ` +
        "set the resource option deleteBeforeReplace: true, or choose another name. " +
        `If not, the stack's state has lost it: take it over with adopt: "cn-hangzhou/${id}", or choose another name.`,
    );
    expect(world.calls()).toEqual(["GetCallerIdentity", "DescribeClustersForRegion", "DescribeClusterDetail"]);
    expect(forgetful.state).toBeUndefined();
  });

  test("by a foreign cluster is a conflict, after one more look for a run that was killed a moment ago", async () => {
    const world = await World.start();
    const foreign = world.simulator.seed({ name: "demo" });
    const stack = new Stack(world);
    expect(await messageOf(stack.up(AUTO_VPC))).toBe(
      [
        'creating cluster "demo": ACK refused the request: cluster name {demo} already exist in your clusters',
        "  operation: CreateCluster   code: ClusterNameAlreadyExist   status: 400   request id: …",
        '  The name "demo" is taken in this account. Choose another name. In a replacement, the old cluster still has it: set the resource option deleteBeforeReplace: true.',
      ].join("\n"),
    );
    expect(world.calls()).toEqual([
      "GetCallerIdentity",
      "DescribeClustersForRegion",
      "CreateCluster",
      "DescribeClustersForRegion",
    ]);
    expect(world.clock.now()).toBe(seconds(10));
    expect(stack.state).toBeUndefined();
    expect(world.cluster()).toEqual(foreign);
  });

  test("by a cluster of another resource of the same program is that conflict too", async () => {
    const world = await World.start();
    const other = "urn:pulumi:dev::shop::pulumi-nodejs:dynamic/ack:ServerlessCluster::other";
    await new Stack(world, other).up(AUTO_VPC);
    const owned = tag(world);
    expect(await messageOf(new Stack(world).up(AUTO_VPC))).toContain('The name "demo" is taken in this account.');
    expect(tag(world)).toBe(owned);
  });

  test("by a cluster of another region of the account is that conflict too", async () => {
    const world = await World.start();
    world.simulator.seed({ name: "demo", region_id: "cn-beijing" });
    expect(await messageOf(new Stack(world).up(AUTO_VPC))).toContain('The name "demo" is taken in this account.');
  });

  test("is not by a cluster whose name only holds this one, nor by one on a later page of the list", async () => {
    const world = await World.start({ clusterQuota: 100 });
    for (let count = 1; count <= 55; count++) world.simulator.seed({ name: `demo-${count}` });
    const stack = new Stack(world);
    await stack.up(AUTO_VPC);
    expect(world.requests("DescribeClustersForRegion").map(({ query }) => query.page_number)).toEqual(["1", "2"]);
    expect(stack.outputs.state).toBe("running");
  });

  test("is a conflict at once where the ownership tag is switched off", async () => {
    const world = await World.start({ config: NO_TAG });
    world.simulator.seed({ name: "demo" });
    expect(await messageOf(new Stack(world).up(AUTO_VPC))).toContain('The name "demo" is taken in this account.');
    expect(world.calls()).toEqual(["GetCallerIdentity", "CreateCluster"]);
  });

  test("is that of the old cluster, where a replacement makes the new one first", async () => {
    const world = await World.start();
    const stack = new Stack(world);
    await stack.up(AUTO_VPC);
    const createdFirst = new Stack(world);
    expect(await messageOf(createdFirst.up(AUTO_VPC))).toContain("set the resource option deleteBeforeReplace: true");
    expect(world.cluster().cluster_id).toBe(stack.id);
  });
});
