import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createSecureServer } from "node:https";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { promisify } from "node:util";
import { proxyFor } from "../../provider/ack/proxy";
import { vendorExchange } from "../../provider/ack/vendorRequests";
import { ackError, connection } from "./support/connection";
import { ForwardProxy } from "./support/forwardProxy";
import { deadAddress, Service } from "./support/service";

const run = promisify(execFile);
const pem = join(__dirname, "support/hosts.pem");
const token = "SECRET-OF-THE-TOKEN";
const password = "SECRET-OF-THE-PROXY";

/** STS and ACK, under names that only the proxy knows. */
let asked: string[] = [];
const session = {
  AccessKeyId: "STS.1",
  AccessKeySecret: "s",
  SecurityToken: token,
  Expiration: "2100-01-01T00:00:00Z",
};
const services = createSecureServer({ key: readFileSync(pem), cert: readFileSync(pem) }, (request, response) => {
  asked.push(`${request.method} ${request.headers.host}`);
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify({ Credentials: session }));
});
const plain = new Service();
const portOf = (server: { address(): unknown }) => (server.address() as AddressInfo).port;
const proxy = new ForwardProxy(`shop:${password} &`, () => ({
  tls: portOf(services),
  plain: Number(new URL(plain.address).port),
}));
const login = `shop:${password}%20%26@`;

let home: string;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "ack-proxy-"));
  mkdirSync(join(home, ".aliyun"));
  const keys = { access_key_id: "LTAI", access_key_secret: "k" };
  const profile = { name: "work", mode: "RamRoleArn", ...keys, ram_role_arn: "r" };
  writeFileSync(join(home, ".aliyun", "config.json"), JSON.stringify({ profiles: [profile] }));
  await new Promise<void>((resolve) => services.listen(0, "127.0.0.1", resolve));
  await Promise.all([plain.start(), proxy.start()]);
});
afterAll(async () => {
  rmSync(home, { recursive: true });
  services.closeAllConnections();
  await Promise.all([new Promise((resolve) => services.close(resolve)), plain.stop(), proxy.stop()]);
});
beforeEach(() => {
  asked = [];
  proxy.asked.length = 0;
  proxy.status = 200;
});

/** Makes one call in a process of its own: Node reads its certificates and the environment when it begins. */
async function call(env: Readonly<Record<string, string>>, config: object = { "alicloud:profile": "work" }) {
  const caller = ["--import", "tsx", join(__dirname, "support/environmentCaller.ts"), JSON.stringify(config)];
  const own = { PATH: process.env.PATH ?? "", HOME: home, USERPROFILE: home };
  return run(process.execPath, caller, { env: { ...own, ...env } });
}

test("a proxy that requires a login carries all calls, those for credentials included, and nothing is shown of it", async () => {
  const { stdout, stderr } = await call({
    HTTPS_PROXY: `http://${login}${proxy.host}`,
    NODE_EXTRA_CA_CERTS: pem,
    DEBUG: "*",
  });
  expect(stdout).toMatch(/^an answer: /);
  expect(proxy.asked).toEqual([
    `CONNECT sts.aliyuncs.com:443 shop:${password} &`,
    `CONNECT cs.cn-hangzhou.aliyuncs.com:443 shop:${password} &`,
  ]);
  expect(asked).toEqual(["POST sts.aliyuncs.com", "GET cs.cn-hangzhou.aliyuncs.com"]);
  expect(stderr).toBe("");
});

test("a credentials URI is asked through HTTP_PROXY, and ACK without HTTPS_PROXY directly", async () => {
  plain.answer({ status: 200, body: JSON.stringify(session) });
  const endpoints = JSON.stringify({ cs: plain.address });
  const env = {
    HTTP_PROXY: `http://${login}${proxy.host}`,
    ALIBABA_CLOUD_CREDENTIALS_URI: "http://credentials.example.com/role?one=two",
    ALIBABA_CLOUD_CLI_PROFILE_DISABLED: "true",
    ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true",
  };
  const { stdout } = await call(env, { "alicloud:endpoints": endpoints });
  expect(stdout).toMatch(/^an answer: /);
  expect(proxy.asked).toEqual([`GET http://credentials.example.com/role?one=two shop:${password} &`]);
  expect(plain.received.map(({ url }) => url)).toEqual(["/role?one=two", "/clusters/c-1"]);
});

