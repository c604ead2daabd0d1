import type { SimulatorOptions } from "../../../simulator";
import { rawCall } from "../signed";
import { create, IN_VPC, invalid, MINIMAL, missing, outcome, restart, simulator, tag } from "../support/creating";

test("accepted: the minimum, and its defaults", async () => {
  const answer = await create(MINIMAL);
  expect(answer.status).toBe(202);
  const [cluster] = simulator.clusters();
  expect(cluster).toMatchObject({
    cluster_id: answer.body.cluster_id,
    state: "running",
    cluster_spec: "ack.standard",
    current_version: "1.35.2-aliyun.1",
    service_cidr: "172.19.0.0/20",
    timezone: "Asia/Shanghai",
    deletion_protection: false,
    zone_id: "cn-hangzhou-i",
    tags: [{ key: "ack.aliyun.com", value: answer.body.cluster_id }],
  });
  expect(JSON.parse(cluster?.master_url ?? "").api_server_endpoint).toMatch(/^https:\/\/203\.0\.113\.\d+:6443$/);
  expect(simulator.resources().map((one) => one.type)).toEqual(["vpc", "vswitch", "security-group", "slb", "eip"]);
});

test("accepted: empty texts count as absent", async () => {
  const empty = { vpcid: "", security_group_id: "", cluster_spec: "", timezone: "", load_balancer_spec: "" };
  expect(await outcome({ ...MINIMAL, ...empty })).toBe("accepted");
  expect(simulator.clusters()).toMatchObject([{ cluster_spec: "ack.standard", timezone: "Asia/Shanghai" }]);
});

test("accepted: a tag without value, and an add-on without config", async () => {
  const body = { ...MINIMAL, tags: [tag("a")], addons: [{ name: "coredns", config: "" }] };
  expect(await outcome(body)).toBe("accepted");
  expect(simulator.clusters()[0]?.tags).toContainEqual({ key: "a", value: "" });
});

test.each([
  ["zoneid", "cn-hangzhou-b"],
  ["zone_id", "cn-hangzhou-b"],
  ["zone_ids", ["cn-hangzhou-b"]],
])("accepted: the zone under the name %s", async (name, value) => {
  expect(await outcome({ ...MINIMAL, zoneid: undefined, [name]: value })).toBe("accepted");
  expect(simulator.clusters()[0]?.zone_id).toBe("cn-hangzhou-b");
});

test.each([
  ["private_zone", true],
  ["service_discovery_types", ["PrivateZone"]],
])("accepted: PrivateZone under the name %s", async (name, value) => {
  expect(await outcome({ ...MINIMAL, [name]: value })).toBe("accepted");
  expect(simulator.clusters()[0]?.private_zone).toBe(true);
});

test.each([["snat_entry"], ["nat_gateway"]])("accepted: a NAT gateway under the name %s", async (name) => {
  expect(await outcome({ ...MINIMAL, [name]: true })).toBe("accepted");
  expect(simulator.resources().filter((one) => one.type === "nat")).toHaveLength(1);
});

test("accepted: in a VPC, only the missing things are made", async () => {
  const body = { ...IN_VPC, security_group_id: "sg-1", endpoint_public_access: false };
  expect(await outcome(body)).toBe("accepted");
  expect(simulator.clusters()).toMatchObject([
    { vpc_id: "vpc-1", vswitch_ids: ["vsw-1"], vswitch_id: "vsw-1", security_group_id: "sg-1" },
  ]);
  expect(simulator.resources().map((one) => one.type)).toEqual(["slb"]);
  expect(JSON.parse(simulator.clusters()[0]?.master_url ?? "").api_server_endpoint).toBe("");
});

test("accepted: add-ons are the required, the default and the wanted ones", async () => {
  const addons = [{ name: "metrics-server", disabled: true }, { name: "logtail-ds" }];
  expect(await outcome({ ...MINIMAL, addons, service_discovery_types: ["CoreDNS"] })).toBe("accepted");
  const metaData = JSON.parse(simulator.clusters()[0]?.meta_data ?? "");
  expect(metaData.Addons.map((one: { name: string }) => one.name)).toEqual([
    "ack-virtual-node",
    "coredns",
    "logtail-ds",
  ]);
});

