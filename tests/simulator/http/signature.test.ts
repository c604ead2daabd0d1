import { Simulator } from "../../../simulator";
import { canonicalQuery, SignatureCheck, signature } from "../../../simulator/http/signature";
import { type RawCall, rawCall } from "../signed";

const TEMPORARY = {
  accessKeyId: "STS.temporary",
  accessKeySecret: "temporary-secret",
  accountId: "1000000000000001",
  securityToken: "token-1",
};

let simulator: Simulator;

beforeAll(async () => {
  simulator = await Simulator.start({ accounts: [TEMPORARY] });
});
afterAll(() => simulator.close());

const EMPTY_HASH = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const COMMON = {
  host: "cs.cn-hangzhou.aliyuncs.com",
  "x-acs-version": "2015-12-15",
  "x-acs-date": "2026-01-02T03:04:05Z",
  "x-acs-signature-nonce": "00000000000000000000000000000001",
};

interface Vector {
  name: string;
  method: string;
  target: string;
  headers: Record<string, string>;
  query: string;
  expected: string;
}

const VECTORS: Vector[] = [
  {
    name: "a GET with every reserved character in its query",
    method: "GET",
    target: "/regions/cn-hangzhou/clusters?name=a%20b%2B*~!'()%2F%3D%26&page_size=50&page_number=1",
    headers: { "x-acs-action": "DescribeClustersForRegion", "x-acs-content-sha256": EMPTY_HASH },
    query: "name=a%20b%2B%2A~%21%27%28%29%2F%3D%26&page_number=1&page_size=50",
    expected: "e3736c430618c92df712a155c7414dc219e7c88c63454d6314b52f4b55b455a8",
  },
  {
    name: "a POST with a body",
    method: "POST",
    target: "/clusters",
    headers: {
      "x-acs-action": "CreateCluster",
      "content-type": "application/json; charset=utf-8",
      "x-acs-content-sha256": "054c55797b564b1dd5a865d06e905575818d74ee1d683eff02f2ba5c57809e44",
    },
    query: "",
    expected: "055529c94cafd035658d55f48a513357d98c3db35b10b979ec023e5e4845ee04",
  },
  {
    name: "a DELETE with a temporary key",
    method: "DELETE",
    target:
      "/clusters/c0123456789abcdef0123456789abcdef?retain_all_resources=false&delete_options=%5B%7B%22delete_mode%22%3A%22delete%22%2C%22resource_type%22%3A%22SLB%22%7D%5D",
    headers: {
      "x-acs-action": "DeleteCluster",
      "x-acs-accesskey-id": "test-ak",
      "x-acs-security-token": "tok",
      "x-acs-content-sha256": EMPTY_HASH,
    },
    query:
      "delete_options=%5B%7B%22delete_mode%22%3A%22delete%22%2C%22resource_type%22%3A%22SLB%22%7D%5D&retain_all_resources=false",
    expected: "ec7985b3bb73a3d0820e0ace4eae2a06c2e132ba55436f1895c90f312bf3a619",
  },
];

test.each(VECTORS)("vector: $name", ({ method, target, headers, query, expected }) => {
  const all = { ...COMMON, ...headers };
  const request = { method, target, headers: all, body: Buffer.alloc(0) };
  expect(canonicalQuery(target.split("?")[1] ?? "")).toBe(query);
  expect(signature(request, Object.keys(all).sort(), "test-secret")).toBe(expected);
});

test("vector: the whole check accepts the published POST", () => {
  const body = '{"cluster_type":"ManagedKubernetes","name":"demo","profile":"Serverless","region_id":"cn-hangzhou"}';
  const account = { accessKeyId: "test-ak", accessKeySecret: "test-secret", accountId: "1" };
  const vector = VECTORS[1];
  const signed = Object.keys({ ...COMMON, ...vector?.headers }).sort();
  const headers = {
    ...COMMON,
    ...vector?.headers,
    authorization: `ACS3-HMAC-SHA256 Credential=test-ak,SignedHeaders=${signed.join(";")},Signature=${vector?.expected}`,
  };
  const check = new SignatureCheck([account], false);
  expect(check.verify({ method: "POST", target: "/clusters", headers, body: Buffer.from(body) })).toBe(account);
});

const LIST: RawCall = { action: "DescribeClustersForRegion", path: "/regions/cn-hangzhou/clusters" };
const STRANGER = { accessKeyId: "nobody", accessKeySecret: "x", accountId: "9" };
const EARLY = `${new Date(Date.now() - 16 * 60_000).toISOString().slice(0, 19)}Z`;

interface Refused {
  name: string;
  status: number;
  code: string;
  call: () => Partial<RawCall>;
}

