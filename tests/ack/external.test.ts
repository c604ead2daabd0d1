import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import https from "node:https";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { account } from "../../provider/ack/credentials";
import { settingsFrom } from "./support/connection";
import { Home } from "./support/home";
import { Service } from "./support/service";
import { withoutTls } from "./support/withoutTls";

const secret = "SECRET-OF-THE-KEY";
const token = "SECRET-OF-THE-TOKEN";
const session = { mode: "StsToken", access_key_id: "LTAI", access_key_secret: secret, sts_token: token };
const TIMEOUT_MS = 2000;
const config = {
  "alicloud:profile": "work",
  "ack-serverless:connectTimeoutMs": "1000",
  "ack-serverless:readTimeoutMs": "1000",
};

const service = new Service();
beforeAll(() => service.start());
afterAll(() => service.stop());

let home: Home;
let pidFile: string;
beforeEach(() => {
  home = new Home();
  pidFile = join(home.path, "pids");
  withoutTls(service.address);
});
afterEach(() => {
  jest.mocked(https.request).mockRestore();
  home.remove();
});

const credential = () => account(settingsFrom(config)).credential();
const failure = () =>
  credential().then(
    () => "no error",
    ({ message, stack }: Error) => {
      expect(`${message}${stack}`).not.toContain("SECRET-OF");
      return message;
    },
  );
const reason = (text: string) =>
  expect.stringContaining(
    `no credentials in CLI profile "work" (${home.profilePath}, profile "work", mode External: ${text}): set `,
  );

/** A shell script as a profile's command. */
const shell = (script: string) => `/bin/sh -c '${script}'`;
const printing = (answer: object) => {
  const file = join(home.path, "answer.json");
  writeFileSync(file, JSON.stringify(answer));
  return `/bin/cat '${file}'`;
};
/** Never ends, ignores SIGTERM, and has a process of its own that does the same; it prints a secret first. */
const endless = () => shell(`trap "" TERM; echo ${secret}; sleep 1000 & echo $$ $! > "${pidFile}"; wait; sleep 1000`);

const pids = () => readFileSync(pidFile, "utf8").trim().split(" ");
const isAlive = (pid: string) => {
  try {
    return !execFileSync("ps", ["-o", "stat=", "-p", pid], { encoding: "utf8" }).startsWith("Z");
  } catch {
    return false;
  }
};

/** The processes of the endless command that are left; the kernel ends a killed one in its own time. */
async function left(): Promise<string[]> {
  expect(pids()).toHaveLength(2);
  for (let look = 0; look < 600 && pids().some(isAlive); look++) await sleep(50);
  return pids().filter(isAlive);
}

test("a command that never ends and ignores SIGTERM: a sentence, and none of its processes is left", async () => {
  home.write({ mode: "External", process_command: endless() });
  expect(await failure()).toEqual(
    reason(
      `the command in process_command did not end within ${TIMEOUT_MS} ms, and was killed: run it by hand to see why`,
    ),
  );
  expect(await left()).toEqual([]);
});

test("a command that prints without an end: a sentence, long before its time is over", async () => {
  home.write({ mode: "External", process_command: shell(`echo $$ 1 > "${pidFile}"; exec yes ${secret}`) });
  expect(await failure()).toEqual(reason("the output of the command in process_command is longer than 65536 bytes"));
  const [pid = ""] = pids();
  for (let look = 0; look < 600 && isAlive(pid); look++) await sleep(50);
  expect(isAlive(pid)).toBe(false);
});

test.each(["SIGTERM", "SIGINT"] as const)("a run that %s ends takes its command with it", async (signal) => {
  const module = JSON.stringify(join(__dirname, "../../provider/ack/sources/external.ts"));
  const script = `require(${module}).commandProvider(${JSON.stringify(endless())}, 600_000).getCredentials();`;
  const run = spawn(process.execPath, ["--require", "tsx/cjs", "-e", script], { stdio: "ignore" });
  for (let look = 0; look < 400 && !(existsSync(pidFile) && pids().length === 2); look++) await sleep(50);
  run.kill(signal);
  expect(await once(run, "exit")).toEqual([null, signal]);
  expect(await left()).toEqual([]);
});

test("a command line that cannot be read: a sentence without it", async () => {
  home.write({ mode: "External", process_command: `echo "${secret}` });
  expect(await failure()).toEqual(
    reason("the field process_command is empty, has an unclosed quote or ends with a backslash"),
  );
});

test("a session of a command is used with its end, and the profile's file stays as it is", async () => {
  home.write({
    mode: "External",
    process_command: printing({ ...session, expiration: "2100-01-01T00:00:00Z" }),
  });
  const before = readFileSync(home.profilePath, "utf8");
  expect(await credential()).toMatchObject({
    accessKeyId: "LTAI",
    accessKeySecret: secret,
    securityToken: token,
    expiresAt: Date.parse("2100-01-01T00:00:00Z"),
  });
  await sleep(50);
  expect(readFileSync(home.profilePath, "utf8")).toBe(before);
});

test("a role whose source is a command: the command is bounded too, and the file stays as it is", async () => {
  const chain = (process_command: string) =>
    home.write(
      JSON.stringify({
        current: "work",
        profiles: [
          { name: "work", mode: "ChainableRamRoleArn", source_profile: "tool", ram_role_arn: "r" },
          { name: "tool", mode: "External", process_command },
        ],
      }),
    );
  chain(printing(session));
  const before = readFileSync(home.profilePath, "utf8");
  const Credentials = {
    AccessKeyId: "STS.1",
    AccessKeySecret: secret,
    SecurityToken: token,
    Expiration: "2100-01-01T00:00:00Z",
  };
  service.answer({ status: 200, body: JSON.stringify({ Credentials }) });
  expect((await credential()).accessKeyId).toBe("STS.1");
  await sleep(50);
  expect(readFileSync(home.profilePath, "utf8")).toBe(before);
  chain(endless());
  expect(await failure()).toContain(`the command in process_command did not end within ${TIMEOUT_MS} ms`);
  expect(await left()).toEqual([]);
});
