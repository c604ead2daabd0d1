import fc from "fast-check";
import { exampleServiceCidrs, overlap } from "../../../provider/cluster/properties/cidr";
import { properties } from "../../../provider/cluster/properties/table";
import { checkShapes } from "../../../provider/table/check";

const a = (length: number) => "a".repeat(length);

const accepted: Readonly<Record<string, readonly unknown[]>> = {
  name: ["a", "7", "Prod-1", "a-", a(63), "生产-1", "生".repeat(63)],
  regionId: ["cn-hangzhou", "ap-southeast-1", "cn-shenzhen-finance-1", "cn-north-2-gov-1"],
  zoneId: ["cn-hangzhou-i", "ap-southeast-1a", "cn-shenzhen-finance-1b"],
  clusterSpec: ["ack.standard", "ack.pro.small"],
  vpcId: ["vpc-2zeik9h3ahvv2zz95abcd"],
  vswitchIds: [["vsw-1"], ["vsw-1", "vsw-2", "vsw-3"]],
  securityGroupId: ["sg-bp1bdue0qc1g7k"],
  resourceGroupId: ["rg-acfm3mkrure"],
  isEnterpriseSecurityGroup: [true, false],
  serviceCidr: [
    "10.0.0.0/16",
    "10.255.255.0/24",
    "172.16.0.0/16",
    "172.19.0.0/20",
    "172.31.0.0/16",
    "192.168.0.0/16",
    "192.168.255.0/24",
  ],
  serviceDiscoveryTypes: [["CoreDNS"], ["PrivateZone", "CoreDNS"]],
  loggingType: ["SLS"],
  timezone: ["Asia/Shanghai", "Europe/Berlin", "America/Argentina/Buenos_Aires", "UTC"],
  tags: [{ a: "b" }, { Team: "1", team: "2" }, { [a(64)]: a(128) }, { "my-aliyun": "x acs:" }, { 名: "值" }],
  addons: [
    [],
    [{ name: "logtail-ds" }],
    [
      { name: "a", config: "" },
      { name: "b", config: {} },
      { name: "c", config: "{}" },
    ],
    [{ name: "a", config: { deep: [{ a: null }] }, version: "v1.11.3.5", disabled: false }],
  ],
};

test.each(Object.entries(accepted).flatMap(([name, values]) => values.map((value) => [name, value] as const)))(
  "%s: accepts %j",
  (name, value) => {
    expect(checkShapes(properties, { [name]: value })).toEqual([]);
  },
);

const cidr =
  'must be a network inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16 with a prefix from /16 to /24 and no host bits, such as "172.21.0.0/20"';
const clusterName =
  'must be a name of 1 to 63 letters, digits, Chinese characters and hyphens that does not start with a hyphen, such as "prod-1"';
const systemKey = 'must be a map with keys that do not start with "aliyun", "acs:" or a key that ACK sets itself';
const links = 'must be a map with keys and values without "http://" and "https://"';