test.each([{}, { NODE_TLS_REJECT_UNAUTHORIZED: "0" }])(
  "where a certificate is not trusted, no credential is asked for, in an environment with %j",
  async (env) => {
    const { stdout } = await call({ HTTPS_PROXY: `http://${login}${proxy.host}`, ...env });
    expect(stdout).toMatch(/the certificate of the endpoint is not trusted \(\w+\): .* NODE_EXTRA_CA_CERTS/);
    expect(asked).toEqual([]);
  },
);

test("a proxy whose own certificate is not trusted gets no login, whatever NODE_TLS_REJECT_UNAUTHORIZED says", async () => {
  const connected: unknown[] = [];
  const refuse = (request: { readonly url?: string }, socket: Duplex) => {
    connected.push(request.url);
    socket.end("HTTP/1.1 407 Refused\r\n\r\n");
  };
  services.on("connect", refuse);
  const env = { HTTPS_PROXY: `https://${login}127.0.0.1:${portOf(services)}`, NODE_TLS_REJECT_UNAUTHORIZED: "0" };
  const { stdout } = await call(env, { "alicloud:accessKey": "LTAI", "alicloud:secretKey": "k" });
  services.off("connect", refuse);
  expect(stdout).toContain(`the proxy 127.0.0.1:${portOf(services)} (HTTPS_PROXY) cannot be reached: `);
  expect(stdout).toMatch(/SELF_SIGNED_CERT|UNABLE_TO_VERIFY/);
  expect([connected, asked]).toEqual([[], []]);
});

describe("a proxy that lets nothing through", () => {
  const variables = ["HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy"];
  const before = { ...process.env };
  beforeEach(() => {
    for (const name of variables) delete process.env[name];
  });
  afterAll(() => {
    for (const name of variables) delete process.env[name];
    Object.assign(process.env, before);
  });

  const creating = (config = {}) => {
    const { ack, clock } = connection("https://cs.cn-hangzhou.aliyuncs.com", { config });
    return ackError(ack.call("CreateCluster", { body: {}, attempt: "creating" })).then((error) => {
      expect(`${error.message}${error.stack}`).not.toContain(password);
      return {
        reason: error.text,
        failing: error.failing,
        isAmbiguous: error.isAmbiguous,
        sleeps: clock.sleeps.length,
      };
    });
  };
  const unsent = { failing: "unsent", isAmbiguous: false };

  test.each([
    [
      "without the login",
      "",
      'requires a login (status 407): write user and password into its address, "http://user:password@host:port"',
    ],
    ["with a wrong login", "shop:wrong@", "refused the login (status 407): check user and password in its address"],
  ])("%s: says what to do, and nothing is repeated", async (_, given, reason) => {
    process.env.https_proxy = `http://${given}${proxy.host}`;
    expect(await creating()).toEqual({
      ...unsent,
      reason: `the proxy ${proxy.host} (https_proxy) ${reason}`,
      sleeps: 0,
    });
    expect(proxy.asked).toHaveLength(1);
  });

  test.each([
    [403, 0],
    [502, 4],
  ])("with status %i: is not taken for an answer of ACK", async (status, sleeps) => {
    proxy.status = status;
    process.env.HTTPS_PROXY = `http://${login}${proxy.host}`;
    const reason = `the proxy ${proxy.host} (HTTPS_PROXY) refused the connection with status ${status}`;
    expect(await creating()).toEqual({ ...unsent, reason, sleeps });
  });

  test("because it is not there: is named, and the call is repeated", async () => {
    const { host } = new URL(await deadAddress());
    process.env.HTTPS_PROXY = `http://${login}${host}`;
    const reason = `the proxy ${host} (HTTPS_PROXY) cannot be reached: ECONNREFUSED`;
    expect(await creating()).toEqual({ ...unsent, reason, sleeps: 4 });
  });

  test("because it is silent: is named after the connection timeout, and its connection is closed", async () => {
    const closed: Promise<unknown>[] = [];
    const silent = createServer((socket) =>
      closed.push(
        new Promise((resolve) =>
          socket
            .on("error", () => {})
            .resume()
            .once("close", resolve),
        ),
      ),
    );
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    process.env.HTTPS_PROXY = `http://${login}127.0.0.1:${portOf(silent)}`;
    const reason = `no connection to cs.cn-hangzhou.aliyuncs.com through the proxy 127.0.0.1:${portOf(silent)} (HTTPS_PROXY) was established within 40 ms: does a firewall drop the packets, or does the way out need a proxy (HTTPS_PROXY)?`;
    expect(await creating({ "ack-serverless:connectTimeoutMs": "40" })).toEqual({ ...unsent, reason, sleeps: 1 });
    await Promise.all(closed);
    await new Promise((resolve) => silent.close(resolve));
  });

  test.each(["socks5://proxy:1080", "http://", `http://user:${password}%zz@proxy:1`])(
    "with the address %j: does not show the address",
    async (address) => {
      process.env.HTTPS_PROXY = address;
      const reason =
        'HTTPS_PROXY must be the address of an HTTP proxy, such as "http://proxy.example.com:3128" or "http://user:password@proxy.example.com:3128", special characters percent-encoded';
      expect(await creating()).toEqual({ ...unsent, reason, sleeps: 0 });
    },
  );
});

