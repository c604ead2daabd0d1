import type { ServerlessClusterArgs } from "pulumi-ack-serverless";
import { type Call, callsTo, clusterOf, idOf, wideBench, writing } from "./support/calls";
import { type Bench, recorded } from "./support/cluster";
import { modified, zone } from "./support/row";

const pro = { ...zone, clusterSpec: "ack.pro.small" } satisfies ServerlessClusterArgs;
const window = {
  maintenanceTime: "03:00:00Z",
  duration: "3h",
  weeklyPeriod: ["Monday", "Friday"],
} satisfies ServerlessClusterArgs["maintenanceWindow"];
const windowWire = { enable: true, maintenance_time: "03:00:00Z", duration: "3h", weekly_period: "Monday,Friday" };

/** What one change of one input calls, beyond the one that every input has in its row. */
const changes: Readonly<Record<string, readonly [ServerlessClusterArgs, ServerlessClusterArgs, readonly Call[]]>> = {
  "the last name of the certificate is taken away": [
    { ...zone, customSans: ["one.example.com"] },
    { ...zone, customSans: [] },
    modified({ api_server_custom_cert_sans: { action: "overwrite", subject_alternative_names: [] } }),
  ],
  "names in another order": [
    { ...zone, customSans: ["a.example.com", "b.example.com"] },
    { ...zone, customSans: ["b.example.com", "a.example.com"] },
    [],
  ],
  "the endpoint is closed": [zone, { ...zone, endpointPublicAccess: false }, modified({ api_server_eip: false })],
  "the endpoint is opened with an EIP": [
    { ...zone, endpointPublicAccess: false },
    { ...zone, endpointPublicAccess: true, apiServerEipId: "eip-one" },
    modified({ api_server_eip: true, api_server_eip_id: "eip-one" }),
  ],
  "encryption is switched off": [
    { ...pro, secretEncryption: { kmsKeyId: "key-one" } },
    { ...pro, secretEncryption: { enabled: false } },
    [["UpdateKMSEncryption", { disable_encryption: true }]],
  ],
  "encryption is begun": [
    pro,
    { ...pro, secretEncryption: { kmsKeyId: "key-one" } },
    [["UpdateKMSEncryption", { disable_encryption: false, kms_key_id: "key-one" }]],
  ],
  "the audit log is switched off": [
    { ...zone, auditLog: { enabled: true } },
    { ...zone, auditLog: { enabled: false } },
    [["UpdateClusterAuditLogConfig", { disable: true }]],
  ],
  "the audit log gets a project of its own": [
    { ...zone, auditLog: { enabled: true } },
    { ...zone, auditLog: { enabled: true, logProject: "audit-one" } },
    [["UpdateClusterAuditLogConfig", { disable: false, sls_project_name: "audit-one" }]],
  ],
  "control-plane logs are switched off": [
    { ...pro, controlPlaneLog: { components: ["apiserver"] } },
    { ...pro, controlPlaneLog: { components: [] } },
    [["UpdateControlPlaneLog", { components: [] }]],
  ],
  "a window in other words": [
    { ...pro, maintenanceWindow: window },
    {
      ...pro,
      maintenanceWindow: {
        enabled: true,
        maintenanceTime: "2026-10-15T11:00:00.000+08:00",
        duration: "3h",
        weeklyPeriod: ["Friday", "Monday"],
      },
    },
    [],
  ],
  "a window with a field more": [
    { ...pro, maintenanceWindow: { maintenanceTime: "03:00:00Z" } },
    { ...pro, maintenanceWindow: window },
    modified({ maintenance_window: windowWire }),
  ],
  "a window is switched off": [
    { ...pro, maintenanceWindow: window },
    { ...pro, maintenanceWindow: { enabled: false } },
    modified({ maintenance_window: { enable: false } }),
  ],
  "automatic upgrades are switched off": [
    { ...pro, maintenanceWindow: window, autoUpgrade: { enabled: true, channel: "patch" } },
    { ...pro, maintenanceWindow: window, autoUpgrade: { enabled: false } },
    modified({ operation_policy: { cluster_auto_upgrade: { enabled: false } } }),
  ],
  "several inputs at once": [
    zone,
    { ...zone, name: "several", timezone: "Asia/Tokyo", enableRrsa: true, deletionProtection: false },
    modified({ cluster_name: "several", timezone: "Asia/Tokyo", enable_rrsa: true }),
  ],
  "the same discovery in other words": [
    { ...zone, privateZone: true },
    { ...zone, serviceDiscoveryTypes: ["PrivateZone"] },
    [],
  ],
  "the defaults are written down": [
    zone,
    {
      ...zone,
      clusterSpec: "ack.standard",
      endpointPublicAccess: true,
      serviceCidr: "172.19.0.0/20",
      snatEntry: false,
      privateZone: false,
      isEnterpriseSecurityGroup: false,
      ipStack: "ipv4",
      clusterDomain: "cluster.local",
      deletionProtection: false,
      enableRrsa: false,
      retainAllResources: false,
      forceDestroy: false,
      tags: {},
      addons: [],
    },
    [],
  ],
};

let life: Bench;
const cases = Object.entries(changes).map(([what, [from, to, calls]], index) => ({
  what,
  name: `case${index}`,
  from,
  to,
  calls,
}));
let writes: Awaited<ReturnType<typeof writing>>;

beforeAll(async () => {
  life = await wideBench(Object.fromEntries(cases.map(({ name, from }) => [name, from])));
  await life.stack.up();
  for (const { name, to } of cases) life.wishes[name] = to;
  writes = await writing(life.simulator, () => life.stack.up());
});

test.each(cases)("$what", ({ name, calls }) => {
  expect(callsTo(writes, [idOf(life, name)])).toEqual(calls);
});

test("afterwards there is no difference", async () => {
  await life.stack.up("--refresh", "--expect-no-changes");
  const opened = cases.find(({ what }) => what === "the endpoint is opened with an EIP")?.name ?? "";
  expect(recorded(life.stack, opened).outputs?.apiServerEndpoint).toMatch(/^https:/);
  const closed = cases.find(({ what }) => what === "the endpoint is closed")?.name ?? "";
  expect(clusterOf(life.simulator, idOf(life, closed)).master_url).toContain('"api_server_endpoint":""');
});
