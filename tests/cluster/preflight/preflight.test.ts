import { create } from "../../../provider/cluster/lifecycle/create";
import type { Finding } from "../../../provider/cluster/preflight/finding";
import { preflight } from "../../../provider/cluster/preflight/preflight";
import { standaloneContext } from "../../../provider/hosts/standalone";
import { type KnownVpc, Simulator, type SimulatorOptions } from "../../../simulator";
import { messageOf } from "../support/failure";

const REGION = "cn-hangzhou";
const VPC: KnownVpc = {
  vpcId: "vpc-1a",
  region: REGION,
  cidr: "10.0.0.0/16",
  secondaryCidrs: ["172.20.0.0/16"],
  vswitches: [
    { vswitchId: "vsw-1a", zoneId: "cn-hangzhou-i" },
    { vswitchId: "vsw-few", zoneId: "cn-hangzhou-j", freeAddresses: 3 },
    { vswitchId: "vsw-full", zoneId: "cn-hangzhou-j", freeAddresses: 0 },
    { vswitchId: "vsw-new", zoneId: "cn-hangzhou-j", status: "Pending" },
  ],
  securityGroupIds: ["sg-1a"],
};
const SOUND = {
  regionId: REGION,
  name: "prod",
  vpcId: "vpc-1a",
  vswitchIds: ["vsw-1a"],
  securityGroupId: "sg-1a",
  serviceCidr: "172.21.0.0/20",
  kubernetesVersion: "1.34",
};

const running = new Set<Simulator>();
afterEach(async () => {
  const ended = [...running];
  running.clear();
  const unhandled = ended.flatMap((simulator) => simulator.unhandled());
  await Promise.all(ended.map((simulator) => simulator.close()));
  expect(unhandled).toEqual([]);
});

async function start(options: SimulatorOptions = {}, vpc: KnownVpc | undefined = VPC) {
  const simulator = await Simulator.start({ progression: "immediate", ...options });
  running.add(simulator);
  if (vpc !== undefined) simulator.addVpc(vpc);
  return simulator;
}

function contextOf(simulator: Simulator, config: Readonly<Record<string, string>> = {}) {
  const { url, accounts } = simulator;
  const values: Readonly<Record<string, string>> = {
    "alicloud:accessKey": accounts[0].accessKeyId,
    "alicloud:secretKey": accounts[0].accessKeySecret,
    "alicloud:endpoints": JSON.stringify({ cs: url, sts: url, vpc: url, ecs: url }),
    "ack-serverless:retryIntervalMs": "1",
    "ack-serverless:pollIntervalMs": "1",
    ...config,
  };
  const warnings: string[] = [];
  return {
    warnings,
    ...standaloneContext({ config: (key) => values[key], env: {}, warn: (text) => warnings.push(text) }),
  };
}

/** The findings that are not fine, in words. */
async function objections(simulator: Simulator, inputs: object): Promise<string[]> {
  return words(await preflight({ ...inputs }, contextOf(simulator)));
}

function words(findings: readonly Finding[]): string[] {
  return findings
    .filter(({ verdict }) => verdict !== "fine")
    .map(({ verdict, property, text }) => `${verdict} ${property ?? "account"}: ${text}`);
}

