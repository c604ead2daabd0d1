import { type InputsOf, type OutputsOf, property, type Table } from "../table/property";
import { flag, oneOf, text } from "../table/shapes";
import { encodeAddons } from "./addons";
import { intranetAddress, publicAddress, publicEndpoint } from "./describe";
import * as shapes from "./shapes";

const page = "CreateCluster for ACK Serverless";
const anyText = text("text", () => true);
const reported = text("text", /\S/);

/** `{a: "1"}` in a program, `[{key: "a", value: "1"}]` on the wire. */
const keyValuePairs = {
  wire: "tags",
  encode: (tags: Readonly<Record<string, string>>) => Object.entries(tags).map(([key, value]) => ({ key, value })),
  decode: (pairs: unknown) =>
    Array.isArray(pairs)
      ? Object.fromEntries(
          pairs.flatMap((pair) => (typeof pair?.key === "string" ? [[pair.key, String(pair.value ?? "")]] : [])),
        )
      : undefined,
};

/** The body of CreateCluster that makes a managed cluster a Serverless one. Source: CreateCluster for ACK Serverless. */
export const serverless = { cluster_type: "ManagedKubernetes", profile: "Serverless" } as const;

/** The property table of a Serverless cluster: each property's facts, once. */
export const properties = {
  name: property(shapes.clusterName, {
    doc: "The cluster's name, unique in the account: 1 to 63 letters, digits and hyphens, not starting with a hyphen. Default: the resource's name with a short hash.",
    at: { CreateCluster: "name", ModifyCluster: "cluster_name", DescribeClusterDetail: "name" },
    source: page,
  }),
  regionId: property(shapes.regionId, {
    doc: "The region that the cluster lives in. Default: the provider's region, written down at create and kept.",
    at: { CreateCluster: "region_id", DescribeClusterDetail: "region_id" },
    source: page,
  }),
  clusterSpec: property(oneOf("ack.standard", "ack.pro.small"), {
    doc: "The edition: `ack.standard` or `ack.pro.small` (Pro).",
    at: { CreateCluster: "cluster_spec", DescribeClusterDetail: "cluster_spec" },
    default: "ack.standard",
    refuse: (from, to) =>
      `cannot be changed from ${JSON.stringify(from)} to ${JSON.stringify(to)} yet: this version of the provider does not migrate a cluster between editions; set it back to ${JSON.stringify(from)}`,
    source: page,
  }),
  kubernetesVersion: property(shapes.version, {
    doc: "The Kubernetes version to create the cluster with, such as `1.32.1-aliyun.1`. Default: ACK's latest stable one.",
    at: { CreateCluster: "kubernetes_version", DescribeClusterDetail: "current_version" },
    refuse: (from, to) =>
      `cannot be changed from ${JSON.stringify(from)} to ${JSON.stringify(to)} yet: this version of the provider does not upgrade a cluster; set it back to ${JSON.stringify(from)}`,
    source: page,
  }),
  endpointPublicAccess: property(flag, {
    doc: "Whether the API server can be reached from the Internet. Default: `true`.",
    at: {
      CreateCluster: "endpoint_public_access",
      DescribeClusterDetail: { wire: "master_url", decode: publicEndpoint },
    },
    default: true,
    alwaysSent: true,
    refuse: (from, to) =>
      `cannot be changed from ${from} to ${to} yet: this version of the provider does not bind or unbind the API server's address; set it back to ${from}`,
    source: page,
  }),
  vpcId: property(shapes.vpcId, {
    doc: "The VPC that the cluster lives in; set it together with `vswitchIds`. Default: ACK creates one in `zoneId`.",
    at: { CreateCluster: "vpcid", DescribeClusterDetail: "vpc_id" },
    source: page,
  }),
  vswitchIds: property(shapes.vswitchIds, {
    doc: "The 1 to 3 vSwitches of `vpcId` that pods draw their addresses from, in any order.",
    at: { CreateCluster: "vswitch_ids", ModifyCluster: "vswitch_ids", DescribeClusterDetail: "vswitch_ids" },
    source: page,
  }),
  zoneId: property(shapes.zoneId, {
    doc: "The zone of `regionId` in which ACK creates a VPC and a vSwitch. Needed without `vpcId`, refused beside it.",
    at: { CreateCluster: "zoneid", DescribeClusterDetail: "zone_id" },
    mayBeAbsent: true,
    source: page,
  }),
  securityGroupId: property(shapes.securityGroupId, {
    doc: "The security group of the cluster's pods. Default: ACK creates one.",
    at: {
      CreateCluster: "security_group_id",
      ModifyCluster: "security_group_id",
      DescribeClusterDetail: "security_group_id",
    },
    source: page,
  }),
  isEnterpriseSecurityGroup: property(flag, {
    doc: "Whether the security group that ACK creates is an enterprise one. Not beside `securityGroupId`.",
    at: { CreateCluster: "is_enterprise_security_group" },
    default: false,
    source: page,
  }),
  serviceCidr: property(shapes.serviceCidr, {
    doc: "The network of Service addresses: inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, prefix /16 to /24. It must not overlap the VPC or another cluster's network in it. Default: `172.19.0.0/20`.",
    at: { CreateCluster: "service_cidr", DescribeClusterDetail: "service_cidr" },
    default: "172.19.0.0/20",
    source: page,
  }),
  snatEntry: property(flag, {
    doc: "Whether ACK creates a NAT gateway and SNAT rules, so that pods reach the Internet. Default: `false`.",
    at: { CreateCluster: "snat_entry" },
    default: false,
    alwaysSent: true,
    source: page,
  }),
  privateZone: property(flag, {
    doc: 'Whether Services are found through Alibaba Cloud DNS PrivateZone; `true` equals `serviceDiscoveryTypes: ["PrivateZone"]`. Default: `false`.',
    at: { CreateCluster: "private_zone" },
    default: false,
    source: page,
  }),
  serviceDiscoveryTypes: property(shapes.someOf(oneOf("CoreDNS", "PrivateZone")), {
    doc: "How Services are found: `CoreDNS` (two elastic container instances of 0.25 CPU cores and 512 MiB each), `PrivateZone` (activate it first).",
    at: { CreateCluster: "service_discovery_types" },
    source: page,
  }),
  loggingType: property(oneOf("SLS"), {
    doc: "`SLS` enables Simple Log Service.",
    at: { CreateCluster: "logging_type" },
    source: page,
  }),
  deletionProtection: property(flag, {
    doc: "Whether ACK refuses to delete the cluster, from anywhere. Default: `false`.",
    at: {
      CreateCluster: "deletion_protection",
      ModifyCluster: "deletion_protection",
      DescribeClusterDetail: "deletion_protection",
    },
    default: false,
    source: page,
  }),
  timezone: property(shapes.timezone, {
    doc: "The cluster's time zone, an IANA name such as `Asia/Shanghai`. A change restarts the control plane briefly.",
    at: { CreateCluster: "timezone", ModifyCluster: "timezone", DescribeClusterDetail: "timezone" },
    source: page,
  }),
  resourceGroupId: property(shapes.resourceGroupId, {
    doc: "The resource group that the cluster is in. Default: the account's default group.",
    at: {
      CreateCluster: "resource_group_id",
      ModifyCluster: "resource_group_id",
      DescribeClusterDetail: "resource_group_id",
    },
    source: page,
  }),
  tags: property(shapes.tags, {
    doc: "Tags on the cluster, managed by key: tags that others set are left alone. At most 19; keys of 1 to 64 and values of 1 to 128 characters.",
    at: { CreateCluster: keyValuePairs, TagResources: keyValuePairs, DescribeClusterDetail: keyValuePairs },
    whenRemoved: {},
    source: page,
  }),
  addons: property(shapes.addons, {
    doc: "Add-ons to install with the cluster, and those that ACK installs by default to leave out.",
    at: { CreateCluster: { wire: "addons", encode: encodeAddons } },
    refuse: () =>
      "cannot be changed yet: this version of the provider installs add-ons only with the cluster; set the list back",
    source: page,
  }),
  clusterId: property(anyText, { doc: "The cluster's id.", at: { DescribeClusterDetail: "cluster_id" }, source: page }),
  taskId: property(anyText, { doc: "The id of the task that created the cluster.", at: {}, source: page }),
  requestId: property(anyText, { doc: "The id of the CreateCluster request.", at: {}, source: page }),
  accountId: property(anyText, {
    doc: "The id of the account that the cluster belongs to.",
    at: {},
    source: "STS GetCallerIdentity",
  }),
  state: property(reported, {
    doc: "The cluster's state as ACK names it, such as `running`.",
    at: { DescribeClusterDetail: "state" },
    source: "DescribeClusterDetail",
  }),
  currentVersion: property(reported, {
    doc: "The Kubernetes version that the cluster runs.",
    at: { DescribeClusterDetail: "current_version" },
    source: "DescribeClusterDetail",
  }),
  nextVersion: property(reported, {
    doc: "The Kubernetes version that the cluster can be upgraded to; absent where there is none.",
    at: { DescribeClusterDetail: "next_version" },
    mayBeAbsent: true,
    source: "DescribeClusterDetail",
  }),
  created: property(reported, {
    doc: "When the cluster was created, as RFC 3339 with +08:00.",
    at: { DescribeClusterDetail: "created" },
    source: "DescribeClusterDetail",
  }),
  apiServerEndpoint: property(reported, {
    doc: "The API server's address on the Internet, such as `https://203.0.113.10:6443`; absent on a private cluster.",
    at: { DescribeClusterDetail: { wire: "master_url", decode: publicAddress } },
    mayBeAbsent: true,
    source: "DescribeClusterDetail",
  }),
  intranetApiServerEndpoint: property(reported, {
    doc: "The API server's address in the VPC.",
    at: { DescribeClusterDetail: { wire: "master_url", decode: intranetAddress } },
    source: "DescribeClusterDetail",
  }),
  clusterDomain: property(reported, {
    doc: "The cluster's local domain name, such as `cluster.local`.",
    at: { DescribeClusterDetail: "cluster_domain" },
    source: "DescribeClusterDetail",
  }),
} as const satisfies Table;

export type ServerlessClusterInputs = InputsOf<typeof properties>;
export type ServerlessClusterOutputs = OutputsOf<typeof properties>;
