import * as models from "@alicloud/cs20151215";
import type { ServerlessClusterArgs } from "pulumi-ack-serverless";
import { modified, network, type Row, upgraded, zone } from "./row";
import { storedRows } from "./storedRows";

const pro = { ...zone, clusterSpec: "ack.pro.small" } satisfies ServerlessClusterArgs;
const window = {
  maintenanceTime: "03:00:00Z",
  duration: "3h",
  weeklyPeriod: ["Monday"],
} satisfies ServerlessClusterArgs["maintenanceWindow"];
const fortnightly = { duration: "5h", recurrence: "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO" };
const sale = { name: "sale", scope: "NoUpgrades", description: "sale" };
const period = { startTime: "2099-11-01T00:00:00Z", endTime: "2099-11-30T00:00:00Z" };
const periodWire = { start_time: period.startTime, end_time: period.endTime };
const windowWire = { enable: true, maintenance_time: "03:00:00Z", duration: "3h", weekly_period: "Monday" };
const tagging = { region_id: "cn-hangzhou", resource_type: "CLUSTER" };

const replaced = (recreated: Readonly<Record<string, unknown>>) => ({ change: "replacement", recreated }) as const;

/** The golden table: every input has its row. */
export const rows: Readonly<Record<string, Row>> = {
  name: {
    set: "name-one",
    created: { name: "name-one" },
    to: "name-two",
    change: modified({ cluster_name: "name-two" }),
    drift: "put back",
    edit: { name: "by-hand" },
  },
  regionId: {
    beside: network,
    set: "cn-hangzhou",
    created: { region_id: "cn-hangzhou" },
    to: "cn-beijing",
    ...replaced({ region_id: "cn-beijing" }),
    drift: "told",
    answer: { region_id: "cn-shanghai" },
  },
  clusterSpec: {
    set: "ack.pro.small",
    created: { cluster_spec: "ack.pro.small" },
    to: "ack.pro.xlarge",
    change: modified({ cluster_spec: "ack.pro.xlarge" }),
    drift: "put back",
    edit: { cluster_spec: "ack.pro.2xlarge" },
  },
  kubernetesVersion: {
    set: "1.34",
    created: { kubernetes_version: "1.34.10-aliyun.1" },
    to: "1.35",
    change: upgraded("1.35.2-aliyun.1"),
    drift: "put back",
    edit: { current_version: "1.34.1-aliyun.1" },
  },
  endpointPublicAccess: {
    set: false,
    created: { endpoint_public_access: false },
    to: true,
    change: modified({ api_server_eip: true }),
    drift: "put back",
    edit: { endpoint_public_access: false },
  },
  apiServerEipId: {
    set: "eip-one",
    created: { endpoint_public_access: false },
    after: modified({ api_server_eip: true, api_server_eip_id: "eip-one" }),
    to: "eip-two",
    change: modified({ api_server_eip: true, api_server_eip_id: "eip-two" }),
    drift: "unseen",
  },
  loadBalancerId: {
    set: "lb-one",
    created: { load_balancer_id: "lb-one" },
    to: "lb-two",
    ...replaced({ load_balancer_id: "lb-two" }),
    drift: "unseen",
  },
  vpcId: {
    beside: { vswitchIds: ["vsw-a"] },
    set: "vpc-3",
    created: { vpcid: "vpc-3" },
    to: "vpc-4",
    ...replaced({ vpcid: "vpc-4" }),
    drift: "told",
    edit: { vpc_id: "vpc-5" },
  },
  vswitchIds: {
    beside: { vpcId: "vpc-6" },
    set: ["vsw-a"],
    created: { vswitch_ids: ["vsw-a"] },
    to: ["vsw-a", "vsw-b"],
    change: modified({ vswitch_ids: ["vsw-a", "vsw-b"] }),
    drift: "put back",
    edit: { vswitch_ids: ["vsw-c"] },
  },
  zoneId: {
    beside: {},
    set: "cn-hangzhou-i",
    created: { zoneid: "cn-hangzhou-i" },
    to: "cn-hangzhou-j",
    ...replaced({ zoneid: "cn-hangzhou-j" }),
    drift: "told",
    answer: { zone_id: "cn-hangzhou-k" },
  },
  securityGroupId: {
    beside: { ...network, vpcId: "vpc-7" },
    set: "sg-one",
    created: { security_group_id: "sg-one" },
    to: "sg-two",
    change: modified({ security_group_id: "sg-two" }),
    drift: "put back",
    edit: { security_group_id: "sg-three" },
  },
  isEnterpriseSecurityGroup: {
    set: true,
    created: { is_enterprise_security_group: true },
    to: false,
    ...replaced({ is_enterprise_security_group: false }),
    drift: "unseen",
  },
  serviceCidr: {
    set: "172.21.0.0/20",
    created: { service_cidr: "172.21.0.0/20" },
    to: "172.22.0.0/20",
    ...replaced({ service_cidr: "172.22.0.0/20" }),
    drift: "told",
    edit: { service_cidr: "10.9.0.0/16" },
  },
  snatEntry: {
    set: true,
    created: { snat_entry: true },
    to: false,
    ...replaced({ snat_entry: false }),
    drift: "unseen",
  },
  privateZone: {
    set: true,
    created: { private_zone: true },
    to: false,
    ...replaced({ private_zone: false }),
    drift: "unseen",
  },
  serviceDiscoveryTypes: {
    set: ["CoreDNS"],
    created: { service_discovery_types: ["CoreDNS"] },
    to: ["CoreDNS", "PrivateZone"],
    ...replaced({ service_discovery_types: ["CoreDNS", "PrivateZone"] }),
    drift: "unseen",
  },
  loggingType: {
    set: "SLS",
    created: { logging_type: "SLS" },
    to: "other",
    change: { refused: 'loggingType must be one of "SLS" for an existing cluster; got "other"' },
    drift: "unseen",
  },
  deletionProtection: {
    set: true,
    created: { deletion_protection: true },
    to: false,
    change: modified({ deletion_protection: false }),
    drift: "put back",
    edit: { deletion_protection: true },
  },
  timezone: {
    set: "Asia/Shanghai",
    created: { timezone: "Asia/Shanghai" },
    to: "Asia/Tokyo",
    change: modified({ timezone: "Asia/Tokyo" }),
    drift: "put back",
    edit: { timezone: "Europe/Paris" },
  },
  resourceGroupId: {
    set: "rg-one",
    created: { resource_group_id: "rg-one" },
    to: "rg-two",
    change: modified({ resource_group_id: "rg-two" }),
    drift: "put back",
    edit: { resource_group_id: "rg-three" },
  },
  tags: {
    set: { env: "test", team: "web" },
    created: {
      tags: [
        { key: "env", value: "test" },
        { key: "team", value: "web" },
      ],
    },
    to: { env: "prod" },
    change: [
      ["UntagResources", { ...tagging, resource_ids: '["ID"]', tag_keys: '["team"]' }],
      ["TagResources", { ...tagging, resource_ids: ["ID"], tags: [{ key: "env", value: "prod" }] }],
    ],
    drift: "put back",
    edit: {
      tags: [
        { key: "env", value: "by hand" },
        { key: "cost-centre", value: "7" },
      ],
    },
    back: [["TagResources", { ...tagging, resource_ids: ["ID"], tags: [{ key: "env", value: "prod" }] }]],
    removed: [["UntagResources", { ...tagging, resource_ids: '["ID"]', tag_keys: '["env"]' }]],
  },
  addons: {
    set: [
      { name: "logtail-ds", version: "v1.8.4.0", config: { sls_project_name: "one" }, cleanupCloudResources: true },
      { name: "metrics-server", disabled: true },
    ],
    created: {
      addons: [
        { name: "logtail-ds", version: "v1.8.4.0", config: '{"sls_project_name":"one"}' },
        { name: "metrics-server", disabled: true },
      ],
    },
    to: [
      { name: "logtail-ds", version: "v1.8.5.0", config: '{"sls_project_name": "two"}', cleanupCloudResources: true },
      { name: "metrics-server", disabled: false },
    ],
    change: [
      ["InstallClusterAddons", [{ name: "metrics-server" }]],
      [
        "UpgradeClusterAddons",
        [
          {
            component_name: "logtail-ds",
            version: "v1.8.4.0",
            next_version: "v1.8.5.0",
            config: '{"sls_project_name": "two"}',
          },
        ],
      ],
    ],
    drift: "put back",
    edit: {
      addons: [
        { name: "ack-virtual-node" },
        { name: "metrics-server" },
        { name: "knative" },
        { name: "logtail-ds", config: '{"sls_project_name":"three"}' },
      ],
    },
    back: [["ModifyClusterAddon", { config: '{"sls_project_name": "two"}' }]],
    removed: [
      ["UnInstallClusterAddons", [{ name: "logtail-ds", cleanup_cloud_resources: true }]],
      ["UnInstallClusterAddons", [{ name: "metrics-server" }]],
    ],
  },
  customSans: {
    set: ["one.example.com"],
    created: { extra_sans: ["one.example.com"] },
    to: ["two.example.com", "10.1.2.3"],
    change: modified({
      api_server_custom_cert_sans: {
        action: "overwrite",
        subject_alternative_names: ["two.example.com", "10.1.2.3"],
      },
    }),
    drift: "put back",
    edit: { extra_sans: [] },
  },
  enableRrsa: {
    set: false,
    created: { rrsa_config: { enabled: false } },
    to: true,
    change: modified({ enable_rrsa: true }),
    drift: "put back",
    edit: { rrsa_config: { enabled: false } },
  },
  secretEncryption: {
    beside: pro,
    set: { kmsKeyId: "key-one" },
    created: { encryption_provider_key: "key-one" },
    to: { enabled: true, kmsKeyId: "key-two" },
    change: [["UpdateKMSEncryption", { disable_encryption: false, kms_key_id: "key-two" }]],
    drift: "put back",
    byOthers: (client, id) =>
      client.updateKMSEncryption(id, new models.UpdateKMSEncryptionRequest({ disableEncryption: true })),
  },
  maintenanceWindow: {
    beside: pro,
    set: window,
    created: { maintenance_window: windowWire },
    to: { ...window, ...fortnightly, enabled: true, exclusions: [{ ...sale, ...period }] },
    change: modified({
      maintenance_window: { ...windowWire, ...fortnightly, exclusions: [{ ...sale, ...periodWire }] },
    }),
    drift: "put back",
    edit: { maintenance_window: { ...windowWire, duration: "7h" } },
  },
  autoUpgrade: {
    beside: { ...pro, maintenanceWindow: window },
    set: { enabled: true, channel: "patch" },
    created: { operation_policy: { cluster_auto_upgrade: { enabled: true, channel: "patch" } } },
    to: { enabled: true, channel: "stable" },
    change: modified({ operation_policy: { cluster_auto_upgrade: { enabled: true, channel: "stable" } } }),
    drift: "put back",
    edit: { operation_policy: { cluster_auto_upgrade: { enabled: false, channel: "stable" } } },
  },
  auditLog: {
    set: { enabled: true, logProject: "audit-one" },
    created: { audit_log_config: { enabled: true, sls_project_name: "audit-one" } },
    to: { enabled: true, logProject: "audit-two" },
    change: [["UpdateClusterAuditLogConfig", { disable: false, sls_project_name: "audit-two" }]],
    drift: "put back",
    byOthers: (client, id) =>
      client.updateClusterAuditLogConfig(id, new models.UpdateClusterAuditLogConfigRequest({ disable: true })),
  },
  controlPlaneLog: {
    beside: pro,
    set: { components: ["apiserver"], logProject: "plane-one", ttlDays: 30 },
    created: {
      controlplane_log_components: ["apiserver"],
      controlplane_log_project: "plane-one",
      controlplane_log_ttl: "30",
    },
    to: { components: ["apiserver", "kcm"], logProject: "plane-two", ttlDays: 60 },
    change: [["UpdateControlPlaneLog", { components: ["apiserver", "kcm"], log_project: "plane-two", log_ttl: "60" }]],
    drift: "put back",
    byOthers: (client, id) => client.updateControlPlaneLog(id, new models.UpdateControlPlaneLogRequest({})),
  },
  systemEventsLogging: {
    set: { enabled: true, logProject: "events-one" },
    created: {},
    after: modified({ system_events_logging: { enabled: true, logging_project: "events-one" } }),
    to: { enabled: true, logProject: "events-two" },
    change: modified({ system_events_logging: { enabled: true, logging_project: "events-two" } }),
    drift: "unseen",
  },
  ipStack: {
    set: "dual",
    created: { ip_stack: "dual" },
    to: "ipv4",
    ...replaced({ ip_stack: "ipv4" }),
    drift: "told",
    answer: { ip_stack: "dual" },
  },
  clusterDomain: {
    set: "shop.example",
    created: { cluster_domain: "shop.example" },
    to: "cluster.local",
    ...replaced({ cluster_domain: "cluster.local" }),
    drift: "told",
    answer: { cluster_domain: "other.example" },
  },
  ...storedRows,
};
