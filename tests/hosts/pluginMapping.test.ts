import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { properties } from "../../provider/cluster/properties/table";
import { terraformArguments } from "../../provider/hosts/plugin/mapping";
import { service } from "../../provider/hosts/plugin/service";
import { inputNames } from "../../provider/table/property";

type Handler = (call: object, reply: (failure: unknown, response?: unknown) => void) => Promise<void>;

/** Asks the plugin as the engine does. */
function ask<R>(method: string, request: object): Promise<R> {
  const handler = service(undefined)[method] as unknown as Handler;
  return new Promise((resolve, reject) => {
    handler({ request }, (failure, response) => (failure ? reject(failure) : resolve(response as R)));
  });
}

async function mappingFor(key: string, provider: string) {
  const request = new proto.GetMappingRequest();
  request.setKey(key);
  request.setProvider(provider);
  const response = await ask<proto.GetMappingResponse>("getMapping", request);
  const text = Buffer.from(response.getData_asU8()).toString("utf8");
  return { provider: response.getProvider(), data: text === "" ? undefined : JSON.parse(text) };
}

async function providersFor(key: string) {
  const request = new proto.GetMappingsRequest();
  request.setKey(key);
  return (await ask<proto.GetMappingsResponse>("getMappings", request)).getProvidersList();
}

test("resources of Terraform's alicloud are mapped, and nothing else", async () => {
  expect(await providersFor("terraform")).toEqual(["alicloud"]);
  expect(await providersFor("arm")).toEqual([]);
  expect(await mappingFor("arm", "alicloud")).toEqual({ provider: "", data: undefined });
  expect(await mappingFor("terraform", "aws")).toEqual({ provider: "", data: undefined });
});

test.each(["", "alicloud"])("the mapping for the provider %j has the bridge's form", async (provider) => {
  const { provider: answered, data } = await mappingFor("terraform", provider);
  expect(answered).toBe("alicloud");
  expect(data).toMatchObject({
    name: "ack-serverless",
    version: require("../../package.json").version,
    provider: {
      resources: {
        alicloud_cs_serverless_kubernetes: {
          vpc_id: { type: 4, optional: true },
          vswitch_ids: { type: 5, optional: true, element: { schema: { type: 4 } } },
          new_nat_gateway: { type: 1, optional: true },
          tags: { type: 6, optional: true, element: { schema: { type: 4 } } },
          addons: { type: 5, optional: true, element: { resource: { config: { type: 4, optional: true } } } },
        },
      },
    },
    resources: {
      alicloud_cs_serverless_kubernetes: {
        tok: "ack-serverless:index:ServerlessCluster",
        fields: { version: { name: "kubernetesVersion" }, new_nat_gateway: { name: "snatEntry" }, vpc_id: {} },
      },
    },
  });
});

/** How Pulumi's converter names an argument of Terraform's. */
const inCamelCase = (name: string) => name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

test("every argument becomes an input of a cluster, of the same shape", () => {
  const kinds = { bool: "boolean", int: "integer", text: "string", list: "array", map: "object" };
  for (const [name, { type, name: renamed = inCamelCase(name) }] of Object.entries(terraformArguments)) {
    expect(inputNames(properties)).toContain(renamed);
    const { shape } = properties[renamed as keyof typeof properties];
    expect([renamed, shape.schema.type]).toEqual([renamed, kinds[type]]);
  }
});
