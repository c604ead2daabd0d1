import type { Operation } from "../../../provider/ack/operations";
import { rrsaFact } from "../../../provider/cluster/properties/reported";
import { properties } from "../../../provider/cluster/properties/table";
import type { Property } from "../../../provider/table/property";
import { fromWire, toWire } from "../../../provider/table/wire";

const table = properties as Readonly<Record<string, Property<unknown>>>;

/** What is wrong with a value, each fault at its path. */
function faults(name: string, value: unknown): string[] {
  return (table[name] as Property<unknown>).shape
    .faults(value)
    .map(({ path, message }) => `${[name, ...path].join(".")} ${message}`);
}

const project = (path: string, shown: string) => `${path} must be the name of a log project; got ${shown}`;
const day = 'must be one of "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"';
const rule = 'a weekly RFC 5545 rule without COUNT and UNTIL, such as "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"';
const time = 'a time such as "03:00:00Z" or "2026-10-15T03:00:00.000+08:00"';

test.each<[string, unknown, string[]]>([
  ["maintenanceWindow", { enabled: true, maintenanceTime: "03:00:00Z", duration: "3h", weeklyPeriod: ["Monday"] }, []],
  ["maintenanceWindow", { maintenanceTime: "2026-10-15T03:00:00.000+08:00", recurrence: "FREQ=WEEKLY;BYDAY=TH" }, []],
  ["maintenanceWindow", { maintenanceTime: "3:00" }, [`maintenanceWindow.maintenanceTime must be ${time}; got "3:00"`]],
  [
    "maintenanceWindow",
    { maintenanceTime: "25:00:00Z" },
    [`maintenanceWindow.maintenanceTime must be ${time}; got "25:00:00Z"`],
  ],
  [
    "maintenanceWindow",
    { maintenanceTime: "2026-10-15T03:00:00" },
    [`maintenanceWindow.maintenanceTime must be ${time}; got "2026-10-15T03:00:00"`],
  ],
  ...["0h", "25h", "3", "1.5h", "03h"].map((duration): [string, unknown, string[]] => [
    "maintenanceWindow",
    { duration },
    [`maintenanceWindow.duration must be a whole number of hours from "1h" to "24h"; got "${duration}"`],
  ]),
  ["maintenanceWindow", { duration: "24h" }, []],
  ["maintenanceWindow", { weeklyPeriod: ["monday"] }, [`maintenanceWindow.weeklyPeriod.0 ${day}; got "monday"`]],
  [
    "maintenanceWindow",
    { weeklyPeriod: [] },
    ["maintenanceWindow.weeklyPeriod must be a list with at least one day; got []"],
  ],
  ...["FREQ=DAILY", "FREQ=WEEKLY;COUNT=3", "FREQ=WEEKLY;UNTIL=20270101T000000Z", "weekly", ""].map(
    (recurrence): [string, unknown, string[]] => [
      "maintenanceWindow",
      { recurrence },
      [`maintenanceWindow.recurrence must be ${rule}; got "${recurrence}"`],
    ],
  ),
  [
    "maintenanceWindow",
    { start: "x" },
    [
      "maintenanceWindow.start is not one of enabled, maintenanceTime, duration, weeklyPeriod, recurrence, exclusions; remove it",
    ],
  ],
  ["autoUpgrade", { enabled: true, channel: "patch" }, []],
  ["autoUpgrade", { channel: "a b" }, ['autoUpgrade.channel must be one of "patch", "stable", "rapid"; got "a b"']],
  ["secretEncryption", { kmsKeyId: "0fe64791-55eb-4fc7-84c5-c6c7cdca7d2a" }, []],
  ["secretEncryption", { kmsKeyId: "a key" }, ['secretEncryption.kmsKeyId must be a KMS key id; got "a key"']],
  ["auditLog", { enabled: true, logProject: "k8s-log-1" }, []],
  ["auditLog", { logProject: "k8s-log-1" }, ["auditLog.enabled must be set: true or false"]],
  ["auditLog", { enabled: true, logProject: "K8s" }, [project("auditLog.logProject", '"K8s"')]],
  ["auditLog", { enabled: true, logProject: "-a-" }, [project("auditLog.logProject", '"-a-"')]],
  ["controlPlaneLog", { components: ["apiserver", "kcm"], logProject: "logs", ttlDays: 30 }, []],
  ["controlPlaneLog", { components: [] }, []],
  [
    "controlPlaneLog",
    { components: ["API"] },
    ['controlPlaneLog.components.0 must be a component such as "apiserver"; got "API"'],
  ],
  ...[0, 3001, 1.5, "30"].map((ttlDays): [string, unknown, string[]] => [
    "controlPlaneLog",
    { components: [], ttlDays },
    [`controlPlaneLog.ttlDays must be a whole number from 1 to 3000; got ${JSON.stringify(ttlDays)}`],
  ]),
  ["systemEventsLogging", { enabled: false, logProject: "events" }, []],
  ["systemEventsLogging", { enabled: "yes" }, ['systemEventsLogging.enabled must be true or false; got "yes"']],
  ["customSans", ["api.example.com", "*.example.com", "192.0.2.1", "2001:db8::1"], []],
  ["customSans", ["https://a"], ['customSans.0 must be a DNS name or an IP address; got "https://a"']],
  ["customSans", ["a", "a"], ['customSans must be a list of different names; got "a" more than once']],
  ["apiServerEipId", "eip-bp1x", []],
  ["apiServerEipId", "lb-bp1x", ['apiServerEipId must be an id that starts with "eip-"; got "lb-bp1x"']],
  ["loadBalancerId", "nlb-bp1x", []],
  ["loadBalancerId", "alb-bp1x", ['loadBalancerId must be an id that starts with "lb-" or "nlb-"; got "alb-bp1x"']],
  ["ipStack", "dual", []],
  ["ipStack", 6, ['ipStack must be one of "ipv4", "dual"; got 6']],
  ["clusterDomain", "cluster.local", []],
  ["clusterDomain", `a.${"b".repeat(63)}`, []],
  ...["Cluster.local", "a..b", "-a", "a-", ".a", "b".repeat(64)].map((name): [string, unknown, string[]] => [
    "clusterDomain",
    name,
    [`clusterDomain must be a domain name in lowercase such as "cluster.local"; got ${JSON.stringify(name)}`],
  ]),
  [
    "clusterDomain",
    `${"b.".repeat(127)}b`,
    [`clusterDomain must be a domain name in lowercase such as "cluster.local"; got "${"b.".repeat(40).slice(0, -1)}…`],
  ],
  ["adopt", `cn-beijing/c${"0".repeat(32)}`, []],
  ["adopt", "c1", ['adopt must be a cluster id such as "c0a1…", or "<region>/<cluster id>"; got "c1"']],
  ["deleteOptions", { slb: "retain", slsData: "delete" }, []],
  ["deleteOptions", { slb: "keep" }, ['deleteOptions.slb must be one of "delete", "retain"; got "keep"']],
  [
    "deleteOptions",
    { NLB: "retain" },
    ["deleteOptions.NLB is not one of slb, alb, slsData, slsControlPlane, privateZone; remove it"],
  ],
  ["retainResources", ["lb-bp1x", "k8s-log-c1"], []],
  ["retainResources", ["a b"], ['retainResources.0 must be a resource\'s id such as "lb-bp1…"; got "a b"']],
])("%s %j", (name, value, expected) => {
  expect(faults(name, value)).toEqual(expected);
});

