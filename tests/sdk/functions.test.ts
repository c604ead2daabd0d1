import * as pulumi from "@pulumi/pulumi";
import * as client from "../../provider/ack/client";
import {
  getAddonConfigSchemaOutput,
  getAddons,
  getCluster,
  getClusterOutput,
  getClusterResources,
  getClusters,
  getKubeconfig,
  getKubeconfigOutput,
  getKubernetesVersions,
  Provider,
  ServerlessCluster,
} from "../../sdk";
import { Simulator } from "../../simulator";

jest.mock("../../provider/ack/client", () => {
  const actual = jest.requireActual<typeof client>("../../provider/ack/client");
  return { ...actual, connect: jest.fn(actual.connect) };
});

let simulator: Simulator;
let id: string;

/** What a resource of the program is: its id is `made` where the test says so, else unknown as in a preview. */
const made: { id: string | undefined } = { id: undefined };

beforeAll(async () => {
  await pulumi.runtime.setMocks(
    {
      newResource: ({ inputs }) => ({ id: made.id, state: inputs }),
      call: () => ({}),
    },
    "shop",
    "dev",
    true,
  );
});

beforeEach(async () => {
  simulator = await Simulator.start({ progression: "immediate" });
  id = simulator.seed({ name: "live" }).cluster_id;
  made.id = id;
  const { accessKeyId, accessKeySecret } = simulator.accounts[0];
  const config = {
    "alicloud:region": "cn-hangzhou",
    "alicloud:accessKey": accessKeyId,
    "alicloud:secretKey": accessKeySecret,
    "alicloud:endpoints": JSON.stringify({ cs: simulator.url, sts: simulator.url }),
  };
  pulumi.runtime.setAllConfig(config, ["alicloud:secretKey"]);
});

afterEach(async () => {
  expect(simulator.unhandled()).toEqual([]);
  await simulator.close();
});

/** What an output comes to. */
async function outcome<T>(output: pulumi.Output<T>): Promise<{ value: T; isKnown: boolean; isSecret: boolean }> {
  const inner = output as pulumi.Output<T> & {
    promise(): Promise<T>;
    isKnown: Promise<boolean>;
    isSecret: Promise<boolean>;
  };
  return { value: await inner.promise(), isKnown: await inner.isKnown, isSecret: await inner.isSecret };
}

describe("functions of a program", () => {
  test("use the stack's configuration, and warn of no secret in it", async () => {
    const warn = jest.spyOn(pulumi.log, "warn");
    expect(await getCluster({ clusterId: id })).toMatchObject({ clusterId: id, name: "live" });
    expect((await getClusters()).map(({ name }) => name)).toEqual(["live"]);
    expect((await getKubernetesVersions({ creatable: true }))[0]).toMatchObject({ version: "1.35.2-aliyun.1" });
    expect(await getAddons()).toContainEqual(expect.objectContaining({ name: "coredns" }));
    expect((await getClusterResources({ clusterId: id })).length).toBeGreaterThan(0);
    expect(warn).not.toHaveBeenCalled();
  });

  test("share one client for all calls with the same settings", async () => {
    const connect = jest.mocked(client.connect);
    connect.mockClear();
    const call = () => getCluster({ clusterId: id });
    await Promise.all([call(), call(), getAddons()]);
    pulumi.runtime.setConfig("ack-serverless:retryIntervalMs", "5");
    await Promise.all([call(), call()]);
    expect(connect).toHaveBeenCalledTimes(2);
  });

  test("take other resources' outputs, and call nothing while one is unknown", async () => {
    expect(await outcome(getClusterOutput({ clusterId: pulumi.output(id) }))).toMatchObject({
      value: { name: "live" },
      isKnown: true,
      isSecret: false,
    });
    const before = simulator.requests().length;
    const unknown = pulumi.output(Promise.resolve(pulumi.unknown)) as pulumi.Output<string>;
    expect(await outcome(getClusterOutput({ clusterId: unknown }))).toMatchObject({ isKnown: false });
    expect(await outcome(getKubeconfigOutput({ clusterId: unknown }))).toMatchObject({
      isKnown: false,
      isSecret: true,
    });
    expect(simulator.requests()).toHaveLength(before);
    const schema = await outcome(getAddonConfigSchemaOutput({ name: pulumi.output("coredns") }));
    expect(schema.value).toMatchObject({ name: "coredns", schema: {} });
  });

  test("hand out a credential as a secret only", async () => {
    const { config, expiration } = await getKubeconfig({ clusterId: id, ttlMinutes: 60 });
    expect(JSON.stringify({ expiration })).not.toContain("client-key-data");
    expect(await outcome(config)).toMatchObject({ value: expect.stringContaining("client-key-data"), isSecret: true });
    expect(await outcome(getKubeconfigOutput({ clusterId: id }))).toMatchObject({
      value: { config: expect.stringContaining("client-key-data") },
      isSecret: true,
    });
  });

  test("say what is wrong with an argument", async () => {
    await expect(getKubeconfig({ clusterId: id, ttlMinutes: 1 })).rejects.toThrow(
      "getKubeconfig: ttlMinutes must be a whole number from 15 to 4320; got 1",
    );
  });
});

