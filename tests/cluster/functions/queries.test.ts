import { getAddonConfigSchema, getAddons, getKubernetesVersions } from "../../../provider/cluster/functions/catalogue";
import {
  getCluster,
  getClusterResources,
  getClusters,
  getKubeconfig,
} from "../../../provider/cluster/functions/queries";
import { failureOf, messageOf } from "../support/failure";
import { World } from "../support/world";

const NOBODY = `c${"0".repeat(32)}`;

describe("getCluster", () => {
  test("tells what ACK reports, and no credential", async () => {
    const world = await World.start();
    const { cluster_id: clusterId } = world.simulator.seed({ name: "live", tags: [{ key: "env", value: "prod" }] });
    const cluster = await getCluster({ clusterId }, world.context());
    expect(cluster).toMatchObject({
      clusterId,
      name: "live",
      regionId: "cn-hangzhou",
      state: "running",
      tags: { env: "prod" },
      serviceCidr: "172.19.0.0/20",
      addonVersions: { "metrics-server": "v0.3.9.8" },
    });
    expect(cluster.apiServerEndpoint).toMatch(/^https:/);
    expect(world.calls()).not.toContain("DescribeClusterUserKubeconfig");
  });

  test("finds a cluster of another region by <region>/<id>", async () => {
    const world = await World.start();
    const { cluster_id: id } = world.simulator.seed({ region_id: "eu-central-1" });
    const cluster = await getCluster({ clusterId: `eu-central-1/${id}` }, world.context());
    expect(cluster).toMatchObject({ clusterId: id, regionId: "eu-central-1" });
  });

  test("works where RAM denies everything but the cluster itself", async () => {
    const world = await World.start();
    const { cluster_id: clusterId } = world.simulator.seed({ name: "live" });
    for (const operation of ["DescribeClusterResources", "GetClusterAuditProject", "ListClusterAddonInstances"]) {
      world.simulator.failNext(operation, { kind: "status", status: 403, code: "StatusForbidden", message: "no" });
    }
    expect(await getCluster({ clusterId }, world.context())).toMatchObject({ name: "live" });
  });

  test("says where a cluster was looked for, and refuses one that is not Serverless", async () => {
    const world = await World.start();
    expect(await messageOf(getCluster({ clusterId: NOBODY }, world.context()))).toContain(
      "It was looked for in cn-hangzhou",
    );
    const { cluster_id: clusterId } = world.simulator.seed();
    world.simulator.overrideDetail(clusterId, { profile: "Default" });
    expect(await messageOf(getCluster({ clusterId }, world.context()))).toContain("is not an ACK Serverless cluster");
  });
});

describe("getClusters", () => {
  test("filters by exact name, tags, state and profile", async () => {
    const world = await World.start();
    world.simulator.seed({
      name: "web",
      tags: [
        { key: "env", value: "prod" },
        { key: "team", value: "a" },
      ],
    });
    world.simulator.seed({ name: "web-2", tags: [{ key: "env", value: "prod" }], state: "inactive" });
    const names = async (args: Parameters<typeof getClusters>[0]) =>
      (await getClusters(args, world.context())).map(({ name }) => name);
    expect(await names({})).toEqual(["web", "web-2"]);
    expect(await names({ name: "web" })).toEqual(["web"]);
    expect(await names({ tags: { env: "prod", team: "a" } })).toEqual(["web"]);
    expect(await names({ state: "inactive" })).toEqual(["web-2"]);
    expect(await names({ profile: "Default" })).toEqual([]);
    expect(await names({ profile: "any", regionId: "eu-central-1" })).toEqual([]);
  });

  test("reads every page", async () => {
    const world = await World.start({ clusterQuota: 200 });
    for (let index = 0; index < 101; index++)
      world.simulator.seed({ name: `c${index}`, vpcid: `vpc-${index}`, vswitch_ids: ["vsw-1"] });
    expect(await getClusters({}, world.context())).toHaveLength(101);
    expect(world.requests("DescribeClustersForRegion").map(({ query }) => query.page_number)).toEqual(["1", "2", "3"]);
  });
});

