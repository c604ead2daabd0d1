import * as $CS from "@alicloud/cs20151215";
import { type Fault, Simulator } from "../../../simulator";
import { vendorClient } from "../client";
import { type RawAnswer, rawCall } from "../signed";

let simulator: Simulator;

beforeEach(async () => {
  simulator = await Simulator.start();
});
afterEach(() => simulator.close());

function create(name = "demo", signal?: AbortSignal): Promise<RawAnswer> {
  const body = {
    name,
    cluster_type: "ManagedKubernetes",
    profile: "Serverless",
    region_id: "cn-hangzhou",
    zoneid: "cn-hangzhou-i",
  };
  return rawCall(simulator, { action: "CreateCluster", method: "POST", path: "/clusters", body }, signal);
}
function list(): Promise<RawAnswer> {
  return rawCall(simulator, { action: "DescribeClustersForRegion", path: "/regions/cn-hangzhou/clusters" });
}
function names(): unknown[] {
  return simulator.clusters().map((one) => one.name);
}

test("status: the answer is ACK's error body, and the operation is not carried out", async () => {
  simulator.failNext("CreateCluster", {
    kind: "status",
    status: 400,
    code: "Throttling.User",
    message: "slow down",
    headers: { "x-acs-retry-after": "1500" },
  });
  const answer = await create();
  expect([answer.status, answer.headers["x-acs-retry-after"], answer.body]).toEqual([
    400,
    "1500",
    {
      code: "Throttling.User",
      message: "slow down",
      requestId: answer.headers["x-acs-request-id"],
      status: 400,
    },
  ]);
  expect(names()).toEqual([]);
  expect((await create()).status).toBe(202);
});

test("status: the vendor's client reads throttling and its delay out of it", async () => {
  simulator.failNext("DescribeClustersForRegion", {
    kind: "status",
    status: 429,
    code: "Throttling.User",
    headers: { "x-acs-retry-after": "1500" },
  });
  const asking = vendorClient(simulator).describeClustersForRegion(
    "cn-hangzhou",
    new $CS.DescribeClustersForRegionRequest({}),
  );
  await expect(asking).rejects.toMatchObject({ name: "ThrottlingError", retryAfter: 1500, statusCode: 429 });
});

test("status: more fields of the body may be given", async () => {
  const accessDeniedDetail = { AuthAction: "cs:CreateCluster" };
  simulator.failNext("CreateCluster", {
    kind: "status",
    status: 403,
    code: "StatusForbidden",
    body: { accessDeniedDetail },
  });
  expect((await create()).body).toMatchObject({ code: "StatusForbidden", accessDeniedDetail });
});

