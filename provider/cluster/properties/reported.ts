import { property, type Table } from "../../table/property";
import { mapOfText, text } from "../../table/shapes";
import { addonVersions } from "./addons";
import { intranetAddress, publicAddress } from "./endpoint";
import { rrsaFact } from "./features/rrsa";
import { apiServerEip, clusterResource } from "./resources";

const reported = text("text", /\S/);

/** Empty text says that there is none. */
const nextVersion = {
  wires: ["next_version"],
  read: ({ next_version }: Readonly<Record<string, unknown>>): string | null | undefined =>
    typeof next_version === "string" ? next_version || null : undefined,
};

/** What a cluster reports and no program sets. */
export const reportedProperties = {
  clusterId: property(reported, {
    doc: "The cluster's id.",
    at: { DescribeClusterDetail: "cluster_id" },
    source: "CreateCluster",
  }),
  taskId: property(reported, { doc: "The id of the task that created the cluster.", at: {}, source: "CreateCluster" }),
  requestId: property(reported, { doc: "The id of the CreateCluster request.", at: {}, source: "CreateCluster" }),
  accountId: property(reported, {
    doc: "The id of the account that the cluster belongs to.",
    at: {},
    isAlwaysReported: true,
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
    follows: ["kubernetesVersion"],
    source: "DescribeClusterDetail",
  }),
  nextVersion: property(reported, {
    doc: "The Kubernetes version that the cluster can be upgraded to; absent where there is none.",
    at: { DescribeClusterDetail: nextVersion },
    mayBeAbsent: true,
    follows: ["kubernetesVersion"],
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
    follows: ["endpointPublicAccess", "apiServerEipId"],
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
  rrsaIssuer: property(reported, {
    doc: "The issuer of the tokens that pods assume RAM roles with.",
    at: { DescribeClusterDetail: rrsaFact("issuer") },
    mayBeAbsent: true,
    follows: ["enableRrsa"],
    source: "DescribeClusterDetail",
  }),
  rrsaAudience: property(reported, {
    doc: "The audience of those tokens.",
    at: { DescribeClusterDetail: rrsaFact("audience") },
    mayBeAbsent: true,
    follows: ["enableRrsa"],
    source: "DescribeClusterDetail",
  }),
  rrsaJwksUrl: property(reported, {
    doc: "Where the keys that sign those tokens are published.",
    at: { DescribeClusterDetail: rrsaFact("jwks_url") },
    mayBeAbsent: true,
    follows: ["enableRrsa"],
    source: "DescribeClusterDetail",
  }),
  rrsaProviderName: property(reported, {
    doc: "The name of the OIDC provider in RAM.",
    at: { DescribeClusterDetail: rrsaFact("oidc_name") },
    mayBeAbsent: true,
    follows: ["enableRrsa"],
    source: "DescribeClusterDetail",
  }),
  rrsaProviderArn: property(reported, {
    doc: "The ARN of the OIDC provider in RAM.",
    at: { DescribeClusterDetail: rrsaFact("oidc_arn") },
    mayBeAbsent: true,
    follows: ["enableRrsa"],
    source: "DescribeClusterDetail",
  }),
  workerRamRoleName: property(reported, {
    doc: "The RAM role of the cluster's workers.",
    at: { DescribeClusterDetail: "worker_ram_role_name" },
    mayBeAbsent: true,
    source: "DescribeClusterDetail",
  }),
  natGatewayId: property(reported, {
    doc: "The NAT gateway that ACK created with the cluster.",
    at: { DescribeClusterResources: clusterResource("NAT", "NATGateway", "ALIYUN::VPC::NatGateway") },
    mayBeAbsent: true,
    source: "DescribeClusterResources",
  }),
  eipId: property(reported, {
    doc: "The EIP of the API server.",
    at: { DescribeClusterResources: apiServerEip },
    mayBeAbsent: true,
    follows: ["endpointPublicAccess", "apiServerEipId"],
    source: "DescribeClusterResources",
  }),
  addonVersions: property(mapOfText([]), {
    doc: "The versions of the installed add-ons, by name, for a program that manages add-ons.",
    at: { ListClusterAddonInstances: { wires: ["addons"], read: addonVersions } },
    mayBeAbsent: true,
    follows: ["addons", "kubernetesVersion"],
    source: "ListClusterAddonInstances",
  }),
  certificateAuthority: property(reported, {
    doc: "The certificate of the API server's authority, base64. Read once from a kubeconfig whose credential is thrown away.",
    at: {},
    isAlwaysReported: true,
    source: "DescribeClusterUserKubeconfig",
  }),
  kubeconfig: property(reported, {
    doc: "A kubeconfig without a credential: `ack-serverless kubeconfig --exec` fetches a short-lived one whenever it is used. The same text on every run.",
    at: {},
    isAlwaysReported: true,
    follows: ["endpointPublicAccess", "apiServerEipId"],
    source: "DescribeClusterUserKubeconfig",
  }),
} as const satisfies Table;
