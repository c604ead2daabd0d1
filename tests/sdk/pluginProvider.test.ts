import * as pulumi from "@pulumi/pulumi";
import { settingTable } from "../../provider/ack/settings";
import { getClusters, Provider, ServerlessCluster } from "../../sdk/plugin";

const registered: { type: string; inputs: Record<string, unknown> }[] = [];
const theirs = ["region", "accessKey", "secretKey", "securityToken", "profile", "endpoints"];
const names = Object.keys(settingTable);

beforeAll(async () => {
  await pulumi.runtime.setMocks(
    {
      newResource({ type, name, inputs }) {
        registered.push({ type, inputs });
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

const isSecret = (value: unknown) => typeof value === "object" && value !== null;

async function providerOf(cluster: ServerlessCluster): Promise<Record<string, unknown>> {
  await new Promise((resolve) => cluster.urn.apply(resolve));
  return registered.find(({ type }) => type === "pulumi:providers:ack-serverless")?.inputs ?? {};
}

// These come first: once a program has a standard provider, it keeps it.
describe("an account under both namespaces", () => {
  const config = {
    "alicloud:region": "cn-hangzhou",
    "alicloud:profile": "shop",
    "ack-serverless:region": "cn-beijing",
    "ack-serverless:accessKey": "LTAI-other",
    "ack-serverless:profile": "shop",
    "ack-serverless:preflight": "true",
  };
  const words =
    "ack-serverless:region, ack-serverless:accessKey would be ignored, since the stack's configuration has alicloud:region, alicloud:profile: set alicloud:region, alicloud:accessKey instead, or take the alicloud keys out; for a region or an account that other packages do not use, give the cluster a Provider";

  beforeEach(() => pulumi.runtime.setAllConfig(config));

  test("is refused where a setting would be ignored, for a cluster and for a function", () => {
    expect(() => new ServerlessCluster("prod", { zoneId: "cn-hangzhou-i" })).toThrow(new Error(words));
    expect(() => getClusters({})).toThrow(new Error(words));
  });

  test("does not matter where the program names a provider", async () => {
    const provider = new Provider("eu", { region: "eu-central-1" });
    const cluster = new ServerlessCluster("prod", { zoneId: "cn-hangzhou-i" }, { provider });
    expect(await providerOf(cluster)).toEqual({ region: "eu-central-1" });
    await expect(getClusters({ name: 1 as never }, { provider })).rejects.toThrow("name must be text");
  });
});

test("the program hands all of its settings to the plugin, each under its own name, and secret as it was", async () => {
  const own = names.map((name) => [`${theirs.includes(name) ? "alicloud" : "ack-serverless"}:${name}`, "1"]);
  const repeated = { "ack-serverless:region": "1", "ack-serverless:accessKey": "1" };
  pulumi.runtime.setAllConfig({ ...Object.fromEntries(own), ...repeated }, ["alicloud:profile"]);
  const inputs = await providerOf(new ServerlessCluster("prod", { zoneId: "cn-hangzhou-i" }));
  expect(Object.keys(inputs).sort()).toEqual(names.sort());
  const secrets = Object.keys(inputs).filter((name) => isSecret(inputs[name]));
  expect(secrets.sort()).toEqual(["accessKey", "profile", "secretKey", "securityToken"]);
});
