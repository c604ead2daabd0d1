import fc from "fast-check";
import { readSettings } from "../../../provider/ack/settings";
import { check } from "../../../provider/cluster/preview/check";
import { properties } from "../../../provider/cluster/properties/table";
import { inputNames } from "../../../provider/table/property";

type Values = Readonly<Record<string, unknown>>;

/** What Pulumi puts in the place of a value that it does not know yet. */
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const urn = "urn:pulumi:dev::shop::pulumi-nodejs:dynamic/ack:ServerlessCluster::prod";

function checked(olds: Values, news: Values, config: Readonly<Record<string, string>> = {}) {
  const { settings, faults } = readSettings((key) => ({ "alicloud:region": "cn-hangzhou", ...config })[key], {});
  return check(olds, news, { settings, faults, urn });
}

/** Each failure as `path: reason`. */
function failures(olds: Values, news: Values, config?: Readonly<Record<string, string>>): string[] {
  return checked(olds, news, config).failures.map(({ property, reason }) => `${property}: ${reason}`);
}

const everything = {
  name: "prod",
  regionId: "cn-hangzhou",
  clusterSpec: "ack.pro.small",
  kubernetesVersion: "1.32.1-aliyun.1",
  endpointPublicAccess: false,
  vpcId: "vpc-1",
  vswitchIds: ["vsw-1", "vsw-2"],
  securityGroupId: "sg-1",
  serviceCidr: "172.21.0.0/20",
  snatEntry: true,
  privateZone: true,
  serviceDiscoveryTypes: ["CoreDNS", "PrivateZone"],
  loggingType: "SLS",
  deletionProtection: true,
  timezone: "Asia/Shanghai",
  resourceGroupId: "rg-1",
  tags: { team: "shop", "a.b/c": "d e" },
  addons: [
    { name: "logtail-ds", config: { IngressDashboardEnabled: "true", sls_project_name: "logs" } },
    { name: "nginx-ingress-controller", config: "", disabled: true },
    { name: "metrics-server", config: '{"a": 1}', version: "v1.0" },
  ],
};

test("every input at once, correctly: no failure, and what is written stays as written", () => {
  expect(checked({}, everything)).toEqual({ inputs: { ...everything, __derived: [] }, failures: [] });
});

test("wrong inputs: every fault at once, each at its path", () => {
  const inputs = {
    name: "-prod",
    regionId: "China",
    clusterSpec: "ack pro",
    endpointPublicAccess: "true",
    vpcId: "vpc_1",
    zoneId: "I",
    isEnterpriseSecurityGroup: 1,
    serviceCidr: "172.21.0.1/20",
    snatEntry: "no",
    privateZone: true,
    serviceDiscoveryTypes: ["CoreDNS", "CoreDNS", "-"],
    loggingType: "S L S",
    securityGroupId: "group-1",
    timezone: "Shanghai",
    resourceGroupId: "1",
    tags: { "acs:team": "shop", team: "", site: "http://shop", n: 1 },
    addons: [
      { name: "logtail-ds", config: { sls_project_name: "" } },
      { name: "loongcollector", config: "{" },
      { name: "loongcollector", verison: "1" },
      {},
    ],
    zoneid: "cn-hangzhou-i",
    vswitchId: ["vsw-1"],
    clusterId: "c-1",
  };
  expect(failures({}, inputs)).toEqual([
    'name: must be a name of 1 to 63 letters, digits, Chinese characters and hyphens that does not start with a hyphen, such as "prod-1"; got "-prod"',
    'regionId: must be a region id such as "cn-hangzhou"; got "China"',
    'clusterSpec: must be one of "ack.standard", "ack.pro.small", "ack.pro.xlarge", "ack.pro.2xlarge", "ack.pro.4xlarge"; got "ack pro"',
    'endpointPublicAccess: must be true or false; got "true"',
    'vpcId: must be an id that starts with "vpc-"; got "vpc_1"',
    'zoneId: must be a zone id such as "cn-hangzhou-i"; got "I"',
    "isEnterpriseSecurityGroup: must be true or false; got 1",
    'serviceCidr: must be a network inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16 with a prefix from /16 to /24 and no host bits, such as "172.21.0.0/20"; got "172.21.0.1/20"',
    'snatEntry: must be true or false; got "no"',
    'serviceDiscoveryTypes[2]: must be one of "CoreDNS", "PrivateZone"; got "-"',
    'serviceDiscoveryTypes: must be a list of different items; got "CoreDNS" more than once',
    'loggingType: must be one of "SLS"; got "S L S"',
    'securityGroupId: must be an id that starts with "sg-"; got "group-1"',
    'timezone: must be an IANA time zone such as "Asia/Shanghai"; got "Shanghai"',
    'resourceGroupId: must be an id that starts with "rg-"; got "1"',
    "tags.n: must be text; got a number",
    'tags: must be a map with keys that do not start with "aliyun", "acs:" or a key that ACK sets itself; got key "acs:team"',
    'tags: must be a map with values of 1 to 128 characters; got key "team"',
    'tags: must be a map with keys and values without "http://" and "https://"; got key "site"',
    "addons[1].config: must be the JSON text of an object; got text of 1 characters that is not",
    "addons[2].verison: is not one of name, config, version, cleanupCloudResources, disabled; remove it",
    'addons[3].name: must be set: an add-on\'s name such as "logtail-ds"',
    'addons: must be a list of different add-on names; got "loongcollector" more than once',
    'zoneid: is not a property of a ServerlessCluster; did you mean "zoneId"?',
    'vswitchId: is not a property of a ServerlessCluster; did you mean "vswitchIds"?',
    "clusterId: is an output and cannot be set; remove it",
    "vswitchIds: must be set with vpcId: 1 to 3 vSwitches of that VPC",
    "zoneId: has no effect with vpcId and vswitchIds, whose zones are used; remove it",
    'zoneId: must be a zone of region "China"; got "I"',
    "isEnterpriseSecurityGroup: contradicts securityGroupId: ACK either uses the given group or creates one; remove one of the two",
    'privateZone: is true and contradicts serviceDiscoveryTypes, which leaves out "PrivateZone"; set one of the two',
    'addons[0].name: "logtail-ds" and "loongcollector" collect the same logs and exclude each other; remove one of the two',
    'addons[0].config: must have a log project\'s name in "sls_project_name"; leave that key out to have ACK create a project',
  ]);
});

