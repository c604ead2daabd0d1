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
    doc: "The Kubernetes version that the cluster can be upgraded to; absent if there is none.",
    at: { DescribeClusterDetail: nextVersion },
    mayBeAbsent: true,
    follows: ["kubernetesVersion"],
    source: "DescribeClusterDetail",
  }),
  created: property(reported, {
    doc: "When the cluster was created: an RFC 3339 time with the offset +08:00.",
    at: { DescribeClusterDetail: "created" },
    source: "DescribeClusterDetail",
  }),
  apiServerEndpoint: property(reported, {
    doc: "The API server's public address, such as `https://203.0.113.10:6443`; absent on a private cluster.",
    at: { DescribeClusterDetail: { wire: "master_url", decode: publicAddress } },
    mayBeAbsent: true,
    follows: ["endpointPublicAccess", "apiServerEipId"],
    source: "DescribeClusterDetail",
  }),
  intranetApiServerEndpoint: property(reported, {
    doc: "The API server's address in the VPC, such as `https://10.0.0.10:6443`.",
    at: { DescribeClusterDetail: { wire: "master_url", decode: intranetAddress } },
    source: "DescribeClusterDetail",
  }),
  rrsaIssuer: property(reported, {
    doc: "The issuer of the OIDC tokens with which pods assume RAM roles.",
    at: { DescribeClusterDetail: rrsaFact("issuer") },
    mayBeAbsent: true,
    follows: ["enableRrsa"],
    source: "DescribeClusterDetail",
  }),
  rrsaAudience: property(reported, {
    doc: "The audience of the OIDC tokens with which pods assume RAM roles.",
    at: { DescribeClusterDetail: rrsaFact("audience") },
    mayBeAbsent: true,
    follows: ["enableRrsa"],
    source: "DescribeClusterDetail",
  }),
  rrsaJwksUrl: property(reported, {
    doc: "The URL of the public keys (JWKS) that verify the OIDC tokens with which pods assume RAM roles.",
    at: { DescribeClusterDetail: rrsaFact("jwks_url") },
    mayBeAbsent: true,
    follows: ["enableRrsa"],
    source: "DescribeClusterDetail",
  }),
  rrsaProviderName: property(reported, {
    doc: "The name of the cluster's OIDC provider in RAM.",
    at: { DescribeClusterDetail: rrsaFact("oidc_name") },
    mayBeAbsent: true,
    follows: ["enableRrsa"],
    source: "DescribeClusterDetail",
  }),
  rrsaProviderArn: property(reported, {
    doc: "The ARN of the cluster's OIDC provider in RAM.",
    at: { DescribeClusterDetail: rrsaFact("oidc_arn") },
    mayBeAbsent: true,
    follows: ["enableRrsa"],
    source: "DescribeClusterDetail",
  }),
  workerRamRoleName: property(reported, {
    doc: "The name of the RAM role of the cluster's workers.",
    at: { DescribeClusterDetail: "worker_ram_role_name" },
    mayBeAbsent: true,
    source: "DescribeClusterDetail",
  }),
  natGatewayId: property(reported, {
    doc: "The id of the NAT gateway that ACK created with the cluster.",
    at: { DescribeClusterResources: clusterResource("NAT", "NATGateway", "ALIYUN::VPC::NatGateway") },
    mayBeAbsent: true,
    source: "DescribeClusterResources",
  }),
  eipId: property(reported, {
    doc: "The id of the API server's EIP.",
    at: { DescribeClusterResources: apiServerEip },
    mayBeAbsent: true,
    follows: ["endpointPublicAccess", "apiServerEipId"],
    source: "DescribeClusterResources",
  }),
  addonVersions: property(mapOfText([]), {
    doc: "The versions of the installed add-ons, by name; only for a program that sets `addons`.",
    at: { ListClusterAddonInstances: { wires: ["addons"], read: addonVersions } },
    mayBeAbsent: true,
    follows: ["addons", "kubernetesVersion"],
    source: "ListClusterAddonInstances",
  }),
  certificateAuthority: property(reported, {
    doc: "The CA certificate of the API server, in base64. It is read once from a kubeconfig whose credential is discarded.",
    at: {},
    isAlwaysReported: true,
    source: "DescribeClusterUserKubeconfig",
  }),
  kubeconfig: property(reported, {
    doc: "A kubeconfig without a credential: `ack-serverless kubeconfig --exec` fetches a short-lived credential on each use. The text is the same on every run.",
    at: {},
    isAlwaysReported: true,
    follows: ["endpointPublicAccess", "apiServerEipId"],
    source: "DescribeClusterUserKubeconfig",
  }),
} as const satisfies Table;
