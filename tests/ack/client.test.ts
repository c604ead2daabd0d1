import type { Operation } from "../../provider/ack/operations";
import { ackError, canary, connection } from "./support/connection";
import { type Answer, Service } from "./support/service";

const service = new Service();
beforeAll(() => service.start());
afterAll(() => service.stop());

const ok = (body: unknown, status = 200): Answer => ({ status, body: JSON.stringify(body) });
const throttle = (retryAfter?: string): Answer => ({
  status: 429,
  body: JSON.stringify({ code: "Throttling.User", message: "later", requestId: "R-1" }),
  ...(retryAfter !== undefined && { headers: { "x-acs-retry-after": retryAfter } }),
});
const unavailable: Answer = { status: 503, body: JSON.stringify({ code: "ServiceUnavailable", message: "later" }) };

test("a call: goes to the operation's path with its parameters escaped, as the operation's action", async () => {
  service.answer(ok({ cluster_id: "c/1" }));
  const { ack } = connection(service.address);
  const answer = await ack.call("DescribeClusterDetail", { path: { ClusterId: "c/1 ?" }, attempt: "reading" });
  expect([answer, service.received]).toEqual([
    { cluster_id: "c/1" },
    [{ method: "GET", url: "/clusters/c%2F1%20%3F", action: "DescribeClusterDetail", body: "" }],
  ]);
});

test("a call: carries the body as JSON under the names that it is given, known to the vendor's model or not", async () => {
  service.answer(ok({ cluster_id: "c-1" }, 202));
  const { ack } = connection(service.address);
  const body = { name: "demo", zoneid: "cn-hangzhou-i", private_zone: false, vswitch_ids: ["vsw-1"] };
  const answer = await ack.call("CreateCluster", { body, attempt: "creating" });
  const [sent] = service.received;
  expect([answer, { ...sent, body: JSON.parse(String(sent?.body)) }]).toEqual([
    { cluster_id: "c-1" },
    { method: "POST", url: "/clusters", action: "CreateCluster", body },
  ]);
});

test("a call: carries the query", async () => {
  service.answer(ok({ clusters: [] }));
  const { ack } = connection(service.address);
  const query = { name: "a b&c", page_size: "50" };
  await ack.call("DescribeClustersForRegion", { path: { regionId: "cn-hangzhou" }, query, attempt: "listing" });
  const url = new URL(service.received[0]?.url ?? "", service.address);
  expect([url.pathname, Object.fromEntries(url.searchParams)]).toEqual(["/regions/cn-hangzhou/clusters", query]);
});

test("a call to STS: goes to its own address in its own style", async () => {
  service.answer(ok({ AccountId: "1234567890123456" }));
  const { ack } = connection(service.address);
  const answer = await ack.call("GetCallerIdentity", { attempt: "asking for the account" });
  expect([answer, service.received]).toEqual([
    { AccountId: "1234567890123456" },
    [{ method: "POST", url: "/", action: "GetCallerIdentity", body: "" }],
  ]);
});

test("a call: carries the access key id, a signature and the token, and never the access key secret", async () => {
  service.answer(ok({}));
  const { ack } = connection(service.address, { config: { "alicloud:securityToken": canary.securityToken } });
  await ack.call("CreateCluster", { body: {}, attempt: "creating" });
  await ack.call("GetCallerIdentity", { attempt: "asking" });
  expect(service.heads).toHaveLength(2);
  for (const [index, head] of service.heads.entries()) {
    expect(head).toMatch(/Signature=[0-9a-f]{64}/);
    expect(head).toContain(canary.accessKey);
    expect(head).toContain(canary.securityToken);
    expect(head + JSON.stringify(service.received[index])).not.toContain(canary.secretKey);
  }
});

test("a bare array: is returned as it is", async () => {
  service.answer(ok([{ instance_id: "vsw-1" }]));
  const { ack } = connection(service.address);
  const request = { path: { ClusterId: "c-1" }, attempt: "reading" };
  await expect(ack.call("DescribeClusterResources", request)).resolves.toEqual([{ instance_id: "vsw-1" }]);
});

test("throttling: is waited for as long as ACK says, and longer where the own pause is longer", async () => {
  service.answer(throttle("1500"), throttle("1500"), throttle("1500"), throttle("1500"), ok({ cluster_id: "c-1" }));
  const { ack, clock } = connection(service.address);
  const answer = await ack.call("CreateCluster", { body: {}, attempt: "creating" });
  expect([answer, clock.sleeps]).toEqual([{ cluster_id: "c-1" }, [1500, 1500, 2000, 4000]]);
});

