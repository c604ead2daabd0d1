import { writeFileSync } from "node:fs";
import https from "node:https";
import { account } from "../../provider/ack/credentials";
import { NoCredentials } from "../../provider/ack/sources/source";
import { settingsFrom } from "./support/connection";
import { Home } from "./support/home";
import { Service } from "./support/service";
import { withoutTls } from "./support/withoutTls";

const secrets = ["SECRET-OF-THE-KEY", "SECRET-OF-THE-TOKEN"];
const [secret, token] = secrets as [string, string];
const howTo =
  "set alicloud:accessKey and alicloud:secretKey in the stack's configuration (the secret with --secret), " +
  "the environment variables ALICLOUD_ACCESS_KEY and ALICLOUD_SECRET_KEY, or a profile of the Alibaba Cloud CLI";

const service = new Service();
beforeAll(() => service.start());
afterAll(() => service.stop());

let home: Home;
beforeEach(() => {
  home = new Home();
  withoutTls(service.address);
});
afterEach(() => {
  jest.mocked(https.request).mockRestore();
  home.remove();
});

const keys = { access_key_id: "LTAI", access_key_secret: secret };
const node = `'${process.execPath}' -e`;

async function refusal(config: Readonly<Record<string, string>>): Promise<string> {
  const error = await account(settingsFrom(config))
    .credential()
    .then(
      () => new Error("no error"),
      (thrown: unknown) => thrown,
    );
  expect(error).toBeInstanceOf(NoCredentials);
  const { message, stack } = error as Error;
  expect(secrets.filter((one) => `${message}${stack}`.includes(one))).toEqual([]);
  return message;
}

const ofWork = () => refusal({ "alicloud:profile": "work" });
const inWork = (reason: string) => `no credentials in CLI profile "work" (${reason}): ${howTo}`;
const inMode = (mode: string, reason: string) => inWork(`${home.profilePath}, profile "work", mode ${mode}: ${reason}`);

