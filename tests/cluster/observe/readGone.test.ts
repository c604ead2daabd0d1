import { read } from "../../../provider/cluster/lifecycle/read";
import { seconds } from "../support/clock";
import { messageOf, times } from "../support/failure";
import { serviceOf } from "../support/faults";
import { AUTO_VPC } from "../support/inputs";
import { Stack } from "../support/stack";
import { World } from "../support/world";

const STRANGER = { accessKeyId: "other-key", accessKeySecret: "other-secret", accountId: "2000000000000002" };
const SAME_ACCOUNT = { accessKeyId: "second-key", accessKeySecret: "second-secret", accountId: "1000000000000001" };
const NOT_FOUND = { kind: "status", status: 404, code: "ErrorClusterNotFound", message: "not found" } as const;

async function running(options: Parameters<typeof World.start>[0] = {}) {
  const world = await World.start(options);
  const stack = new Stack(world);
  await stack.up(AUTO_VPC);
  world.forget();
  return { world, stack, id: stack.id };
}

describe("a cluster is gone", () => {
  test("when ACK does not find it, the account is the recorded one, and the region lists no such cluster", async () => {
    const { world, stack, id } = await running();
    world.simulator.vanish(id);
    await stack.refresh();
    expect(stack.state).toBeUndefined();
    expect(world.calls()).toEqual(["DescribeClusterDetail", "GetCallerIdentity", "DescribeClustersForRegion"]);
    expect(world.requests("DescribeClustersForRegion")[0]).toMatchObject({
      path: "/regions/cn-hangzhou/clusters",
      query: { cluster_id: id, page_number: "1", page_size: "50" },
    });
    expect(await stack.up(AUTO_VPC)).toBe("create");
  });

  test("for another key of the same account as well", async () => {
    const { world, stack, id } = await running({ accounts: [SAME_ACCOUNT] });
    world.simulator.vanish(id);
    await stack.refresh({ account: SAME_ACCOUNT });
    expect(stack.state).toBeUndefined();
  });

  test("when the list no longer shows it, a moment later", async () => {
    const { world, stack, id } = await running({ listLagMs: seconds(10) });
    world.simulator.vanish(id);
    await stack.refresh();
    expect(stack.state).toBeUndefined();
    expect(world.calls().slice(2)).toEqual(times(2, "DescribeClustersForRegion"));
  });

  test("when ACK says so with status 400, as it once did", async () => {
    const { world, stack, id } = await running();
    world.simulator.vanish(id);
    world.simulator.failNext("DescribeClusterDetail", { ...NOT_FOUND, status: 400 });
    await stack.refresh();
    expect(stack.state).toBeUndefined();
  });

  test("when ACK says so inside a message, as it sometimes does", async () => {
    const { world, stack, id } = await running();
    world.simulator.vanish(id);
    const message = "Aliyun API Error: Status Code: 404 Code: ErrorClusterNotFound Message: no such cluster";
    world.simulator.failNext("DescribeClusterDetail", { kind: "status", status: 400, code: "400", message });
    await stack.refresh();
    expect(stack.state).toBeUndefined();
  });
});

