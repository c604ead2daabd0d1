import * as pulumi from "@pulumi/pulumi";
import { Provider, type ProviderArgs, ServerlessCluster } from "../../sdk";

const registered: { type: string; name: string; inputs: unknown; provider: string | undefined }[] = [];

beforeAll(async () => {
  await pulumi.runtime.setMocks(
    {
      newResource({ type, name, inputs, provider }) {
        registered.push({ type, name, inputs, provider });
        return { id: `${name}-id`, state: inputs };
      },
      call: () => ({}),
    },
    "shop",
    "dev",
  );
});

beforeEach(() => {
  registered.length = 0;
});

const settled = (resource: pulumi.Resource): Promise<string> => new Promise((resolve) => resource.urn.apply(resolve));

async function told(args?: ProviderArgs) {
  await settled(new Provider("bank", args));
  return registered[0];
}

/** A value as the engine is told that it is a secret. */
const secret = (value: string) => ({ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value });

test("a provider without arguments: sets nothing", async () => {
  expect(await told()).toEqual({ type: "pulumi:providers:pulumi-nodejs", name: "bank", inputs: {}, provider: "" });
});

test("a provider's arguments: become configuration keys as text, the credentials as secrets", async () => {
  const all: Required<ProviderArgs> = {
    region: "cn-beijing",
    accessKey: "id",
    secretKey: pulumi.output("key"),
    securityToken: "token",
    profile: "work",
    endpoints: { cs: pulumi.output("https://cs.example.com"), sts: "https://sts.example.com" },
    vpcEndpoint: true,
    connectTimeoutMs: 1000,
    readTimeoutMs: pulumi.output(2000),
    pollIntervalMs: 3,
    retryIntervalMs: 4,
    busyIntervalMs: 5,
    listLagMs: 8,
    readsPerSecond: 6,
    writesPerSecond: 7,
    ownershipTag: false,
    preflight: true,
  };
  expect((await told(all))?.inputs).toEqual({
    "alicloud:region": "cn-beijing",
    "alicloud:accessKey": secret("id"),
    "alicloud:secretKey": secret("key"),
    "alicloud:securityToken": secret("token"),
    "alicloud:profile": "work",
    "alicloud:endpoints": '{"cs":"https://cs.example.com","sts":"https://sts.example.com"}',
    "ack-serverless:vpcEndpoint": "true",
    "ack-serverless:connectTimeoutMs": "1000",
    "ack-serverless:readTimeoutMs": "2000",
    "ack-serverless:pollIntervalMs": "3",
    "ack-serverless:retryIntervalMs": "4",
    "ack-serverless:busyIntervalMs": "5",
    "ack-serverless:listLagMs": "8",
    "ack-serverless:readsPerSecond": "6",
    "ack-serverless:writesPerSecond": "7",
    "ack-serverless:ownershipTag": "false",
    "ack-serverless:preflight": "true",
  });
});

test("a secret in any argument: stays secret", async () => {
  const args = { region: pulumi.secret("cn-beijing"), endpoints: { cs: pulumi.secret("https://cs.example.com") } };
  expect((await told(args))?.inputs).toEqual({
    "alicloud:region": secret("cn-beijing"),
    "alicloud:endpoints": secret('{"cs":"https://cs.example.com"}'),
  });
});

test("a cluster: is made by the provider that it is given", async () => {
  const provider = new Provider("bank", { region: "cn-beijing" });
  await settled(new ServerlessCluster("prod", {}, { provider }));
  expect(registered.map((resource) => [resource.name, resource.provider])).toEqual([
    ["bank", ""],
    ["prod", "urn:pulumi:dev::shop::pulumi:providers:pulumi-nodejs::bank::bank-id"],
  ]);
});
