import type Credential from "@alicloud/credentials";
import { assertUsable, credentialSource, NoCredentials } from "../../provider/ack/credentials";
import { readSettings } from "../../provider/ack/settings";
import { ackError, connection } from "./support/connection";
import { Service } from "./support/service";

type Texts = Readonly<Record<string, string>>;
const settingsOf = (config: Texts, env: Texts = {}) => readSettings((key) => config[key], env).settings;

const howTo =
  "set alicloud:accessKey and alicloud:secretKey in the stack's configuration (the secret with --secret), " +
  "the environment variables ALICLOUD_ACCESS_KEY and ALICLOUD_SECRET_KEY, or a profile of the Alibaba Cloud CLI";

async function keysOf(source: Credential) {
  const { type, accessKeyId, accessKeySecret, securityToken } = await source.getCredential();
  return { type, accessKeyId, accessKeySecret, securityToken };
}

function refusal(config: Texts, env: Texts = {}): string {
  try {
    credentialSource(settingsOf(config, env));
    return "nothing was thrown";
  } catch (error) {
    return error instanceof NoCredentials ? error.message : String(error);
  }
}

test("two keys: are used as they are", async () => {
  const source = credentialSource(settingsOf({ "alicloud:accessKey": "id", "alicloud:secretKey": "secret" }));
  expect(await keysOf(source)).toEqual({
    type: "access_key",
    accessKeyId: "id",
    accessKeySecret: "secret",
    securityToken: undefined,
  });
});

test("two keys and a token: are temporary credentials", async () => {
  const env = { ALICLOUD_ACCESS_KEY: "id", ALICLOUD_SECRET_KEY: "secret", ALICLOUD_SECURITY_TOKEN: "token" };
  expect(await keysOf(credentialSource(settingsOf({}, env)))).toEqual({
    type: "sts",
    accessKeyId: "id",
    accessKeySecret: "secret",
    securityToken: "token",
  });
});

test.each<[string, Texts, Texts, string]>([
  [
    "an id without a secret in the configuration",
    { "alicloud:accessKey": "id" },
    { ALICLOUD_SECRET_KEY: "env-secret" },
    "the access key id was found in the provider's configuration (alicloud:accessKey), but the access key secret is missing: set alicloud:secretKey",
  ],
  [
    "a secret without an id in the configuration",
    { "alicloud:secretKey": "secret" },
    { ALICLOUD_ACCESS_KEY: "env-id" },
    "the access key secret was found in the provider's configuration (alicloud:secretKey), but the access key id is missing: set alicloud:accessKey",
  ],
  [
    "an id without a secret in the environment",
    {},
    { ALICLOUD_ACCESS_KEY: "id" },
    "the access key id was found in the environment (ALICLOUD_ACCESS_KEY), but the access key secret is missing: set ALICLOUD_SECRET_KEY",
  ],
  [
    "a secret without an id in the environment, whatever profile is named",
    {},
    { ALICLOUD_SECRET_KEY: "secret", ALICLOUD_PROFILE: "work" },
    "the access key secret was found in the environment (ALICLOUD_SECRET_KEY), but the access key id is missing: set ALICLOUD_ACCESS_KEY",
  ],
])("%s: is reported by its source", (_, config, env, message) => {
  expect(refusal(config, env)).toBe(message);
});

test("keys: go before a profile beside them", async () => {
  const config = { "alicloud:accessKey": "id", "alicloud:secretKey": "secret", "alicloud:profile": "work" };
  expect((await keysOf(credentialSource(settingsOf(config)))).accessKeyId).toBe("id");
});

describe("without keys and profile", () => {
  const names = ["ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALIBABA_CLOUD_SECURITY_TOKEN"];
  const before = names.map((name) => process.env[name]);
  afterEach(() => {
    for (const [index, name] of names.entries()) {
      if (before[index] === undefined) delete process.env[name];
      else process.env[name] = before[index];
    }
  });

  test("the vendor's default chain is asked, its environment variables first", async () => {
    Object.assign(process.env, {
      ALIBABA_CLOUD_ACCESS_KEY_ID: "chain-id",
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: "chain-secret",
      ALIBABA_CLOUD_SECURITY_TOKEN: "chain-token",
    });
    const { accessKeyId, accessKeySecret, securityToken } = await keysOf(credentialSource(settingsOf({})));
    expect([accessKeyId, accessKeySecret, securityToken]).toEqual(["chain-id", "chain-secret", "chain-token"]);
  });
});

const source = (getCredential: () => Promise<object>) => ({ getCredential }) as unknown as Credential;

test.each<[string, Texts, Credential, string]>([
  [
    "a chain that finds nothing",
    {},
    source(() => Promise.reject(new Error("unable to get credentials\nfrom anywhere\nat all"))),
    `no credentials in the default chain of credential sources (unable to get credentials): ${howTo}`,
  ],
  [
    "a profile that is not there",
    { "alicloud:profile": "work" },
    source(() => Promise.reject(new Error('unable to get profile with "work"'))),
    `no credentials in CLI profile "work" (unable to get profile with "work"): ${howTo}`,
  ],
  [
    "a source that answers nothing",
    {},
    source(() => Promise.resolve({ accessKeyId: "" })),
    `no credentials were found: ${howTo}`,
  ],
])("%s: is said in plain words", async (_, config, given, message) => {
  await expect(assertUsable(given, settingsOf(config))).rejects.toEqual(new NoCredentials(message));
});

test.each([{ accessKeyId: "id" }, { bearerToken: "token" }])("a source that answers %j: is usable", async (answer) => {
  await expect(
    assertUsable(
      source(() => Promise.resolve(answer)),
      settingsOf({}),
    ),
  ).resolves.toBeUndefined();
});

test("incomplete keys: no call is made, and a later call is told the same", async () => {
  const service = new Service();
  await service.start();
  try {
    service.answer({ status: 200, body: "{}" });
    const { ack } = connection(service.address, { config: { "alicloud:secretKey": "" } });
    const call = () => ack.call("DescribeClusterDetail", { attempt: "reading" });
    const expected = new NoCredentials(
      "the access key id was found in the provider's configuration (alicloud:accessKey), but the access key secret is missing: set alicloud:secretKey",
    );
    await expect(call()).rejects.toEqual(expected);
    await expect(call()).rejects.toEqual(expected);
    expect(service.received).toEqual([]);
  } finally {
    await service.stop();
  }
});

test("credentials: are asked for again with each request, so that they can renew", async () => {
  const service = new Service();
  await service.start();
  try {
    service.answer({ status: 503, body: "{}" });
    const vendor = jest.requireActual<typeof import("@alicloud/credentials")>("@alicloud/credentials");
    const asked = jest.spyOn(vendor.default.prototype, "getCredential");
    const { ack } = connection(service.address);
    await ackError(ack.call("DescribeClusterDetail", { attempt: "reading" }));
    // Once to see that there are any, then once for each of the five requests.
    expect([service.received.length, asked.mock.calls.length]).toEqual([5, 6]);
    asked.mockRestore();
  } finally {
    await service.stop();
  }
});
