import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { checkConfig } from "../../provider/hosts/plugin/configuration";
import { decode, encode } from "../../provider/hosts/plugin/encode";
import { service } from "../../provider/hosts/plugin/service";
import { unknown } from "../../provider/table/values";

type Handler = (call: object, reply: (failure: unknown, response?: unknown) => void) => Promise<void>;

/** Calls the service as gRPC would. */
function call<R>(method: string, request: object): Promise<R> {
  const handler = service(undefined)[method] as unknown as Handler;
  return new Promise((resolve, reject) => {
    handler({ request }, (failure, response) => (failure ? reject(failure) : resolve(response as R)));
  });
}

const struct = (values: object) => Struct.fromJavaScript(values as never);

test("the handshake keeps secrets and honours the stack's autonaming", async () => {
  const response = await call<proto.ProviderHandshakeResponse>("handshake", new proto.ProviderHandshakeRequest());
  expect(response.toObject()).toMatchObject({
    acceptSecrets: true,
    acceptResources: true,
    acceptOutputs: false,
    supportsAutonamingConfiguration: true,
  });
});

test.each([
  [
    "the dynamic host's configuration",
    { "alicloud:region": "cn-beijing", "other:key": "1" },
    { region: "cn-hangzhou" },
    ["region"],
  ],
  [
    "another region and account",
    { region: "cn-beijing", accessKey: "a" },
    { region: "cn-hangzhou", accessKey: "b" },
    ["region", "accessKey"],
  ],
  ["the same", { region: "cn-beijing", version: "0.1.0" }, { region: "cn-beijing", version: "0.2.0" }, []],
])("DiffConfig never replaces: %s", async (_what, olds, news, diffs) => {
  const request = new proto.DiffRequest();
  request.setOlds(struct(olds));
  request.setNews(struct(news));
  const response = await call<proto.DiffResponse>("diffConfig", request);
  expect(response.getReplacesList()).toEqual([]);
  expect(response.getDiffsList().sort()).toEqual([...diffs].sort());
});

test("CheckConfig names an unknown setting, and says what a setting must be", async () => {
  const request = new proto.CheckRequest();
  request.setNews(struct({ regoin: "cn-beijing", pollIntervalMs: "soon", endpoints: '{"cs":"http://example.com"}' }));
  const response = await call<proto.CheckResponse>("checkConfig", request);
  expect(response.getFailuresList().map((failure) => failure.getReason())).toEqual([
    'regoin is not a setting of ack-serverless; did you mean "region"?',
    expect.stringContaining("ack-serverless:endpoints cs must use https"),
    expect.stringContaining("ack-serverless:pollIntervalMs must be a whole number of milliseconds"),
  ]);
});

test("CheckConfig returns the account's keys as secrets, whether they came as secrets or not", () => {
  const checked = (values: Record<string, unknown>) => {
    const request = new proto.CheckRequest();
    request.setNews(struct(values));
    return decode(checkConfig(request).getInputs());
  };
  const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value: "s" };
  const { values, secrets } = checked({ accessKey: "id", secretKey: secret, securityToken: "t", region: "cn-beijing" });
  expect(values).toEqual({ accessKey: "id", secretKey: "s", securityToken: "t", region: "cn-beijing" });
  expect(Object.fromEntries(secrets)).toEqual({ accessKey: "whole", secretKey: "whole", securityToken: "whole" });
  expect(checked({ region: "cn-beijing" })).toEqual({ values: { region: "cn-beijing" }, secrets: new Map() });
});

const { PROPOSE, ENFORCE, DISABLE } = proto.CheckRequest.AutonamingOptions.Mode;

test.each([
  ["nothing", undefined, "", /^prod-[0-9a-f]{7}$/],
  ["a pattern", ENFORCE, "ack-prod-x1", /^ack-prod-x1$/],
  ["a proposal", PROPOSE, "my_prod", /^my-prod$/],
])("a name that is left out, where the stack's autonaming says %s", async (_what, mode, proposed, expected) => {
  const response = await call<proto.CheckResponse>("check", checkRequest(mode, proposed));
  expect(response.getFailuresList()).toEqual([]);
  expect(response.getInputs()?.toJavaScript().name).toMatch(expected);
});

test("a name that is left out where autonaming is disabled is an error", async () => {
  const response = await call<proto.CheckResponse>("check", checkRequest(DISABLE, ""));
  expect(response.getFailuresList().map((failure) => failure.getReason())).toEqual(["name must be set"]);
});

function checkRequest(mode: number | undefined, proposed: string): proto.CheckRequest {
  const request = new proto.CheckRequest();
  request.setUrn("urn:pulumi:dev::shop::ack-serverless:index:ServerlessCluster::prod");
  request.setOlds(struct({}));
  request.setNews(struct({ regionId: "cn-hangzhou", zoneId: "cn-hangzhou-i" }));
  request.setRandomseed(new Uint8Array(32));
  if (mode !== undefined) {
    const autonaming = new proto.CheckRequest.AutonamingOptions();
    autonaming.setMode(mode);
    autonaming.setProposedName(proposed);
    request.setAutonaming(autonaming);
  }
  return request;
}

test.each([
  ["construct", new proto.ConstructRequest(), "has no components"],
  ["parameterize", new proto.ParameterizeRequest(), "takes no parameters"],
  ["invoke", new proto.InvokeRequest(), "has no function"],
])("%s is declined as unimplemented, with the reason", async (method, request, reason) => {
  await expect(call(method, request)).rejects.toMatchObject({ code: 12, message: expect.stringContaining(reason) });
});

test.each<[string, object, string]>([
  [
    "getKubeconfig",
    { ttlMinutes: 5, cluster: "c1" },
    `getKubeconfig: cluster is not one of clusterId, regionId, privateNetwork, ttlMinutes; remove it
getKubeconfig: clusterId must be set: a cluster id such as "c0a1…", or "<region>/<cluster id>"
getKubeconfig: ttlMinutes must be a whole number from 15 to 4320; got 5`,
  ],
  [
    "getClusters",
    { tags: { env: 1 }, regionId: "Hangzhou" },
    `getClusters: tags.env must be text; got a number
getClusters: regionId must be a region id such as "cn-hangzhou"; got "Hangzhou"`,
  ],
  [
    "getAddonConfigSchema",
    { version: "v1" },
    'getAddonConfigSchema: name must be set: an add-on\'s name such as "logtail-ds"',
  ],
  [
    "getKubernetesVersions",
    {},
    "getKubernetesVersions: regionId must be set, or the provider's region: the stack configuration \"ack-serverless:region\", a Provider's region, or the environment variable ALICLOUD_REGION",
  ],
])("%s reports wrong arguments before any call", async (name, args, message) => {
  const request = new proto.InvokeRequest();
  request.setTok(`ack-serverless:index:${name}`);
  request.setArgs(struct(args));
  await expect(call("invoke", request)).rejects.toMatchObject({ message });
});

test("only what asks about one cluster is a method of clusters", async () => {
  const request = new proto.CallRequest();
  request.setTok("ack-serverless:index:ServerlessCluster/getClusters");
  await expect(call("call", request)).rejects.toMatchObject({
    code: 12,
    message: expect.stringContaining("has no function"),
  });
});

test("a preview makes no call with unknown arguments", async () => {
  const request = new proto.InvokeRequest();
  request.setTok("ack-serverless:index:getClusters");
  request.setArgs(encode({ name: unknown }));
  request.setPreview(true);
  const response = await call<proto.InvokeResponse>("invoke", request);
  expect(decode(response.getReturn()).values).toEqual({ clusters: unknown });
});
