import { ownershipTag } from "../../../provider/cluster/state/ownership";
import { seconds } from "../support/clock";
import { messageOf, times } from "../support/failure";
import { ambiguousFaults } from "../support/faults";
import { AUTO_VPC } from "../support/inputs";
import { OWNED, Stack } from "../support/stack";
import { World } from "../support/world";

const NO_TAG = { "ack-serverless:ownershipTag": "false" };
const NO_ID = {
  name: "an answer without an id",
  fault: { kind: "raw", status: 200, body: "{}", after: true },
  text: "the answer has no cluster id",
} as const;

function expectOneCluster(world: World, stack: Stack): void {
  expect(world.cluster().cluster_id).toBe(stack.id);
  expect(stack.state).toMatchObject({ isUnfinished: false, outputs: { state: "running", clusterId: stack.id } });
  expect(ownershipTag(world.cluster().tags)).toMatch(OWNED);
}

describe("CreateCluster is carried out, and what comes back is", () => {
  test.each([...ambiguousFaults(true), NO_ID])(
    "$name: its cluster is found by name and tag, and taken",
    async (one) => {
      const world = await World.start({ config: "config" in one ? (one.config ?? {}) : {} });
      const stack = new Stack(world);
      world.simulator.failNext("CreateCluster", one.fault);
      expect(await stack.up(AUTO_VPC)).toBe("create");
      expectOneCluster(world, stack);
      expect(world.calls()).toEqual([
        "GetCallerIdentity",
        "DescribeClustersForRegion",
        "CreateCluster",
        "DescribeClustersForRegion",
        "DescribeClusterDetail",
        "DescribeClusterTasks",
        ...times(5, "DescribeClusterDetail", "DescribeTaskInfo"),
        "TagResources",
      ]);
      expect(world.requests("DescribeClustersForRegion")[1]?.at).toBe(
        (world.requests("CreateCluster")[0]?.at ?? 0) + seconds(10),
      );
      expect(await stack.up(AUTO_VPC)).toBe("same");
    },
  );
});

describe("CreateCluster is not carried out, and what comes back is", () => {
  test.each(ambiguousFaults(false))("$name: it is called again after three looks", async ({ fault }) => {
    const world = await World.start();
    const stack = new Stack(world);
    world.simulator.failNext("CreateCluster", fault);
    expect(await stack.up(AUTO_VPC)).toBe("create");
    expectOneCluster(world, stack);
    expect(world.calls()).toEqual([
      "GetCallerIdentity",
      "DescribeClustersForRegion",
      "CreateCluster",
      ...times(3, "DescribeClustersForRegion"),
      "CreateCluster",
      ...times(5, "DescribeClusterDetail", "DescribeTaskInfo"),
      "TagResources",
    ]);
    const [first, second] = world.requests("CreateCluster");
    expect(second?.body).toEqual(first?.body);
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBe(seconds(30));
  });

  test.each(ambiguousFaults(false))("$name again and again: three calls, and an error", async ({ fault, text }) => {
    const world = await World.start();
    const stack = new Stack(world);
    world.simulator.failNext("CreateCluster", fault, { times: 3 });
    const message = await messageOf(stack.up(AUTO_VPC));
    expect(message.split("\n")).toEqual([
      expect.stringMatching(
        /^creating cluster "demo": (no readable answer came from ACK|ACK failed to handle the request): /,
      ),
      expect.stringMatching(/^ {2}operation: CreateCluster/),
      "  After 3 attempts, cn-hangzhou lists no such cluster: none was created.",
    ]);
    expect(message).toContain(text);
    expect(stack.state).toBeUndefined();
    expect(world.calls()).toEqual([
      "GetCallerIdentity",
      "DescribeClustersForRegion",
      ...times(3, "CreateCluster", ...times(3, "DescribeClustersForRegion")),
    ]);
    expect(await stack.up(AUTO_VPC)).toBe("create");
    expectOneCluster(world, stack);
  });
});