const weekly = (text: string) => ({ recurrence: text });
const at = (maintenanceTime: string) => ({ maintenanceTime });

test.each<[string, object, object, boolean]>([
  // What the program leaves out is not managed.
  ["maintenanceWindow", { enabled: true, duration: "3h", maintenanceTime: "03:00:00Z" }, { duration: "3h" }, true],
  ["maintenanceWindow", { duration: "3h" }, { duration: "3h", enabled: true }, false],
  ["maintenanceWindow", {}, {}, true],
  // Times by meaning: the moment of the day, whatever the date and the offset.
  ["maintenanceWindow", at("19:00:00Z"), at("2026-10-15T03:00:00.000+08:00"), true],
  ["maintenanceWindow", at("2024-01-01T19:00:00Z"), at("2026-10-15T03:00:00+08:00"), true],
  ["maintenanceWindow", at("03:00:00Z"), at("2026-10-15T03:00:00.000+08:00"), false],
  ["maintenanceWindow", at("later"), at("03:00:00Z"), false],
  ["maintenanceWindow", {}, at("03:00:00Z"), false],
  // Days and rules by meaning.
  ["maintenanceWindow", { weeklyPeriod: ["Friday", "Monday"] }, { weeklyPeriod: ["Monday", "Friday"] }, true],
  ["maintenanceWindow", { weeklyPeriod: ["Friday"] }, { weeklyPeriod: ["Monday", "Friday"] }, false],
  ["maintenanceWindow", weekly("FREQ=WEEKLY;INTERVAL=1;BYDAY=TH,MO"), weekly("BYDAY=MO,TH;FREQ=WEEKLY"), true],
  ["maintenanceWindow", weekly("RRULE:FREQ=WEEKLY;BYDAY=TH"), weekly("FREQ=WEEKLY;BYDAY=TH"), true],
  ["maintenanceWindow", weekly("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"), weekly("FREQ=WEEKLY;BYDAY=TH"), false],
  ["maintenanceWindow", weekly("FREQ=WEEKLY;BYDAY=FR"), weekly("FREQ=WEEKLY;BYDAY=TH"), false],
  ["maintenanceWindow", {}, weekly("FREQ=WEEKLY;BYDAY=TH"), false],
  ["maintenanceWindow", weekly("BYMONTH=3;FREQ=WEEKLY;BYDAY=TH"), weekly("FREQ=WEEKLY;BYDAY=TH;BYMONTH=3"), true],
  ["maintenanceWindow", weekly("FREQ=WEEKLY;BYDAY=TH;BYMONTH=3"), weekly("FREQ=WEEKLY;BYDAY=TH"), false],
  ["maintenanceWindow", weekly("FREQ=WEEKLY;BYDAY=TH;BYHOUR=3"), weekly("FREQ=WEEKLY;BYDAY=TH;BYHOUR=4"), false],
  ["maintenanceWindow", weekly("FREQ=WEEKLY;BYDAY=TH;WKST=SU"), weekly("FREQ=WEEKLY;BYDAY=TH;WKST=MO"), false],
  ["autoUpgrade", { enabled: true, channel: "patch" }, { enabled: true }, true],
  ["autoUpgrade", { enabled: true, channel: "patch" }, { channel: "stable" }, false],
  ["secretEncryption", { enabled: true, kmsKeyId: "a" }, { kmsKeyId: "a" }, true],
  ["secretEncryption", { enabled: true, kmsKeyId: "a" }, { kmsKeyId: "b" }, false],
  ["secretEncryption", {}, { enabled: false }, true],
  ["secretEncryption", { enabled: false }, { enabled: true }, false],
  ["auditLog", { enabled: true, logProject: "logs" }, { enabled: true }, true],
  ["auditLog", { enabled: true }, { enabled: true, logProject: "logs" }, false],
  ["controlPlaneLog", { components: ["kcm", "apiserver"], ttlDays: 30 }, { components: ["apiserver", "kcm"] }, true],
  ["controlPlaneLog", { components: ["kcm"] }, { components: ["apiserver"] }, false],
  ["controlPlaneLog", { components: [], ttlDays: 30 }, { components: [], ttlDays: 7 }, false],
  ["systemEventsLogging", { enabled: true, logProject: "logs" }, { enabled: true }, false],
  ["customSans", ["a", "b"] as never, ["b", "a"] as never, true],
])("%s: %j meets %j: %s", (name, actual, wanted, isMet) => {
  expect((table[name] as Property<unknown>).shape.same(actual, wanted)).toBe(isMet);
});

