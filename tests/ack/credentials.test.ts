import { credentialSource, modelOf } from "../../provider/ack/credentials";
import { readSettings } from "../../provider/ack/settings";
import { NoCredentials, type Source } from "../../provider/ack/sources/source";
import { vendorSource } from "../../provider/ack/sources/vendor";
import { contextsFor } from "../../provider/hosts/context";
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

test("keys: take precedence over a profile beside them", async () => {
  const config = { "alicloud:accessKey": "id", "alicloud:secretKey": "secret", "alicloud:profile": "work" };
  expect((await keysOf(credentialSource(settingsOf(config)))).accessKeyId).toBe("id");
});

const family = (id: string, secret: string, token: string, name: string): Texts => ({
  [id]: `${name}-id`,
  [secret]: `${name}-secret`,
  [token]: `${name}-token`,
});
const stock = family("ALICLOUD_ACCESS_KEY", "ALICLOUD_SECRET_KEY", "ALICLOUD_SECURITY_TOKEN", "stock");
const older = family("ALICLOUD_ACCESS_KEY_ID", "ALICLOUD_ACCESS_KEY_SECRET", "ALICLOUD_SECURITY_TOKEN", "older");
const sdks = family(
  "ALIBABA_CLOUD_ACCESS_KEY_ID",
  "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
  "ALIBABA_CLOUD_SECURITY_TOKEN",
  "sdks",
);
const joined = family(
  "ALIBABACLOUD_ACCESS_KEY_ID",
  "ALIBABACLOUD_ACCESS_KEY_SECRET",
  "ALIBABACLOUD_SECURITY_TOKEN",
  "joined",
);

describe("keys in the environment", () => {
  test.each<[string, Texts, string]>([
    ["ALICLOUD_ACCESS_KEY", { ...joined, ...sdks, ...older, ...stock }, "stock"],
    ["ALICLOUD_ACCESS_KEY_ID", { ...joined, ...sdks, ...older }, "older"],
    ["ALIBABA_CLOUD_ACCESS_KEY_ID", { ...joined, ...sdks }, "sdks"],
    ["ALIBABACLOUD_ACCESS_KEY_ID", joined, "joined"],
    ["ALICLOUD_ACCESS_KEY, though a profile is named", { ...stock, ALICLOUD_PROFILE: "work" }, "stock"],
  ])("are those of %s, which takes precedence over all later ones", async (_, env, name) => {
    const { accessKeyId, accessKeySecret, securityToken } = await keysOf(credentialSource(settingsOf({}, env)));
    expect([accessKeyId, accessKeySecret, securityToken]).toEqual([`${name}-id`, `${name}-secret`, `${name}-token`]);
  });

  test("yield to a profile that is named for this provider if they are meant for all tools", () => {
    const { accessKey, secretKey, profile } = settingsOf({}, { ...sdks, ...joined, ALICLOUD_PROFILE: "work" });
    expect([accessKey, secretKey, profile]).toEqual([undefined, undefined, "work"]);
  });

  test.each<[string, Texts, string]>([
    [
      "an id",
      { ALIBABA_CLOUD_ACCESS_KEY_ID: "id", ...joined },
      "the access key id was found in the environment (ALIBABA_CLOUD_ACCESS_KEY_ID), but the access key secret is missing: set ALIBABA_CLOUD_ACCESS_KEY_SECRET",
    ],
    [
      "a secret",
      { ALICLOUD_ACCESS_KEY_SECRET: "secret", ALIBABA_CLOUD_ACCESS_KEY_ID: "id" },
      "the access key secret was found in the environment (ALICLOUD_ACCESS_KEY_SECRET), but the access key id is missing: set ALICLOUD_ACCESS_KEY_ID",
    ],
  ])("are never mixed: %s of one pair is not completed by another one", (_, env, message) => {
    expect(refusal({}, env)).toBe(message);
  });

  test("a token of another pair is not used", async () => {
    const { ALICLOUD_SECURITY_TOKEN: _, ...withoutToken } = stock;
    const env = { ...withoutToken, ALIBABA_CLOUD_SECURITY_TOKEN: "another" };
    expect((await keysOf(credentialSource(settingsOf({}, env)))).securityToken).toBeUndefined();
  });

  const warnings = (config: Texts, env: Texts) => {
    const told: string[] = [];
    const contexts = contextsFor(settingsOf(config, env));
    for (const warn of [told, told]) contexts({ warn: (text) => warn.push(text) });
    return told;
  };

  test("of two pairs that differ: a warning says once which one is used, without a key", () => {
    expect(warnings({}, { ...stock, ...sdks, ...joined })).toEqual([
      "the environment contains different access keys: the provider uses ALICLOUD_ACCESS_KEY, and not ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABACLOUD_ACCESS_KEY_ID; unset the variables that you do not mean",
    ]);
  });

  test.each<[string, Texts, Texts]>([
    ["one pair", {}, stock],
    [
      "two that are alike",
      {},
      { ...stock, ALIBABA_CLOUD_ACCESS_KEY_ID: "stock-id", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "stock-secret" },
    ],
    ["half of another pair", {}, { ...stock, ALIBABA_CLOUD_ACCESS_KEY_ID: "id" }],
    ["keys in the configuration", { "alicloud:accessKey": "id", "alicloud:secretKey": "s" }, { ...stock, ...sdks }],
    ["a profile in the configuration", { "alicloud:profile": "work" }, { ...stock, ...sdks }],
  ])("there is no warning with %s", (_, config, env) => {
    expect(warnings(config, env)).toEqual([]);
  });
});

test("a source that returns nothing: the error says so", async () => {
  const provider = { getCredentials: () => Promise.resolve({ accessKeyId: "" }), getProviderName: () => "" };
  const source = vendorSource("a source", { connectMs: 1000, totalMs: 1000 }, () => ({ provider }) as never);
  await expect(source.fetch()).rejects.toThrow("it gave no access key");
});

test("incomplete keys: no call is made, and a later call fails with the same error", async () => {
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