test("throttling that names no pause: the call is repeated ten times, after longer and longer pauses", async () => {
  service.answer(throttle());
  const { ack, clock } = connection(service.address);
  await ackError(ack.call("CreateCluster", { body: {}, attempt: "creating" }));
  expect(clock.sleeps).toEqual([500, 1000, 2000, 4000, 8000, 10_000, 10_000, 10_000, 10_000]);
});

test("throttling with an implausible pause: is waited for two minutes at most", async () => {
  service.answer(throttle("86400000"), ok({ cluster_id: "c-1" }));
  const { ack, clock } = connection(service.address);
  await ack.call("CreateCluster", { body: {}, attempt: "creating" });
  expect(clock.sleeps).toEqual([120_000]);
});

test("after a throttling, twenty calls that go through raise the rate again", async () => {
  const config = { "ack-serverless:readsPerSecond": "4" };
  service.answer(throttle(), ok({}));
  const { ack, clock } = connection(service.address, { config });
  const read = () => ack.call("DescribeClusterDetail", { attempt: "reading" });
  const pauses = async (calls: number) => {
    const before = clock.sleeps.length;
    for (let call = 0; call < calls; call++) await read();
    return clock.sleeps.slice(before);
  };
  // Half of four in a second, then a quarter more of it.
  await pauses(20);
  expect(await pauses(3)).toEqual([400, 400, 400]);
});

describe("a deadline", () => {
  const note =
    "The operation's time ends before the call may be repeated: raise it in customTimeouts, or run the command again.";

  test("is not slept over when ACK asks for a longer pause, and the error says so", async () => {
    service.answer(throttle("120000"));
    const { ack, clock } = connection(service.address);
    const error = await ackError(ack.call("CreateCluster", { body: {}, attempt: "creating", deadline: 60_000 }));
    expect([error.message.split("\n"), error.failing, clock.sleeps, service.received.length]).toEqual([
      [
        "creating: ACK is throttling requests: later",
        `  ${note}`,
        "  operation: CreateCluster   code: Throttling.User   status: 429   request id: R-1",
      ],
      "throttled",
      [],
      1,
    ]);
  });

  test("ends the calls that wait behind another one's throttling, of which nothing is sent", async () => {
    service.answer(throttle("120000"), ok({}));
    const { ack, clock } = connection(service.address);
    const first = ack.call("ModifyCluster", { path: { ClusterId: "c-1" }, attempt: "changing", deadline: 60_000 });
    await ackError(first);
    const error = await ackError(ack.call("CreateCluster", { body: {}, attempt: "creating", deadline: 60_000 }));
    expect([error.message.split("\n"), error.failing, error.isAmbiguous, clock.now(), service.received.length]).toEqual(
      [
        [
          "creating: the request did not reach ACK: its turn would come after the operation's timeout: other calls are queued first, or the service is throttling them",
          `  ${note}`,
          "  operation: CreateCluster",
        ],
        "unsent",
        false,
        0,
        1,
      ],
    );
  });

  test("allows every pause that ends before it", async () => {
    service.answer(unavailable, unavailable, ok({ cluster_id: "c-1" }));
    const { ack, clock } = connection(service.address);
    await ack.call("DescribeClusterDetail", { attempt: "reading", deadline: 1_500 });
    expect(clock.sleeps).toEqual([500, 1000]);
  });
});

test("a passing fault: a read is repeated until it is answered", async () => {
  service.answer(unavailable, "reset", { status: 502, body: "<html>" }, ok({ cluster_id: "c-1" }));
  const { ack, clock } = connection(service.address);
  const answer = await ack.call("DescribeClusterDetail", { path: { ClusterId: "c-1" }, attempt: "reading" });
  expect([answer, clock.sleeps]).toEqual([{ cluster_id: "c-1" }, [500, 1000, 2000]]);
});

test("the first pause: is what the configuration says", async () => {
  service.answer(unavailable, unavailable, ok({ cluster_id: "c-1" }));
  const { ack, clock } = connection(service.address, { config: { "ack-serverless:retryIntervalMs": "10" } });
  await ack.call("DescribeClusterDetail", { path: { ClusterId: "c-1" }, attempt: "reading" });
  expect(clock.sleeps).toEqual([5, 10]);
});