test("requests of others in the same process stay as they are", async () => {
  const { request } = require("httpx") as typeof import("httpx");
  await vendorExchange({ connectMs: 1000, totalMs: 1000 }).run(async () => undefined);
  process.env.HTTP_PROXY = await deadAddress();
  try {
    plain.answer({ status: 200, body: "{}" });
    await expect(request("http://nowhere.invalid/", {})).rejects.toMatchObject({ syscall: "getaddrinfo" });
    const ours = vendorExchange({ connectMs: 1000, totalMs: 1000 });
    const { request: wrapped } = require("httpx") as typeof import("httpx");
    await expect(ours.run(() => wrapped("http://nowhere.invalid/", {}))).rejects.toThrow(
      "(HTTP_PROXY) cannot be reached",
    );
    await expect(wrapped("http://nowhere.invalid/", {})).rejects.toMatchObject({ syscall: "getaddrinfo" });
  } finally {
    delete process.env.HTTP_PROXY;
  }
});

const standard = { HTTPS_PROXY: "http://s:1", HTTP_PROXY: "http://h:2" };

test.each<[string, Readonly<Record<string, string>>, string | undefined]>([
  ["https://cs.cn-hangzhou.aliyuncs.com", standard, "s:1"],
  ["http://credentials.example.com", standard, "h:2"],
  ["https://cs.cn-hangzhou.aliyuncs.com", { HTTP_PROXY: "http://h:2" }, undefined],
  ["https://cs.cn-hangzhou.aliyuncs.com", { https_proxy: "s:1" }, "s:1"],
  ["https://cs.cn-hangzhou.aliyuncs.com", {}, undefined],
  ["http://127.0.0.1:8080", standard, undefined],
  ["http://127.9.9.9:8080", standard, undefined],
  ["http://localhost:8080", standard, undefined],
  ["http://[::1]:8080", standard, undefined],
  ["http://100.100.100.200/latest", standard, undefined],
  ["https://127.example.com", standard, "s:1"],
  ["https://cs.example.com", { ...standard, NO_PROXY: "*" }, undefined],
  ["https://cs.example.com", { ...standard, NO_PROXY: "other.com, .example.com" }, undefined],
  ["https://cs.example.com", { ...standard, no_proxy: "example.com" }, undefined],
  ["https://CS.example.com", { ...standard, NO_PROXY: "cs.EXAMPLE.com" }, undefined],
  ["https://notexample.com", { ...standard, NO_PROXY: "example.com" }, "s:1"],
  ["https://cs.example.com", { ...standard, NO_PROXY: "cs.example.com:443" }, undefined],
  ["https://cs.example.com:8443", { ...standard, NO_PROXY: "cs.example.com:443" }, "s:1"],
  ["https://10.0.0.1", { ...standard, NO_PROXY: "10.0.0.1" }, undefined],
  ["https://10.0.0.1", { ...standard, NO_PROXY: "0.0.1" }, "s:1"],
  ["https://cs.example.com", { ...standard, NO_PROXY: "," }, "s:1"],
])("%s in an environment with %j: goes through %s", (address, env, expected) => {
  expect(proxyFor(address, env)?.url.host).toBe(expected);
});
