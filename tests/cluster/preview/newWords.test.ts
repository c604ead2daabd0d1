import { readSettings } from "../../../provider/ack/settings";
import { check } from "../../../provider/cluster/preview/check";
import { newWordWarnings } from "../../../provider/cluster/preview/newWords";
import { plan } from "../../../provider/cluster/preview/plan";

import { withFacts } from "../../../provider/cluster/state/facts";

type Values = Readonly<Record<string, unknown>>;

const { settings, faults } = readSettings((key) => (key === "alicloud:region" ? "cn-hangzhou" : undefined), {});
const network = { name: "prod", regionId: "cn-hangzhou", vpcId: "vpc-1", vswitchIds: ["vsw-1"] };

function judged(recorded: Values | undefined, wanted: Values) {
  const [olds, news] = [recorded === undefined ? {} : { ...network, ...recorded }, { ...network, ...wanted }];
  const { inputs, failures } = check(olds, news, { settings, faults, urn: undefined });
  return {
    refused: failures.map(({ property, reason }) => `${property} ${reason}`),
    warnings: newWordWarnings(olds, inputs),
  };
}

const pro = { clusterSpec: "ack.pro.small" };
const upgraded = {
  ...pro,
  maintenanceWindow: { enabled: true, maintenanceTime: "03:00:00Z", duration: "3h", weeklyPeriod: ["Monday"] },
};
const warning = (path: string, word: string, known: string) =>
  `${path} is "${word}", which is none of the known values ${known}: ACK decides whether it is valid`;
const editions = '"ack.standard", "ack.pro.small", "ack.pro.xlarge", "ack.pro.2xlarge", "ack.pro.4xlarge"';

test.each<[string, Values, string]>([
  ["an edition", { clusterSpec: "ack.pro.8xlarge" }, warning("clusterSpec", "ack.pro.8xlarge", editions)],
  ["an IP stack", { ipStack: "ipv6" }, warning("ipStack", "ipv6", '"ipv4", "dual"')],
  ["a log service", { loggingType: "SLS2" }, warning("loggingType", "SLS2", '"SLS"')],
  [
    "an item of a list",
    { serviceDiscoveryTypes: ["CoreDNS", "Consul"] },
    warning("serviceDiscoveryTypes[1]", "Consul", '"CoreDNS", "PrivateZone"'),
  ],
  [
    "a field of an object",
    { ...upgraded, autoUpgrade: { enabled: true, channel: "beta" } },
    warning("autoUpgrade.channel", "beta", '"patch", "stable", "rapid"'),
  ],
])("%s that is new passes for a new cluster, with a warning", (_, inputs, expected) => {
  expect(judged(undefined, inputs)).toEqual({ refused: [], warnings: [expected] });
});

test("a new word that is changed in place passes, with a warning", () => {
  expect(judged(pro, { clusterSpec: "ack.pro.8xlarge" })).toEqual({
    refused: [],
    warnings: [warning("clusterSpec", "ack.pro.8xlarge", editions)],
  });
});

test("a new word that is already recorded passes without a warning", () => {
  const recorded = { ipStack: "ipv6", serviceDiscoveryTypes: ["CoreDNS", "Consul"] };
  const reordered = { ...recorded, serviceDiscoveryTypes: ["Consul", "CoreDNS"] };
  expect(judged(recorded, reordered)).toEqual({ refused: [], warnings: [] });
});

test("a new word that would replace a cluster is refused, since the old one would be gone first", () => {
  expect(judged({ ipStack: "ipv4" }, { ipStack: "ipv6" })).toEqual({
    refused: [
      'ipStack must be one of "ipv4", "dual" for an existing cluster; got "ipv6", which ACK may reject after the old cluster is gone',
    ],
    warnings: [],
  });
});

test("a value that is not known yet holds no new word", () => {
  const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
  for (const inputs of [
    { clusterSpec: unknown },
    { serviceDiscoveryTypes: unknown },
    { serviceDiscoveryTypes: [unknown] },
  ]) {
    expect(judged(undefined, inputs).warnings).toEqual([]);
  }
});

test("a word of a closed set is refused, whatever its form", () => {
  expect(judged(undefined, { deleteOptions: { slb: "retian" } }).refused).toEqual([
    'deleteOptions.slb must be one of "delete", "retain"; got "retian"',
  ]);
});

test("where another input replaces the cluster, a new word is rejected before the cluster is deleted", () => {
  const recorded = { ...network, ...pro, serviceCidr: "172.21.0.0/20", state: "running" };
  const olds = withFacts(recorded, { inputs: Object.keys(recorded), hasRun: true });
  const news = { ...network, clusterSpec: "ack.pro.smal", serviceCidr: "172.22.0.0/20" };
  expect(() => plan(olds, news, settings)).toThrow(
    `must be one of ${editions} for an existing cluster; got "ack.pro.smal", which ACK may reject after the old cluster is gone`,
  );
  expect(plan(olds, { ...news, ...pro }, settings).replaces).toEqual(["serviceCidr"]);
});