test("a throttled CreateCluster that then gets lost: is not sent a third time", async () => {
  service.answer(throttle(), "reset");
  const { ack } = connection(service.address);
  const error = await ackError(ack.call("CreateCluster", { body: {}, attempt: "creating" }));
  expect([error.failing, error.isAmbiguous, service.received.length]).toEqual(["lost", true, 2]);
});

test.each<[Operation, number]>([
  ["ModifyCluster", 5],
  ["TagResources", 5],
  ["UntagResources", 5],
  ["DeleteCluster", 5],
  ["DescribeTaskInfo", 5],
  ["DescribeClusterResources", 5],
  ["DescribeClustersForRegion", 5],
  ["GetCallerIdentity", 5],
  ["CreateCluster", 1],
])("an answer that is lost: %s is sent %d times", async (operation, calls) => {
  service.answer("reset");
  const { ack } = connection(service.address);
  await ackError(ack.call(operation, { path: { ClusterId: "c-1", taskId: "T-1", regionId: "r" }, attempt: "trying" }));
  expect(service.received.length).toBe(calls);
});

test("an aborted signal: no call is made", async () => {
  service.answer(ok({}));
  const { ack } = connection(service.address);
  const reason = new Error("cancelled");
  const call = ack.call("DescribeClusterDetail", { attempt: "reading" }, AbortSignal.abort(reason));
  await expect(call).rejects.toBe(reason);
  expect(service.received).toEqual([]);
});

test("a signal that aborts between two attempts: ends the call", async () => {
  service.answer(unavailable);
  const abort = new AbortController();
  const reason = new Error("cancelled");
  const { ack } = connection(service.address, { onCall: () => abort.abort(reason) });
  await expect(ack.call("DescribeClusterDetail", { attempt: "reading" }, abort.signal)).rejects.toBe(reason);
  expect(service.received.length).toBe(1);
});

test("the record of a call: operation, region, status, request id and duration, and nothing of its content", async () => {
  service.answer(
    unavailable,
    { status: 503, body: "<html>" },
    { status: 200, body: '{"secret":"content"}', headers: { "x-acs-request-id": "R-9" } },
  );
  const { ack, records } = connection(service.address);
  await ack.call("DescribeClusterDetail", { path: { ClusterId: "c-1" }, attempt: "reading" });
  const call = { operation: "DescribeClusterDetail", region: "cn-hangzhou", durationMs: 0 };
  expect(records).toEqual([
    { ...call, outcome: "503 ServiceUnavailable", requestId: undefined },
    { ...call, outcome: "503 lost", requestId: undefined },
    { ...call, outcome: "200", requestId: "R-9" },
  ]);
});

describe("no secret in any error or record", () => {
  const answers: readonly (readonly [string, Answer])[] = [
    ["a refusal", { status: 403, body: JSON.stringify({ code: "StatusForbidden", message: "no" }) }],
    ["a wrong signature", { status: 400, body: JSON.stringify({ Code: "SignatureDoesNotMatch", Message: "no" }) }],
    ["throttling", throttle("1")],
    ["a fault", unavailable],
    ["HTML", { status: 502, body: "<html>" }],
    ["a success that is no JSON", { status: 200, body: "<html>" }],
    ["a redirection", { status: 302, body: "{}" }],
    ["a reset", "reset"],
    ["half an answer", "truncated"],
  ];
  const config = { "alicloud:securityToken": canary.securityToken };
  const secrets = [...Object.values(canary), "canary-in-the-body"];

  test.each(answers)("%s", async (_, answer) => {
    service.answer(answer);
    const shown: string[] = [];
    for (const operation of ["CreateCluster", "DescribeClusterDetail", "GetCallerIdentity"] as const) {
      const { ack, records } = connection(service.address, { config });
      const body = operation === "CreateCluster" ? { addons: [{ config: "canary-in-the-body" }] } : undefined;
      const error = await ackError(ack.call(operation, { body, path: { ClusterId: "c-1" }, attempt: "trying" }));
      const own = Object.fromEntries(Object.getOwnPropertyNames(error).map((key) => [key, Reflect.get(error, key)]));
      shown.push(JSON.stringify(own), JSON.stringify(records));
    }
    expect(secrets.filter((secret) => shown.join("\n").includes(secret))).toEqual([]);
  });

  test("the body that the canary stands in was sent", async () => {
    service.answer(unavailable);
    const { ack } = connection(service.address);
    await ackError(ack.call("CreateCluster", { body: { config: "canary-in-the-body" }, attempt: "trying" }));
    expect(service.received.map(({ body }) => JSON.parse(body))).toEqual([{ config: "canary-in-the-body" }]);
  });
});
