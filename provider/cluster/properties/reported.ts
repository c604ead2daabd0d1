import { type Facts, property, type Table, type WireField } from "../../table/property";
import { mapOfText, text } from "../../table/shapes";
import { isObject, textOf } from "../../table/values";
import { addonVersions } from "./addons";
import { apiServerEip, clusterResource, intranetAddress, publicAddress } from "./resources";

const reported = text("text", /\S/);

/** The place of one fact of `rrsa_config`. */
export function rrsaFact(wireName: string) {
  return {
    wire: "rrsa_config",
    decode: (wire: unknown): string | undefined => (isObject(wire) ? textOf(wire[wireName]) : undefined),
  };
}

/** Empty text says that there is none. */
const nextVersion = {
  wires: ["next_version"],
  read: ({ next_version }: Readonly<Record<string, unknown>>): string | null | undefined =>
    typeof next_version === "string" ? next_version || null : undefined,
};

/** An output that DescribeClusterDetail reports. */
function inDetail(field: WireField<string>, doc: string, more: Partial<Facts<string>> = {}) {
  return property(reported, { ...more, doc, at: { DescribeClusterDetail: field } });
}

/** One fact of `rrsa_config`, for what pods and RAM need to trust each other. */
function rrsaOutput(fact: string, doc: string) {
  return inDetail(rrsaFact(fact), doc, { mayBeAbsent: true, follows: ["enableRrsa"] });
}

/** What a cluster reports and no program sets. */
export const reportedProperties = {
  clusterId: inDetail("cluster_id", "The cluster's id.", { source: "CreateCluster" }),
  taskId: property(reported, { doc: "The id of the task that created the cluster.", at: {}, source: "CreateCluster" }),
  requestId: property(reported, { doc: "The id of the CreateCluster request.", at: {}, source: "CreateCluster" }),
  accountId: property(reported, {
    doc: "The id of the account that the cluster belongs to.",
    at: {},
    isAlwaysReported: true,
    source: "STS GetCallerIdentity",
  }),
  state: inDetail("state", "The cluster's state as ACK names it, such as `running`."),
  currentVersion: inDetail("current_version", "The Kubernetes version that the cluster runs.", {
    follows: ["kubernetesVersion"],
  }),
  nextVersion: inDetail(
    nextVersion,
    "The Kubernetes version that the cluster can be upgraded to; absent if there is none.",
    { mayBeAbsent: true, follows: ["kubernetesVersion"] },
  ),
  created: inDetail("created", "When the cluster was created: an RFC 3339 time with the offset +08:00."),
  apiServerEndpoint: inDetail(
    { wire: "master_url", decode: publicAddress },
    "The API server's public address, such as `https://203.0.113.10:6443`; absent on a private cluster.",
    { mayBeAbsent: true, follows: ["endpointPublicAccess", "apiServerEipId"] },
  ),
  intranetApiServerEndpoint: inDetail(
    { wire: "master_url", decode: intranetAddress },
    "The API server's address in the VPC, such as `https://10.0.0.10:6443`.",
  ),
  rrsaIssuer: rrsaOutput("issuer", "The issuer of the OIDC tokens with which pods assume RAM roles."),
  rrsaAudience: rrsaOutput("audience", "The audience of the OIDC tokens with which pods assume RAM roles."),
  rrsaJwksUrl: rrsaOutput(
    "jwks_url",
    "The URL of the public keys (JWKS) that verify the OIDC tokens with which pods assume RAM roles.",
  ),
  rrsaProviderName: rrsaOutput("oidc_name", "The name of the cluster's OIDC provider in RAM."),
  rrsaProviderArn: rrsaOutput("oidc_arn", "The ARN of the cluster's OIDC provider in RAM."),
  workerRamRoleName: inDetail("worker_ram_role_name", "The name of the RAM role of the cluster's workers.", {
    mayBeAbsent: true,
  }),
  natGatewayId: property(reported, {
    doc: "The id of the NAT gateway that ACK created with the cluster.",
    at: { DescribeClusterResources: clusterResource("NAT", "NATGateway", "ALIYUN::VPC::NatGateway") },
    mayBeAbsent: true,
  }),
  eipId: property(reported, {
    doc: "The id of the API server's EIP.",
    at: { DescribeClusterResources: apiServerEip },
    mayBeAbsent: true,
    follows: ["endpointPublicAccess", "apiServerEipId"],
  }),
  addonVersions: property(mapOfText([]), {
    doc: "The versions of the installed add-ons, by name; only for a program that sets `addons`.",
    at: { ListClusterAddonInstances: { wires: ["addons"], read: addonVersions } },
    mayBeAbsent: true,
    follows: ["addons", "kubernetesVersion"],
  }),
  certificateAuthority: property(reported, {
    doc: "The CA certificate of the API server, in base64. It is read once from a kubeconfig whose credential is discarded.",
    at: {},
    isAlwaysReported: true,
    source: "DescribeClusterUserKubeconfig",
  }),
  kubeconfig: property(reported, {
    doc: "A kubeconfig without a credential: `ack-serverless kubeconfig --exec` fetches a credential that is valid for an hour. The text is the same on every run.",
    at: {},
    isAlwaysReported: true,
    follows: ["endpointPublicAccess", "apiServerEipId"],
    source: "DescribeClusterUserKubeconfig",
  }),
} as const satisfies Table;
