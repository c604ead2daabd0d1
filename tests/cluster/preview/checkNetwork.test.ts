import { readSettings } from "../../../provider/ack/settings";
import { check } from "../../../provider/cluster/preview/check";

type Values = Readonly<Record<string, unknown>>;

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const urn = "urn:pulumi:dev::shop::pulumi-nodejs:dynamic/ack:ServerlessCluster::prod";

function failures(olds: Values, news: Values, config: Readonly<Record<string, string>> = {}): string[] {
  const { settings } = readSettings((key) => ({ "alicloud:region": "cn-hangzhou", ...config })[key], {});
  const { failures } = check(olds, news, { settings, faults: [], urn });
  return failures.map(({ property, reason }) => `${property}: ${reason}`);
}

const vswitchesMissing = "vswitchIds: must be set with vpcId: 1 to 3 vSwitches of that VPC";
const vpcMissing = "vpcId: must be set with vswitchIds: the VPC that the vSwitches belong to";
const zoneMissing =
  'zoneId: must be set when vpcId and vswitchIds are not: the zone of the VPC that ACK creates, such as "cn-hangzhou-i"';
const zoneBeside = "zoneId: has no effect with vpcId and vswitchIds, whose zones are used; remove it";
const zoneElsewhere = (region: string, zone: string) => `zoneId: must be a zone of region "${region}"; got "${zone}"`;
const twoGroups =
  "isEnterpriseSecurityGroup: contradicts securityGroupId: ACK either uses the given group or creates one; remove one of the two";

const network = { vpcId: "vpc-1", vswitchIds: ["vsw-1"] };
const zone = { zoneId: "cn-hangzhou-i" };

/** For a new cluster, and for one that exists with the same inputs or others. */
test.each<[string, Values, readonly string[], readonly string[]]>([
  ["a VPC with its vSwitches", network, [], []],
  ["a zone", zone, [], []],
  ["neither VPC nor zone", {}, [zoneMissing], []],
  ["a VPC alone", { vpcId: "vpc-1" }, [vswitchesMissing], []],
  ["vSwitches alone", { vswitchIds: ["vsw-1"] }, [vpcMissing], []],
  ["a VPC and a zone", { ...network, ...zone }, [zoneBeside], []],
  ["a VPC alone and a zone", { vpcId: "vpc-1", ...zone }, [vswitchesMissing, zoneBeside], []],
  ["vSwitches alone and a zone", { vswitchIds: ["vsw-1"], ...zone }, [vpcMissing, zoneBeside], []],
  ["a VPC and vSwitches that are not known yet", { vpcId: unknown, vswitchIds: unknown }, [], []],
  ["a VPC that is not known yet, alone", { vpcId: unknown }, [vswitchesMissing], []],
  ["a zone that is not known yet", { zoneId: unknown }, [], []],
  ["a zone that is not known yet beside a VPC", { ...network, zoneId: unknown }, [zoneBeside], []],
  ["a given security group", { ...network, securityGroupId: "sg-1" }, [], []],
  ["a security group that ACK creates", { ...network, isEnterpriseSecurityGroup: true }, [], []],
  ["both", { ...network, securityGroupId: "sg-1", isEnterpriseSecurityGroup: true }, [twoGroups], []],
  [
    "both, one of them false",
    { ...network, securityGroupId: "sg-1", isEnterpriseSecurityGroup: false },
    [twoGroups],
    [],
  ],
  [
    "both, one of them not known yet",
    { ...network, securityGroupId: unknown, isEnterpriseSecurityGroup: true },
    [twoGroups],
    [],
  ],
])("%s: is judged where the network is chosen, and free on a cluster that exists", (_, inputs, anew, existing) => {
  expect([
    failures({}, inputs),
    failures({ __urn: urn }, inputs),
    failures({ name: "prod", ...network }, inputs),
  ]).toEqual([anew, anew, existing]);
});

test.each<[string, Values, readonly string[]]>([
  ["a zone of the region", { regionId: "cn-hangzhou", zoneId: "cn-hangzhou-i" }, []],
  ["a zone of a region outside China", { regionId: "ap-southeast-1", zoneId: "ap-southeast-1a" }, []],
  ["a zone of a special region", { regionId: "cn-shenzhen-finance-1", zoneId: "cn-shenzhen-finance-1b" }, []],
  [
    "a zone of another region",
    { regionId: "cn-hangzhou", zoneId: "cn-beijing-a" },
    [zoneElsewhere("cn-hangzhou", "cn-beijing-a")],
  ],
  [
    "a zone of a region whose name goes on",
    { regionId: "cn-hang", zoneId: "cn-hangzhou-i" },
    [zoneElsewhere("cn-hang", "cn-hangzhou-i")],
  ],
  [
    "a zone of a region whose number goes on",
    { regionId: "ap-southeast-1", zoneId: "ap-southeast-11a" },
    [zoneElsewhere("ap-southeast-1", "ap-southeast-11a")],
  ],
  [
    "a zone of another than the provider's region",
    { zoneId: "cn-beijing-a" },
    [zoneElsewhere("cn-hangzhou", "cn-beijing-a")],
  ],
  [
    "the region itself",
    { regionId: "cn-hangzhou", zoneId: "cn-hangzhou" },
    [zoneElsewhere("cn-hangzhou", "cn-hangzhou")],
  ],
  ["a zone in a region that is not known yet", { regionId: unknown, zoneId: "cn-beijing-a" }, []],
])("%s: is judged by its prefix, for a new cluster and for one that exists", (_, inputs, expected) => {
  expect([failures({}, inputs), failures({ name: "prod" }, inputs)]).toEqual([expected, expected]);
});