describe("the service CIDR", () => {
  const finding = (message: string): string => `400 InvalidCIDR service cidr ${message}`;
  test.each([
    ["10.1.0.0", finding("10.1.0.0 is not a CIDR block")],
    ["10.1.0.0/15", finding("the prefix of 10.1.0.0/15 must be between 16 and 24")],
    ["10.1.0.0/25", finding("the prefix of 10.1.0.0/25 must be between 16 and 24")],
    ["11.0.0.0/16", finding("11.0.0.0/16 is not inside 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16")],
    ["172.32.0.0/20", finding("172.32.0.0/20 is not inside 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16")],
    ["10.1.1.0/16", finding("10.1.1.0/16 has host bits; the network is 10.1.0.0/16")],
    ["192.168.8.0/24", finding("192.168.8.0/24 overlaps with the VPC cidr 192.168.0.0/16")],
    ["10.1.0.0/16", "accepted"],
    ["172.31.255.0/24", "accepted"],
  ])("%s: %s", async (cidr, expected) => {
    expect(await outcome({ ...MINIMAL, service_cidr: cidr })).toBe(expected);
  });

  test("every overlap is a finding: the VPC's blocks and the neighbours'", async () => {
    simulator.addVpc({
      vpcId: "vpc-1",
      region: "cn-hangzhou",
      cidr: "10.0.0.0/16",
      secondaryCidrs: ["172.19.0.0/16"],
      vswitches: [{ vswitchId: "vsw-1", zoneId: "cn-hangzhou-k" }],
    });
    const neighbour = simulator.seed({ ...IN_VPC, name: "neighbour", service_cidr: "172.20.0.0/20" });
    simulator.edit(neighbour.cluster_id, { service_cidr: "172.19.8.0/24" });
    const answer = await create(IN_VPC);
    expect(answer.body).toEqual({
      code: "InvalidCIDR",
      message: "service cidr 172.19.0.0/20 overlaps with the VPC cidr 172.19.0.0/16",
      requestId: expect.any(String),
      status: 400,
      data: [
        { code: "InvalidCIDR", message: "service cidr 172.19.0.0/20 overlaps with the VPC cidr 172.19.0.0/16" },
        {
          code: "InvalidCIDR",
          message: `service cidr 172.19.0.0/20 overlaps with the service cidr 172.19.8.0/24 of cluster ${neighbour.cluster_id}`,
        },
      ],
    });
  });

  test("a neighbour counts only in the same VPC, and only while it exists", async () => {
    const neighbour = simulator.seed({ ...IN_VPC, name: "neighbour" });
    expect(await outcome({ ...IN_VPC, vpcid: "vpc-2" })).toBe("accepted");
    expect(await outcome({ ...IN_VPC, name: "second" })).toContain("400 InvalidCIDR");
    simulator.vanish(neighbour.cluster_id);
    expect(await outcome({ ...IN_VPC, name: "second" })).toBe("accepted");
  });
});

describe("known networks", () => {
  beforeEach(() => {
    simulator.addVpc({
      vpcId: "vpc-1",
      region: "cn-hangzhou",
      cidr: "10.0.0.0/16",
      vswitches: [{ vswitchId: "vsw-1", zoneId: "cn-hangzhou-k" }],
      securityGroupIds: ["sg-1"],
    });
  });

  const absent = (code: string, id: string): string =>
    `400 ${code} The specified ${id} does not exist in this VPC or region.`;
  test.each([
    ["an unknown VPC", { vpcid: "vpc-2" }, absent("InvalidVpcId.NotFound", "vpc-2")],
    ["another region", { region_id: "cn-beijing" }, absent("InvalidVpcId.NotFound", "vpc-1")],
    ["an unknown vSwitch", { vswitch_ids: ["vsw-9"] }, absent("InvalidVSwitchId.NotFound", "vsw-9")],
    ["an unknown group", { security_group_id: "sg-9" }, absent("InvalidSecurityGroupId.NotFound", "sg-9")],
    ["all that is known", { security_group_id: "sg-1" }, "accepted"],
  ])("%s", async (_name, change, expected) => {
    expect(await outcome({ ...IN_VPC, ...change })).toBe(expected);
  });

  test("the zone is the one of the first vSwitch", async () => {
    await create(IN_VPC);
    expect(simulator.clusters()[0]?.zone_id).toBe("cn-hangzhou-k");
  });
});

