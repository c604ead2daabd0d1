import { execFile } from "node:child_process";
import { get, type IncomingHttpHeaders } from "node:http";
import { join } from "node:path";
import { promisify } from "node:util";
import { DescribeClusterUserKubeconfigRequest } from "@alicloud/cs20151215";
import { type Account, Simulator } from "../../../simulator";
import { vendorClient } from "../client";
import { rawCall } from "../signed";

let simulator: Simulator;

beforeEach(async () => {
  simulator = await Simulator.start({ statusPage: true, progression: "manual" });
});
afterEach(() => simulator.close());

interface Page {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

function fetchPage(path: string, headers: Record<string, string> = {}, from = simulator): Promise<Page> {
  return new Promise((resolve, reject) => {
    get(`${from.url}${path}`, { headers, agent: false }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (chunk) => {
        text += chunk;
      });
      answer.on("end", () => resolve({ status: answer.statusCode, headers: answer.headers, text }));
    }).on("error", reject);
  });
}

const snapshot = async () => JSON.parse((await fetchPage("/_status/snapshot.json")).text);

test("the page and its parts are served, with nothing from elsewhere and nothing inline", async () => {
  const page = await fetchPage("/");
  expect({ status: page.status, type: page.headers["content-type"] }).toEqual({
    status: 200,
    type: "text/html; charset=utf-8",
  });
  expect(page.headers["content-security-policy"]).toMatch(/^default-src 'none'; style-src 'self'; script-src 'self';/);
  expect(page.text).not.toMatch(/<script(?![^>]* src=)|<style| on\w+=|https?:/);
  for (const [, part] of page.text.matchAll(/(?:href|src)="(\/[^"]+)"/g))
    expect(await fetchPage(part as string)).toMatchObject({ status: 200 });
  expect(await fetchPage("/favicon.ico")).toMatchObject({ status: 204 });
});

test("the package holds its parts, too", async () => {
  const program = `
    const { Simulator } = require("pulumi-ack-serverless/simulator");
    Simulator.start({ statusPage: true }).then(async (simulator) => {
      const paths = ["/", "/_status/status.css", "/_status/status.js"];
      const answers = await Promise.all(paths.map((path) => fetch(simulator.url + path)));
      console.log(answers.map(({ status }) => status).join());
      await simulator.close();
    });`;
  const { stdout } = await promisify(execFile)(process.execPath, ["-e", program], { cwd: join(__dirname, "../../..") });
  expect(stdout.trim()).toBe("200,200,200");
});

test("none of it is recorded, and none of it is a request that is not known", async () => {
  for (const path of ["/", "/_status/status.js", "/_status/snapshot.json", "/favicon.ico"]) await fetchPage(path);
  expect(simulator.requests()).toEqual([]);
});

test("what is at / of the API stays there", async () => {
  const [{ accountId }] = simulator.accounts;
  const version = { "x-acs-version": "2015-04-01" };
  for (const method of ["GET", "POST"]) {
    const answer = await rawCall(simulator, { action: "GetCallerIdentity", method, path: "/", headers: version });
    expect([method, answer.status, answer.body?.AccountId]).toEqual([method, 200, accountId]);
  }
  expect(await rawCall(simulator, { action: "Nothing", path: "/" })).toMatchObject({ status: 404 });
  const withoutKey = await fetchPage("/?Action=GetCallerIdentity");
  expect(withoutKey.headers["content-type"]).toContain("application/json");
  const unsigned = await fetchPage("/", { "x-acs-action": "GetCallerIdentity" });
  expect(unsigned.headers["content-type"]).toContain("application/json");
  expect(simulator.requests()).toHaveLength(5);
});

