import * as pulumi from "@pulumi/pulumi";
import { configuration } from "../../provider/ack/configuration";
import { ServerlessCluster } from "../../sdk/plugin";

const registered: { type: string; inputs: Record<string, unknown> }[] = [];

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

test("the program hands all of its settings to the plugin, each under its own name", async () => {
  const theirs = ["region", "accessKey", "secretKey", "securityToken", "profile", "endpoints"];
  const names = Object.keys(configuration);
  pulumi.runtime.setAllConfig(
    Object.fromEntries(names.map((name) => [`${theirs.includes(name) ? "alicloud" : "ack-serverless"}:${name}`, "1"])),
  );
  const { urn } = new ServerlessCluster("prod", { zoneId: "cn-hangzhou-i" });
  await new Promise((resolve) => urn.apply(resolve));
  const provider = registered.find(({ type }) => type === "pulumi:providers:ack-serverless");
  expect(Object.keys(provider?.inputs ?? {}).sort()).toEqual(names.sort());
});
