import { readSettings, type Settings } from "../../provider/ack/settings";

type Texts = Readonly<Record<string, string | undefined>>;
const read = (config: Texts, env: Texts = {}) => readSettings((key) => config[key], env);

const standard: Settings = {
  region: undefined,
  accessKey: undefined,
  secretKey: undefined,
  securityToken: undefined,
  profile: undefined,
  keysFrom: "environment",
  endpoints: {},
  vpcEndpoint: false,
  connectTimeoutMs: 10_000,
  readTimeoutMs: 30_000,
  pollIntervalMs: 2000,
  retryIntervalMs: 1000,
  busyIntervalMs: 15_000,
  listLagMs: 10_000,
  readsPerSecond: 9,
  writesPerSecond: 2,
  ownershipTag: true,
  preflight: false,
};

const environment = {
  ALICLOUD_REGION: "cn-beijing",
  ALICLOUD_ACCESS_KEY: "env-id",
  ALICLOUD_SECRET_KEY: "env-secret",
  ALICLOUD_SECURITY_TOKEN: "env-token",
  ALICLOUD_PROFILE: "env-profile",
};

const configuration = {
  "alicloud:region": "cn-hangzhou",
  "alicloud:accessKey": "id",
  "alicloud:secretKey": "secret",
  "alicloud:securityToken": "token",
  "alicloud:profile": "profile",
};

test("nothing said: the standard settings", () => {
  expect(read({})).toEqual({ faults: [], settings: standard });
});

test("everything said: every setting is taken", () => {
  const config = {
    ...configuration,
    "alicloud:endpoints": '{"cs":"https://cs.example.com","sts":"sts.example.com","oss":"https://oss.example.com"}',
    "ack-serverless:vpcEndpoint": "true",
    "ack-serverless:connectTimeoutMs": "1",
    "ack-serverless:readTimeoutMs": "2",
    "ack-serverless:pollIntervalMs": "3",
    "ack-serverless:retryIntervalMs": "4",
    "ack-serverless:busyIntervalMs": "99999999",
    "ack-serverless:listLagMs": "10",
    "ack-serverless:readsPerSecond": "5",
    "ack-serverless:writesPerSecond": "6",
    "ack-serverless:ownershipTag": "false",
    "ack-serverless:preflight": "true",
  };
  expect(read(config)).toEqual({
    faults: [],
    settings: {
      region: "cn-hangzhou",
      accessKey: "id",
      secretKey: "secret",
      securityToken: "token",
      profile: "profile",
      configuredProfile: "profile",
      keysFrom: "configuration",
      endpoints: { cs: "https://cs.example.com", sts: "sts.example.com" },
      vpcEndpoint: true,
      connectTimeoutMs: 1,
      readTimeoutMs: 2,
      pollIntervalMs: 3,
      retryIntervalMs: 4,
      busyIntervalMs: 99_999_999,
      listLagMs: 10,
      readsPerSecond: 5,
      writesPerSecond: 6,
      ownershipTag: false,
      preflight: true,
    },
  });
});

const account = ({ region, accessKey, secretKey, securityToken, profile, keysFrom }: Settings) => ({
  region,
  accessKey,
  secretKey,
  securityToken,
  profile,
  keysFrom,
});

const fromEnvironment = {
  region: "cn-beijing",
  accessKey: "env-id",
  secretKey: "env-secret",
  securityToken: "env-token",
  profile: "env-profile",
  keysFrom: "environment",
};

test.each<[string, Texts, Texts, object]>([
  ["the environment alone", {}, environment, fromEnvironment],
  [
    "configuration before the environment",
    configuration,
    environment,
    {
      region: "cn-hangzhou",
      accessKey: "id",
      secretKey: "secret",
      securityToken: "token",
      profile: "profile",
      keysFrom: "configuration",
    },
  ],
  [
    "empty configuration, which says nothing",
    { "alicloud:region": "", "alicloud:accessKey": "", "alicloud:profile": "" },
    environment,
    fromEnvironment,
  ],
  [
    "configured keys, which are not completed from the environment",
    { "alicloud:accessKey": "id" },
    environment,
    {
      region: "cn-beijing",
      accessKey: "id",
      secretKey: undefined,
      securityToken: undefined,
      profile: undefined,
      keysFrom: "configuration",
    },
  ],
  [
    "a configured secret, which is not completed from the environment",
    { "alicloud:secretKey": "secret" },
    environment,
    {
      region: "cn-beijing",
      accessKey: undefined,
      secretKey: "secret",
      securityToken: undefined,
      profile: undefined,
      keysFrom: "configuration",
    },
  ],
  [
    "a configured profile, which goes before the environment's keys",
    { "alicloud:profile": "profile" },
    environment,
    {
      region: "cn-beijing",
      accessKey: undefined,
      secretKey: undefined,
      securityToken: undefined,
      profile: "profile",
      keysFrom: "environment",
    },
  ],
  [
    "half a key in the environment, which stays half",
    {},
    { ALICLOUD_SECRET_KEY: "env-secret" },
    { ...account(standard), secretKey: "env-secret" },
  ],
  [
    "the region's second name",
    {},
    { ALIBABA_CLOUD_REGION: "cn-beijing", ALIBABA_CLOUD_REGION_ID: "cn-qingdao" },
    { ...account(standard), region: "cn-beijing" },
  ],
  [
    "the region's third name",
    {},
    { ALIBABA_CLOUD_REGION_ID: "cn-qingdao" },
    { ...account(standard), region: "cn-qingdao" },
  ],
])("%s", (_, config, env, expected) => {
  const { settings, faults } = read(config, env);
  expect([account(settings), faults]).toEqual([expected, []]);
});