describe("preflight", () => {
  test("finds nothing against a sound creation", async () => {
    const simulator = await start();
    simulator.seed({ name: "other", vpcid: "vpc-1a", vswitch_ids: ["vsw-1a"], service_cidr: "172.22.0.0/20" });
    const findings = await preflight(SOUND, contextOf(simulator));
    expect(words(findings)).toEqual([]);
    expect(findings.map(({ property, text }) => `${property ?? "account"}: ${text}`)).toEqual([
      "account: the credentials are of account 1000000000000001",
      "account: Container Service answers in cn-hangzhou",
      "account: the service roles are granted",
      "account: 1 of 20 Serverless clusters exist in cn-hangzhou; those in other regions count too",
      'name: "prod" is free in cn-hangzhou',
      "kubernetesVersion: a new cluster gets 1.34.10-aliyun.1",
      "vpcId: vpc-1a exists: 10.0.0.0/16, 172.20.0.0/16",
      "serviceCidr: 172.21.0.0/20 is free in vpc-1a",
      "vswitchIds: vsw-1a is in zone cn-hangzhou-i and has 250 free addresses",
      "securityGroupId: sg-1a is in vpc-1a",
    ]);
    expect(simulator.requests().filter(({ operation = "" }) => !/^(Describe|Get|Check)/.test(operation))).toEqual([]);
  });

  test("reports everything that is wrong at once", async () => {
    const simulator = await start({ missingRoles: ["AliyunCSDefaultRole", "AliyunCSManagedLogRole"], clusterQuota: 1 });
    const { cluster_id: other } = simulator.seed({
      name: "prod",
      vpcid: "vpc-1a",
      vswitch_ids: ["vsw-1a"],
      service_cidr: "172.19.0.0/20",
    });
    const wishes = {
      ...SOUND,
      kubernetesVersion: "1.31",
      vswitchIds: ["vsw-full", "vsw-few", "vsw-new", "vsw-none"],
      securityGroupId: "sg-2b",
      serviceCidr: undefined,
    };
    expect(await objections(simulator, wishes)).toEqual([
      "fails account: the service role AliyunCSDefaultRole is missing",
      "doubtful account: the service role AliyunCSManagedLogRole is missing",
      "fails account: the quota is used up: 1 of 1 Serverless clusters exist",
      `fails name: "prod" is taken by cluster ${other}`,
      "fails kubernetesVersion: ACK does not create clusters with Kubernetes 1.31 in cn-hangzhou",
      `fails serviceCidr: the default 172.19.0.0/20 overlaps 172.19.0.0/20 of cluster ${other} in vpc-1a`,
      "fails vswitchIds: vsw-full has 0 free addresses, and each pod takes one",
      "doubtful vswitchIds: vsw-few has 3 free addresses, and each pod takes one",
      "doubtful vswitchIds: vsw-new is Pending",
      "fails vswitchIds: there is no vsw-none in vpc-1a",
      "fails securityGroupId: there is no sg-2b in vpc-1a",
    ]);
  });

  test("compares the network of Services with the VPC's secondary ones, too", async () => {
    const simulator = await start();
    simulator.seed({ name: "other", vpcid: "vpc-1a", vswitch_ids: ["vsw-1a"], service_cidr: "172.22.0.0/20" });
    expect(await objections(simulator, { ...SOUND, serviceCidr: "172.20.16.0/20" })).toEqual([
      "fails serviceCidr: 172.20.16.0/20 overlaps 172.20.0.0/16 of vpc-1a",
    ]);
  });

  test.each<[string, Partial<KnownVpc>, string[], string]>([
    ["172.19.0.0/20", { cidr: "172.16.0.0/12" }, [], "192.168.240.0/20"],
    ["172.21.0.0/20", { cidr: "172.21.0.0/16" }, [], "172.31.240.0/20"],
    ["10.1.0.0/16", { cidr: "10.0.0.0/8", secondaryCidrs: ["172.16.0.0/12"] }, [], "192.168.240.0/20"],
    ["192.168.0.0/20", { cidr: "192.168.0.0/16", secondaryCidrs: ["172.16.0.0/12"] }, [], "10.255.240.0/20"],
    ["172.22.0.0/20", { cidr: "192.168.0.0/16" }, ["172.22.0.0/20", "172.21.0.0/20"], "172.31.240.0/20"],
    ["172.21.0.0/20", { cidr: "10.0.0.0/8", secondaryCidrs: ["172.16.0.0/12", "192.168.0.0/16"] }, [], ""],
  ])("advises in place of %s, beside %j and %j, a network that passes: %s", async (serviceCidr, vpc, others, free) => {
    const simulator = await start({}, { ...VPC, secondaryCidrs: [], ...vpc });
    for (const [index, service_cidr] of others.entries())
      simulator.seed({ name: `other-${index}`, vpcid: "vpc-1a", vswitch_ids: ["vsw-1a"], service_cidr });
    const check = async (cidr: string) =>
      (await preflight({ ...SOUND, serviceCidr: cidr }, contextOf(simulator))).find(
        ({ property }) => property === "serviceCidr",
      );
    const none = ": none of 172.21.0.0/20, 172.31.240.0/20, 192.168.240.0/20, 10.255.240.0/20, 10.128.0.0/20 is free";
    const remedy = `set a network that nothing else in the VPC uses${free ? `, such as ${free}` : none}`;
    expect(await check(serviceCidr)).toMatchObject({ verdict: "fails", remedy });
    if (free) expect(await check(free)).toMatchObject({ verdict: "fine", text: `${free} is free in vpc-1a` });
  });

  test("judges the zone of a VPC that ACK creates", async () => {
    const simulator = await start();
    const zone = { regionId: REGION, zoneId: "cn-hangzhou-x", serviceCidr: "192.168.0.0/20" };
    expect(await objections(simulator, zone)).toEqual([
      expect.stringContaining("unknown account: the region has no Serverless cluster"),
      "fails zoneId: there is no cn-hangzhou-x in cn-hangzhou",
      "doubtful serviceCidr: 192.168.0.0/20 overlaps 192.168.0.0/16, which ACK gives to the VPC that it creates",
    ]);
    expect(await objections(simulator, { regionId: REGION, vpcId: "vpc-none" })).toContain(
      "fails vpcId: there is no vpc-none in cn-hangzhou for this account",
    );
  });

  test("goes on where RAM denies a call, and names it", async () => {
    const simulator = await start();
    simulator.seed({ name: "other", vpcid: "vpc-1a", vswitch_ids: ["vsw-1a"], service_cidr: "172.22.0.0/20" });
    const denied = { kind: "status", status: 403, code: "StatusForbidden", message: "no" } as const;
    for (const name of ["CheckServiceRole", "DescribeVpcs", "DescribeUserQuota", "DescribeKubernetesVersionMetadata"])
      simulator.failNext(name, denied);
    expect(await objections(simulator, SOUND)).toEqual([
      "unknown account: could not check: RAM denies cs:CheckServiceRole",
      "unknown account: could not check: RAM denies cs:DescribeUserQuota",
      "unknown account: could not check: RAM denies cs:DescribeKubernetesVersionMetadata",
      "unknown account: could not check: RAM denies vpc:DescribeVpcs",
    ]);
  });

  test("says that the clusters could not be listed, and what that leaves open", async () => {
    const simulator = await start();
    const denied = { kind: "status", status: 403, code: "StatusForbidden", message: "no" } as const;
    simulator.failNext("DescribeClustersForRegion", denied);
    expect(await objections(simulator, SOUND)).toEqual([
      "unknown account: could not check: RAM denies cs:DescribeClustersForRegion",
      "unknown account: could not check how many clusters the quota still allows",
      "unknown name: could not check whether it is taken",
      "unknown serviceCidr: 172.21.0.0/20 is free in vpc-1a, but its other clusters could not be listed",
    ]);
  });

  test("ends at credentials that are wrong, and reports a service that is not activated", async () => {
    const simulator = await start();
    const wrong = await preflight(SOUND, contextOf(simulator, { "alicloud:secretKey": "wrong" }));
    expect(wrong).toMatchObject([{ check: "credentials", verdict: "fails" }]);
    expect(wrong).toHaveLength(1);
    // ECS and VPC answer 403 for a key that is disabled, too: that is no denial.
    const disabled = { kind: "status", status: 403, code: "InvalidAccessKeyId.Inactive", message: "no" } as const;
    simulator.failNext("GetCallerIdentity", disabled);
    expect(await preflight(SOUND, contextOf(simulator))).toMatchObject([{ check: "credentials", verdict: "fails" }]);
    const inactive = { kind: "status", status: 400, code: "ErrorNotEnabled", message: "no" } as const;
    for (const name of ["DescribeClustersForRegion", "CheckServiceRole", "DescribeUserQuota"])
      simulator.failNext(name, inactive);
    expect(await objections(simulator, { regionId: REGION })).toEqual([
      "fails account: Container Service for Kubernetes is not activated for this account",
    ]);
  });
});