const REFUSED: Refused[] = [
  {
    name: "an unknown key",
    status: 404,
    code: "InvalidAccessKeyId.NotFound",
    call: () => ({ account: STRANGER }),
  },
  {
    name: "a wrong secret",
    status: 400,
    code: "SignatureDoesNotMatch",
    call: () => ({ account: { ...simulator.accounts[0], accessKeySecret: "wrong" } }),
  },
  {
    name: "a header that was changed after signing",
    status: 400,
    code: "SignatureDoesNotMatch",
    call: () => ({ tamper: { "x-acs-action": "CreateCluster" } }),
  },
  {
    name: "a body that was changed after signing",
    status: 400,
    code: "SignatureDoesNotMatch",
    call: () => ({ method: "PUT", path: "/tags", action: "TagResources", body: { a: 1 }, sentBody: '{"a":2}' }),
  },
  {
    name: "no signature",
    status: 400,
    code: "IncompleteSignature",
    call: () => ({ tamper: { authorization: "Bearer x" } }),
  },
  {
    name: "a header of ACK that is not signed",
    status: 400,
    code: "IncompleteSignature",
    call: () => ({ tamper: { "x-acs-extra": "1" } }),
  },
  {
    name: "a date that is 16 minutes old",
    status: 400,
    code: "InvalidTimeStamp.Expired",
    call: () => ({ headers: { "x-acs-date": EARLY } }),
  },
  {
    name: "a date in another form",
    status: 400,
    code: "InvalidTimeStamp.Format",
    call: () => ({ headers: { "x-acs-date": "yesterday" } }),
  },
  {
    name: "a temporary key without its token",
    status: 400,
    code: "MissingSecurityToken",
    call: () => ({ account: { ...TEMPORARY, securityToken: undefined } as never }),
  },
  {
    name: "a temporary key with another token",
    status: 400,
    code: "InvalidSecurityToken.MismatchWithAccessKey",
    call: () => ({ account: { ...TEMPORARY, securityToken: "token-2" } }),
  },
  {
    name: "another version of the API",
    status: 400,
    code: "InvalidVersion",
    call: () => ({ headers: { "x-acs-version": "2014-01-01" } }),
  },
  {
    name: "an action that is not at this path",
    status: 404,
    code: "InvalidAction.NotFound",
    call: () => ({ action: "CreateCluster" }),
  },
];

test.each(REFUSED)("refused: $name", async ({ status, code, call }) => {
  const answer = await rawCall(simulator, { ...LIST, ...call() });
  expect({ status: answer.status, code: answer.body.Code }).toEqual({ status, code });
  expect(answer.body).toEqual({
    Code: code,
    Message: expect.any(String),
    RequestId: answer.headers["x-acs-request-id"],
    HostId: simulator.endpoint(),
    Recommend: expect.any(String),
  });
});

test("refused: a nonce that was used before", async () => {
  const headers = { "x-acs-signature-nonce": "once" };
  expect((await rawCall(simulator, { ...LIST, headers })).status).toBe(200);
  const second = await rawCall(simulator, { ...LIST, headers });
  expect([second.status, second.body.Code]).toEqual([400, "SignatureNonceUsed"]);
});

test("accepted: a temporary key with its token, until the token expires", async () => {
  const own = await Simulator.start({ accounts: [TEMPORARY] });
  const before = await rawCall(own, { ...LIST, account: TEMPORARY });
  own.expireToken(TEMPORARY.accessKeyId);
  const after = await rawCall(own, { ...LIST, account: TEMPORARY });
  await own.close();
  expect([before.status, after.status, after.body.Code]).toEqual([200, 400, "InvalidSecurityToken.Expired"]);
});

test("accepted: an old date, when request times are not checked", async () => {
  const own = await Simulator.start({ checkRequestTime: false });
  const answer = await rawCall(own, { ...LIST, headers: { "x-acs-date": EARLY } });
  await own.close();
  expect(answer.status).toBe(200);
});

test("a refused request is recorded, without its signature and token", async () => {
  await rawCall(simulator, { ...LIST, account: { ...TEMPORARY, securityToken: "token-2" } });
  const recorded = simulator.requests("DescribeClustersForRegion").at(-1);
  expect(recorded?.status).toBe(400);
  expect(Object.keys(recorded?.headers ?? {})).not.toEqual(expect.arrayContaining(["authorization"]));
  expect(JSON.stringify(recorded)).not.toContain("token-2");
});

test("an unknown path is refused in ACK's form, and recorded as unhandled", async () => {
  const own = await Simulator.start();
  const answer = await rawCall(own, { action: "DescribeClusterNodes", path: "/clusters/c1/nodes?pageSize=1" });
  expect([answer.status, answer.body.Code]).toEqual([404, "InvalidAction.NotFound"]);
  expect(own.unhandled()).toMatchObject([
    { operation: undefined, method: "GET", path: "/clusters/c1/nodes", query: { pageSize: "1" }, status: 404 },
  ]);
  await own.close();
});
