import { Simulator, type SimulatorOptions } from "../../simulator";
import { type RawAnswer, rawCall } from "./signed";

let simulator: Simulator;

beforeEach(async () => {
  simulator = await Simulator.start();
});
afterEach(() => simulator.close());

/** Starts the simulator anew, with options. */
async function restart(options: SimulatorOptions): Promise<void> {
  await simulator.close();
  simulator = await Simulator.start(options);
}

const MINIMAL = {
  name: "demo",
  cluster_type: "ManagedKubernetes",
  profile: "Serverless",
  region_id: "cn-hangzhou",
  zoneid: "cn-hangzhou-i",
};

const IN_VPC = {
  ...MINIMAL,
  zoneid: undefined,
  vpcid: "vpc-1",
  vswitch_ids: ["vsw-1"],
};

function create(body: Record<string, unknown>): Promise<RawAnswer> {
  return rawCall(simulator, { action: "CreateCluster", method: "POST", path: "/clusters", body });
}

/** `status code message`, or `accepted`. */
async function outcome(body: Record<string, unknown>): Promise<string> {
  const answer = await create(body);
  if (answer.status === 202) return "accepted";
  expect(answer.body).toMatchObject({ requestId: answer.headers["x-acs-request-id"], status: answer.status });
  return `${answer.status} ${answer.body.code} ${answer.body.message}`;
}

const invalid = (field: string, why: string): string =>
  `400 InvalidParameter The parameter '${field}' is invalid: ${why}`;
const missing = (field: string): string => `400 MissingParameter.${field} The input parameter '${field}' is mandatory`;
const NAME_RULE = "1 to 63 digits, letters and hyphens, not starting with a hyphen";
const tag = (key: string, value = ""): unknown => ({ key, value });

type Case = [name: string, change: Record<string, unknown>, outcome: string];