describe("names are unique", () => {
  const TAKEN = "400 ClusterNameAlreadyExist cluster name {demo} already exist in your clusters";
  const ELSEWHERE = { ...MINIMAL, region_id: "cn-beijing", zoneid: "cn-beijing-a" };

  test("in the account, by default", async () => {
    await create(MINIMAL);
    expect(await outcome(MINIMAL)).toBe(TAKEN);
    expect(await outcome(ELSEWHERE)).toBe(TAKEN);
  });

  test("in the region, by option", async () => {
    await restart({ nameScope: "region" });
    await create(MINIMAL);
    expect(await outcome(MINIMAL)).toBe(TAKEN);
    expect(await outcome(ELSEWHERE)).toBe("accepted");
  });

  test("while a failed cluster has them", async () => {
    simulator.failTask("cluster_create", { code: "X", message: "x" });
    const failed = await create(MINIMAL);
    expect(await outcome(MINIMAL)).toBe(TAKEN);
    await rawCall(simulator, {
      action: "DeleteCluster",
      method: "DELETE",
      path: `/clusters/${failed.body.cluster_id}`,
    });
    expect(await outcome(MINIMAL)).toBe("accepted");
  });
});

test("the quota is a limit, by option", async () => {
  await restart({ clusterQuota: 1 });
  await create(MINIMAL);
  expect(await outcome({ ...MINIMAL, name: "second" })).toBe(
    "400 QuotaExceeded.Cluster the quota of 1 serverless clusters is used up",
  );
});

test("the limit of vSwitches is an option", async () => {
  await restart({ vswitchLimit: 8 });
  expect(await outcome({ ...IN_VPC, vswitch_ids: ["vsw-1", "vsw-2", "vsw-3", "vsw-4"] })).toBe("accepted");
});

test("the defaults of public access and SNAT are options", async () => {
  await restart({ defaultPublicAccess: false, defaultSnatEntry: true });
  await create(MINIMAL);
  expect(simulator.resources().map((one) => one.type)).toEqual([
    "vpc",
    "vswitch",
    "security-group",
    "nat",
    "eip",
    "slb",
  ]);
});

test("the accepted status is an option", async () => {
  await restart({ acceptedStatus: 200 });
  expect((await create(MINIMAL)).status).toBe(200);
});

test("the spelling of the standard edition is an option", async () => {
  await restart({ standardSpecReadsEmpty: true });
  await create(MINIMAL);
  expect(simulator.clusters()[0]?.cluster_spec).toBe("");
});

describe("deprecated names", () => {
  test("strict: refused, the older names of the page too", async () => {
    await restart({ deprecationMode: "strict" });
    expect(await outcome(MINIMAL)).toBe(invalid("zoneid", "the parameter is deprecated"));
    expect(await outcome({ ...MINIMAL, zoneid: undefined, zone_ids: ["cn-hangzhou-b"] })).toBe("accepted");
  });

  test("ignore: without effect", async () => {
    await restart({ deprecationMode: "ignore" });
    expect(await outcome(MINIMAL)).toBe(missing("zoneid"));
    const body = { ...MINIMAL, zone_ids: ["cn-hangzhou-b"], nat_gateway: true };
    expect(await outcome(body)).toBe("accepted");
    expect(simulator.resources().map((one) => one.type)).not.toContain("nat");
  });

  test.each(["ignore", "strict"] as const)("%s: the deprecated fields of the detail answer are gone", async (mode) => {
    const fields = async (options: SimulatorOptions): Promise<string[]> => {
      await restart(options);
      await create({ ...MINIMAL, zoneid: undefined, zone_ids: ["cn-hangzhou-b"] });
      return Object.keys(simulator.clusters()[0] ?? {});
    };
    const all = await fields({});
    const left = await fields({ deprecationMode: mode });
    expect(all).toHaveLength(44);
    expect(all.filter((name) => !left.includes(name)).sort()).toEqual([
      "docker_version",
      "external_loadbalancer_id",
      "network_mode",
      "parameters",
      "private_zone",
      "subnet_cidr",
      "vswitch_id",
      "zone_id",
    ]);
  });
});