test.each<[string, unknown, string, string]>([
  ["name", "-prod", "name", `${clusterName}; got "-prod"`],
  ["name", "prod_1", "name", `${clusterName}; got "prod_1"`],
  ["name", "prød", "name", `${clusterName}; got "prød"`],
  ["name", "-生产", "name", `${clusterName}; got "-生产"`],
  ["name", "生".repeat(64), "name", `${clusterName}; got "${"生".repeat(64)}"`],
  ["name", a(64), "name", `${clusterName}; got "${a(64)}"`],
  ["regionId", "hangzhou", "regionId", 'must be a region id such as "cn-hangzhou"; got "hangzhou"'],
  ["regionId", "CN-Hangzhou", "regionId", 'must be a region id such as "cn-hangzhou"; got "CN-Hangzhou"'],
  ["zoneId", "i", "zoneId", 'must be a zone id such as "cn-hangzhou-i"; got "i"'],
  ["vpcId", "vsw-1", "vpcId", 'must be an id that starts with "vpc-"; got "vsw-1"'],
  ["vpcId", "vpc-", "vpcId", 'must be an id that starts with "vpc-"; got "vpc-"'],
  ["securityGroupId", "SG-1", "securityGroupId", 'must be an id that starts with "sg-"; got "SG-1"'],
  ["vswitchIds", [], "vswitchIds", "must be a list of 1 to 3 vSwitches; got 0"],
  ["vswitchIds", ["vsw-1", "vsw-2", "vsw-3", "vsw-4"], "vswitchIds", "must be a list of 1 to 3 vSwitches; got 4"],
  ["vswitchIds", ["vsw-1", "vsw-1"], "vswitchIds", 'must be a list of different vSwitches; got "vsw-1" more than once'],
  ["vswitchIds", ["vsw-1", "vpc-2"], "vswitchIds[1]", 'must be an id that starts with "vsw-"; got "vpc-2"'],
  ["vswitchIds", "vsw-1", "vswitchIds", 'must be a list; got "vsw-1"'],
  ["vswitchIds", [""], "vswitchIds[0]", 'must be an id that starts with "vsw-"; got ""'],
  [
    "serviceDiscoveryTypes",
    [],
    "serviceDiscoveryTypes",
    "must be a list with at least one item; leave the property out for none; got []",
  ],
  ["serviceCidr", "10.0.0.0/15", "serviceCidr", `${cidr}; got "10.0.0.0/15"`],
  ["serviceCidr", "10.0.0.0/25", "serviceCidr", `${cidr}; got "10.0.0.0/25"`],
  ["serviceCidr", "10.0.1.0/16", "serviceCidr", `${cidr}; got "10.0.1.0/16"`],
  ["serviceCidr", "172.15.0.0/16", "serviceCidr", `${cidr}; got "172.15.0.0/16"`],
  ["serviceCidr", "172.32.0.0/16", "serviceCidr", `${cidr}; got "172.32.0.0/16"`],
  ["serviceCidr", "192.169.0.0/16", "serviceCidr", `${cidr}; got "192.169.0.0/16"`],
  ["serviceCidr", "8.8.0.0/16", "serviceCidr", `${cidr}; got "8.8.0.0/16"`],
  ["serviceCidr", "10.0.0.0", "serviceCidr", `${cidr}; got "10.0.0.0"`],
  ["serviceCidr", "10.0/16", "serviceCidr", `${cidr}; got "10.0/16"`],
  ["serviceCidr", "fd00::/16", "serviceCidr", `${cidr}; got "fd00::/16"`],
  ["timezone", "Shanghai", "timezone", 'must be an IANA time zone such as "Asia/Shanghai"; got "Shanghai"'],
  ["timezone", "+08:00", "timezone", 'must be an IANA time zone such as "Asia/Shanghai"; got "+08:00"'],
  ["tags", { "": "b" }, "tags", 'must be a map with keys of 1 to 64 characters; got key ""'],
  ["tags", { [a(65)]: "b" }, "tags", `must be a map with keys of 1 to 64 characters; got key "${a(64)}…"`],
  ["tags", { aliyunX: "b" }, "tags", `${systemKey}; got key "aliyunX"`],
  ["tags", { "acs:a": "b", "ack.aliyun.com": "c" }, "tags", `${systemKey}; got key "acs:a", "ack.aliyun.com"`],
  ["tags", { a: "" }, "tags", 'must be a map with values of 1 to 128 characters; got key "a"'],
  ["tags", { a: a(129) }, "tags", 'must be a map with values of 1 to 128 characters; got key "a"'],
  [
    "tags",
    { a: "aliyun-1" },
    "tags",
    'must be a map with values that do not start with "aliyun" or "acs:"; got key "a"',
  ],
  ["tags", { a: "see https://b" }, "tags", `${links}; got key "a"`],
  ["tags", { "a:http://b": "c" }, "tags", `${links}; got key "a:http://b"`],
  ["tags", ["a"], "tags", "must be a map of text; got a list"],
  ["addons", { secret: "canary" }, "addons", "must be a list; got an object"],
  [
    "addons",
    ["a"],
    "addons[0]",
    "must be an object with name, config, version, cleanupCloudResources, disabled; got a string",
  ],
  ["addons", [{ name: "" }], "addons[0].name", 'must be an add-on\'s name such as "logtail-ds"; got ""'],
  [
    "addons",
    [{ name: "a", version: " " }],
    "addons[0].version",
    'must be an add-on version such as "v1.11.3.5"; got " "',
  ],
  ["addons", [{ name: "a", disabled: "no" }], "addons[0].disabled", 'must be true or false; got "no"'],
  [
    "addons",
    [{ name: "a", config: 5 }],
    "addons[0].config",
    "must be an object, or the JSON text of an object; got a number",
  ],
  [
    "addons",
    [{ name: "a", config: [1] }],
    "addons[0].config",
    "must be an object, or the JSON text of an object; got a list",
  ],
  [
    "addons",
    [{ name: "a", config: null }],
    "addons[0].config",
    "must be an object, or the JSON text of an object; got null",
  ],
  [
    "addons",
    [{ name: "a", config: "[1]" }],
    "addons[0].config",
    "must be the JSON text of an object; got text of 3 characters that is not",
  ],
  [
    "addons",
    [{ name: "a" }, { name: "a" }],
    "addons",
    'must be a list of different add-on names; got "a" more than once',
  ],
])("%s: refuses %j", (name, value, property, reason) => {
  expect(checkShapes(properties, { [name]: value })).toEqual([{ property, reason }]);
});

const network = fc
  .tuple(
    fc.constantFrom([10, 0, 256], [172, 16, 16], [192, 168, 1]),
    fc.nat(255),
    fc.nat(255),
    fc.integer({ min: 16, max: 24 }),
  )
  .map(([[first, from, count], second, third, prefix]) => {
    const bits = (((from as number) + (second % (count as number))) << 8) | third;
    const kept = (bits >> (24 - prefix)) << (24 - prefix);
    return { first: first as number, bits: kept, prefix, text: `${first}.${kept >> 8}.${kept & 255}.0/${prefix}` };
  });

test("Service networks: every private one of a good size is accepted", () => {
  fc.assert(
    fc.property(network, ({ text }) => {
      expect(checkShapes(properties, { serviceCidr: text })).toEqual([]);
    }),
  );
});

test.each(exampleServiceCidrs)("Service networks: the advised %s is accepted", (serviceCidr) => {
  expect(checkShapes(properties, { serviceCidr })).toEqual([]);
});

test("Service networks: two overlap where one holds the other's first address", () => {
  const contains = (outer: { first: number; bits: number; prefix: number }, inner: typeof outer) =>
    outer.first === inner.first &&
    outer.prefix <= inner.prefix &&
    inner.bits >> (24 - outer.prefix) === outer.bits >> (24 - outer.prefix);
  fc.assert(
    fc.property(network, network, (one, other) => {
      expect(overlap(one.text, other.text)).toBe(contains(one, other) || contains(other, one));
      expect(overlap(one.text, other.text)).toBe(overlap(other.text, one.text));
    }),
    { numRuns: 500 },
  );
});

test("text that is no network overlaps nothing", () => {
  expect([overlap("10.0.0.0/16", "soon"), overlap("soon", "soon"), overlap("10.0.0.0/16", "")]).toEqual([
    false,
    false,
    false,
  ]);
});