const REFUSED: Case[] = [
  ["no name", { name: undefined }, missing("name")],
  ["an empty name", { name: "" }, missing("name")],
  ["no region", { region_id: undefined }, missing("region_id")],
  ["no profile", { profile: undefined }, missing("profile")],
  ["no type", { cluster_type: undefined }, missing("cluster_type")],
  ["another profile", { profile: "Default" }, invalid("profile", "Serverless is simulated")],
  ["another type", { cluster_type: "Ask" }, invalid("cluster_type", "ManagedKubernetes is simulated")],
  ["a name that starts with a hyphen", { name: "-a" }, invalid("name", NAME_RULE)],
  ["a name with an underscore", { name: "a_b" }, invalid("name", NAME_RULE)],
  ["a name of 64 characters", { name: "a".repeat(64) }, invalid("name", NAME_RULE)],
  ["an unknown field", { dry_run: true }, invalid("dry_run", "no such parameter")],
  ["an unknown field deeper down", { tags: [{ key: "a", val: "b" }] }, invalid("tags[0].val", "no such parameter")],
  [
    "a wrong type",
    { deletion_protection: "true" },
    invalid("deletion_protection", "Invalid input: expected boolean, received string"),
  ],
  ["null", { timezone: null }, invalid("timezone", "Invalid input: expected string, received null")],
  [
    "an unknown edition",
    { cluster_spec: "ack.pro" },
    invalid("cluster_spec", "one of ack.standard, ack.pro.small, ack.pro.xlarge, ack.pro.2xlarge, ack.pro.4xlarge"),
  ],
  [
    "a version that does not exist",
    { kubernetes_version: "1.34" },
    invalid("kubernetes_version", "1.34 does not exist"),
  ],
  [
    "a version that is not creatable",
    { kubernetes_version: "1.32.1-aliyun.1" },
    invalid("kubernetes_version", "1.32.1-aliyun.1 is not creatable"),
  ],
  ["neither zone nor VPC", { zoneid: undefined }, missing("zoneid")],
  [
    "a zone of another region",
    { zoneid: "cn-beijing-a" },
    "400 ZoneNotSupported zone cn-beijing-a is not in region cn-hangzhou",
  ],
  ["a VPC without vSwitches", { vpcid: "vpc-1" }, missing("vswitch_ids")],
  ["vSwitches without a VPC", { vswitch_ids: ["vsw-1"] }, missing("vpcid")],
  ["a security group without a VPC", { security_group_id: "sg-1" }, missing("vpcid")],
  [
    "node parameters",
    { worker_instance_types: ["x"] },
    invalid("worker_instance_types", "serverless clusters do not have it"),
  ],
  ["a pod network", { container_cidr: "10.0.0.0/16" }, invalid("container_cidr", "serverless clusters do not have it")],
  [
    "a wrong discovery",
    { service_discovery_types: ["DNS"] },
    invalid("service_discovery_types[0]", 'Invalid option: expected one of "CoreDNS"|"PrivateZone"'),
  ],
  [
    "a time zone that does not exist",
    { timezone: "Asia/Nowhere" },
    invalid("timezone", "Asia/Nowhere is not a time zone"),
  ],
  [
    "21 tags",
    { tags: Array.from({ length: 21 }, (_, index) => tag(`k${index}`)) },
    "400 QuotaExceeded.Tag The parameter 'tags' holds more than 20 tags",
  ],
  ["a tag key of 65 characters", { tags: [tag("k".repeat(65))] }, invalid("tags[0].key", "1 to 64 characters")],
  [
    "a tag value of 129 characters",
    { tags: [tag("k", "v".repeat(129))] },
    invalid("tags[0].value", "at most 128 characters"),
  ],
  ["a reserved tag key", { tags: [tag("acs:x")] }, invalid("tags[0].key", "it starts with a reserved prefix")],
  [
    "a reserved tag value",
    { tags: [tag("x", "https://a")] },
    invalid("tags[0].value", "it starts with a reserved prefix"),
  ],
  ["a tag key twice", { tags: [tag("a", "1"), tag("a", "2")] }, invalid("tags[1].key", "the key occurs twice")],
  ["an add-on that does not exist", { addons: [{ name: "nothing" }] }, "404 AddonNotFound addon {nothing} not found"],
  [
    "an add-on twice",
    { addons: [{ name: "coredns" }, { name: "coredns" }] },
    invalid("addons[1].name", "the add-on occurs twice"),
  ],
  [
    "an add-on config that is no JSON",
    { addons: [{ name: "coredns", config: "{a" }] },
    invalid("addons[0].config", "it must be JSON text"),
  ],
  [
    "both log agents",
    { addons: [{ name: "logtail-ds" }, { name: "loongcollector" }] },
    "400 BadRequest logtail-ds and loongcollector exclude each other",
  ],
  [
    "a maintenance window on standard",
    { maintenance_window: { enable: true } },
    invalid("maintenance_window", "only Pro clusters have it, and this one is ack.standard"),
  ],
  [
    "encryption on standard",
    { encryption_provider_key: "k" },
    invalid("encryption_provider_key", "only Pro clusters have it, and this one is ack.standard"),
  ],
  [
    "a window of 25 hours",
    { maintenance_window: { duration: "25h" } },
    invalid("maintenance_window.duration", "write 1h to 24h"),
  ],
  [
    "a window on a German day",
    { maintenance_window: { weekly_period: "Montag" } },
    invalid("maintenance_window.weekly_period", "English names of days, joined by commas"),
  ],
];

test.each(REFUSED)("refused: %s", async (_name, change, expected) => {
  expect(await outcome({ ...MINIMAL, ...change })).toBe(expected);
  expect([simulator.clusters(), simulator.resources()]).toEqual([[], []]);
});

const REFUSED_IN_VPC: Case[] = [
  [
    "four vSwitches",
    { vswitch_ids: ["vsw-1", "vsw-2", "vsw-3", "vsw-4"] },
    "400 InvalidVSwitch.Count The count of vswitch_ids must be between 1 to 3",
  ],
  ["a malformed VPC id", { vpcid: "my-vpc" }, invalid("vpcid", "an id of the form vpc-…")],
  ["a malformed vSwitch id", { vswitch_ids: ["vsw-1", "sw-2"] }, invalid("vswitch_ids[1]", "an id of the form vsw-…")],
  [
    "both ways to a security group",
    { security_group_id: "sg-1", is_enterprise_security_group: true },
    invalid("is_enterprise_security_group", "security_group_id is given, and the two exclude each other"),
  ],
];

test.each(REFUSED_IN_VPC)("refused in a VPC: %s", async (_name, change, expected) => {
  expect(await outcome({ ...IN_VPC, ...change })).toBe(expected);
});

test("refused: a body that is no JSON", async () => {
  const answer = await rawCall(simulator, { action: "CreateCluster", method: "POST", path: "/clusters", body: "{" });
  expect([answer.status, answer.body.code]).toEqual([400, "InvalidParameter"]);
});

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
