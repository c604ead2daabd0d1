import * as pulumi from "@pulumi/pulumi";
import { properties } from "../../provider/cluster/properties/table";
import { ServerlessCluster, type ServerlessClusterArgs } from "../../sdk";
import { ServerlessCluster as PluginCluster } from "../../sdk/plugin";
import { providerLine, timeoutsInSeconds } from "../../sdk/props";

interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly custom: boolean | undefined;
  readonly id: string | undefined;
}

const registered: Registered[] = [];
/** What the engine answers for a cluster: a value for each output, beside its inputs. */
const answer = Object.fromEntries(Object.keys(properties).map((name) => [name, `the ${name}`]));

beforeAll(async () => {
  await pulumi.runtime.setMocks(
    {
      newResource({ type, name, inputs, custom, id }) {
        registered.push({ type, name, inputs, custom, id });
        return { id: `${name}-id`, state: type.endsWith("ServerlessCluster") ? { ...inputs, ...answer } : inputs };
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

const resolved = <T>(output: pulumi.Output<T>): Promise<T> => new Promise((resolve) => output.apply(resolve));
const isCluster = ({ type }: Registered) => type === "pulumi-nodejs:dynamic/ack:ServerlessCluster";

/** What the engine is told of one cluster. */
async function told(args: ServerlessClusterArgs, opts: pulumi.CustomResourceOptions = {}) {
  await resolved(new ServerlessCluster("prod", args, opts).urn);
  return registered.filter(isCluster)[0];
}

const urn = "urn:pulumi:dev::shop::pulumi-nodejs:dynamic/ack:ServerlessCluster::prod";
const line = 'exports.handler = () => require("pulumi-ack-serverless/dynamic").provider;';

test("the provider's code in a state: is one line, frozen for ever", () => {
  expect(providerLine).toBe(line);
});

test("a cluster without arguments: hands over the provider's line and its own URN, and nothing else", async () => {
  expect(await told({})).toEqual({
    type: "pulumi-nodejs:dynamic/ack:ServerlessCluster",
    name: "prod",
    inputs: { __provider: line, __urn: urn, __secrets: [] },
    custom: true,
    id: "",
  });
});

test("a cluster with arguments: hands them over under their own names", async () => {
  const args: ServerlessClusterArgs = {
    name: pulumi.output("prod"),
    vpcId: pulumi.output(Promise.resolve("vpc-1")),
    vswitchIds: ["vsw-1", pulumi.output("vsw-2")],
    deletionProtection: false,
    tags: { team: pulumi.output("shop") },
    addons: [{ name: "logtail-ds", config: { sls_project_name: "logs" } }],
  };
  expect((await told(args))?.inputs).toEqual({
    name: "prod",
    vpcId: "vpc-1",
    vswitchIds: ["vsw-1", "vsw-2"],
    deletionProtection: false,
    tags: { team: "shop" },
    addons: [{ name: "logtail-ds", config: { sls_project_name: "logs" } }],
    __provider: line,
    __urn: urn,
    __secrets: [],
  });
});

test("every property of the table: is an output of the class", async () => {
  const cluster = new ServerlessCluster("prod", { name: "given" });
  const outputs = cluster as unknown as Readonly<Record<string, pulumi.Output<unknown>>>;
  const values = await Promise.all(
    Object.keys(properties).map(async (name) => [name, await resolved(outputs[name] as pulumi.Output<unknown>)]),
  );
  expect(Object.fromEntries(values)).toEqual(answer);
});

test("a cluster is known by its type, as mocks and policies ask for it", async () => {
  const [cluster, other] = [new ServerlessCluster("prod"), new PluginCluster("prod")];
  expect([ServerlessCluster.__pulumiType, PluginCluster.__pulumiType]).toEqual([
    "pulumi-nodejs:dynamic/ack:ServerlessCluster",
    "ack-serverless:index:ServerlessCluster",
  ]);
  expect([cluster, other, {}, undefined].map((value) => ServerlessCluster.isInstance(value))).toEqual([
    true,
    false,
    false,
    false,
  ]);
  expect([cluster, other].map((value) => PluginCluster.isInstance(value))).toEqual([false, true]);
  await resolved(cluster.urn);
  expect(registered.filter(isCluster)).toMatchObject([{ type: ServerlessCluster.__pulumiType }]);
});

test("get: reads a cluster by its id, with no inputs but the hidden ones", async () => {
  const cluster = ServerlessCluster.get("prod", "cn-beijing/c-1");
  await resolved(cluster.urn);
  expect(registered.filter(isCluster)).toEqual([
    {
      type: "pulumi-nodejs:dynamic/ack:ServerlessCluster",
      name: "prod",
      inputs: { __provider: line, __urn: urn, __secrets: [] },
      custom: true,
      id: "cn-beijing/c-1",
    },
  ]);
});

describe("__urn", () => {
  class Site extends pulumi.ComponentResource {
    readonly clusters: readonly ServerlessCluster[];
    constructor(name: string, clusters: readonly string[], opts?: pulumi.ComponentResourceOptions) {
      super("shop:index:Site", name, {}, opts);
      this.clusters = clusters.map((cluster) => new ServerlessCluster(cluster, {}, { parent: this }));
      this.registerOutputs({ ids: this.clusters.map(({ clusterId }) => clusterId) });
    }
  }

  /** The URN that each cluster is told, and the one that it has. */
  async function urns(clusters: readonly ServerlessCluster[]) {
    const own = await Promise.all(clusters.map((cluster) => resolved(cluster.urn)));
    return own.map((has, index) => [registered.filter(isCluster)[index]?.inputs.__urn, has]);
  }

  const inSite = (parents: string, name: string) =>
    `urn:pulumi:dev::shop::${parents}$pulumi-nodejs:dynamic/ack:ServerlessCluster::${name}`;

  test("of a cluster without a parent: is its own", async () => {
    expect(await urns([new ServerlessCluster("prod")])).toEqual([[urn, urn]]);
  });

  test("of two siblings in one component: neither waits for the other", async () => {
    const { clusters } = new Site("eu", ["one", "two"]);
    const [one, two] = [inSite("shop:index:Site", "one"), inSite("shop:index:Site", "two")];
    expect(await urns(clusters)).toEqual([
      [one, one],
      [two, two],
    ]);
  });

  test("of a cluster in a component in a component: names both", async () => {
    const outer = new Site("world", []);
    const { clusters } = new Site("eu", ["one"], { parent: outer });
    // The URN that it has is of no use here: the mocked engine names the nearest parent only.
    const [[told] = []] = await urns(clusters);
    expect(told).toBe(inSite("shop:index:Site$shop:index:Site", "one"));
  });

  test("of a cluster below another cluster: names it, without waiting for it to be made", async () => {
    const parent = new ServerlessCluster("outer");
    const child = new ServerlessCluster("inner", {}, { parent });
    const [outer, inner] = [
      urn.replace("::prod", "::outer"),
      inSite("pulumi-nodejs:dynamic/ack:ServerlessCluster", "inner"),
    ];
    expect(await urns([parent, child])).toEqual([
      [outer, outer],
      [inner, inner],
    ]);
  });
});

test("custom timeouts: are handed over in seconds", async () => {
  expect((await told({}, { customTimeouts: { create: "1h30m", delete: "90s" } }))?.inputs).toEqual({
    __provider: line,
    __urn: urn,
    __secrets: [],
    __timeouts: { create: 5400, delete: 90 },
  });
});

test.each<[pulumi.CustomTimeouts | undefined, object | undefined]>([
  [undefined, undefined],
  [{}, {}],
  [{ create: "30m" }, { create: 1800 }],
  [
    { create: "1h", update: "1h30m15s", delete: "1.5h" },
    { create: 3600, update: 5415, delete: 5400 },
  ],
  [{ update: "500ms" }, { update: 0.5 }],
  [{ create: undefined as unknown as string, delete: "0s" }, { delete: 0 }],
])("custom timeouts %j are %j seconds", (timeouts, seconds) => {
  expect(timeoutsInSeconds(timeouts)).toEqual(seconds);
});

test.each(["30", "m", "30 minutes", "1h 30m", "-5m", "", "1d", "5m3"])(
  "a custom timeout of %j: is refused with a clear error",
  (text) => {
    expect(() => new ServerlessCluster("prod", {}, { customTimeouts: { update: text } })).toThrow(
      new Error(`customTimeouts.update must be a duration such as "30m" or "1h30m"; got ${JSON.stringify(text)}`),
    );
  },
);

test("secrets are found in objects of any class and without a prototype, and not in resources and assets", async () => {
  class Window {
    readonly enable = true;
    readonly maintenanceTime = pulumi.secret("03:00:00Z");
  }
  class Group extends pulumi.ComponentResource {
    readonly password = pulumi.secret("canary");
  }
  const config = Object.assign(Object.create(null), {
    key: pulumi.secret("canary"),
    text: new pulumi.asset.StringAsset("{}"),
    group: new Group("shop:index:Group", "group"),
  });
  class Args {
    readonly maintenanceWindow = new Window();
    readonly addons = [{ name: "one", config }];
  }
  await told(new Args() as ServerlessClusterArgs);
  expect(registered.find(isCluster)?.inputs.__secrets).toEqual([
    ["addons", "config", "key"],
    ["maintenanceWindow", "maintenanceTime"],
  ]);
});

test("a secret key or token in plain text: is warned of once, with the command that encrypts it", async () => {
  const said = jest.spyOn(pulumi.log, "warn").mockResolvedValue();
  try {
    const config = { "alicloud:accessKey": "LTAI", "alicloud:secretKey": "key", "alicloud:securityToken": "token" };
    pulumi.runtime.setAllConfig(config, ["alicloud:secretKey"]);
    await told({});
    pulumi.runtime.setAllConfig(config, []);
    await told({});
    await told({});
    const place = "is stored in plain text, in the stack's configuration and in its state: set it with";
    expect(said.mock.calls).toEqual([
      [`alicloud:securityToken ${place} "pulumi config set --secret alicloud:securityToken"`],
      [`alicloud:secretKey ${place} "pulumi config set --secret alicloud:secretKey"`],
    ]);
  } finally {
    said.mockRestore();
    pulumi.runtime.setAllConfig({});
  }
});