describe("preflight as a part of create", () => {
  const urn = "urn:pulumi:dev::shop::pulumi-nodejs:dynamic/ack:ServerlessCluster::prod";
  const on = { "ack-serverless:preflight": "true" };

  test("ends the creation before CreateCluster, with every reason", async () => {
    const simulator = await start();
    const context = contextOf(simulator, on);
    const wishes = { ...SOUND, vswitchIds: ["vsw-full"], securityGroupId: "sg-2b", __urn: urn };
    expect(await messageOf(create(wishes, context))).toBe(
      [
        'creating cluster "prod" would fail, and no cluster was created:',
        "  - vswitchIds: vsw-full has 0 free addresses, and each pod takes one: choose a vSwitch with more free addresses",
        "  - securityGroupId: there is no sg-2b in vpc-1a: choose a group of that VPC",
      ].join("\n"),
    );
    expect(simulator.requests("CreateCluster")).toEqual([]);
  });

  test("lets a sound creation through, with a warning of what is doubtful", async () => {
    const simulator = await start();
    const context = contextOf(simulator, on);
    const { id } = await create({ ...SOUND, vswitchIds: ["vsw-few"], __urn: urn }, context);
    expect(simulator.clusters()).toMatchObject([{ cluster_id: id, name: "prod" }]);
    expect(context.warnings).toEqual([
      "vswitchIds: vsw-few has 3 free addresses, and each pod takes one: choose a vSwitch with more free addresses",
    ]);
  });

  test("does not take the cluster of an interrupted run for somebody else's", async () => {
    const simulator = await start();
    const context = contextOf(simulator, on);
    simulator.failNext("TagResources", { kind: "status", status: 403, code: "StatusForbidden", message: "no" });
    const first = await messageOf(create({ ...SOUND, __urn: urn }, context));
    expect(first).toContain("marking cluster");
    const { id } = await create({ ...SOUND, __urn: urn }, context);
    expect(simulator.clusters().map(({ cluster_id }) => cluster_id)).toEqual([id]);
    expect(simulator.requests("CreateCluster")).toHaveLength(1);
  });
});

