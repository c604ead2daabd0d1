import { ownershipTagKey } from "../../../provider/cluster/state/ownership";
import { times } from "../support/failure";
import { AUTO_VPC, IN_VPC, PAGE_EXAMPLES } from "../support/inputs";
import { Stack } from "../support/stack";
import { World } from "../support/world";

const NO_TAG = { "ack-serverless:ownershipTag": "false" };

async function createBody(program: object, config: Record<string, string> = NO_TAG): Promise<unknown> {
  const world = await World.start({ progression: "immediate", config });
  await new Stack(world).up({ ...program });
  const bodies = world.requests("CreateCluster").map(({ body }) => body);
  expect(bodies).toHaveLength(1);
  return bodies[0];
}

describe("the body of CreateCluster", () => {
  test("is that of the vendor page's first example, key for key", async () => {
    const { program, body } = PAGE_EXAMPLES.autoVpc;
    expect(await createBody(program)).toEqual(body);
  });

  test("is that of the page's second example, and says beside it that no NAT gateway is wanted", async () => {
    const { program, body } = PAGE_EXAMPLES.existingVpc;
    expect(await createBody(program)).toEqual({ ...body, snat_entry: false });
  });

  test("says both what the page's defaults are and what the program leaves out", async () => {
    expect(await createBody(AUTO_VPC)).toEqual({
      cluster_type: "ManagedKubernetes",
      profile: "Serverless",
      name: "demo",
      region_id: "cn-hangzhou",
      zoneid: "cn-hangzhou-i",
      endpoint_public_access: true,
      snat_entry: false,
    });
  });

  test("carries the ownership tag after the program's own tags", async () => {
    const body = (await createBody({ ...AUTO_VPC, tags: { env: "test" } }, {})) as { tags: unknown };
    expect(body.tags).toEqual([
      { key: "env", value: "test" },
      { key: ownershipTagKey, value: expect.stringMatching(/^creating:[0-9a-f]{24}:[0-9a-f]{16}$/) },
    ]);
  });

  test("carries an add-on's configuration: text byte for byte, an object as its JSON, an empty one not at all", async () => {
    const addons = [
      { name: "logtail-ds", config: '{ "IngressDashboardEnabled" : "true" }' },
      { name: "nginx-ingress-controller", config: { IngressSlbNetworkType: "internet" } },
      { name: "metrics-server", config: {}, disabled: true },
    ];
    const body = (await createBody({ ...AUTO_VPC, addons })) as { addons: unknown };
    expect(body.addons).toEqual([
      { name: "logtail-ds", config: '{ "IngressDashboardEnabled" : "true" }' },
      { name: "nginx-ingress-controller", config: '{"IngressSlbNetworkType":"internet"}' },
      { name: "metrics-server", disabled: true },
    ]);
  });

  test("carries every other input under the page's name", async () => {
    const program = {
      ...IN_VPC,
      kubernetesVersion: "1.34.1-aliyun.1",
      serviceDiscoveryTypes: ["CoreDNS", "PrivateZone"],
      serviceCidr: "172.21.0.0/20",
      timezone: "Asia/Shanghai",
      resourceGroupId: "rg-acfm3mkrure",
    };
    expect(await createBody(program)).toEqual({
      cluster_type: "ManagedKubernetes",
      profile: "Serverless",
      name: "demo",
      region_id: "cn-hangzhou",
      endpoint_public_access: true,
      snat_entry: false,
      kubernetes_version: "1.34.1-aliyun.1",
      service_discovery_types: ["CoreDNS", "PrivateZone"],
      service_cidr: "172.21.0.0/20",
      timezone: "Asia/Shanghai",
      resource_group_id: "rg-acfm3mkrure",
      vpcid: "vpc-bp1known",
      vswitch_ids: ["vsw-bp1one", "vsw-bp1two"],
      security_group_id: "sg-bp1known",
    });
  });
});

