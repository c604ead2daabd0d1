import { readFileSync, writeFileSync } from "node:fs";
import https from "node:https";
import { join } from "node:path";
import { account } from "../../provider/ack/credentials";
import { NoCredentials } from "../../provider/ack/sources/source";
import { ackError, connection, settingsFrom } from "./support/connection";
import { Home } from "./support/home";
import { Service } from "./support/service";
import { withoutTls } from "./support/withoutTls";

const token = "SECRET-OF-THE-TOKEN";
const keys = { access_key_id: "LTAI", access_key_secret: "SECRET-OF-THE-KEY" };
const profile = { "alicloud:profile": "work" };
const role = { mode: "RamRoleArn", ...keys, ram_role_arn: "r", expired_seconds: 900 };
const howTo =
  "set alicloud:accessKey and alicloud:secretKey in the stack's configuration (the secret with --secret), " +
  "the environment variables ALICLOUD_ACCESS_KEY and ALICLOUD_SECRET_KEY, or a profile of the Alibaba Cloud CLI";

const service = new Service();
beforeAll(() => service.start());
afterAll(() => service.stop());

/** A time that the test moves. */
let now = 0;
const minutes = (count: number) => {
  now += count * 60_000;
};

let home: Home;
beforeEach(() => {
  home = new Home();
  now = Date.now();
  withoutTls(service.address);
});
afterEach(() => {
  jest.mocked(https.request).mockRestore();
  home.remove();
});

const ofWork = () => account(settingsFrom(profile), () => now);

/** STS's answer: a session that ends so many minutes after the time of the test. */
function session(id: string, length = 15) {
  const Credentials = {
    AccessKeyId: id,
    AccessKeySecret: "SECRET-OF-THE-SESSION",
    SecurityToken: token,
    Expiration: new Date(now + length * 60_000).toISOString(),
  };
  return { status: 200, body: JSON.stringify({ Credentials }) };
}
const refused = { status: 403, body: JSON.stringify({ Code: "NoPermission", Message: "not any longer" }) };
const refusal = `the request was refused with status 403 (NoPermission: not any longer)): ${howTo}`;
const assumed = () => service.received.filter(({ url }) => url.includes("Action=AssumeRole")).length;

/** Counts the runs of an External command, whose output has these fields besides. */
function command(fields: object): () => number {
  const runs = join(home.path, "runs");
  writeFileSync(runs, "");
  const answer = JSON.stringify({ mode: "AK", ...keys, ...fields });
  const script = join(home.path, "command.cjs");
  writeFileSync(
    script,
    `require("fs").appendFileSync(${JSON.stringify(runs)}, "x"); console.log(${JSON.stringify(answer)});`,
  );
  home.write({ mode: "External", process_command: `'${process.execPath}' '${script}'` });
  return () => readFileSync(runs, "utf8").length;
}

describe("one source for a run", () => {
  test("a role whose session lasts 15 minutes is assumed once, once more near its end, and never twice at once", async () => {
    home.write(role);
    service.answer(session("STS.1"));
    const { credential } = ofWork();
    const used = await Promise.all(Array.from({ length: 20 }, credential));
    expect([new Set(used).size, used[0]?.securityToken, assumed()]).toEqual([1, token, 1]);
    minutes(11);
    await credential();
    expect(assumed()).toBe(1);
    minutes(2);
    service.answer(session("STS.2"));
    const later = await Promise.all(Array.from({ length: 20 }, credential));
    expect([assumed(), new Set(later.map(({ accessKeyId }) => accessKeyId))]).toEqual([1, new Set(["STS.2"])]);
  });

  test.each([{}, { expiration: "2100-01-01T00:00:00Z" }])(
    "a command whose output has %j besides runs once",
    async (fields) => {
      const runs = command(fields);
      const { credential } = ofWork();
      await Promise.all([credential(), credential()]);
      minutes(1000);
      await credential();
      expect(runs()).toBe(1);
    },
  );

  test("a command whose credential ends runs again near that end", async () => {
    const runs = command({ expiration: new Date(now + 30 * 60_000).toISOString() });
    const { credential } = ofWork();
    await credential();
    minutes(26);
    await credential();
    expect(runs()).toBe(1);
    minutes(2);
    await credential();
    expect(runs()).toBe(2);
  });

  test("the chain asks the source that it found, and no other one, for the next session", async () => {
    home.set({ ALIBABA_CLOUD_CREDENTIALS_URI: service.address });
    const { Credentials } = JSON.parse(session("STS.1").body);
    service.answer({ status: 200, body: JSON.stringify(Credentials) }, refused);
    const { credential } = account(settingsFrom({}), () => now);
    await credential();
    home.write({ mode: "AK", ...keys });
    minutes(16);
    await expect(credential()).rejects.toThrow(NoCredentials);
  });

  test("all calls of a client use it, 20 at once included", async () => {
    home.write(role);
    service.answer(session("STS.1"), { status: 200, body: "{}" });
    const config = { ...profile, "alicloud:endpoints": JSON.stringify({ cs: service.address, sts: service.address }) };
    const settings = settingsFrom(config);
    const { ack } = connection(service.address, { settings, account: account(settings, () => now) });
    const reading = () => ack.call("DescribeClusterDetail", { path: { ClusterId: "c-1" }, attempt: "reading" });
    await Promise.all(Array.from({ length: 20 }, reading));
    expect([assumed(), service.received.length]).toEqual([1, 21]);
  });
});