test.each<[string, unknown, Operation, object]>([
  ["apiServerEipId", "eip-1", "ModifyCluster", { api_server_eip: true, api_server_eip_id: "eip-1" }],
  [
    "customSans",
    ["a"],
    "ModifyCluster",
    { api_server_custom_cert_sans: { action: "overwrite", subject_alternative_names: ["a"] } },
  ],
  ["enableRrsa", true, "CreateCluster", { rrsa_config: { enabled: true } }],
  ["enableRrsa", true, "ModifyCluster", { enable_rrsa: true }],
  ["maintenanceWindow", { duration: "3h" }, "CreateCluster", { maintenance_window: { enable: true, duration: "3h" } }],
  [
    "maintenanceWindow",
    {
      enabled: false,
      maintenanceTime: "03:00:00Z",
      duration: "3h",
      weeklyPeriod: ["Monday", "Friday"],
      recurrence: "FREQ=WEEKLY",
    },
    "ModifyCluster",
    {
      maintenance_window: {
        enable: false,
        maintenance_time: "03:00:00Z",
        duration: "3h",
        weekly_period: "Monday,Friday",
        recurrence: "FREQ=WEEKLY",
      },
    },
  ],
  [
    "autoUpgrade",
    { enabled: true, channel: "patch" },
    "ModifyCluster",
    { operation_policy: { cluster_auto_upgrade: { enabled: true, channel: "patch" } } },
  ],
  ["secretEncryption", { kmsKeyId: "key" }, "CreateCluster", { encryption_provider_key: "key" }],
  ["secretEncryption", { enabled: false, kmsKeyId: "key" }, "CreateCluster", {}],
  ["secretEncryption", { kmsKeyId: "key" }, "UpdateKMSEncryption", { disable_encryption: false, kms_key_id: "key" }],
  ["secretEncryption", { enabled: false, kmsKeyId: "key" }, "UpdateKMSEncryption", { disable_encryption: true }],
  [
    "auditLog",
    { enabled: true, logProject: "logs" },
    "CreateCluster",
    { audit_log_config: { enabled: true, sls_project_name: "logs" } },
  ],
  ["auditLog", { enabled: false }, "UpdateClusterAuditLogConfig", { disable: true }],
  [
    "auditLog",
    { enabled: true, logProject: "logs" },
    "UpdateClusterAuditLogConfig",
    { disable: false, sls_project_name: "logs" },
  ],
  [
    "controlPlaneLog",
    { components: ["kcm"], logProject: "logs", ttlDays: 30 },
    "CreateCluster",
    { controlplane_log_components: ["kcm"], controlplane_log_project: "logs", controlplane_log_ttl: "30" },
  ],
  [
    "controlPlaneLog",
    { components: ["kcm"], logProject: "logs", ttlDays: 30 },
    "UpdateControlPlaneLog",
    { components: ["kcm"], log_project: "logs", log_ttl: "30" },
  ],
  ["controlPlaneLog", { components: [] }, "UpdateControlPlaneLog", { components: [] }],
  [
    "systemEventsLogging",
    { enabled: true, logProject: "logs" },
    "ModifyCluster",
    { system_events_logging: { enabled: true, logging_project: "logs" } },
  ],
  [
    "deleteOptions",
    { slb: "retain", alb: "delete" },
    "DeleteCluster",
    {
      delete_options: '[{"delete_mode":"retain","resource_type":"SLB"},{"delete_mode":"delete","resource_type":"ALB"}]',
    },
  ],
  ["retainResources", ["lb-1"], "DeleteCluster", { retain_resources: '["lb-1"]' }],
  ["retainAllResources", true, "DeleteCluster", { retain_all_resources: "true" }],
])("%s %j in %s", (name, value, operation, body) => {
  expect(toWire(properties, operation, { [name]: value })).toEqual(body);
});