test("empty inputs: count as left out", () => {
  const inputs = {
    ...everything,
    zoneId: "",
    timezone: null,
    isEnterpriseSecurityGroup: undefined,
    tags: {},
    name: "",
  };
  const { timezone: _, tags: __, name: ___, ...others } = everything;
  expect(checked({}, inputs)).toEqual({
    inputs: { ...others, name: "prod-d1cb7f8", __derived: ["name"] },
    failures: [],
  });
});

test("hidden inputs: are handed on and never judged", () => {
  const hidden = { __provider: "line", __urn: urn, __timeouts: { create: 60 } };
  expect(checked({}, { ...everything, ...hidden })).toEqual({
    inputs: { ...everything, ...hidden, __derived: [] },
    failures: [],
  });
});

test("the provider's own configuration: its faults are reported beside those of the inputs", () => {
  const config = { "ack-serverless:vpcEndpoint": "yes", "alicloud:endpoints": "nowhere" };
  expect(failures({}, { ...everything, snatEntry: 1 }, config)).toEqual([
    ': alicloud:endpoints must be JSON such as {"cs": "https://cs.cn-hangzhou.aliyuncs.com"}',
    ': ack-serverless:vpcEndpoint must be true or false; got "yes"',
    "snatEntry: must be true or false; got 1",
  ]);
});

test("secrets: a refused tag or add-on configuration is reported without its value", () => {
  const canary = "canary-secret";
  const inputs = {
    tags: { a: `http://${canary}`, b: `acs:${canary}`, c: canary.repeat(20) },
    addons: [
      { name: "a", config: canary },
      { name: "b", config: { canary: 1 }, disabled: 1 },
      { name: "c", config: [canary] },
    ],
  };
  expect(failures(everything, inputs).filter((text) => text.includes(canary))).toEqual([]);
});

/** Every path to a value inside a value. */
function paths(value: unknown, at: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== "object" || value === null) return [at];
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return [at, ...keys.flatMap((key) => paths((value as Record<string | number, unknown>)[key], [...at, key]))];
}

function replaced(value: unknown, [key, ...rest]: readonly (string | number)[], by: unknown): unknown {
  if (key === undefined) return by;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string | number, unknown>;
  copy[key] = replaced(copy[key], rest, by);
  return copy;
}

test.each(
  paths(everything)
    .filter((path) => path.length > 0)
    .map((path) => [path.join("."), path] as const),
)("a value that is not known yet at %s: fails nothing and stays as it is", (_, path) => {
  const inputs = replaced(everything, path, unknown) as Values;
  expect(checked({}, inputs)).toEqual({ inputs: { ...inputs, __derived: [] }, failures: [] });
});

const names = [...inputNames(properties), "clusterId", "other", "__urn", "__timeouts"];
const leaf = fc.oneof(
  { arbitrary: fc.jsonValue(), weight: 3 },
  fc.constant(unknown),
  fc.constantFrom(...Object.values(everything)),
);
const inputs = fc.dictionary(fc.constantFrom(...names), fc.oneof(leaf, fc.array(leaf, { maxLength: 3 })));

test.each([[[null]], [[1]], ["text"], [[{ name: 1 }]], [[{ name: "a", version: 1 }]]])(
  "add-ons that a state records as %j: fail nothing",
  (addons) => {
    const olds = { ...everything, addons, __inputs: ["addons"] };
    expect(failures(olds, { ...everything, addons: [{ name: "a", version: "v1" }] })).toEqual([]);
  },
);

test("check never throws, whatever the old and new inputs are, and gives every failure a path and a reason", () => {
  fc.assert(
    fc.property(inputs, inputs, (olds, news) => {
      const told = checked(olds, news).failures;
      expect(told.filter(({ property, reason }) => property === "" || reason === "")).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});
