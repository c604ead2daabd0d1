import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { service } from "../../provider/hosts/plugin/service";

const URN = "urn:pulumi:dev::shop::ack-serverless:index:ServerlessCluster::prod";
const CANARY = "canary!";

type Handler = (call: object, reply: (failure: unknown, response?: unknown) => void) => Promise<void>;

const handlers = service(undefined);

function call<R>(method: string, request: object): Promise<R> {
  const handler = handlers[method] as unknown as Handler;
  return new Promise((resolve, reject) => {
    handler({ request }, (failure, response) => (failure ? reject(failure) : resolve(response as R)));
  });
}

const struct = (values: object) => Struct.fromJavaScript(values as never);
const secret = (value: unknown) => ({ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value });
const right = { name: "prod", regionId: "cn-hangzhou", zoneId: "cn-hangzhou-i" };

async function reasons(news: object): Promise<string> {
  const request = new proto.CheckRequest();
  request.setUrn(URN);
  request.setOlds(struct({}));
  request.setNews(struct({ ...right, ...news }));
  const response = await call<proto.CheckResponse>("check", request);
  return response
    .getFailuresList()
    .map((failure) => failure.getReason())
    .join("\n");
}

test.each([
  ["a text", "loggingType", (mark: typeof secret) => mark(CANARY)],
  ["an item of a list", "customSans", (mark: typeof secret) => [mark(CANARY)]],
  ["a list", "customSans", (mark: typeof secret) => mark([CANARY])],
  ["what a list repeats", "vswitchIds", (mark: typeof secret) => [mark("vsw-canary"), mark("vsw-canary")]],
  ["a field", "auditLog", (mark: typeof secret) => ({ enabled: true, logProject: mark(CANARY) })],
  ["a number", "controlPlaneLog", (mark: typeof secret) => ({ components: ["a"], ttlDays: mark(70_707) })],
  ["a value of another kind", "deletionProtection", (mark: typeof secret) => mark(CANARY)],
  ["text beyond what is shown", "resourceGroupId", (mark: typeof secret) => mark(CANARY.repeat(40))],
  ["a zone of another region", "zoneId", (mark: typeof secret) => mark("cn-canary-i")],
])("a refused input that is secret is not shown: %s", async (_, name, value) => {
  const plain = await reasons({ [name]: value((one) => one as never) });
  expect(plain).toMatch(/canary|70707/);
  const hidden = await reasons({ [name]: value(secret) });
  expect(hidden).toContain("[secret]");
  expect(hidden).not.toMatch(/canary|70707/);
});

test.each([
  ["kubernetesVersion", "1.34", "1.33"],
  ["serviceCidr", "172.21.0.0/20", "172.22.0.0/20"],
])("a refusal in a diff shows no secret: %s", async (name, before, after) => {
  const olds = { ...right, clusterId: "c1", state: "running", deletionProtection: true, [name]: before };
  const request = (mark: (value: unknown) => unknown) => {
    const diff = new proto.DiffRequest();
    diff.setUrn(URN);
    diff.setId("c1");
    diff.setOlds(
      struct({ ...olds, [name]: mark(before), __inputs: name === "serviceCidr" ? ["name"] : ["name", name] }),
    );
    diff.setOldInputs(struct({ ...right, [name]: mark(before) }));
    diff.setNews(struct({ ...right, [name]: mark(after) }));
    return call("diff", diff);
  };
  // An update checks the inputs before it compares them.
  await reasons({});
  await expect(request((value) => value)).rejects.toMatchObject({ message: expect.stringContaining(before) });
  await expect(request(secret)).rejects.toMatchObject({
    message: expect.not.stringMatching(new RegExp(`${before}|${after}`)),
  });
});
