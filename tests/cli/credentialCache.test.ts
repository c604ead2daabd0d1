import { chmodSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withCredentialCache } from "../../cli/credentialCache";
import type { Io } from "../../cli/io";
import { run } from "../../cli/run";
import { Simulator } from "../../simulator";
import { Command } from "./support/command";

const START = Date.UTC(2026, 0, 2);
const HOUR_MS = 60 * 60_000;
let simulator: Simulator;
let command: Command;
let id: string;
let now: number;

beforeEach(async () => {
  now = START;
  simulator = await Simulator.start({
    progression: "manual",
    startAt: START,
    accounts: [{ accessKeyId: "other", accessKeySecret: "secret", accountId: "2" }],
  });
  command = new Command(simulator);
  id = simulator.seed({ name: "live" }).cluster_id;
});
afterEach(async () => {
  command.dispose();
  await simulator.close();
});

const folder = () => join(command.folder, ".cache", "ack-serverless", "credentials");
const fetched = () => simulator.requests("DescribeClusterUserKubeconfig").length;

/** Runs the command as kubectl does, with a home of its own. */
async function exec(flags: readonly string[] = [], env: Record<string, string> = {}, changes: Partial<Io> = {}) {
  const said = { out: "", err: "" };
  const endpoints = JSON.stringify({ cs: simulator.url, sts: simulator.url });
  const args = ["kubeconfig", "--exec", "--region", "cn-hangzhou", "--config", `alicloud:endpoints=${endpoints}`];
  const io = command.io(said, changes);
  const withHome = { ...io, env: { ...io.env, HOME: command.folder, ...env } };
  const code = await withCredentialCache([...args, ...flags, id], withHome, run, () => now);
  return { code, ...said };
}

test("the second call gives the same answer, and makes no request", async () => {
  const first = await exec();
  expect(first).toMatchObject({ code: 0, out: expect.stringContaining("clientKeyData") });
  const calls = simulator.requests().length;
  expect(await exec()).toEqual(first);
  expect(simulator.requests()).toHaveLength(calls);
  const [name] = readdirSync(folder());
  expect([statSync(folder()).mode & 0o777, statSync(join(folder(), String(name))).mode & 0o777]).toEqual([
    0o700, 0o600,
  ]);
});

test("a credential is used until a minute before its end, and then removed", async () => {
  const { out } = await exec();
  now = START + HOUR_MS - 60_000;
  expect((await exec()).out).toBe(out);
  expect(fetched()).toBe(1);
  now += 1;
  simulator.advance(now - START);
  expect((await exec()).out).not.toBe(out);
  expect(fetched()).toBe(2);
  now += 2 * HOUR_MS;
  simulator.advance(2 * HOUR_MS);
  await exec(["--private"]);
  expect(readdirSync(folder())).toHaveLength(1);
});

test("another identity, another address and another command line have credentials of their own", async () => {
  await exec();
  const other = { ALICLOUD_ACCESS_KEY: "other", ALICLOUD_SECRET_KEY: "secret" };
  expect(await exec([], other)).toMatchObject({ code: 1, err: expect.stringContaining("not found") });
  await exec(["--private"]);
  await exec(["--ttl", "20"]);
  mkdirSync(join(command.folder, ".aliyun"));
  writeFileSync(join(command.folder, ".aliyun", "config.json"), "{}");
  await exec();
  expect(fetched()).toBe(5);
});

test("a failure is not kept", async () => {
  simulator.failNext("DescribeClusterUserKubeconfig", { kind: "status", status: 403, code: "StatusForbidden" });
  expect((await exec()).code).toBe(1);
  expect((await exec()).code).toBe(0);
  expect(fetched()).toBe(2);
});

test("--no-cache neither uses nor keeps one", async () => {
  await exec(["--no-cache"]);
  expect(existsSync(folder())).toBe(false);
  await exec();
  await exec(["--no-cache"]);
  expect(fetched()).toBe(3);
});

test("a file that others may read is not used", async () => {
  await exec();
  const [name] = readdirSync(folder());
  chmodSync(join(folder(), String(name)), 0o644);
  await exec();
  expect(fetched()).toBe(2);
  expect(statSync(join(folder(), String(name))).mode & 0o777).toBe(0o600);
});

test("a terminal gets no kept key, and a cache that cannot be written causes no error", async () => {
  await exec();
  expect(await exec([], {}, { isTerminal: true })).toMatchObject({ code: 2, out: "" });
  const file = join(command.folder, "file");
  writeFileSync(file, "");
  expect(await exec([], { XDG_CACHE_HOME: file })).toMatchObject({ code: 0, err: "" });
});