describe("getKubeconfig", () => {
  test("asks for what was asked for", async () => {
    const world = await World.start();
    const { cluster_id: clusterId } = world.simulator.seed();
    const { config, expiration } = await getKubeconfig(
      { clusterId, privateNetwork: true, ttlMinutes: 15 },
      world.context(),
    );
    expect(config).toContain("client-key-data");
    expect(Date.parse(expiration) - world.simulator.now()).toBeLessThanOrEqual(15 * 60_000);
    expect(world.requests("DescribeClusterUserKubeconfig")[0]?.query).toEqual({
      PrivateIpAddress: "true",
      TemporaryDurationMinutes: "15",
    });
  });

  test("says that an empty answer holds none", async () => {
    const world = await World.start();
    const { cluster_id: clusterId } = world.simulator.seed();
    world.simulator.failNext("DescribeClusterUserKubeconfig", { kind: "raw", status: 200, body: "{}" });
    expect(await messageOf(getKubeconfig({ clusterId }, world.context()))).toBe(
      `fetching a kubeconfig of cluster ${clusterId}: ACK answers without one; does the cluster run?`,
    );
  });
});

describe("getKubernetesVersions", () => {
  test("lists the supported ones, the newest first", async () => {
    const world = await World.start();
    const versions = await getKubernetesVersions({}, world.context());
    expect(versions.map(({ version }) => version)).toEqual([
      "1.35.2-aliyun.1",
      "1.34.10-aliyun.1",
      "1.34.1-aliyun.1",
      "1.33.3-aliyun.1",
      "1.32.1-aliyun.1",
      "1.31.1-aliyun.1",
    ]);
    expect(versions[0]).toEqual({ version: "1.35.2-aliyun.1", creatable: true, expiration: "2027-02-28" });
    expect(await getKubernetesVersions({ creatable: true }, world.context())).toEqual(
      versions.filter(({ creatable }) => creatable),
    );
  });

  test("tells the upgrades of a version, and of each that begins so", async () => {
    const world = await World.start();
    expect(await getKubernetesVersions({ from: "1.32.1-aliyun.1" }, world.context())).toEqual([
      { version: "1.32.1-aliyun.1", creatable: false, expiration: "2026-05-31", upgradeTargets: ["1.33.3-aliyun.1"] },
    ]);
    expect(await getKubernetesVersions({ from: "1.34" }, world.context())).toMatchObject([
      { version: "1.34.10-aliyun.1", upgradeTargets: ["1.35.2-aliyun.1"] },
      { version: "1.34.1-aliyun.1", upgradeTargets: ["1.34.10-aliyun.1", "1.35.2-aliyun.1"] },
    ]);
  });
});

test("getKubernetesVersions tells no version that new clusters may not have where these are asked for", async () => {
  const world = await World.start();
  const told = (from: string) => getKubernetesVersions({ creatable: true, from }, world.context());
  expect(await told("1.32.1-aliyun.1")).toEqual([]);
  expect(await told("1.32")).toEqual([]);
  expect(await told("1.34.1-aliyun.1")).toMatchObject([{ version: "1.34.1-aliyun.1", creatable: true }]);
});