test("it is off unless asked for, and only on the main port", async () => {
  const plain = await Simulator.start({ regionHosts: ["cn-hangzhou"] });
  const split = await Simulator.start({ regionHosts: ["cn-hangzhou"], statusPage: true });
  try {
    expect((await fetchPage("/", {}, plain)).status).not.toBe(200);
    expect((await fetchPage("/_status/snapshot.json", {}, plain)).status).not.toBe(200);
    const regional = { url: `http://${split.endpoint("cn-hangzhou")}` } as Simulator;
    expect((await fetchPage("/", {}, regional)).status).not.toBe(200);
    expect((await fetchPage("/", {}, split)).status).toBe(200);
  } finally {
    await Promise.all([plain.close(), split.close()]);
  }
});

test("a foreign site reads nothing, whatever name it uses to reach loopback", async () => {
  for (const path of ["/", "/_status/snapshot.json", "/_status/status.js"])
    expect(await fetchPage(path, { host: "rebound.example" })).toMatchObject({ status: 403, text: "" });
});

test("the snapshot shows clusters, tasks with their stages, requests and faults", async () => {
  simulator.failTask("cluster_upgrade", { code: "PrecheckFailed", message: "no", stage: "precheck" }, { times: 2 });
  simulator.failNext("CreateCluster", { kind: "status", status: 503, code: "ServiceUnavailable", after: true });
  simulator.failNext("*", { kind: "raw", status: 200, body: "a secret" }, { skip: 5 });
  const body = {
    name: "demo",
    cluster_type: "ManagedKubernetes",
    profile: "Serverless",
    region_id: "cn-hangzhou",
    zoneid: "cn-hangzhou-i",
  };
  const start = simulator.now();
  await rawCall(simulator, { action: "CreateCluster", method: "POST", path: "/clusters", body });
  simulator.advance("90s");
  const [cluster] = simulator.clusters();
  expect(await snapshot()).toEqual({
    now: start + 90_000,
    progression: "time moves by hand",
    clusters: [
      {
        id: cluster?.cluster_id,
        name: "demo",
        region: "cn-hangzhou",
        state: "initial",
        version: cluster?.current_version,
        spec: "ack.standard",
        createdMs: start,
      },
    ],
    tasks: [
      {
        id: expect.stringMatching(/^T-/),
        type: "cluster_create",
        cluster: "demo",
        state: "running",
        startedMs: start,
        stages: [
          { name: "prepare_vpc", state: "success" },
          { name: "init_master", state: "running" },
          { name: "install_addons", state: "waiting" },
          { name: "check_cluster", state: "waiting" },
        ],
      },
    ],
    requests: [
      {
        operation: "CreateCluster",
        method: "POST",
        path: "/clusters",
        status: 503,
        at: start,
        durationMs: expect.any(Number),
      },
    ],
    requestCount: 1,
    faults: [
      { target: "*", what: "raw 200", times: 1, skip: 4 },
      { target: "cluster_upgrade", what: "fails with PrecheckFailed at precheck", times: 2, skip: 0 },
    ],
  });
});

test("no secret is in it", async () => {
  const secret = { accessKeyId: "LTAI-hidden-key", accessKeySecret: "hidden-secret", accountId: "2" };
  const own = await Simulator.start({
    statusPage: true,
    accounts: [{ ...secret, securityToken: "hidden-token" }],
  });
  try {
    const account = own.accounts[1] as Account;
    const { cluster_id: id } = own.seed({ account });
    own.failNext("DescribeRegions", { kind: "raw", status: 200, headers: { x: "hidden-header" }, body: "hidden-body" });
    const { body } = await vendorClient(own, account).describeClusterUserKubeconfig(
      id,
      new DescribeClusterUserKubeconfigRequest({}),
    );
    const key = /client-key-data: (\S+)/.exec(body?.config ?? "")?.[1];
    const { text } = await fetchPage("/_status/snapshot.json", {}, own);
    expect(text).toContain("DescribeClusterUserKubeconfig");
    expect(key).toBeDefined();
    for (const hidden of ["hidden", "LTAI", "ACS3-HMAC", "authorization", key as string])
      expect(text).not.toContain(hidden);
  } finally {
    await own.close();
  }
});
