import { Simulator } from "../../../simulator";
import { type RawAnswer, rawCall } from "../signed";

const OTHER = { accessKeyId: "other", accessKeySecret: "other-secret", accountId: "2000000000000002" };
const COLLEAGUE = { accessKeyId: "colleague", accessKeySecret: "s", accountId: "1000000000000001" };

let simulator: Simulator;

beforeEach(async () => {
  simulator = await Simulator.start({
    progression: "manual",
    accounts: [OTHER, COLLEAGUE],
    regionHosts: ["cn-hangzhou", "cn-beijing"],
    control: true,
  });
});
afterEach(() => simulator.close());

function detail(id: string, more: Partial<Parameters<typeof rawCall>[1]> = {}): Promise<RawAnswer> {
  return rawCall(simulator, { action: "DescribeClusterDetail", path: `/clusters/${id}`, ...more });
}

test("edit: changes a cluster at once, whatever its state", async () => {
  const { cluster_id: id } = simulator.seed({ name: "old", state: "updating", tags: [{ key: "a", value: "1" }] });
  simulator.edit(id, {
    name: "new",
    tags: [{ key: "b", value: "2" }],
    deletion_protection: true,
    current_version: "1.36.0-aliyun.1",
    endpoint_public_access: false,
    addons: [{ name: "coredns", version: "v1.9.3.10" }],
    vswitch_ids: ["vsw-9"],
    rrsa_config: { enabled: true },
  });
  const { body } = await detail(id);
  expect(body).toMatchObject({
    state: "updating",
    name: "new",
    deletion_protection: true,
    current_version: "1.36.0-aliyun.1",
    vswitch_ids: ["vsw-9"],
    rrsa_config: { enabled: true },
    tags: [
      { key: "ack.aliyun.com", value: id },
      { key: "b", value: "2" },
    ],
  });
  expect(JSON.parse(body.master_url).api_server_endpoint).toBe("");
  expect(JSON.parse(body.meta_data).Addons).toEqual([{ name: "coredns", version: "v1.9.3.10" }]);
});

test("edit: a field that cannot be edited is a mistake of the test", () => {
  const { cluster_id: id } = simulator.seed();
  expect(() => simulator.edit(id, { size: 3 } as never)).toThrow("'size' is invalid: no such parameter");
  expect(() => simulator.edit("c1", {})).toThrow("no cluster c1");
});

test("overrideDetail: replaces fields of the answer, or leaves them out", async () => {
  const { cluster_id: id } = simulator.seed();
  simulator.overrideDetail(id, { master_url: "not json", vswitch_ids: null, timezone: undefined });
  const { body } = await detail(id);
  expect([body.master_url, body.vswitch_ids, "timezone" in body]).toEqual(["not json", null, false]);
});

test("setState: puts a cluster into a state, and ends what goes on", async () => {
  const { cluster_id: id } = simulator.seed();
  await rawCall(simulator, {
    action: "ModifyCluster",
    method: "PUT",
    path: `/api/v2/clusters/${id}`,
    body: { cluster_name: "new" },
  });
  simulator.setState(id, "inactive");
  simulator.advance("1h");
  expect(simulator.clusters()).toMatchObject([{ state: "inactive", name: "seed-1" }]);
});

test("vanish: the cluster and its resources are gone, and its task ends", async () => {
  const { cluster_id: id } = simulator.seed({ logging_type: "SLS", private_zone: true });
  const kept = simulator.seed({ vpcid: "vpc-1", vswitch_ids: ["vsw-1"] });
  simulator.vanish(id);
  expect((await detail(id)).status).toBe(404);
  expect(new Set(simulator.resources().map((one) => one.clusterId))).toEqual(new Set([kept.cluster_id]));
});

test("seed: a ready cluster, without a request", () => {
  const seeded = simulator.seed({ cluster_id: `c${"1".repeat(32)}`, name: "ready", region_id: "cn-beijing" });
  expect(simulator.clusters()).toEqual([seeded]);
  expect(seeded).toMatchObject({ cluster_id: `c${"1".repeat(32)}`, state: "running", region_id: "cn-beijing" });
  expect(seeded.vswitch_ids).toHaveLength(1);
  expect(simulator.requests()).toEqual([]);
});

test("advance: durations have units, and bad ones are refused", () => {
  const before = simulator.now();
  simulator.advance("1h30m");
  simulator.advance("2s");
  simulator.advance(5);
  expect(simulator.now() - before).toBe(5_402_005);
  expect(() => simulator.advance("soon")).toThrow('"soon" is not a duration (write 30s, 5m, 1h30m or 250ms)');
  expect(() => simulator.advance("5 m")).toThrow("is not a duration");
});

test("accounts: nobody sees the clusters of another account", async () => {
  const { cluster_id: id } = simulator.seed();
  const { cluster_id: foreign } = simulator.seed({ account: OTHER });
  expect([(await detail(id)).status, (await detail(foreign)).status]).toEqual([200, 404]);
  expect((await detail(id, { account: OTHER })).body.code).toBe("ErrorClusterNotFound");
  expect((await detail(id, { account: COLLEAGUE })).status).toBe(200);
});

test("accounts: names are free in another account", async () => {
  simulator.seed({ name: "same" });
  expect(() => simulator.seed({ name: "same", account: OTHER })).not.toThrow();
});