describe("a profile that cannot be used names file, mode, field and what to do, and nothing of its content", () => {
  test("a file that is not there", async () => {
    expect(await ofWork()).toBe(inWork(`the file ${home.profilePath} cannot be read (ENOENT)`));
  });

  test.each([
    ["a trailing comma", `{"profiles":[{"name":"work","mode":"AK","access_key_secret":"${secret}",}]}`],
    ["text", secret],
    ["a list", JSON.stringify([secret])],
    ["null", "null"],
  ])("a file that holds %s", async (_, content) => {
    home.write(content);
    expect(await ofWork()).toBe(
      inWork(
        `the file ${home.profilePath} is not a JSON object: correct it, or write it again with "aliyun configure"`,
      ),
    );
  });

  test("a file with a byte order mark", async () => {
    home.write(`\uFEFF${JSON.stringify({ profiles: [{ name: "work", mode: "AK", ...keys }] })}`);
    expect(await ofWork()).toBe(
      inWork(`the file ${home.profilePath} begins with a byte order mark: save it as UTF-8 without one`),
    );
  });

  test.each(["{}", `{"profiles":{"name":"${secret}"}}`, `{"profiles":[null,"${secret}"]}`])(
    "a file without the profile: %s",
    async (content) => {
      home.write(content);
      expect(await ofWork()).toBe(inWork(`the file ${home.profilePath} has no profile "work"`));
    },
  );

  test("an unknown mode", async () => {
    home.write({ mode: secret });
    expect(await ofWork()).toBe(
      inWork(
        `${home.profilePath}, profile "work": the field mode must be one of AK, StsToken, RamRoleArn, ChainableRamRoleArn, EcsRamRole, OIDC, CloudSSO, OAuth, External`,
      ),
    );
  });

  test.each<[string, string, object, string]>([
    ["keys without a secret", "AK", { access_key_id: "LTAI" }, "the field access_key_secret is missing"],
    ["a session without its token", "StsToken", keys, "the field sts_token is missing"],
    ["a role without its ARN", "RamRoleArn", keys, "the role's ARN (ram_role_arn, ALIBABA_CLOUD_ROLE_ARN) is missing"],
    [
      "a session that is too short",
      "RamRoleArn",
      { ...keys, ram_role_arn: "r", expired_seconds: 60 },
      "the field expired_seconds must be at least 900",
    ],
    [
      "a command that is missing",
      "External",
      { process_command: `/nowhere/${secret}` },
      "the program in process_command is not found",
    ],
    [
      "a command that fails",
      "External",
      { process_command: `${node} 'console.error("${secret}"); process.exit(3)'` },
      "the command in process_command failed: run it by hand to see why",
    ],
    [
      "a command whose output is text",
      "External",
      { process_command: `${node} 'console.log("${secret}")'` },
      "the output of the command in process_command is not JSON: run it by hand to see why",
    ],
    [
      "a command whose output lacks the token",
      "External",
      {
        process_command: `${node} 'console.log(JSON.stringify({mode: "StsToken", access_key_id: "a", access_key_secret: "${secret}"}))'`,
      },
      "the output of the command in process_command has no sts_token",
    ],
    [
      "a command whose output lacks the keys",
      "External",
      { process_command: `${node} 'console.log(JSON.stringify({token: "${secret}"}))'` },
      "the output of the command in process_command has no access_key_id or access_key_secret",
    ],
    [
      "a command whose output has an object for a key",
      "External",
      {
        process_command: `${node} 'console.log(JSON.stringify({access_key_id: "a", access_key_secret: {k: "${secret}"}}))'`,
      },
      "the output of the command in process_command has no access_key_id or access_key_secret",
    ],
    [
      "a sign-in that has expired",
      "CloudSSO",
      {
        cloud_sso_sign_in_url: "https://signin.example.com",
        cloud_sso_account_id: "1",
        cloud_sso_access_config: "ac",
        access_token: token,
        cloud_sso_access_token_expire: 1,
      },
      'the access token has expired: sign in again with "aliyun configure"',
    ],
    [
      "a sign-in without TLS",
      "CloudSSO",
      {
        cloud_sso_sign_in_url: "http://signin.example.com",
        cloud_sso_account_id: "1",
        cloud_sso_access_config: "ac",
        access_token: token,
      },
      "the field cloud_sso_sign_in_url must begin with https://: the access token is sent there",
    ],
    [
      "a site that is not known",
      "OAuth",
      { oauth_site_type: secret, oauth_access_token: token },
      "the field oauth_site_type must be CN or INTL",
    ],
    [
      "OIDC without a token's file",
      "OIDC",
      { ram_role_arn: "r", oidc_provider_arn: "p" },
      "the OIDC token's file (oidc_token_file, ALIBABA_CLOUD_OIDC_TOKEN_FILE) is missing",
    ],
    [
      "OIDC whose token's file is not there",
      "OIDC",
      { ram_role_arn: "r", oidc_provider_arn: "p", oidc_token_file: "/nowhere" },
      "the file /nowhere cannot be read (ENOENT)",
    ],
  ])("%s", async (_, mode, fields, reason) => {
    home.write({ mode, ...fields });
    expect(await ofWork()).toBe(inMode(mode, reason));
  });

  test("keys without an id are not completed from the environment", async () => {
    home.set({ ALIBABA_CLOUD_ACCESS_KEY_ID: "LTAI", ALIBABA_CLOUD_ACCESS_KEY_SECRET: secret });
    home.write({ mode: "AK", access_key_secret: secret });
    expect(await ofWork()).toBe(inMode("AK", "the field access_key_id is missing"));
  });

  test("a chain of profiles that leads back", async () => {
    home.write({ mode: "ChainableRamRoleArn", source_profile: "work", ram_role_arn: "r" });
    expect(await ofWork()).toBe(inWork(`${home.profilePath}: source_profile leads back to "work"`));
  });

  test("profiles that are switched off", async () => {
    home.write({ mode: "AK", ...keys });
    home.set({ ALIBABA_CLOUD_CLI_PROFILE_DISABLED: "true" });
    expect(await ofWork()).toBe(inWork("CLI profiles are switched off: unset ALIBABA_CLOUD_CLI_PROFILE_DISABLED"));
  });
});

