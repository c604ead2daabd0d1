import { type InputsOf, type OutputsOf, type Property, property, type Table } from "../../table/property";
import { flag, oneOfKnown } from "../../table/shapes";
import { objectsIn, plain } from "../../table/values";
import { encodeAddons, olderAddon } from "./addons";
import * as deletion from "./deletion";
import { secretEncryption } from "./features/encryption";
import { auditLog, controlPlaneLog, systemEventsLogging } from "./features/logs";
import { autoUpgrade, maintenanceWindow } from "./features/maintenance";
import { networkProperties } from "./network";
import { edition, neverDown, neverStandard, rrsa, stayOn, upgrade } from "./oneWay";
import { reportedProperties } from "./reported";
import * as shapes from "./shapes";
import { everywhere, PAGE } from "./source";
import { version } from "./version";

/** `{a: "1"}` in a program, `[{key: "a", value: "1"}]` on the wire. */
const keyValuePairs = {
  wire: "tags",
  encode: (tags: Readonly<Record<string, string>>) => Object.entries(tags).map(([key, value]) => ({ key, value })),
  decode: (pairs: unknown) =>
    Array.isArray(pairs)
      ? Object.fromEntries(
          objectsIn(pairs).flatMap(({ key, value }) => (typeof key === "string" ? [[key, plain(value ?? "")]] : [])),
        )
      : undefined,
};

/** The part of CreateCluster's body that asks for a Serverless cluster. Source: CreateCluster for ACK Serverless. */
export const serverless = { cluster_type: "ManagedKubernetes", profile: "Serverless" } as const;

