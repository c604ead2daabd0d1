import { minutes, seconds } from "../support/clock";
import { messageOf } from "../support/failure";
import { AUTO_VPC } from "../support/inputs";
import { Stack } from "../support/stack";
import { World } from "../support/world";

const TEMPORARY = {
  accessKeyId: "STS.temporary",
  accessKeySecret: "temporary-secret",
  accountId: "1000000000000001",
  securityToken: "token-1",
};

/** How long after the first of these calls each of them was made. */
function moments(world: World, operation: Parameters<World["requests"]>[0]): number[] {
  const requests = world.requests(operation);
  return requests.map(({ at }) => at - (requests[0]?.at ?? 0));
}

async function running() {
  const world = await World.start();
  const stack = new Stack(world);
  await stack.up(AUTO_VPC);
  world.forget();
  return { world, stack };
}

describe("a call that failed is made again", () => {
  test("after pauses that double, five times in all", async () => {
    const { world, stack } = await running();
    world.simulator.failNext("DescribeClusterDetail", { kind: "html", status: 502 }, { times: 5 });
    await messageOf(stack.refresh());
    expect(moments(world, "DescribeClusterDetail")).toEqual([0, 500, 1_500, 3_500, 7_500]);
  });

  test("ten times in all where ACK throttles, with pauses of at most twenty seconds", async () => {
    const { world, stack } = await running();
    const throttled = { kind: "status", status: 429, code: "Throttling.User" } as const;
    world.simulator.failNext("DescribeClusterDetail", throttled, { times: 10 });
    expect(await messageOf(stack.refresh())).toBe(
      [
        `reading cluster ${stack.id}: ACK is throttling requests: Throttling.User`,
        "  operation: DescribeClusterDetail   code: Throttling.User   status: 429   request id: …",
      ].join("\n"),
    );
    const pauses = moments(world, "DescribeClusterDetail").map((at, index, all) => at - (all[index - 1] ?? 0));
    expect(pauses).toEqual([0, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000, 10_000, 10_000]);
  });

  test.each([
    ["longer than its own pause", "30000", 30_000],
    ["shorter than its own pause", "100", 500],
  ])("no sooner than ACK asks for, where that is %s", async (_, header, pause) => {
    const { world, stack } = await running();
    const headers = { "x-acs-retry-after": header };
    world.simulator.failNext("DescribeClusterDetail", {
      kind: "status",
      status: 429,
      code: "Throttling.User",
      headers,
    });
    await stack.refresh();
    expect(moments(world, "DescribeClusterDetail")).toEqual([0, pause]);
  });

  test("with the pause that the provider is set to", async () => {
    const { world, stack } = await running();
    world.simulator.failNext("DescribeClusterDetail", { kind: "reset" }, { times: 2 });
    await stack.refresh({ config: { "ack-serverless:retryIntervalMs": "8000" } });
    expect(moments(world, "DescribeClusterDetail")).toEqual([0, 4_000, 12_000]);
  });
});

describe("a token that expires in the middle of a wait", () => {
  test("leaves an unfinished create, which the next up finishes with another one", async () => {
    const world = await World.start({ accounts: [TEMPORARY] });
    const stack = new Stack(world);
    world.clock.after(seconds(90), () => world.simulator.expireToken(TEMPORARY.accessKeyId));
    expect(await messageOf(stack.up(AUTO_VPC, { account: TEMPORARY }))).toBe(
      [
        `reading cluster ${world.cluster().cluster_id}: ACK refused the request: Specified SecurityToken is expired.`,
        '  Renew the security token. Where the configuration of the stack or a Provider gives it, "pulumi refresh" and "pulumi destroy" use that of the last "pulumi up": add --run-program to use the present one.',
        "  operation: DescribeClusterDetail   code: InvalidSecurityToken.Expired   status: 400   request id: …",
      ].join("\n"),
    );
    expect(stack.state).toMatchObject({ isUnfinished: true, outputs: { state: "initial" } });
    expect(world.warnings).toEqual([expect.stringContaining("Specified SecurityToken is expired.")]);
    expect(await stack.up(AUTO_VPC)).toBe("update");
    expect(world.cluster()).toMatchObject({ cluster_id: stack.id, state: "running" });
  });
});

describe("a key that Alibaba Cloud does not know", () => {
  const unknown = { accessKeyId: "nobody", accessKeySecret: "nothing", accountId: "" };

  test("makes nothing", async () => {
    const world = await World.start();
    expect(await messageOf(new Stack(world).up(AUTO_VPC, { account: unknown }))).toBe(
      [
        'creating cluster "demo": STS refused the request: Specified access key is not found.',
        "  Check the access key id: it is not known to Alibaba Cloud.",
        "  operation: GetCallerIdentity   code: InvalidAccessKeyId.NotFound   status: 404   request id: …",
      ].join("\n"),
    );
    expect(world.simulator.clusters()).toEqual([]);
  });

  test("does not prove that a cluster is gone, although the status is 404", async () => {
    const { world, stack } = await running();
    expect(await messageOf(stack.refresh({ account: unknown }))).toContain("Specified access key is not found.");
    expect(await messageOf(stack.destroy({ account: unknown }))).toContain("Specified access key is not found.");
    expect(stack.id).toBe(world.cluster().cluster_id);
  });
});

describe("everything that comes at once", () => {
  test("a lagging list, a late detail, a lost answer, throttling and a vanished task make one cluster all the same", async () => {
    const world = await World.start({ listLagMs: seconds(12), detailLagMs: seconds(40), taskFailWord: "failed" });
    const stack = new Stack(world);
    const { simulator } = world;
    simulator.failNext("GetCallerIdentity", { kind: "truncated" });
    simulator.failNext("DescribeClustersForRegion", { kind: "status", status: 503, code: "Throttling.Api" });
    simulator.failNext("CreateCluster", { kind: "html", status: 502, after: true });
    simulator.failNext("DescribeClusterDetail", { kind: "empty", status: 200 }, { skip: 1 });
    simulator.failNext("TagResources", { kind: "lostAnswer" });
    expect(await stack.up(AUTO_VPC)).toBe("create");
    expect(world.cluster()).toMatchObject({ cluster_id: stack.id, state: "running" });
    simulator.failNext("*", { kind: "reset" }, { skip: 1, times: 2 });
    await stack.refresh();
    expect(await stack.up({ ...AUTO_VPC, tags: { env: "test" } })).toBe("update");
    simulator.failNext("DeleteCluster", { kind: "slow", headersMs: 10 });
    await stack.destroy();
    expect(simulator.clusters()).toEqual([]);
    expect(simulator.resources()).toEqual([]);
  });

  test("an outage during an hour's wait ends the wait within seconds, and keeps the cluster", async () => {
    const world = await World.start();
    const stack = new Stack(world);
    world.clock.after(minutes(2), () => world.simulator.failNext("*", { kind: "html", status: 503 }, { times: 10 }));
    expect(await messageOf(stack.up(AUTO_VPC))).toContain("no readable answer came from ACK");
    expect(world.clock.now()).toBeLessThan(minutes(3));
    expect(stack.state).toMatchObject({ isUnfinished: true, id: world.cluster().cluster_id });
    expect(await stack.up(AUTO_VPC)).toBe("update");
    expect(world.simulator.clusters()).toHaveLength(1);
  });
});