describe("STS", () => {
  const role = { mode: "RamRoleArn", ...keys, ram_role_arn: "r" };
  const refused = (body: object, headers = {}) => ({ status: 403, body: JSON.stringify(body), headers });

  test("says why it refuses, without the keys that it may repeat", async () => {
    home.write({ ...role, sts_token: token });
    const message = `You may not: ${token}, ${encodeURIComponent(encodeURIComponent(secret))}`;
    service.answer(refused({ Code: "NoPermission", Message: message }, { "x-acs-request-id": "R-1" }));
    expect(await ofWork()).toBe(
      inMode(
        "RamRoleArn",
        "the request was refused with status 403 (NoPermission: You may not: [hidden], [hidden], request id: R-1)",
      ),
    );
  });

  test("says that the signature is wrong, without what was signed", async () => {
    home.write(role);
    service.answer(refused({ Code: "SignatureDoesNotMatch", Message: `server string to sign is: ${token}` }));
    expect(await ofWork()).toBe(
      inMode("RamRoleArn", "the request was refused with status 403 (SignatureDoesNotMatch)"),
    );
  });

  test.each(["null", "{}", "<html>", '{"Code":1,"Message":{}}'])(
    "answers with %s: the status is reported",
    async (body) => {
      home.write(role);
      service.answer({ status: 503, body });
      expect(await ofWork()).toBe(inMode("RamRoleArn", "the request was refused with status 503"));
    },
  );

  test.each([
    [
      "an answer without credentials",
      JSON.stringify({ Credentials: { AccessKeySecret: secret } }),
      "the answer holds no credentials",
    ],
    ["an answer that is not JSON", secret, "the answer is not JSON"],
    [
      "a session without an end",
      JSON.stringify({ Credentials: { AccessKeyId: "a", AccessKeySecret: secret, SecurityToken: token } }),
      "the session's end is not a time such as 2026-01-31T00:00:00Z",
    ],
  ])("gives %s", async (_, body, reason) => {
    home.write(role);
    service.answer({ status: 200, body });
    expect(await ofWork()).toBe(inMode("RamRoleArn", reason));
  });

  test("breaks the connection", async () => {
    home.write(role);
    service.answer("reset");
    expect(await ofWork()).toBe(inMode("RamRoleArn", "the connection broke"));
  });
});

describe("the default chain", () => {
  const chain = (...reasons: readonly string[]) =>
    `no credentials in the default chain of credential sources (the Alibaba Cloud CLI's current profile: the file ${home.profilePath} cannot be read (ENOENT); ${reasons.join("; ")}): ${howTo}`;
  const noFile = () =>
    `the credentials file ${home.credentialsPath}: the file ${home.credentialsPath} cannot be read (ENOENT)`;

  test("without any source: fails with a clear error", async () => {
    expect(await refusal({})).toBe(chain(noFile()));
  });

  test.each([
    [
      "no token",
      { AccessKeyId: "LTAI", AccessKeySecret: secret },
      "its answer has no AccessKeyId, AccessKeySecret or SecurityToken",
    ],
    [
      "no end",
      { AccessKeyId: "LTAI", AccessKeySecret: secret, SecurityToken: token },
      "the session's end is not a time such as 2026-01-31T00:00:00Z",
    ],
  ])("with a URI that answers with %s: shows neither the answer nor the URI", async (_, answer, reason) => {
    service.answer({ status: 200, body: JSON.stringify(answer) });
    home.set({ ALIBABA_CLOUD_CREDENTIALS_URI: `${service.address}/?key=${token}` });
    expect(await refusal({})).toBe(chain(noFile(), `the URI in ALIBABA_CLOUD_CREDENTIALS_URI: ${reason}`));
  });

  test("with a URI that refuses: shows its status only", async () => {
    service.answer({ status: 403, body: JSON.stringify({ Code: secret, Message: token }) });
    home.set({ ALIBABA_CLOUD_CREDENTIALS_URI: service.address });
    expect(await refusal({})).toBe(
      chain(noFile(), "the URI in ALIBABA_CLOUD_CREDENTIALS_URI: the request was refused with status 403"),
    );
  });

  test("with a value that is not a URL: does not show it, and sends no request", async () => {
    home.set({ ALIBABA_CLOUD_CREDENTIALS_URI: token });
    expect(await refusal({})).toBe(chain(noFile(), "the URI in ALIBABA_CLOUD_CREDENTIALS_URI: it is no web address"));
  });

  test.each([
    ["an unknown type", `[default]\ntype = ${secret}\n`, "type must be one of access_key, ecs_ram_role, ram_role_arn"],
    [
      "no section of that name",
      `[${secret}]\ntype = ${token}\n`,
      "the section of the profile is missing, or has no type",
    ],
    ["half a key pair", `[default]\ntype = access_key\naccess_key_secret = ${secret}\n`, "access_key_id is missing"],
  ])("with a credentials file that has %s", async (_, content, reason) => {
    writeFileSync(home.credentialsPath, content);
    expect(await refusal({})).toBe(chain(`the credentials file ${home.credentialsPath}: ${reason}`));
  });
});