test("regions: an endpoint sees only its own region", async () => {
  const { cluster_id: id } = simulator.seed({ region_id: "cn-beijing" });
  const statuses = [
    await detail(id, { region: "cn-beijing" }),
    await detail(id, { region: "cn-hangzhou" }),
    await detail(id),
  ].map((answer) => answer.status);
  expect(statuses).toEqual([200, 404, 200]);
  expect(simulator.requests().map((one) => one.region)).toEqual(["cn-beijing", "cn-hangzhou", undefined]);
  expect(() => simulator.endpoint("cn-nowhere")).toThrow('regionHosts has no "cn-nowhere"');
});

test("regions: a task is known only in its own region", async () => {
  const { cluster_id: id } = simulator.seed({ region_id: "cn-beijing" });
  const { body } = await rawCall(simulator, { action: "DeleteCluster", method: "DELETE", path: `/clusters/${id}` });
  const ask = async (region: string): Promise<number> =>
    (await rawCall(simulator, { action: "DescribeTaskInfo", path: `/tasks/${body.task_id}`, region })).status;
  expect([await ask("cn-beijing"), await ask("cn-hangzhou")]).toEqual([200, 404]);
});

test("regions: a list shows one region, wherever it is asked", async () => {
  simulator.seed({ name: "a", region_id: "cn-beijing" });
  simulator.seed({ name: "b", region_id: "cn-hangzhou" });
  const list = async (region?: string): Promise<string[]> => {
    const call = { action: "DescribeClustersForRegion", path: "/regions/cn-beijing/clusters" };
    const answer = await rawCall(simulator, { ...call, ...(region === undefined ? {} : { region }) });
    return answer.body.clusters.map((one: { name: string }) => one.name);
  };
  expect([await list(), await list("cn-beijing"), await list("cn-hangzhou")]).toEqual([["a"], ["a"], []]);
});

test("without regionHosts every region has the same endpoint", async () => {
  const own = await Simulator.start();
  expect(own.endpoint("cn-beijing")).toBe(own.endpoint());
  expect(own.url).toBe(`http://${own.endpoint()}`);
  await own.close();
});

test("requests: in order, with parsed query and body", async () => {
  const { cluster_id: id } = simulator.seed();
  await detail(id);
  await rawCall(simulator, {
    action: "ModifyCluster",
    method: "PUT",
    path: `/api/v2/clusters/${id}`,
    body: { cluster_name: "-" },
  });
  expect(simulator.requests()).toMatchObject([
    { operation: "DescribeClusterDetail", method: "GET", body: undefined, status: 200, at: simulator.now() },
    { operation: "ModifyCluster", method: "PUT", body: { cluster_name: "-" }, status: 400 },
  ]);
  expect(simulator.requests("ModifyCluster")).toHaveLength(1);
});

test("two simulators know nothing of each other", async () => {
  const own = await Simulator.start();
  own.seed();
  expect(simulator.clusters()).toEqual([]);
  await own.close();
});

test("a port that is taken is an error", async () => {
  const port = Number(simulator.endpoint().split(":")[1]);
  await expect(Simulator.start({ port })).rejects.toMatchObject({ code: "EADDRINUSE" });
});

describe("the control API", () => {
  async function control(name: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${simulator.url}/_control/${name}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
  }

  test("does what the library's methods do", async () => {
    const { cluster_id: id } = simulator.seed();
    const before = simulator.now();
    await control("advance", { by: "1m" });
    await control("state", { cluster_id: id, state: "inactive" });
    await control("edit", { cluster_id: id, patch: { name: "edited" } });
    const shown = await (await fetch(`${simulator.url}/_control/clusters`)).json();
    expect(simulator.now() - before).toBe(60_000);
    expect(shown).toMatchObject([{ cluster_id: id, state: "inactive", name: "edited" }]);
    await control("fail-next", { operation: "DescribeClusterDetail", fault: { kind: "empty", status: 503 } });
    expect((await detail(id)).status).toBe(503);
    await control("vanish", { cluster_id: id });
    expect(simulator.clusters()).toEqual([]);
  });

  test("seeds a cluster as if it had always been there, and answers with it", async () => {
    const given = { cluster_id: "c0old", name: "old", state: "inactive", deletion_protection: true };
    const answer = await control("seed", given);
    expect([answer.status, await answer.json()]).toMatchObject([200, { done: true, answer: given }]);
    expect((await detail("c0old")).body).toMatchObject(given);
    expect(simulator.requests("CreateCluster")).toEqual([]);
  });

  test.each([
    [{ cluster_id: "c0old" }, "there is a cluster c0old"],
    [{ name: "no_name" }, "The parameter 'name' is invalid"],
    [{ account: { accessKeyId: "other" } }, "account"],
    [[], "expected object"],
  ])("refuses the seed %j", async (seed, why) => {
    simulator.seed({ cluster_id: "c0old" });
    const answer = await control("seed", seed);
    expect([answer.status, await answer.json()]).toEqual([400, { done: false, why: expect.stringContaining(why) }]);
    expect(simulator.clusters()).toHaveLength(1);
  });

  test("says what is wrong with a command", async () => {
    const answer = await control("vanish", { cluster_id: "c1" });
    expect([answer.status, await answer.json()]).toEqual([400, { done: false, why: "no cluster c1" }]);
  });

  test("keeps web pages out", async () => {
    const plain = await control("advance", { by: "1m" }, { "content-type": "text/plain" });
    expect(plain.status).toBe(403);
  });

  test("is closed unless asked for", async () => {
    const own = await Simulator.start();
    const answer = await fetch(`${own.url}/_control/clusters`);
    expect([answer.status, own.unhandled()]).toMatchObject([400, [{ path: "/_control/clusters" }]]);
    await own.close();
  });
});