describe("with a Provider of their own", () => {
  function provider(name: string, region: string): Provider {
    const { accessKeyId, accessKeySecret } = simulator.accounts[0];
    const endpoints = { cs: simulator.url, sts: simulator.url };
    return new Provider(name, { region, accessKey: accessKeyId, secretKey: accessKeySecret, endpoints });
  }

  test("they use its settings, and its keys make no result secret", async () => {
    const far = simulator.seed({ name: "far", region_id: "eu-central-1" }).cluster_id;
    pulumi.runtime.setAllConfig({});
    const options = { provider: provider("eu", "eu-central-1") };
    expect(await getCluster({ clusterId: far }, options)).toMatchObject({ name: "far", regionId: "eu-central-1" });
    expect(await outcome(getClusterOutput({ clusterId: far }, options))).toMatchObject({
      value: { name: "far" },
      isSecret: false,
    });
  });

  test("a provider that is not known yet is waited for by the Output form, and refused by the other one", async () => {
    const unknown = pulumi.output(Promise.resolve(pulumi.unknown)) as pulumi.Output<string>;
    const options = { provider: new Provider("unknown", { region: unknown }) };
    expect(await outcome(getClusterOutput({ clusterId: id }, options))).toMatchObject({ isKnown: false });
    await expect(getCluster({ clusterId: id }, options)).rejects.toThrow(
      "getCluster: the provider's settings are not known yet in this preview: call getClusterOutput, which waits for them",
    );
  });

  test("a provider of another package is refused", async () => {
    class Other extends pulumi.ProviderResource {}
    const options = { provider: new Other("aws", "aws") };
    await expect(getCluster({ clusterId: id }, options)).rejects.toThrow("must be a Provider of pulumi-ack-serverless");
  });

  test("a cluster's own method uses the cluster's provider, its parent's included", async () => {
    pulumi.runtime.setAllConfig({});
    class Group extends pulumi.ComponentResource {}
    const own = provider("own", "cn-hangzhou");
    const parent = new Group("shop:index:Group", "group", {}, { providers: [own] });
    for (const opts of [{ provider: own }, { parent }]) {
      const cluster = new ServerlessCluster("prod", { regionId: "cn-hangzhou" }, opts);
      const kubeconfig = await outcome(cluster.getKubeconfig({ privateNetwork: true, ttlMinutes: 15 }));
      expect(kubeconfig).toMatchObject({ value: { config: expect.stringContaining(id) }, isSecret: true });
    }
    expect(simulator.requests("DescribeClusterUserKubeconfig").map(({ query }) => query)).toEqual([
      { PrivateIpAddress: "true", TemporaryDurationMinutes: "15" },
      { PrivateIpAddress: "true", TemporaryDurationMinutes: "15" },
    ]);
  });

  test("a cluster that is not there yet has no kubeconfig in a preview", async () => {
    made.id = undefined;
    const cluster = new ServerlessCluster("new", { regionId: "cn-hangzhou" });
    expect(await outcome(cluster.getKubeconfig())).toMatchObject({ isKnown: false, isSecret: true });
    expect(simulator.requests("DescribeClusterUserKubeconfig")).toEqual([]);
  });
});