describe("getAddons and getAddonConfigSchema", () => {
  test.each([undefined, "1.34", "1.34.1-aliyun.1"])(
    "ask for a new cluster of version %s by a full version",
    async (kubernetesVersion) => {
      const world = await World.start();
      await getAddons({ kubernetesVersion }, world.context());
      await getAddonConfigSchema({ name: "coredns", kubernetesVersion }, world.context());
      const asked = [...world.requests("ListAddons"), ...world.requests("DescribeAddon")];
      const full = kubernetesVersion === "1.34" ? "1.34.10-aliyun.1" : kubernetesVersion;
      expect(asked.map(({ query }) => (query as Record<string, string>).cluster_version)).toEqual([full, full]);
    },
  );

  test("tell what a new cluster can have, and what a cluster has", async () => {
    const world = await World.start();
    const { cluster_id: clusterId } = world.simulator.seed();
    const offered = await getAddons({ clusterSpec: "ack.pro.small", kubernetesVersion: "1.34" }, world.context());
    expect(offered.find(({ name }) => name === "coredns")).toEqual({
      name: "coredns",
      version: "v1.11.3.5",
      category: "network",
      managed: false,
      installByDefault: false,
      supportedActions: ["Install", "Upgrade", "Modify", "Uninstall"],
    });
    const own = await getAddons({ clusterId }, world.context());
    expect(own.filter(({ installedVersion }) => installedVersion).map(({ name }) => name)).toEqual([
      "ack-virtual-node",
      "metrics-server",
    ]);
    expect(await getAddonConfigSchema({ name: "coredns", clusterId }, world.context())).toEqual({
      name: "coredns",
      version: "v1.11.3.5",
      schema: {},
    });
    expect((await failureOf(getAddonConfigSchema({ name: "nothing" }, world.context()))).name).toBe("AckError");
  });
});

test("getClusterResources lists what belongs to a cluster", async () => {
  const world = await World.start();
  const { cluster_id: clusterId } = world.simulator.seed();
  const resources = await getClusterResources({ clusterId, withAddonResources: true }, world.context());
  expect(resources.map(({ autoCreated }) => autoCreated)).toContain(true);
  expect(resources.every(({ id, type }) => id !== "" && type !== "")).toBe(true);
  expect(world.requests("DescribeClusterResources")[0]?.query).toEqual({ with_addon_resources: "true" });
});

describe("wrong arguments are told by name, before any call", () => {
  const clusterId = NOBODY;
  test.each<[string, (world: World) => Promise<unknown>, string]>([
    [
      "an id",
      (world) => getCluster({ clusterId: "prod" }, world.context()),
      'getCluster: clusterId must be a cluster id such as "c0a1…", or "<region>/<cluster id>"; got "prod"',
    ],
    ["no id", (world) => getCluster({} as never, world.context()), "getCluster: clusterId must be set: a cluster id"],
    [
      "a validity",
      (world) => getKubeconfig({ clusterId, ttlMinutes: 5 }, world.context()),
      "getKubeconfig: ttlMinutes must be a whole number from 15 to 4320; got 5",
    ],
    [
      "two regions",
      (world) => getCluster({ clusterId: `eu-central-1/${clusterId}`, regionId: "cn-hangzhou" }, world.context()),
      'getCluster: regionId is "cn-hangzhou", but clusterId says eu-central-1',
    ],
    [
      "a version",
      (world) => getKubernetesVersions({ from: "v1" }, world.context()),
      "getKubernetesVersions: from must be a Kubernetes version",
    ],
    [
      "an unknown name",
      (world) => getClusters({ nam: "x" } as never, world.context()),
      "getClusters: nam is not one of name, tags, profile, state, regionId; take it out",
    ],
    [
      "an edition beside a cluster",
      (world) => getAddons({ clusterId, clusterSpec: "ack.pro.small" }, world.context()),
      "getAddons: clusterSpec speaks of a new cluster, and clusterId of one that is there: take one of the two out",
    ],
    [
      "an edition and a version beside a cluster",
      (world) =>
        getAddonConfigSchema(
          { name: "coredns", clusterId, clusterSpec: "ack.pro.small", kubernetesVersion: "1.34" },
          world.context(),
        ),
      "getAddonConfigSchema: clusterSpec and kubernetesVersion speak of a new cluster",
    ],
    [
      "an add-on",
      (world) => getAddonConfigSchema({ name: "a b" }, world.context()),
      "getAddonConfigSchema: name must be an add-on's name",
    ],
    [
      "no region",
      (world) => getClusters({}, world.context({ config: { "alicloud:region": "" } })),
      "getClusters: regionId must be set, or the provider's region",
    ],
  ])("%s", async (_, ask, words) => {
    const world = await World.start();
    expect(await messageOf(ask(world))).toContain(words);
    expect(world.calls()).toEqual([]);
  });
});