describe("a creation without the preflight", () => {
  const urn = "urn:pulumi:dev::shop::pulumi-nodejs:dynamic/ack:ServerlessCluster::prod";
  const looks = (simulator: Simulator) =>
    simulator.requests().flatMap(({ operation = "" }) => (/Vpc|VSwitch|Role|Quota/.test(operation) ? [operation] : []));

  test.each([
    ["172.20.16.0/20", "172.20.16.0/20 overlaps 172.20.0.0/16 of vpc-1a", "172.21.0.0/20"],
    [undefined, "the default 172.19.0.0/20 overlaps 172.16.0.0/12 of vpc-1a", "192.168.240.0/20"],
  ])("in which the service range %s overlaps the VPC ends before CreateCluster", async (serviceCidr, text, free) => {
    const vpc = serviceCidr === undefined ? { ...VPC, cidr: "172.16.0.0/12", secondaryCidrs: [] } : VPC;
    const simulator = await start({}, vpc);
    expect(await messageOf(create({ ...SOUND, serviceCidr, __urn: urn }, contextOf(simulator)))).toBe(
      [
        'creating cluster "prod" would fail, and no cluster was created:',
        `  - serviceCidr: ${text}: set a network that nothing else in the VPC uses, such as ${free} if no other cluster has it`,
      ].join("\n"),
    );
    expect(simulator.requests("CreateCluster")).toEqual([]);
    expect(looks(simulator)).toEqual(["DescribeVpcs"]);
    await create({ ...SOUND, serviceCidr: free, __urn: urn }, contextOf(simulator));
    expect(simulator.clusters()).toMatchObject([{ service_cidr: free }]);
  });

  test("looks once at the VPC, and says nothing if it may not", async () => {
    const simulator = await start();
    const context = contextOf(simulator);
    simulator.failNext("DescribeVpcs", { kind: "status", status: 503, code: "ServiceUnavailable", message: "no" });
    await create({ ...SOUND, __urn: urn }, context);
    expect(looks(simulator)).toEqual(["DescribeVpcs"]);
    expect(context.warnings).toEqual([]);
  });

  test("does not look where only ACK's own endpoint is known, or where ACK creates the VPC", async () => {
    const simulator = await start();
    const { url } = simulator;
    const endpoints = { "alicloud:endpoints": JSON.stringify({ cs: url, sts: url }) };
    await create({ ...SOUND, __urn: urn }, contextOf(simulator, endpoints));
    await create({ regionId: REGION, name: "zone", zoneId: "cn-hangzhou-i", __urn: `${urn}-2` }, contextOf(simulator));
    expect(looks(simulator)).toEqual([]);
  });
});
