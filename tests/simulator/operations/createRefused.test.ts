import { rawCall } from "../signed";
import { type Case, IN_VPC, invalid, MINIMAL, missing, NAME_RULE, outcome, simulator, tag } from "../support/creating";

const SALE = {
  name: "sale",
  scope: "NoUpgrades",
  start_time: "2099-11-01T00:00:00Z",
  end_time: "2099-11-30T00:00:00Z",
};
const excluding = (change: object) => ({ maintenance_window: { exclusions: [{ ...SALE, ...change }] } });
const exclusion = (name: string, why: string) => invalid(`maintenance_window.exclusions[0].${name}`, why);

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
  [
    "an exclusion of 31 days",
    excluding({ end_time: "2099-12-02T00:00:00Z" }),
    exclusion("end_time", "at most 30 days after start_time"),
  ],
  [
    "an exclusion that has ended",
    excluding({ start_time: "2020-11-01T00:00:00Z", end_time: "2020-11-02T00:00:00Z" }),
    exclusion("end_time", "later than start_time and than now"),
  ],
  [
    "an exclusion in two offsets",
    excluding({ end_time: "2099-11-30T08:00:00+08:00" }),
    exclusion("start_time", "the same UTC offset as end_time and maintenance_time"),
  ],
  [
    "an exclusion with a name that ACK does not allow",
    excluding({ name: "-" }),
    exclusion("name", "1 to 63 letters, digits, Chinese characters, _ and -"),
  ],
  [
    "an exclusion with an emoji",
    excluding({ description: "🎉" }),
    exclusion("description", "at most 128 characters, none of 4 bytes"),
  ],
  [
    "an exclusion twice",
    { maintenance_window: { exclusions: [SALE, SALE] } },
    invalid("maintenance_window.exclusions[1].name", "the name occurs twice"),
  ],
  [
    "four exclusions of every upgrade",
    { maintenance_window: { exclusions: Array.from({ length: 4 }, (_, index) => ({ ...SALE, name: `a${index}` })) } },
    invalid("maintenance_window.exclusions", "at most 3 exclusions of NoOperations and NoUpgrades"),
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

test("refused: a body that is not JSON", async () => {
  const answer = await rawCall(simulator, { action: "CreateCluster", method: "POST", path: "/clusters", body: "{" });
  expect([answer.status, answer.body.code]).toEqual([400, "InvalidParameter"]);
});
