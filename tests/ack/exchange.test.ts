import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer, get, type RequestListener, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { vendorSource } from "../../provider/ack/sources/vendor";
import { ackError, connection } from "./support/connection";

const run = promisify(execFile);
const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

interface Host {
  readonly address: string;
  /** Every connection that was ever made. */
  readonly sockets: Socket[];
  /** Resolves when every connection so far is closed. */
  closed(): Promise<unknown>;
}

async function host(answer: RequestListener): Promise<Host> {
  const server = createServer(answer);
  servers.push(server);
  const sockets: Socket[] = [];
  const closing: Promise<unknown>[] = [];
  server.on("connection", (socket) => {
    sockets.push(socket);
    socket.on("error", () => {});
    closing.push(new Promise((resolve) => socket.once("close", resolve)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}`, sockets, closed: () => Promise.all(closing) };
}

/** Enough on loopback; the whole of a call may take as long beyond its read timeout. */
const connected = { "ack-serverless:connectTimeoutMs": "1000" };
const reading = { path: { ClusterId: "c-1" }, attempt: "reading" };
const making = { body: { name: "demo" }, attempt: "creating" };

/** Sends pieces of an answer for as long as someone takes them. */
function endless(piece: string): RequestListener {
  return (_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    const more = () => {
      while (!response.destroyed && response.write(piece)) {}
      response.once("drain", more);
    };
    more();
  };
}

test("an answer without an end is refused, and its connection closed", async () => {
  const { address, closed } = await host(endless('{"state":"running",'.repeat(1000)));
  const { ack } = connection(address, { config: { "ack-serverless:readTimeoutMs": "600000" } });
  const error = await ackError(ack.call("CreateCluster", making));
  expect(error.failing).toBe("lost");
  expect(error.message).toContain("the answer is longer than 8388608 bytes");
  await closed();
});

test("an answer that is too long is refused with an error's status, too", async () => {
  const { address, closed } = await host((_, response) => {
    response.writeHead(400, { "content-type": "application/json" });
    response.end(JSON.stringify({ code: "Invalid", message: "x".repeat(9_000_000) }));
  });
  const { ack } = connection(address);
  expect((await ackError(ack.call("CreateCluster", making))).message).toContain("longer than 8388608 bytes");
  await closed();
});

test("an answer with unrequested compression is refused before it is decompressed", async () => {
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, " "));
  const asked: unknown[] = [];
  const { address, closed } = await host((request, response) => {
    asked.push(request.headers["accept-encoding"]);
    response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" });
    // Without an end: only a client that looks at the headers lets go of it.
    response.write(bomb);
  });
  const { ack } = connection(address, { config: { "ack-serverless:readTimeoutMs": "600000" } });
  expect((await ackError(ack.call("CreateCluster", making))).message).toContain("compressed (gzip), unasked");
  expect(asked).toEqual(["identity"]);
  await closed();
});

test("the connection of headers that never come is closed when the call gives up", async () => {
  const { address, closed } = await host(() => {});
  const { ack } = connection(address, { config: { ...connected, "ack-serverless:readTimeoutMs": "50" } });
  expect((await ackError(ack.call("CreateCluster", making))).failing).toBe("lost");
  await closed();
});

test("the connection of a body that trickles in is closed when the call gives up", async () => {
  const { address, closed } = await host((_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    const drops = setInterval(() => response.write(" "), 5);
    response.once("close", () => clearInterval(drops));
  });
  const { ack } = connection(address, { config: { ...connected, "ack-serverless:readTimeoutMs": "200" } });
  expect((await ackError(ack.call("CreateCluster", making))).failing).toBe("lost");
  await closed();
});

test("a call on a connection that served another one before ends in time, too", async () => {
  let calls = 0;
  const { address, sockets, closed } = await host((_, response) => {
    calls += 1;
    response.writeHead(200, { "content-type": "application/json" });
    if (calls === 1) return response.end("{}");
    const drops = setInterval(() => response.write(" "), 5);
    response.once("close", () => clearInterval(drops));
  });
  const { ack } = connection(address, {
    config: { "ack-serverless:readTimeoutMs": "1000", "ack-serverless:connectTimeoutMs": "1000" },
  });
  await ack.call("DescribeClusterDetail", reading);
  expect((await ackError(ack.call("CreateCluster", making))).message).toContain("no answer came in time");
  expect(sockets).toHaveLength(1);
  await closed();
});

test("a source of credentials whose answer trickles in is given up, too", async () => {
  const { address, closed } = await host((_, response) => {
    const drops = setInterval(() => response.write(" "), 5);
    response.once("close", () => clearInterval(drops));
  });
  const getCredentials = () =>
    new Promise((resolve, reject) => {
      get(address, (response) => response.resume().once("end", resolve)).once("error", reject);
    });
  const source = vendorSource(
    "a source",
    { connectMs: 100, totalMs: 100 },
    () => ({ provider: { getCredentials } }) as never,
  );
  await expect(source.fetch()).rejects.toThrow("no answer came in time");
  await closed();
});

test("an interruption ends a hanging read at once", async () => {
  const interruption = new AbortController();
  const { address, closed } = await host(() => interruption.abort(new Error("interrupted")));
  const { ack, records } = connection(address, { config: { "ack-serverless:readTimeoutMs": "600000" } });
  await expect(ack.call("DescribeClusterDetail", reading, interruption.signal)).rejects.toThrow("interrupted");
  await closed();
  expect(records).toEqual([]);
});

test("an interruption waits for the answer to a change", async () => {
  const interruption = new AbortController();
  const { address } = await host((_, response) => {
    interruption.abort(new Error("interrupted"));
    setImmediate(() => {
      response.writeHead(200, { "content-type": "application/json" });
      response.end('{"cluster_id":"c-1"}');
    });
  });
  const { ack } = connection(address);
  expect(await ack.call("CreateCluster", making, interruption.signal)).toEqual({ cluster_id: "c-1" });
});

test("a connection whose answer was read serves the next call", async () => {
  const { address, sockets } = await host((_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ filler: "x".repeat(3_000_000) }));
  });
  const { ack } = connection(address);
  // Together more than one answer may hold: each is counted for itself.
  for (let call = 0; call < 5; call++) await ack.call("DescribeClusterDetail", reading);
  expect(sockets).toHaveLength(1);
});

test("no timer of a call outlives it", async () => {
  const { address } = await host((_, response) => response.end('{"cluster_id":"c-1"}'));
  const started = jest.spyOn(globalThis, "setTimeout");
  const ended = jest.spyOn(globalThis, "clearTimeout");
  try {
    const { ack } = connection(address, { config: { "ack-serverless:readTimeoutMs": "123456" } });
    for (let call = 0; call < 3; call++) await ack.call("DescribeClusterDetail", reading);
    const timers = started.mock.results.filter((_, index) => (started.mock.calls[index]?.[1] ?? 0) >= 123_456);
    // One of this package and one of the vendor's for each call.
    expect(timers).toHaveLength(6);
    const cleared = new Set(ended.mock.calls.map(([timer]) => timer));
    expect(timers.filter(({ value }) => !cleared.has(value))).toHaveLength(0);
  } finally {
    started.mockRestore();
    ended.mockRestore();
  }
});

test("a process ends by itself, though its connection would serve further calls", async () => {
  const { address, sockets } = await host((_, response) => response.end('{"cluster_id":"c-1"}'));
  // This side never closes it.
  for (const server of servers) Object.assign(server, { keepAliveTimeout: 0 });
  const caller = ["--import", "tsx", join(__dirname, "support/caller.ts"), address];
  expect((await run(process.execPath, caller)).stdout).toBe('an answer: {"cluster_id":"c-1"}\n');
  expect(sockets).toHaveLength(1);
});

test.each([{}, { NODE_TLS_REJECT_UNAUTHORIZED: "0" }])(
  "a certificate that no authority has signed is refused, in an environment with %j",
  async (env) => {
    const pem = readFileSync(join(__dirname, "support/selfSigned.pem"));
    const requests: unknown[] = [];
    let connections = 0;
    const server = createSecureServer({ key: pem, cert: pem }, (request, response) => {
      requests.push(request.url);
      response.end("{}");
    });
    servers.push(server);
    server.on("connection", () => connections++);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    // The environment of Jest's own modules is not the one that Node looks at.
    const caller = ["--import", "tsx", join(__dirname, "support/caller.ts"), address];
    const { stdout } = await run(process.execPath, caller, { env: { ...process.env, ...env } });
    expect(stdout).toMatch(
      /^creating: the request did not reach ACK: the certificate of the endpoint is not trusted \(DEPTH_ZERO_SELF_SIGNED_CERT\): .* NODE_EXTRA_CA_CERTS/,
    );
    expect([requests, connections]).toEqual([[], 1]);
  },
);