test("an invalid region: is refused with a clear error, also beside a zone", () => {
  expect(failures({}, { regionId: "(", zoneId: "cn-hangzhou-i" })).toEqual([
    'regionId: must be a region id such as "cn-hangzhou"; got "("',
    zoneElsewhere("(", "cn-hangzhou-i"),
  ]);
});

test("a zone is compared with the region that was written down, not with the provider's region now", () => {
  const olds = { name: "prod", regionId: "cn-beijing", zoneId: "cn-beijing-a" };
  expect([failures(olds, { zoneId: "cn-beijing-a" }), failures(olds, zone)]).toEqual([
    [],
    [zoneElsewhere("cn-beijing", "cn-hangzhou-i")],
  ]);
});

const contradiction = (text: string) => `privateZone: is ${text} "PrivateZone"; set one of the two`;
const leavesOut = contradiction("true and contradicts serviceDiscoveryTypes, which leaves out");
const has = contradiction("false and contradicts serviceDiscoveryTypes, which has");

test.each<[unknown, unknown, readonly string[]]>([
  [true, ["PrivateZone"], []],
  [true, ["CoreDNS", "PrivateZone"], []],
  [true, ["CoreDNS"], [leavesOut]],
  [false, ["CoreDNS"], []],
  [false, ["PrivateZone"], [has]],
  [false, ["CoreDNS", "PrivateZone"], [has]],
  [true, undefined, []],
  [undefined, ["CoreDNS"], []],
  [unknown, ["CoreDNS"], []],
  [true, unknown, []],
  [true, ["CoreDNS", unknown], []],
])("privateZone %j beside serviceDiscoveryTypes %j", (privateZone, serviceDiscoveryTypes, expected) => {
  const inputs = { ...zone, privateZone, serviceDiscoveryTypes };
  expect([failures({}, inputs), failures({ name: "prod" }, inputs)]).toEqual([expected, expected]);
});

const together =
  'addons[1].name: "logtail-ds" and "loongcollector" collect the same logs and exclude each other; remove one of the two';
const project =
  'addons[0].config: must have a log project\'s name in "sls_project_name"; leave that key out to have ACK create a project';

test.each<[string, unknown, readonly string[]]>([
  ["logtail-ds without a configuration", [{ name: "logtail-ds" }], []],
  ["logtail-ds with an empty configuration", [{ name: "logtail-ds", config: "" }], []],
  ["logtail-ds with other keys", [{ name: "logtail-ds", config: { IngressDashboardEnabled: "true" } }], []],
  ["logtail-ds with a project", [{ name: "logtail-ds", config: '{"sls_project_name":"logs"}' }], []],
  ["logtail-ds with an empty project", [{ name: "logtail-ds", config: '{"sls_project_name":""}' }], [project]],
  ["logtail-ds with a project that is no text", [{ name: "logtail-ds", config: { sls_project_name: 5 } }], [project]],
  ["logtail-ds with a project that is null", [{ name: "logtail-ds", config: { sls_project_name: null } }], [project]],
  ["logtail-ds with a project not known yet", [{ name: "logtail-ds", config: { sls_project_name: unknown } }], []],
  ["logtail-ds with a configuration not known yet", [{ name: "logtail-ds", config: unknown }], []],
  [
    "logtail-ds left out, with an empty project",
    [{ name: "logtail-ds", config: { sls_project_name: "" }, disabled: true }],
    [],
  ],
  ["another add-on with such a key", [{ name: "other", config: { sls_project_name: "" } }], []],
  ["both log agents", [{ name: "loongcollector" }, { name: "logtail-ds" }], [together]],
  ["both log agents, one left out", [{ name: "loongcollector", disabled: true }, { name: "logtail-ds" }], []],
  ["both log agents, one maybe left out", [{ name: "loongcollector" }, { name: "logtail-ds", disabled: unknown }], []],
  [
    "logtail-ds maybe left out, with an empty project",
    [{ name: "logtail-ds", config: { sls_project_name: "" }, disabled: unknown }],
    [],
  ],
  ["both log agents, one maybe", [{ name: "loongcollector" }, { name: unknown }], []],
])("add-ons, %s", (_, addons, expected) => {
  expect(failures({}, { ...zone, addons })).toEqual(expected);
});

const tagsOf = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, "v"]));
const off = { "ack-serverless:ownershipTag": "false" };
const own = 'tags: must not have the key "pulumi-ack-serverless", which marks the cluster as this resource\'s own';

test.each<[string, Values, Readonly<Record<string, string>>, readonly string[]]>([
  ["19 tags", tagsOf(19), {}, []],
  ["20 tags", tagsOf(20), {}, ["tags: must be a map of at most 19 tags; got 20"]],
  ["20 tags without the ownership tag", tagsOf(20), off, []],
  ["21 tags without the ownership tag", tagsOf(21), off, ["tags: must be a map of at most 20 tags; got 21"]],
  ["the ownership tag", { "pulumi-ack-serverless": "mine" }, {}, [own]],
  ["the ownership tag where none is set", { "pulumi-ack-serverless": "mine" }, off, [own]],
])("%s", (_, tags, config, expected) => {
  expect(failures({}, { ...zone, tags }, config)).toEqual(expected);
});