/** What an answer tells of one property, by the operation that tells it. */
const told = (name: string, operation: Operation, answer: object) =>
  fromWire(properties, operation, answer as never)[name];

test.each<[string, Operation, object, unknown]>([
  [
    "maintenanceWindow",
    "DescribeClusterDetail",
    {
      maintenance_window: {
        enable: true,
        maintenance_time: "03:00:00Z",
        duration: "3h",
        weekly_period: "Monday, Friday",
        recurrence: "",
      },
    },
    { enabled: true, maintenanceTime: "03:00:00Z", duration: "3h", weeklyPeriod: ["Monday", "Friday"] },
  ],
  [
    "maintenanceWindow",
    "DescribeClusterDetail",
    { maintenance_window: { enable: false, duration: "" } },
    { enabled: false },
  ],
  ["maintenanceWindow", "DescribeClusterDetail", { maintenance_window: {} }, undefined],
  ["maintenanceWindow", "DescribeClusterDetail", { maintenance_window: { enable: "true", duration: 3 } }, undefined],
  [
    "autoUpgrade",
    "DescribeClusterDetail",
    { operation_policy: { cluster_auto_upgrade: { enabled: false, channel: "" } } },
    { enabled: false },
  ],
  ["autoUpgrade", "DescribeClusterDetail", { operation_policy: { cluster_auto_upgrade: {} } }, undefined],
  ["autoUpgrade", "DescribeClusterDetail", { operation_policy: {} }, undefined],
  ["enableRrsa", "DescribeClusterDetail", { rrsa_config: { enabled: true } }, true],
  ["enableRrsa", "DescribeClusterDetail", { rrsa_config: {} }, undefined],
  ["rrsaIssuer", "DescribeClusterDetail", { rrsa_config: { enabled: true, issuer: "https://oidc" } }, "https://oidc"],
  ["rrsaIssuer", "DescribeClusterDetail", { rrsa_config: { issuer: "" } }, undefined],
  [
    "secretEncryption",
    "DescribeClusterDetail",
    { meta_data: '{"Capabilities":{"DisableEncryption":false,"EncryptionKMSKeyId":"key"}}' },
    { enabled: true, kmsKeyId: "key" },
  ],
  [
    "secretEncryption",
    "DescribeClusterDetail",
    { meta_data: '{"Capabilities":{"DisableEncryption":"True","EncryptionKMSKeyId":"key"}}' },
    { enabled: false },
  ],
  ["secretEncryption", "DescribeClusterDetail", { meta_data: '{"Capabilities":{"EncryptionKMSKeyId":""}}' }, undefined],
  ["secretEncryption", "DescribeClusterDetail", { meta_data: '{"Capabilities":""}' }, undefined],
  ["secretEncryption", "DescribeClusterDetail", { meta_data: "{" }, undefined],
  ["customSans", "DescribeClusterDetail", { extra_sans: ["a"] }, ["a"]],
  ["customSans", "DescribeClusterDetail", { extra_sans: [] }, []],
  ["customSans", "DescribeClusterDetail", { extra_sans: null }, undefined],
  ["vswitchIds", "DescribeClusterDetail", { vswitch_ids: [] }, undefined],
  [
    "auditLog",
    "GetClusterAuditProject",
    { audit_enabled: true, sls_project_name: "logs" },
    { enabled: true, logProject: "logs" },
  ],
  ["auditLog", "GetClusterAuditProject", { audit_enabled: false, sls_project_name: "" }, { enabled: false }],
  ["auditLog", "GetClusterAuditProject", { sls_project_name: "logs" }, undefined],
  [
    "controlPlaneLog",
    "CheckControlPlaneLogEnable",
    { components: ["kcm"], log_project: "logs", log_ttl: "30" },
    { components: ["kcm"], logProject: "logs", ttlDays: 30 },
  ],
  ["controlPlaneLog", "CheckControlPlaneLogEnable", { components: [], log_ttl: "" }, { components: [] }],
  ["controlPlaneLog", "CheckControlPlaneLogEnable", { log_project: "logs" }, undefined],
  ["controlPlaneLog", "CheckControlPlaneLogEnable", { components: [], log_ttl: [30] }, { components: [] }],
])("%s in %s: %j tells %j", (name, operation, answer, expected) => {
  expect(told(name, operation, answer)).toEqual(expected);
});

test.each<[string, object, Operation]>([
  [
    "maintenanceWindow",
    {
      enabled: true,
      maintenanceTime: "03:00:00Z",
      duration: "3h",
      weeklyPeriod: ["Monday", "Friday"],
      recurrence: "FREQ=WEEKLY",
    },
    "DescribeClusterDetail",
  ],
  ["autoUpgrade", { enabled: true, channel: "rapid" }, "DescribeClusterDetail"],
  ["controlPlaneLog", { components: ["kcm"], logProject: "logs", ttlDays: 7 }, "CheckControlPlaneLogEnable"],
])("round trip: %s is read back as it was written", (name, value, operation) => {
  expect(told(name, operation, toWire(properties, operation, { [name]: value }))).toEqual(value);
});

test("RRSA: each fact under its own name", () => {
  const facts = { issuer: "i", audience: "a", jwks_url: "j", oidc_name: "n", oidc_arn: "r" };
  const read = Object.keys(facts).map((name) => rrsaFact(name).decode({ enabled: true, ...facts }));
  expect(read).toEqual(["i", "a", "j", "n", "r"]);
});