const notJson = 'alicloud:endpoints must be JSON such as {"cs": "https://cs.cn-hangzhou.aliyuncs.com"}';
const notAnAddress = (name: string, got: string) =>
  `alicloud:endpoints ${name} must be an address such as "https://cs.cn-hangzhou.aliyuncs.com"; got ${got}`;
const notSafe = (name: string, got: string) =>
  `alicloud:endpoints ${name} must use https: "${got}" would send requests readable on the way; http is for this machine's own addresses only`;

test.each<[string, string, readonly string[]]>([
  [
    "ack-serverless:connectTimeoutMs",
    "30s",
    ['ack-serverless:connectTimeoutMs must be a whole number of milliseconds from 1 to 99999999; got "30s"'],
  ],
  [
    "ack-serverless:readTimeoutMs",
    "0",
    ['ack-serverless:readTimeoutMs must be a whole number of milliseconds from 1 to 99999999; got "0"'],
  ],
  [
    "ack-serverless:pollIntervalMs",
    "-1",
    ['ack-serverless:pollIntervalMs must be a whole number of milliseconds from 1 to 99999999; got "-1"'],
  ],
  [
    "ack-serverless:retryIntervalMs",
    "1.5",
    ['ack-serverless:retryIntervalMs must be a whole number of milliseconds from 1 to 99999999; got "1.5"'],
  ],
  [
    "ack-serverless:busyIntervalMs",
    "100000000",
    ['ack-serverless:busyIntervalMs must be a whole number of milliseconds from 1 to 99999999; got "100000000"'],
  ],
  [
    "ack-serverless:readsPerSecond",
    "0",
    ['ack-serverless:readsPerSecond must be a whole number from 1 to 99999999; got "0"'],
  ],
  [
    "ack-serverless:writesPerSecond",
    "0.5",
    ['ack-serverless:writesPerSecond must be a whole number from 1 to 99999999; got "0.5"'],
  ],
  ["ack-serverless:vpcEndpoint", "yes", ['ack-serverless:vpcEndpoint must be true or false; got "yes"']],
  ["ack-serverless:ownershipTag", "False", ['ack-serverless:ownershipTag must be true or false; got "False"']],
  ["alicloud:endpoints", "cs.example.com", [notJson]],
  ["alicloud:endpoints", "null", [notJson]],
  ["alicloud:endpoints", "5", [notJson]],
  ["alicloud:endpoints", '"cs.example.com"', [notJson]],
  ["alicloud:endpoints", '["cs.example.com"]', [notJson]],
  ["alicloud:endpoints", '{"cs":5}', [notAnAddress("cs", "5")]],
  ["alicloud:endpoints", '{"sts":"ftp://example.com"}', [notAnAddress("sts", '"ftp://example.com"')]],
  ["alicloud:endpoints", '{"cs":"https://"}', [notAnAddress("cs", '"https://"')]],
  ["alicloud:endpoints", '{"cs":"http://cs.example.com"}', [notSafe("cs", "http://cs.example.com")]],
  ["alicloud:endpoints", '{"sts":"http://10.0.0.1"}', [notSafe("sts", "http://10.0.0.1")]],
  ["alicloud:endpoints", '{"cs":"http://127.0.0.1.example.com"}', [notSafe("cs", "http://127.0.0.1.example.com")]],
  ["alicloud:endpoints", '{"cs":"http://localhost.example.com"}', [notSafe("cs", "http://localhost.example.com")]],
  ["alicloud:endpoints", '{"cs":"http://127.0.0.1@example.com"}', [notSafe("cs", "http://127.0.0.1@example.com")]],
  [
    "alicloud:endpoints",
    '{"cs":"ftp://a","sts":"http://b"}',
    [notAnAddress("cs", '"ftp://a"'), notSafe("sts", "http://b")],
  ],
])("%s = %s is refused, and the default is used in its place", (key, text, faults) => {
  expect(read({ [key]: text })).toEqual({ faults, settings: standard });
});

test("several wrong settings: all faults at once", () => {
  const { faults } = read({ "ack-serverless:vpcEndpoint": "yes", "ack-serverless:readTimeoutMs": "1m" });
  expect(faults).toEqual([
    'ack-serverless:vpcEndpoint must be true or false; got "yes"',
    'ack-serverless:readTimeoutMs must be a whole number of milliseconds from 1 to 99999999; got "1m"',
  ]);
});

test.each<[string, object]>([
  ['{"cs":"https://cs.example.com"}', { cs: "https://cs.example.com" }],
  ['[{"cs":"https://cs.example.com"}]', { cs: "https://cs.example.com" }],
  [
    '[{"cs":"https://cs.example.com"},{"sts":"https://sts.example.com"}]',
    { cs: "https://cs.example.com", sts: "https://sts.example.com" },
  ],
  [
    '[{"vpc":"https://vpc.example.com","ecs":"https://ecs.example.com"}]',
    { vpc: "https://vpc.example.com", ecs: "https://ecs.example.com" },
  ],
  ['[{"oss":"https://oss.example.com"}]', {}],
  ["[]", {}],
  ["{}", {}],
  ['{"cs":""}', {}],
  ['{"cs":"cs.example.com:8443"}', { cs: "cs.example.com:8443" }],
  ['{"cs":"http://127.0.0.1:8080"}', { cs: "http://127.0.0.1:8080" }],
  ['{"cs":"http://127.1.2.3:8080"}', { cs: "http://127.1.2.3:8080" }],
  ['{"cs":"http://localhost:8080"}', { cs: "http://localhost:8080" }],
  ['{"cs":"http://[::1]:8080"}', { cs: "http://[::1]:8080" }],
])("alicloud:endpoints = %s is understood", (text, endpoints) => {
  expect(read({ "alicloud:endpoints": text })).toEqual({ faults: [], settings: { ...standard, endpoints } });
});
