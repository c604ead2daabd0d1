import { type AddressInfo, createServer } from "node:net";
import { fromSdk } from "../../provider/ack/errors";
import { timeoutsOf } from "../../provider/ack/settings";
import { ackError, connection, settingsFrom } from "./support/connection";
import { Service } from "./support/service";

const service = new Service();
beforeAll(() => service.start());
afterAll(() => service.stop());

const html = "<html><body>403 Forbidden</body></html>";
const xml = '<?xml version="1.0"?><Error><Code>Forbidden</Code><Message>no</Message></Error>';
const creating = { body: {}, attempt: "creating" };
const headers = { "x-acs-request-id": "R-1", "content-type": "text/html" };
const NO_JSON = "the answer is empty or not JSON, as a proxy or gateway on the way may send";

test.each([
  [403, html, "no readable answer came from ACK", "lost"],
  [403, xml, "no readable answer came from ACK", "lost"],
  [502, html, "no readable answer came from ACK", "lost"],
  [503, xml, "no readable answer came from ACK", "lost"],
  [429, html, "ACK is throttling requests", "throttled"],
])("an error with status %i that reads %s: keeps status and request id", async (status, body, words, failing) => {
  service.answer({ status, body, headers });
  const error = await ackError(connection(service.address).ack.call("CreateCluster", creating));
  expect([error.message.split("\n"), error.failing, error.isDenied]).toEqual([
    [`creating: ${words}: ${NO_JSON}`, `  operation: CreateCluster   status: ${status}   request id: R-1`],
    failing,
    false,
  ]);
});

test("an answer that is not JSON: keeps its request id", async () => {
  service.answer({ status: 200, body: html, headers });
  const error = await ackError(connection(service.address).ack.call("CreateCluster", creating));
  expect([error.failing, error.status, error.requestId]).toEqual(["lost", 200, "R-1"]);
});

test.each([
  [400, "refused"],
  [503, "unavailable"],
])("an error with status %i whose body is null: is reported as such", async (status, failing) => {
  service.answer({ status, body: "null", headers });
  const error = await ackError(connection(service.address).ack.call("CreateCluster", creating));
  expect([error.text, error.failing, error.status, error.requestId]).toEqual([
    "the answer gives no reason",
    failing,
    status,
    "R-1",
  ]);
});

describe("Retry-After", () => {
  const reading = { path: { ClusterId: "c-1" }, attempt: "reading" };
  const ok = { status: 200, body: "{}" };

  test.each([
    ["seconds", "7", [7000]],
    ["more than is believable", "86400", [120_000]],
    ["nothing", "0", [500]],
    ["nonsense", "soon", [500]],
    ["a time that has passed", "Wed, 21 Oct 2015 07:28:00 GMT", [500]],
  ])("of %s: counts for the pause before the next attempt", async (_, after, sleeps) => {
    service.answer({ status: 503, body: html, headers: { ...headers, "retry-after": after } }, ok);
    const { ack, clock } = connection(service.address);
    await ack.call("DescribeClusterDetail", reading);
    expect(clock.sleeps).toEqual(sleeps);
  });

  test("of a date: is waited for", async () => {
    const after = new Date(Date.now() + 60_000).toUTCString();
    service.answer({ status: 503, body: "{}", headers: { ...headers, "retry-after": after } }, ok);
    const { ack, clock } = connection(service.address);
    await ack.call("DescribeClusterDetail", reading);
    expect(clock.sleeps[0]).toBeGreaterThan(30_000);
    expect(clock.sleeps[0]).toBeLessThanOrEqual(60_000);
  });

  test("in ACK's own milliseconds takes precedence", async () => {
    const both = { "retry-after": "7", "x-acs-retry-after": "1500" };
    service.answer({ status: 429, body: '{"code":"Throttling"}', headers: { ...headers, ...both } }, ok);
    const { ack, clock } = connection(service.address);
    await ack.call("DescribeClusterDetail", reading);
    expect(clock.sleeps).toEqual([1500]);
  });
});