describe("a created cluster", () => {
  test("takes these calls, one look a minute until it runs", async () => {
    const world = await World.start();
    await new Stack(world).up(AUTO_VPC);
    expect(world.calls()).toEqual([
      "GetCallerIdentity",
      "DescribeClustersForRegion",
      "CreateCluster",
      ...times(5, "DescribeClusterDetail", "DescribeTaskInfo"),
      "TagResources",
    ]);
    expect(world.requests("DescribeClustersForRegion")[0]).toMatchObject({
      path: "/regions/cn-hangzhou/clusters",
      query: { name: "demo", page_number: "1", page_size: "50" },
    });
  });

  test("without the ownership tag takes neither a list nor a tag", async () => {
    const world = await World.start({ config: NO_TAG });
    await new Stack(world).up(AUTO_VPC);
    expect(world.calls()).toEqual([
      "GetCallerIdentity",
      "CreateCluster",
      ...times(5, "DescribeClusterDetail", "DescribeTaskInfo"),
    ]);
  });

  test("is recorded with its id, its task, its request and its account", async () => {
    const world = await World.start();
    const stack = new Stack(world);
    await stack.up(AUTO_VPC);
    const { cluster_id: id } = world.cluster();
    expect(stack.id).toBe(id);
    expect(stack.outputs).toMatchObject({
      clusterId: id,
      accountId: "1000000000000001",
      taskId: expect.stringMatching(/^T-[0-9a-f]{24}$/),
      requestId: expect.stringMatching(/^[0-9A-F-]{36}$/),
    });
  });

  test("has in its outputs what ACK made for it", async () => {
    const world = await World.start();
    const stack = new Stack(world);
    await stack.up(AUTO_VPC);
    const cluster = world.cluster();
    expect(stack.outputs).toMatchObject({
      name: "demo",
      regionId: "cn-hangzhou",
      zoneId: "cn-hangzhou-i",
      state: "running",
      vpcId: cluster.vpc_id,
      vswitchIds: cluster.vswitch_ids,
      securityGroupId: cluster.security_group_id,
      serviceCidr: "172.19.0.0/20",
      resourceGroupId: cluster.resource_group_id,
      currentVersion: cluster.current_version,
      created: cluster.created,
      clusterDomain: "cluster.local",
      endpointPublicAccess: true,
      apiServerEndpoint: expect.stringMatching(/^https:\/\/203\.0\.113\.\d+:6443$/),
      intranetApiServerEndpoint: expect.stringMatching(/^https:\/\/192\.168\.\d+\.\d+:6443$/),
    });
  });

  test("shows no difference at the next up, which makes no call", async () => {
    const world = await World.start();
    const stack = new Stack(world);
    await stack.up(AUTO_VPC);
    world.forget();
    expect(await stack.up(AUTO_VPC)).toBe("same");
    expect(world.calls()).toEqual([]);
  });

  test("lives in the region that its inputs name, whatever the provider's region is", async () => {
    const world = await World.start({ regionHosts: ["cn-hangzhou", "cn-beijing"] });
    const stack = new Stack(world);
    await stack.up({ name: "demo", regionId: "cn-beijing", zoneId: "cn-beijing-a" });
    expect(world.cluster().region_id).toBe("cn-beijing");
    const regions = new Set(
      world.requests().flatMap(({ operation, region }) => (operation === "GetCallerIdentity" ? [] : [region])),
    );
    expect([...regions]).toEqual(["cn-beijing"]);
  });
});

test("nothing is created when the account cannot be determined", async () => {
  const world = await World.start();
  world.simulator.failNext("GetCallerIdentity", { kind: "raw", status: 200, body: "{}" });
  await expect(new Stack(world).up(AUTO_VPC)).rejects.toThrow(
    'creating cluster "demo": STS does not report the account\'s id',
  );
  expect(world.calls()).toEqual(["GetCallerIdentity"]);
});