describe("a cluster is not gone, and the state stays as it is,", () => {
  async function expectKept(stack: Stack, options: Parameters<Stack["refresh"]>[0] = {}): Promise<string> {
    const before = stack.state;
    const message = await messageOf(stack.refresh(options));
    expect(stack.state).toBe(before);
    return message;
  }

  test("when the keys are another account's", async () => {
    const { world, stack, id } = await running({ accounts: [STRANGER] });
    expect(await expectKept(stack, { account: STRANGER })).toBe(
      `making sure that cluster ${id} is gone: it belongs to account 1000000000000001, but the credentials in use belong to account 2000000000000002: use the credentials of account 1000000000000001`,
    );
    expect(world.calls()).toEqual(["DescribeClusterDetail", "GetCallerIdentity"]);
  });

  test("when no account is recorded", async () => {
    const { world, stack, id } = await running();
    world.simulator.vanish(id);
    const { accountId: _, ...outputs } = stack.outputs;
    expect(await messageOf(read(id, outputs, world.context()))).toBe(
      `making sure that cluster ${id} is gone: ACK does not find it in cn-hangzhou with account 1000000000000001, and the state does not record its account. ` +
        'If the cluster is gone, remove it from the state with "pulumi state delete"; otherwise use the credentials of its account',
    );
  });

  test("when the region lists it, and goes on listing it", async () => {
    const { world, stack, id } = await running();
    const start = world.clock.now();
    world.simulator.failNext("DescribeClusterDetail", NOT_FOUND);
    expect(await expectKept(stack)).toBe(
      `making sure that cluster ${id} is gone: DescribeClusterDetail does not find it, but cn-hangzhou still lists it: try again later`,
    );
    expect(world.calls()).toEqual([
      "DescribeClusterDetail",
      "GetCallerIdentity",
      ...times(3, "DescribeClustersForRegion"),
    ]);
    expect(world.clock.now() - start).toBe(seconds(20));
  });

  test("when it was looked for at another region's address", async () => {
    const { world, stack, id } = await running({ regionHosts: ["cn-hangzhou", "cn-beijing"] });
    const context = world.context({ endpointOf: "cn-beijing" });
    const address = "https://cs.cn-beijing.aliyuncs.com";
    const settings = { ...context.settings, endpoints: { cs: address } };
    expect(await messageOf(read(id, stack.outputs, { ...context, settings }))).toBe(
      `making sure that cluster ${id} is gone: the cluster is in cn-hangzhou, but the endpoint ${address} serves cn-beijing: remove that endpoint from the provider's configuration, or set the endpoint of cn-hangzhou`,
    );
    expect(world.calls()).toEqual(["DescribeClusterDetail"]);
  });

  test("whatever the provider's own region is by now", async () => {
    const { world, stack } = await running({ regionHosts: ["cn-hangzhou", "cn-beijing"] });
    await stack.refresh({ config: { "alicloud:region": "cn-beijing" } });
    expect(stack.outputs.state).toBe("running");
    expect(world.requests().map(({ region }) => region)).toEqual(["cn-hangzhou", "cn-hangzhou"]);
  });

  const answers: [string, string][] = [
    ["about another cluster", JSON.stringify({ cluster_id: "c-other", state: "running", profile: "Serverless" })],
    ["about no cluster", "{}"],
    ["with an id of another type", JSON.stringify({ cluster_id: 5 })],
    ["that is a list", "[]"],
  ];
  test.each(answers)("when the answer is one %s", async (_, body) => {
    const { world, stack, id } = await running();
    world.simulator.failNext("DescribeClusterDetail", { kind: "raw", status: 200, body });
    expect(await expectKept(stack)).toBe(
      `reading cluster ${id}: the answer is about ${JSON.stringify(JSON.parse(body).cluster_id)}, not about this cluster`,
    );
    expect(world.calls()).toEqual(["DescribeClusterDetail"]);
  });

  test.each([
    [403, "StatusForbidden"],
    [404, "InvalidAccessKeyId.NotFound"],
    [404, "InvalidAction.NotFound"],
    [404, "EntityNotExist.Role"],
    [400, "ErrorQueryCluster"],
  ])("when ACK answers %i %s", async (status, code) => {
    const { world, stack, id } = await running();
    world.simulator.vanish(id);
    world.simulator.failNext("DescribeClusterDetail", { kind: "status", status, code, message: "no" });
    expect(await expectKept(stack)).toContain(`reading cluster ${id}: ACK refused the request: no`);
    expect(world.calls()).toEqual(["DescribeClusterDetail"]);
  });

  const proofs: [string, string][] = [
    ["who asks", "GetCallerIdentity"],
    ["what the region lists", "DescribeClustersForRegion"],
  ];
  test.each(proofs)("when it cannot be found out %s", async (_, operation) => {
    const { world, stack, id } = await running();
    world.simulator.vanish(id);
    const denied = { kind: "status", status: 403, code: "StatusForbidden", message: "denied" } as const;
    world.simulator.failNext(operation, denied);
    expect(await expectKept(stack)).toContain(
      `making sure that cluster ${id} is gone: ${serviceOf({ operation })} refused the request: denied`,
    );
    await stack.refresh();
    expect(stack.state).toBeUndefined();
  });

  test.each(["{}", '{"clusters":null}', '{"clusters":{}}'])("when the list is %s", async (body) => {
    const { world, stack, id } = await running();
    world.simulator.vanish(id);
    world.simulator.failNext("DescribeClustersForRegion", { kind: "raw", status: 200, body });
    expect(await expectKept(stack)).toBe(
      `making sure that cluster ${id} is gone: the answer holds no list of clusters`,
    );
  });
});