test.each(["DescribeClusterDetail", "CreateCluster"] as const)(
  "%s without a connection: nothing was sent, and after a second attempt the error says what to look for",
  async (operation) => {
    // It accepts, and never speaks TLS: no connection is established.
    const silent = createServer((socket) => void socket.on("error", () => {}).resume());
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const host = `127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const config = { "ack-serverless:connectTimeoutMs": "40" };
    const { ack, clock, records } = connection(`https://${host}`, { config });
    const error = await ackError(ack.call(operation, { body: {}, attempt: "trying" }));
    expect([error.text, error.failing, error.isAmbiguous, records.length, clock.sleeps]).toEqual([
      `no connection to ${host} was established within 40 ms: does a firewall drop the packets, or does the way out need a proxy (HTTPS_PROXY)?`,
      "unsent",
      false,
      2,
      [500],
    ]);
    await new Promise((resolve) => silent.close(resolve));
  },
);

test("creations at once without a connection: two attempts serve all, and each error names its own creation", async () => {
  const silent = createServer((socket) => void socket.on("error", () => {}).resume());
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const { ack, clock } = connection(`https://${host}`, { config: { "ack-serverless:connectTimeoutMs": "200" } });
  let connections = 0;
  silent.on("connection", () => connections++);
  const attempts = ["creating one", "creating two", "creating three"];
  const errors = await Promise.all(attempts.map((attempt) => ackError(ack.call("GetCallerIdentity", { attempt }))));
  expect(errors.map(({ message }) => message.split(": ")[0])).toEqual(attempts);
  expect(new Set(errors.map(({ text, failing }) => `${failing}: ${text}`)).size).toBe(1);
  expect([connections, clock.sleeps]).toEqual([2, [500]]);
  await new Promise((resolve) => silent.close(resolve));
});

test("a creation without a connection that has more time than the one whose call it shared: makes its own attempts", async () => {
  const silent = createServer((socket) => void socket.on("error", () => {}).resume());
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const address = `https://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const { ack, clock } = connection(address, { config: { "ack-serverless:connectTimeoutMs": "40" } });
  const deadlines = [clock.now() + 1, clock.now() + 60_000];
  const [short, long] = await Promise.all(
    deadlines.map((deadline) => ackError(ack.call("GetCallerIdentity", { attempt: "creating", deadline }))),
  );
  expect([short?.isOutOfTime, long?.isOutOfTime, clock.sleeps]).toEqual([true, false, [500]]);
  await new Promise((resolve) => silent.close(resolve));
});

test.each(["alicloud:accessKey", "alicloud:securityToken"])(
  "a line break in %s: nothing is sent, and nothing repeated",
  async (key) => {
    const before = service.received.length;
    const { ack, records } = connection(service.address, { config: { [key]: "LTAI\nkey" } });
    const error = await ackError(ack.call("CreateCluster", creating));
    expect([error.failing, error.isLasting, records.length]).toEqual(["unsent", true, 1]);
    expect(service.received.length).toBe(before);
    expect(error.message).not.toContain("LTAI");
  },
);

test("the standard timeouts name dropped packets within 30 seconds", () => {
  const settings = settingsFrom({});
  const attempts = 2;
  expect(attempts * timeoutsOf(settings).connectMs + settings.retryIntervalMs).toBeLessThan(30_000);
});

test.each([
  [
    "a host whose addresses do not answer",
    { code: "ETIMEDOUT", errors: [{ syscall: "connect" }, { syscall: "connect" }] },
  ],
  ["an address that does not answer", { code: "ETIMEDOUT", syscall: "connect" }],
])("%s: nothing was sent", (_, fields) => {
  const thrown = Object.assign(new Error("a text"), fields);
  const error = fromSdk(thrown, { operation: "CreateCluster", attempt: "creating" });
  expect([error.failing, error.text]).toEqual([
    "unsent",
    "ETIMEDOUT: is the endpoint right, and can this machine reach it?",
  ]);
});

test("a connection that times out later: may have carried the request", () => {
  const thrown = Object.assign(new Error("read ETIMEDOUT"), { code: "ETIMEDOUT", syscall: "read" });
  expect(fromSdk(thrown, { operation: "CreateCluster", attempt: "creating" }).failing).toBe("lost");
});
