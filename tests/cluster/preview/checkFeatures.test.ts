import { readSettings } from "../../../provider/ack/settings";
import { check } from "../../../provider/cluster/preview/check";

const { settings } = readSettings((key) => (key === "alicloud:region" ? "cn-hangzhou" : undefined), {});
const URN = "urn:pulumi:dev::shop::pulumi-nodejs:dynamic/ack:ServerlessCluster::prod";
const made = { name: "demo", regionId: "cn-hangzhou", zoneId: "cn-hangzhou-i" };
const failures = (olds: object, news: object) =>
  check(olds as never, { zoneId: "cn-hangzhou-i", ...news }, { settings, faults: [], urn: URN }).failures.map(
    ({ property, reason }) => `${property} ${reason}`,
  );

const PRO = { clusterSpec: "ack.pro.small" };
const window = { maintenanceWindow: { maintenanceTime: "03:00:00Z" } };
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const needsPro = 'needs a Pro cluster: set clusterSpec to "ack.pro.small", or remove it';
const needsWindow =
  "autoUpgrade needs a maintenance window, in which ACK upgrades the cluster: set maintenanceWindow, or remove autoUpgrade";
const noEndpoint =
  "apiServerEipId has no effect while endpointPublicAccess is false; set that to true, or remove the EIP";

test.each<[string, object, string[]]>([
  ["a Pro-only option on a standard cluster", window, [`maintenanceWindow ${needsPro}`]],
  ["a Pro-only option on a Pro cluster", { ...PRO, ...window }, []],
  ["auto-upgrade without a window", { ...PRO, autoUpgrade: { enabled: true } }, [needsWindow]],
  [
    "auto-upgrade with a window that is off",
    { ...PRO, autoUpgrade: { enabled: true }, maintenanceWindow: { enabled: false } },
    [needsWindow],
  ],
  ["auto-upgrade with a window", { ...PRO, autoUpgrade: { enabled: true }, ...window }, []],
  [
    "auto-upgrade with a window not known yet",
    { ...PRO, autoUpgrade: { enabled: true }, maintenanceWindow: unknown },
    [],
  ],
  ["auto-upgrade that is off", { autoUpgrade: { enabled: false } }, []],
  ["an EIP for an endpoint that is off", { apiServerEipId: "eip-1", endpointPublicAccess: false }, [noEndpoint]],
  ["an EIP for an endpoint that is on", { apiServerEipId: "eip-1", endpointPublicAccess: true }, []],
  ["an EIP alone", { apiServerEipId: "eip-1" }, []],
  [
    "resources to retain beside all",
    { retainAllResources: true, retainResources: ["lb-1"] },
    ["retainResources has no effect with retainAllResources: true; remove one of the two"],
  ],
  ["resources to retain and not all", { retainAllResources: false, retainResources: ["lb-1"] }, []],
  [
    "encryption without a key",
    { ...PRO, secretEncryption: { enabled: true } },
    ["secretEncryption.kmsKeyId must be set: the KMS key to encrypt with"],
  ],
  ["encryption with a key", { ...PRO, secretEncryption: { kmsKeyId: "key-1" } }, []],
  ["no encryption without a key", { ...PRO, secretEncryption: { enabled: false } }, []],
  ["encryption that may be off, without a key", { ...PRO, secretEncryption: { enabled: unknown } }, []],
  ["encryption that may be off, with a key", { ...PRO, secretEncryption: { enabled: unknown, kmsKeyId: "key-1" } }, []],
  ["an audit log that may be off, with a project", { auditLog: { enabled: unknown, logProject: "logs" } }, []],
  ["auto-upgrade that may be off, without a window", { ...PRO, autoUpgrade: { enabled: unknown } }, []],
  [
    "auto-upgrade with a window that may be off",
    { ...PRO, autoUpgrade: { enabled: true }, maintenanceWindow: { enabled: unknown } },
    [],
  ],
  ["a Pro-only option on a cluster that may be Pro", { clusterSpec: unknown, ...window }, []],
  ["an EIP for an endpoint that may be on", { apiServerEipId: "eip-1", endpointPublicAccess: unknown }, []],
  ["resources to retain beside maybe all", { retainAllResources: unknown, retainResources: ["lb-1"] }, []],
])("a new cluster: %s", (_, inputs, expected) => {
  expect(failures({}, inputs)).toEqual(expected);
});

test("a cluster that is there: what needs its outputs is left to the preview", () => {
  expect(failures(made, { ...window, autoUpgrade: { enabled: true } })).toEqual([]);
});

test.each<[string, object, object, string[]]>([
  [
    "a version back",
    { kubernetesVersion: "1.34" },
    { kubernetesVersion: "1.33" },
    ['kubernetesVersion cannot be downgraded from 1.34 to 1.33: set it to "1.34" or later, or remove it'],
  ],
  ["a version on", { kubernetesVersion: "1.33" }, { kubernetesVersion: "1.34" }, []],
  [
    "Pro to standard",
    PRO,
    { clusterSpec: "ack.standard" },
    ['clusterSpec cannot be downgraded from "ack.pro.small" to "ack.standard": set it to "ack.pro.small" or remove it'],
  ],
  ["standard to Pro", { clusterSpec: "ack.standard" }, PRO, []],
  [
    "RRSA off",
    { enableRrsa: true },
    { enableRrsa: false },
    ["enableRrsa cannot be switched off once it is on: set it to true or remove it"],
  ],
  ["RRSA on", { enableRrsa: false }, { enableRrsa: true }, []],
  ["the endpoint off", { endpointPublicAccess: true }, { endpointPublicAccess: false }, []],
  [
    "an add-on back",
    { addons: [{ name: "coredns", version: "v1.11.3.5" }] },
    { addons: [{ name: "coredns", version: "v1.9.3.10" }] },
    [
      'addons cannot downgrade coredns from v1.11.3.5 to v1.9.3.10: set its version to "v1.11.3.5" or later, or remove the version',
    ],
  ],
  ["other add-ons", { addons: [{ name: "coredns" }] }, { addons: [{ name: "knative" }] }, []],
])("an edit: %s", (_, before, now, expected) => {
  expect(failures({ ...made, ...before }, now)).toEqual(expected);
});

test("adopt: nothing that only a new cluster needs is required, and a region in it takes precedence over the provider's", () => {
  const id = `c${"0".repeat(32)}`;
  const judged = (adopt: string) => check({}, { adopt }, { settings, faults: [], urn: URN });
  expect([judged(id), judged(`cn-beijing/${id}`)]).toEqual([
    { inputs: { adopt: id, regionId: "cn-hangzhou", __derived: ["regionId"] }, failures: [] },
    { inputs: { adopt: `cn-beijing/${id}`, regionId: "cn-beijing", __derived: ["regionId"] }, failures: [] },
  ]);
});