describe("a renewal that fails", () => {
  test("keeps the unexpired session, is repeated every 30 seconds, and finally reports STS's own reason", async () => {
    home.write(role);
    service.answer(session("STS.1"));
    const { credential } = ofWork();
    await credential();
    minutes(13);
    service.answer(refused);
    const used = [await credential(), await credential()];
    expect([used.map(({ accessKeyId }) => accessKeyId), assumed()]).toEqual([["STS.1", "STS.1"], 1]);
    minutes(0.5);
    await credential();
    expect(assumed()).toBe(2);
    minutes(2);
    await expect(credential()).rejects.toEqual(
      new NoCredentials(
        `the credentials of CLI profile "work" have expired and cannot be renewed (${home.profilePath}, profile "work", mode RamRoleArn: ${refusal}`,
      ),
    );
  });
});

describe("a credential that the service calls expired", () => {
  const expired = {
    status: 400,
    body: JSON.stringify({ Code: "InvalidSecurityToken.Expired", Message: `over: ${token}`, RequestId: "R-1" }),
  };
  const ok = { status: 200, body: "{}" };
  const sts = (id: string) => home.write({ mode: "StsToken", ...keys, access_key_id: id, sts_token: token });
  const reading = { path: { ClusterId: "c-1" }, attempt: "reading" };
  const client = (config: Readonly<Record<string, string>> = profile) => {
    const settings = settingsFrom({ ...config, "alicloud:endpoints": JSON.stringify({ cs: service.address }) });
    const shared = account(settings, () => now);
    return { ...connection(service.address, { settings, account: shared }), shared };
  };

  test("is read again from a profile that was rewritten, and the call is repeated at once", async () => {
    sts("STS.1");
    service.answer(expired, ok);
    const { ack, clock, shared } = client();
    await shared.credential();
    sts("STS.2");
    const answer = await ack.call("CreateCluster", { body: {}, attempt: "creating" });
    expect([answer, service.signers, clock.sleeps]).toEqual([{}, ["STS.1", "STS.2"], []]);
  });

  test("is read again from a credentials file that was rewritten", async () => {
    const write = (id: string) =>
      writeFileSync(
        home.credentialsPath,
        `[default]\ntype = access_key\naccess_key_id = ${id}\naccess_key_secret = s\n`,
      );
    write("LTAI1");
    service.answer({ status: 404, body: JSON.stringify({ Code: "InvalidAccessKeyId.NotFound" }) }, ok);
    const { ack, shared } = client({});
    await shared.credential();
    write("LTAI2");
    await ack.call("DescribeClusterDetail", reading);
    expect(service.signers).toEqual(["LTAI1", "LTAI2"]);
  });

  test("is an error if the profile is unchanged, without the token that the answer repeats", async () => {
    sts("STS.1");
    service.answer(expired);
    const error = await ackError(client().ack.call("DescribeClusterDetail", reading));
    expect([error.message.split("\n")[0], service.received.length]).toEqual([
      "reading: ACK refused the request: over: [hidden]",
      1,
    ]);
  });

  test("is an error for given keys, which no source can renew", async () => {
    service.answer(expired);
    const given = { "alicloud:accessKey": "LTAI", "alicloud:secretKey": "k", "alicloud:securityToken": token };
    const error = await ackError(client(given).ack.call("DescribeClusterDetail", reading));
    expect([error.code, error.message.includes(token), service.received.length]).toEqual([
      "InvalidSecurityToken.Expired",
      false,
      1,
    ]);
  });

  test("is renewed once for many calls that fail with it", async () => {
    const runs = command({ mode: "StsToken", sts_token: token });
    service.answer(...Array.from({ length: 5 }, () => expired), ok);
    const { ack, shared } = client();
    const { accessKeyId } = await shared.credential();
    command({ mode: "StsToken", sts_token: token, access_key_id: `${accessKeyId}2` });
    await Promise.all(Array.from({ length: 5 }, () => ack.call("DescribeClusterDetail", reading)));
    expect(runs()).toBe(1);
  });

  test("is reported with STS's own reason if a role's session cannot be renewed", async () => {
    home.write(role);
    service.answer(session("STS.1", 60), expired, refused);
    await expect(client().ack.call("DescribeClusterDetail", reading)).rejects.toEqual(
      new NoCredentials(
        `the credentials of CLI profile "work" have expired and cannot be renewed (${home.profilePath}, profile "work", mode RamRoleArn: ${refusal}`,
      ),
    );
  });
});
