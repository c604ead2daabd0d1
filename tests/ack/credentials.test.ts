import { credentialSource, modelOf, NoCredentials } from "../../provider/ack/credentials";
import { readSettings } from "../../provider/ack/settings";
import type { Source } from "../../provider/ack/sources/source";
import { vendorSource } from "../../provider/ack/sources/vendor";
import { connection } from "./support/connection";
import { Service } from "./support/service";

type Texts = Readonly<Record<string, string>>;
const settingsOf = (config: Texts, env: Texts = {}) => readSettings((key) => config[key], env).settings;

async function keysOf(source: Source) {
  const { type, accessKeyId, accessKeySecret, securityToken } = modelOf(await source.fetch());
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

test("a source that answers nothing: is said in plain words", async () => {
  const provider = { getCredentials: () => Promise.resolve({ accessKeyId: "" }), getProviderName: () => "" };
  const source = vendorSource("a source", 1000, () => ({ provider }) as never);
  await expect(source.fetch()).rejects.toThrow("it gave no access key");
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
