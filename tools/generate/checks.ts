import { readSettings } from "../../provider/ack/settings";
import { Refused } from "../../provider/cluster/context/problem";
import { check } from "../../provider/cluster/preview/check";
import { plan } from "../../provider/cluster/preview/plan";
import { rules } from "../../provider/cluster/preview/rules";
import { properties } from "../../provider/cluster/properties/table";
import { withFacts } from "../../provider/cluster/state/facts";
import type { Failure, Values } from "../../provider/table/check";
import { inputNames, type Table } from "../../provider/table/property";
import { code, pageHeader, prose, table } from "./markdown";

const zone = { zoneId: "cn-hangzhou-i" };
const cluster = "c0a1b2c3d4e5f60718293a4b5c6d7e8f9";
const vpc = { vpcId: "vpc-bp1", vswitchIds: ["vsw-bp1"] };

/** Programs that each break one rule over several inputs, and nothing else. */
const contradictions: readonly Values[] = [
  {},
  { vpcId: "vpc-bp1" },
  { vswitchIds: ["vsw-bp1"] },
  { ...vpc, zoneId: "cn-hangzhou-i" },
  { zoneId: "cn-beijing-a" },
  { ...zone, securityGroupId: "sg-bp1", isEnterpriseSecurityGroup: true },
  { ...zone, privateZone: false, serviceDiscoveryTypes: ["PrivateZone"] },
  { ...zone, addons: [{ name: "logtail-ds" }, { name: "loongcollector" }] },
  { ...zone, addons: [{ name: "logtail-ds", config: { sls_project_name: "" } }] },
  { ...zone, tags: { "pulumi-ack-serverless": "mine" } },
  { ...zone, maintenanceWindow: { enabled: true } },
  {
    ...zone,
    clusterSpec: "ack.pro.small",
    maintenanceWindow: { enabled: false },
    autoUpgrade: { enabled: true, channel: "patch" },
  },
  {
    ...zone,
    clusterSpec: "ack.pro.small",
    maintenanceWindow: {
      exclusions: [
        { name: "sale", scope: "NoUpgrades", startTime: "2026-11-01T00:00:00Z", endTime: "2026-12-15T00:00:00Z" },
      ],
    },
  },
  { ...zone, endpointPublicAccess: false, apiServerEipId: "eip-bp1" },
  { ...zone, retainAllResources: true, retainResources: ["lb-bp1"] },
  { ...zone, clusterSpec: "ack.pro.small", secretEncryption: { enabled: true } },
  { ...zone, auditLog: { enabled: false, logProject: "logs" } },
];

/** Changes that are rejected: the cluster's values, and the program's new values. */
const changes: readonly (readonly [Values, Values])[] = [
  [{ clusterSpec: "ack.pro.small" }, { clusterSpec: "ack.standard" }],
  [{ clusterSpec: "ack.standard" }, { clusterSpec: "ack.pro.xlarge" }],
  [{ kubernetesVersion: "1.34" }, { kubernetesVersion: "1.33" }],
  [{ kubernetesVersion: "1.32", currentVersion: "1.32.1-aliyun.1" }, { kubernetesVersion: "1.34" }],
  [{ enableRrsa: true }, { enableRrsa: false }],
  [{ addons: [{ name: "coredns", version: "v1.11.3" }] }, { addons: [{ name: "coredns", version: "v1.9.3" }] }],
  [{ clusterSpec: "ack.standard" }, { clusterSpec: "ack.standard", maintenanceWindow: { enabled: true } }],
  [{ serviceCidr: "172.21.0.0/20", deletionProtection: true }, { serviceCidr: "172.22.0.0/20" }],
  [{ serviceCidr: "172.21.0.0/20" }, { serviceCidr: "172.22.0.0/20", adopt: cluster }],
  [{}, { adopt: cluster.replace("c0a1", "c0b2") }],
];

const { settings } = readSettings((key) => (key === "alicloud:region" ? "cn-hangzhou" : undefined), {});
const named = { name: "prod", regionId: "cn-hangzhou" };

/** What is rejected before any call, in the provider's own words: this page is written by running each rule. */
export function checksPage(): string {
  const silent = rules.filter(
    (rule) =>
      !contradictions.some((inputs) => rule({ ...named, ...inputs }, { isNew: true, ownershipTag: true }).length > 0),
  );
  if (silent.length > 0) throw new Error(`tools/generate/checks.ts breaks no rule ${silent.map(({ name }) => name)}`);
  return `${pageHeader("the rules at work")}# Checks

The preview of a cluster makes no call, but [functions](functions.md) in the program do. The preview checks everything that can be checked without a call, and reports all errors at once, each with the property's name. [\`doctor\`](doctor.md) checks what needs the network; ACK checks the rest.

## Each input

${inputNames(properties)
  .map((name) => `- ${code(name)} must be ${prose((properties as Table)[name]?.shape.expects ?? "")}`)
  .join("\n")}

If an input's name is unknown, the error suggests the closest known name. An empty string or an empty object counts as not set.

## Combinations of inputs

These rules apply to a new cluster. For an existing cluster, the program may omit any network input.

${table(
  ["inputs", "error"],
  contradictions.map((inputs) => [shown(inputs), refusals(inputs)]),
)}

## Changes to an existing cluster

${table(
  ["the cluster has", "the program sets", "error"],
  changes.map(([has, says]) => [shown(has), shown(says), refusedChange(has, says)]),
)}

A cluster can have 19 tags, or 20 without the [ownership tag](settings.md#safety). The preview rejects more.
`;
}

function shown(values: Values): string {
  const entries = Object.entries(values).map(([name, value]) => code(`${name}: ${text(value)}`));
  return entries.length > 0 ? entries.join(", ") : "(none)";
}

/** A value as a TypeScript program writes it. */
function text(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(text).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const name = (key: string) => (/^\w+$/.test(key) ? key : JSON.stringify(key));
  return `{ ${Object.entries(value)
    .map(([key, inner]) => `${name(key)}: ${text(inner)}`)
    .join(", ")} }`;
}

function refusals(inputs: Values): string {
  const { failures } = check({}, { ...named, ...inputs }, { settings, faults: [], urn: undefined });
  if (failures.length === 0) throw new Error(`tools/generate/checks.ts: ${text(inputs)} is not refused`);
  return shownFailures(failures);
}

function refusedChange(has: Values, says: Values): string {
  const olds = { ...named, ...has };
  const news = { ...named, ...says };
  const { failures } = check(olds, news, { settings, faults: [], urn: undefined });
  if (failures.length > 0) return shownFailures(failures);
  try {
    const outputs = { clusterId: cluster, state: "running", ...olds, ...currentVersion(has) };
    const facts = { hasRun: true, inputs: Object.keys(olds), wishes: { kubernetesVersion: "1.32" } } as const;
    plan(withFacts(outputs, facts), news, settings);
  } catch (error) {
    if (error instanceof Refused) return shownFailures(error.failures);
    throw error;
  }
  throw new Error(`tools/generate/checks.ts: a change from ${text(has)} to ${text(says)} is not refused`);
}

/** The provider records the cluster's version under the name of the input. */
function currentVersion({ currentVersion: version }: Values): Values {
  return version === undefined ? {} : { kubernetesVersion: version };
}

function shownFailures(failures: readonly Failure[]): string {
  return failures.map(({ property, reason }) => prose(`${code(property)}: ${reason}`)).join("<br>");
}