describe("after an answer that was lost", () => {
  test("a list that lags for seconds is asked again", async () => {
    const world = await World.start({ listLagMs: seconds(15) });
    const stack = new Stack(world);
    world.simulator.failNext("CreateCluster", { kind: "lostAnswer" });
    await stack.up(AUTO_VPC);
    expectOneCluster(world, stack);
    expect(world.requests("CreateCluster")).toHaveLength(1);
    expect(world.requests("DescribeClustersForRegion")).toHaveLength(3);
  });

  test("a list that lags for longer leads to a second call, whose refusal leads to the cluster", async () => {
    const world = await World.start({ listLagMs: seconds(35) });
    const stack = new Stack(world);
    world.simulator.failNext("CreateCluster", { kind: "lostAnswer" });
    await stack.up(AUTO_VPC);
    expectOneCluster(world, stack);
    expect(world.requests("CreateCluster").map(({ status }) => status)).toEqual([undefined, 400]);
  });

  test("a name that someone else has had all along is a conflict", async () => {
    const world = await World.start();
    const foreign = world.simulator.seed({ name: "demo" });
    const stack = new Stack(world);
    world.simulator.failNext("CreateCluster", { kind: "reset" });
    expect(await messageOf(stack.up(AUTO_VPC))).toContain('The name "demo" is taken in this account.');
    expect(stack.state).toBeUndefined();
    expect(world.cluster()).toEqual(foreign);
    expect(world.calls()).toEqual([
      "GetCallerIdentity",
      "DescribeClustersForRegion",
      ...times(2, "CreateCluster", ...times(3, "DescribeClustersForRegion")),
    ]);
  });

  test("a look that fails as well is reported, and the next up takes the cluster over", async () => {
    const world = await World.start();
    const stack = new Stack(world);
    world.simulator.failNext("CreateCluster", { kind: "lostAnswer" });
    world.simulator.failNext("DescribeClustersForRegion", { kind: "html", status: 502 }, { skip: 1, times: 5 });
    expect(await messageOf(stack.up(AUTO_VPC))).toBe(
      [
        'creating cluster "demo": no readable answer came from ACK: socket hang up',
        "  operation: CreateCluster   code: ECONNRESET",
        '  A cluster may have been created, and looking for it failed too: creating cluster "demo": no readable answer came from ACK: the answer is empty or not JSON, as a proxy or gateway on the way may send',
        "  operation: DescribeClustersForRegion   status: 502",
        '  If it was created, the next "pulumi up" takes it over.',
      ].join("\n"),
    );
    expect(stack.state).toBeUndefined();
    expect(await stack.up(AUTO_VPC)).toBe("create");
    expectOneCluster(world, stack);
    expect(world.requests("CreateCluster")).toHaveLength(1);
  });

  test("the operation's time ends the looking, and the next up takes the cluster over", async () => {
    const world = await World.start();
    const stack = new Stack(world);
    world.simulator.failNext("CreateCluster", { kind: "lostAnswer" });
    expect(await messageOf(stack.up({ ...AUTO_VPC, __timeouts: { create: 9 } }))).toBe(
      [
        'creating cluster "demo": no readable answer came from ACK: socket hang up',
        "  operation: CreateCluster   code: ECONNRESET",
        '  A cluster may have been created, and the create timeout ended before a list could show it. If it was created, the next "pulumi up" takes it over.',
      ].join("\n"),
    );
    expect(world.clock.now()).toBeLessThanOrEqual(seconds(9));
    expect(await stack.up(AUTO_VPC)).toBe("create");
    expectOneCluster(world, stack);
  });

  test("an interruption ends the looking at once, and the next up takes the cluster over", async () => {
    const world = await World.start();
    const stack = new Stack(world);
    const interruption = new AbortController();
    world.simulator.failNext("CreateCluster", { kind: "lostAnswer" });
    world.clock.after(seconds(5), () => interruption.abort(new Error("interrupted")));
    expect(await messageOf(stack.up(AUTO_VPC, { signal: interruption.signal }))).toBe("interrupted");
    expect(world.clock.now()).toBe(seconds(5));
    expect(await stack.up(AUTO_VPC)).toBe("create");
    expectOneCluster(world, stack);
  });

  test("nothing is taken without the ownership tag: the error says what to look for", async () => {
    const world = await World.start({ config: NO_TAG });
    const stack = new Stack(world);
    world.simulator.failNext("CreateCluster", { kind: "lostAnswer" });
    expect(await messageOf(stack.up(AUTO_VPC))).toBe(
      [
        'creating cluster "demo": no readable answer came from ACK: socket hang up',
        "  operation: CreateCluster   code: ECONNRESET",
        '  A cluster may have been created. Look for "demo" in cn-hangzhou before the next "pulumi up": without the ownership tag, nothing proves that a cluster belongs to this resource.',
      ].join("\n"),
    );
    expect(world.calls()).toEqual(["GetCallerIdentity", "CreateCluster"]);
    expect(stack.state).toBeUndefined();
    expect(await messageOf(stack.up(AUTO_VPC))).toContain('The name "demo" is taken in this account.');
    expect(world.simulator.clusters()).toHaveLength(1);
  });

  test.each([
    { name: "throttled", fault: { kind: "status", status: 429, code: "Throttling.User" } },
    {
      name: "throttled by a message",
      fault: { kind: "status", status: 400, code: "X", message: "QPS Limit Exceeded" },
    },
  ] as const)("a call that was $name did nothing and is simply repeated", async ({ fault }) => {
    const world = await World.start();
    const stack = new Stack(world);
    world.simulator.failNext("CreateCluster", fault, { times: 2 });
    await stack.up(AUTO_VPC);
    expectOneCluster(world, stack);
    expect(world.calls().slice(0, 6)).toEqual([
      "GetCallerIdentity",
      "DescribeClustersForRegion",
      ...times(3, "CreateCluster"),
      "DescribeClusterDetail",
    ]);
  });
});
