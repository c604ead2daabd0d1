import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { provider as dynamic } from "../../provider/hosts/dynamic";
import { service } from "../../provider/hosts/plugin/service";
import { Simulator } from "../../simulator";
import { secret, struct, urn } from "./support/plugin";

/** Inputs that are secret. What is as short as a version is not searched for in texts: the provider itself masks it. */
type Secrets = Readonly<Record<string, string | readonly string[]>>;

let simulator: Simulator;

beforeEach(async () => {
  simulator = await Simulator.start({ progression: "immediate" });
});

afterEach(() => simulator.close());

function settings(): Readonly<Record<string, string>> {
  const { url, accounts } = simulator;
  return {
    region: "cn-hangzhou",
    accessKey: accounts[0].accessKeyId,
    secretKey: accounts[0].accessKeySecret,
    endpoints: JSON.stringify({ cs: url, sts: url, vpc: url, ecs: url }),
    preflight: "true",
  };
}

const rest = { name: "shop", regionId: "cn-hangzhou" };

const creations = {
  async dynamic(secrets: Secrets, areSecret: boolean): Promise<void> {
    await dynamic.configure({ config: { get: (key) => settings()[key.split(":")[1] as string] } });
    const paths = areSecret ? { __secrets: Object.keys(secrets).map((name) => [name]) } : {};
    await dynamic.create({ ...rest, ...secrets, ...paths, __urn: urn });
  },
  async plugin(secrets: Secrets, areSecret: boolean): Promise<void> {
    const handlers = service(undefined) as unknown as Readonly<
      Record<string, (call: object, reply: (failure: unknown) => void) => unknown>
    >;
    const ask = (method: string, request: object) =>
      new Promise<void>((resolve, reject) =>
        handlers[method]?.({ request }, (failure) => (failure ? reject(failure) : resolve())),
      );
    const configuration = new proto.ConfigureRequest();
    configuration.setArgs(struct(settings()));
    await ask("configure", configuration);
    const request = new proto.CreateRequest();
    request.setUrn(urn);
    const marked = Object.entries(secrets).map(([name, value]) => [name, areSecret ? secret(value) : value]);
    request.setProperties(struct({ ...rest, ...Object.fromEntries(marked) }));
    await ask("create", request);
  },
};

const faults: readonly (readonly [what: string, secrets: Secrets])[] = [
  ["a VPC that there is not", { vpcId: "vpc-canary", vswitchIds: ["vsw-canary"], securityGroupId: "sg-canary" }],
  ["a zone that there is not", { zoneId: "cn-hangzhou-canary" }],
  ["a version that ACK does not offer", { zoneId: "cn-hangzhou-i", kubernetesVersion: "9.99" }],
  ["a name that is taken", { zoneId: "cn-hangzhou-i", name: "canary" }],
];

describe.each(["dynamic", "plugin"] as const)("%s", (host) => {
  test.each(faults)("a creation that is refused before it begins shows no secret input: %s", async (_, secrets) => {
    simulator.seed({ name: "canary" });
    const vswitches = [{ vswitchId: "vsw-1", zoneId: "cn-hangzhou-i" }];
    simulator.addVpc({ vpcId: "vpc-1", region: "cn-hangzhou", cidr: "10.0.0.0/8", vswitches, securityGroupIds: [] });
    const failure = (areSecret: boolean) =>
      creations[host](secrets, areSecret).then(
        () => "",
        (error) => String(error.message),
      );
    const shown = /canary|9\.99/;
    expect(await failure(false)).toMatch(shown);
    const hidden = await failure(true);
    expect(hidden).toMatch(/would fail, and no cluster was created|does not create clusters with Kubernetes/);
    expect(hidden).toMatch(/\[(secret|hidden)\]/);
    expect(hidden).not.toMatch(shown);
  });
});