/** The property table of a Serverless cluster: each property's facts, once. */
export const properties = {
  name: property(shapes.clusterName, {
    doc: "The cluster's name, unique in the account: 1 to 63 letters, digits, Chinese characters and hyphens, the first of them no hyphen. Default: the resource's name with a short hash.",
    at: { CreateCluster: "name", ModifyCluster: "cluster_name", DescribeClusterDetail: "name" },
  }),
  regionId: property(shapes.regionId, {
    doc: "The id of the cluster's region, such as `cn-hangzhou`. Default: the provider's region when the cluster is created; later changes of the provider's region do not move it.",
    at: { CreateCluster: "region_id", DescribeClusterDetail: "region_id" },
  }),
  clusterSpec: property(
    oneOfKnown(
      ["ack.standard", "ack.pro.small", "ack.pro.xlarge", "ack.pro.2xlarge", "ack.pro.4xlarge"],
      /^ack\.[a-z0-9.]+$/,
    ),
    {
      doc: "The edition: `ack.standard`, `ack.pro.small` (Pro), or `ack.pro.xlarge`, `ack.pro.2xlarge` or `ack.pro.4xlarge` (Pro with a provisioned control plane). A standard cluster can become Pro, but not the reverse. Default: `ack.standard`.",
      at: {
        CreateCluster: "cluster_spec",
        MigrateCluster: "spec",
        ModifyCluster: "cluster_spec",
        DescribeClusterDetail: "cluster_spec",
      },
      default: "ack.standard",
      refuse: (from, to) => (to === "ack.standard" ? neverStandard(from) : undefined),
      change: edition,
      source: `${PAGE}; MigrateCluster as terraform-provider-alicloud sends it; ModifyCluster`,
    },
  ),
  kubernetesVersion: property(version, {
    doc: "The Kubernetes version, such as `1.32.1-aliyun.1`, or the beginning of one: any 1.32 version satisfies `1.32`. It is upgraded in place, one minor version at a time, and cannot be downgraded. Default: ACK's latest stable version.",
    at: {
      CreateCluster: "kubernetes_version",
      UpgradeCluster: "next_version",
      DescribeClusterDetail: "current_version",
    },
    refuse: neverDown,
    change: upgrade,
    source: `${PAGE}; UpgradeCluster`,
  }),
  ...networkProperties,
  loggingType: property(oneOfKnown(["SLS"]), {
    doc: "The log service of the cluster: `SLS` enables Simple Log Service.",
    at: { CreateCluster: "logging_type" },
  }),
  deletionProtection: property(flag, {
    doc: "Whether ACK refuses every deletion of the cluster, also from the console. Default: `false`.",
    at: everywhere("deletion_protection"),
    default: false,
  }),
  timezone: property(shapes.timezone, {
    doc: "The cluster's time zone, an IANA name such as `Asia/Shanghai`. A change restarts the control plane briefly.",
    at: everywhere("timezone"),
  }),
  resourceGroupId: property(shapes.resourceGroupId, {
    doc: "The id of the cluster's resource group. Default: the account's default group.",
    at: everywhere("resource_group_id"),
  }),
  tags: property(shapes.tags, {
    doc: "Tags on the cluster, managed by key: tags that others set stay as they are. At most 19 tags, or 20 without the ownership tag; keys of 1 to 64 characters, values of 1 to 128. Default: none.",
    at: { CreateCluster: keyValuePairs, TagResources: keyValuePairs, DescribeClusterDetail: keyValuePairs },
    whenRemoved: {},
  }),
  addons: property(shapes.addons, {
    doc: "Add-ons, managed by name: the provider installs, upgrades and configures those in the list, and uninstalls those that are removed from it; others stay as they are.",
    at: {
      CreateCluster: { wire: "addons", encode: encodeAddons },
      InstallClusterAddons: { wires: ["name", "version", "config"] },
      UpgradeClusterAddons: { wires: ["component_name", "next_version", "config"] },
      ModifyClusterAddon: { wires: ["config"] },
      UnInstallClusterAddons: { wires: ["name", "cleanup_cloud_resources"] },
      ListClusterAddonInstances: { wires: ["addons"] },
      GetClusterAddonInstance: { wires: ["config"] },
    },
    whenRemoved: [],
    refuse: olderAddon,
    mayBeAbsent: true,
    source: `${PAGE}; the components operations`,
  }),
  customSans: property(shapes.customSans, {
    doc: "Additional DNS names and IP addresses in the API server's certificate. A change restarts the API server. Default: none.",
    at: {
      CreateCluster: "extra_sans",
      ModifyCluster: {
        wire: "api_server_custom_cert_sans",
        encode: (sans: readonly string[]) => ({ action: "overwrite", subject_alternative_names: sans }),
      },
      DescribeClusterDetail: "extra_sans",
    },
    mayBeAbsent: true,
    source: "CreateCluster; ModifyCluster",
  }),
  enableRrsa: property(flag, {
    doc: "Whether pods can assume RAM roles through RRSA (RAM Roles for Service Accounts). It cannot be switched off once it is on. Default: `false`.",
    at: {
      CreateCluster: { wire: "rrsa_config", encode: (enabled: boolean) => ({ enabled }) },
      ModifyCluster: "enable_rrsa",
      DescribeClusterDetail: {
        wire: "rrsa_config",
        decode: (wire: unknown) => (wire as { enabled?: boolean }).enabled,
      },
    },
    default: false,
    refuse: (from, to) => (from && !to ? stayOn : undefined),
    change: rrsa,
    source: "CreateCluster; ModifyCluster",
  }),
  secretEncryption,
  maintenanceWindow,
  autoUpgrade,
  auditLog,
  controlPlaneLog,
  systemEventsLogging,
  ipStack: property(oneOfKnown(["ipv4", "dual"]), {
    doc: "The IP protocols of the cluster: `ipv4`, or `dual` for IPv4 and IPv6. Default: `ipv4`.",
    at: { CreateCluster: "ip_stack", DescribeClusterDetail: "ip_stack" },
    default: "ipv4",
    source: "CreateCluster",
  }),
  clusterDomain: property(shapes.clusterDomain, {
    doc: "The cluster's local domain name, under which Services are found: lowercase letters, digits and hyphens, in parts of at most 63 characters that dots separate. Default: `cluster.local`.",
    at: { CreateCluster: "cluster_domain", DescribeClusterDetail: "cluster_domain" },
    default: "cluster.local",
    source: "CreateCluster; default: terraform-provider-alicloud",
  }),
  deleteOptions: property(deletion.deleteOptions, {
    doc: "Whether a deletion of the cluster deletes or retains associated resources, by type. Default: `slb` is deleted; `alb`, `slsData`, `slsControlPlane` and `privateZone` are retained.",
    at: { DeleteCluster: deletion.deleteOptionsField },
    source: "DeleteCluster",
  }),
  retainResources: property(deletion.retainResources, {
    doc: "The ids of resources that a deletion of the cluster retains, such as `lb-bp1…`. Not together with `retainAllResources: true`. Default: none.",
    at: { DeleteCluster: { wire: "retain_resources", encode: (ids: readonly string[]) => JSON.stringify(ids) } },
    source: "DeleteCluster",
  }),
  retainAllResources: property(flag, {
    doc: "Whether a deletion of the cluster retains every resource that DescribeClusterResources lists. Default: `false`.",
    at: { DeleteCluster: { wire: "retain_all_resources", encode: String } },
    default: false,
    source: "DeleteCluster",
  }),
  forceDestroy: property(flag, {
    doc: "Whether a deletion first switches off deletion protection. Default: `false`.",
    at: {},
    heldBy: "provider",
    default: false,
    source: "the provider's own",
  }),
  adopt: property(shapes.clusterId, {
    doc: "The id of an existing cluster to take over instead of creating one: `<cluster id>`, or `<region>/<cluster id>`. It can be removed afterwards; while it is set, the preview refuses a replacement. Default: a new cluster is created.",
    at: {},
    heldBy: "provider",
    source: "the provider's own",
  }),
  ...reportedProperties,
} as const satisfies Table;

/** The same properties, for code that goes through them by name. */
export const table: Readonly<Record<string, Property<unknown>>> = properties as never;

export type ServerlessClusterInputs = InputsOf<typeof properties>;
export type ServerlessClusterOutputs = OutputsOf<typeof properties>;