const AFTER: [name: string, fault: Fault, status: number, text: RegExp][] = [
  ["status", { kind: "status", status: 500, code: "InternalError", after: true }, 500, /InternalError/],
  ["html", { kind: "html", status: 502, after: true }, 502, /^<html>/],
  ["empty", { kind: "empty", status: 200, after: true }, 200, /^$/],
  ["raw", { kind: "raw", status: 200, body: "{", after: true }, 200, /^\{$/],
];

test.each(AFTER)(
  "%s after: the operation is carried out, and the bad answer given",
  async (_name, fault, status, text) => {
    simulator.failNext("CreateCluster", fault);
    const answer = await create();
    expect([answer.status, names()]).toEqual([status, ["demo"]]);
    expect(answer.text).toMatch(text);
  },
);

test.each(AFTER)("%s: the operation is not carried out", async (_name, fault, status, text) => {
  simulator.failNext("CreateCluster", { ...fault, after: false } as Fault);
  const answer = await create();
  expect([answer.status, names()]).toEqual([status, []]);
  expect(answer.text).toMatch(text);
});

test("raw: a redirect is sent as given", async () => {
  const headers = { location: "http://127.0.0.1:1/" };
  simulator.failNext("CreateCluster", { kind: "raw", status: 302, headers, body: '{"cluster_id":"x"}' });
  const answer = await create();
  expect([answer.status, answer.headers.location, answer.body]).toEqual([302, headers.location, { cluster_id: "x" }]);
});

test("reset: the connection ends, and nothing has happened", async () => {
  simulator.failNext("CreateCluster", { kind: "reset" });
  await expect(create()).rejects.toMatchObject({ code: "ECONNRESET" });
  expect(names()).toEqual([]);
  expect(simulator.requests("CreateCluster")).toMatchObject([{ status: undefined }]);
});

test("lostAnswer: the connection ends, and the cluster is there", async () => {
  simulator.failNext("CreateCluster", { kind: "lostAnswer" });
  await expect(create()).rejects.toMatchObject({ code: "ECONNRESET" });
  expect(names()).toEqual(["demo"]);
  expect(simulator.requests("CreateCluster")).toMatchObject([{ status: undefined }]);
});

test("lostAnswer: a request that would be refused does nothing", async () => {
  await create();
  simulator.failNext("CreateCluster", { kind: "lostAnswer" });
  await expect(create()).rejects.toMatchObject({ code: "ECONNRESET" });
  expect(names()).toEqual(["demo"]);
});

test("truncated: the body breaks off in the middle", async () => {
  simulator.failNext("CreateCluster", { kind: "truncated" });
  await expect(create()).rejects.toMatchObject({ code: "ECONNRESET" });
  expect(names()).toEqual(["demo"]);
});

test("slow: the right answer comes all the same", async () => {
  simulator.failNext("CreateCluster", { kind: "slow", headersMs: 5, bodyMs: 5 });
  const answer = await create();
  expect([answer.status, answer.body.cluster_id]).toEqual([202, simulator.clusters()[0]?.cluster_id]);
});

test("slow: a client that gives up meanwhile leaves a cluster behind", async () => {
  simulator.failNext("CreateCluster", { kind: "slow", headersMs: 3_600_000 });
  const leaving = new AbortController();
  simulator.onRequest(() => leaving.abort());
  await expect(create("demo", leaving.signal)).rejects.toMatchObject({ code: "ABORT_ERR" });
  expect(names()).toEqual(["demo"]);
});

test.each<[string, Fault]>([
  ["headers", { kind: "slow", headersMs: 3_600_000 }],
  ["body", { kind: "slow", bodyMs: 3_600_000 }],
])("slow: closing the simulator ends an answer whose %s are awaited", async (_name, fault) => {
  const own = await Simulator.start();
  own.failNext("GetCallerIdentity", fault);
  const arrived = new Promise<void>((resolve) => {
    own.onRequest(() => resolve());
  });
  const asking = rawCall(own, {
    action: "GetCallerIdentity",
    method: "POST",
    path: "/",
    headers: { "x-acs-version": "2015-04-01" },
  });
  const ended = expect(asking).rejects.toMatchObject({ code: "ECONNRESET" });
  await arrived;
  await own.close();
  await ended;
});

test("skip and times: a fault lets some requests pass, and hits the given number", async () => {
  simulator.failNext("DescribeClustersForRegion", { kind: "empty", status: 503 }, { skip: 1, times: 2 });
  const statuses = [];
  for (let count = 0; count < 5; count += 1) statuses.push((await list()).status);
  expect(statuses).toEqual([200, 503, 503, 200, 200]);
});

test("faults of one operation come in the order in which they were planned", async () => {
  simulator.failNext("DescribeClustersForRegion", { kind: "empty", status: 503 });
  simulator.failNext("DescribeClustersForRegion", { kind: "html", status: 502 });
  expect([(await list()).status, (await list()).status, (await list()).status]).toEqual([503, 502, 200]);
});

test("*: a fault for whatever comes next", async () => {
  simulator.failNext("*", { kind: "empty", status: 503 });
  expect([(await create()).status, (await create()).status]).toEqual([503, 202]);
});

test("an operation or a task that does not exist is a mistake of the test", () => {
  expect(() => simulator.failNext("CreateClusters", { kind: "reset" })).toThrow('no operation "CreateClusters"');
  const failure = { code: "X", message: "x" };
  expect(() => simulator.failTask("cluster_create", { ...failure, stage: "nowhere" })).toThrow('no stage "nowhere"');
  expect(() => simulator.failTask("cluster_made" as never, failure)).toThrow('no task type "cluster_made"');
});
