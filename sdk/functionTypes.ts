// Generated from the functions' definitions by "npm run generate". Do not edit.
import type * as pulumi from "@pulumi/pulumi";
import type { AuditLog, AutoUpgrade, ControlPlaneLog, MaintenanceWindow, SecretEncryption } from "./clusterArgs";
import type { Inputs } from "./functionOptions";

/** The arguments of `getCluster`. */
export interface GetClusterArgs {
  /** The cluster's id, or `<region>/<cluster id>`. */
  readonly clusterId: string;
  /** The cluster's region. Default: the one in `clusterId`, or the provider's. */
  readonly regionId?: string | undefined;
}

/** The arguments of `getClusters`. */
export interface GetClustersArgs {
  /** The exact name. */
  readonly name?: string | undefined;
  /** Tags that the cluster must have, each with this value. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** `Serverless`, another profile such as `Default`, or `any`. Default: `Serverless`. */
  readonly profile?: string | undefined;
  /** The state, such as `running`. */
  readonly state?: string | undefined;
  /** The region. Default: the provider's. */
  readonly regionId?: string | undefined;
}

/** The arguments of `getKubeconfig`. */
export interface GetKubeconfigArgs {
  /** The cluster's id, or `<region>/<cluster id>`. */
  readonly clusterId: string;
  /** The cluster's region. Default: the one in `clusterId`, or the provider's. */
  readonly regionId?: string | undefined;
  /** `true` asks for the address in the VPC. A private cluster has no other. Default: `false`. */
  readonly privateNetwork?: boolean | undefined;
  /** Minutes that the credential is valid, 15 to 4320. Default: as long as ACK chooses. */
  readonly ttlMinutes?: number | undefined;
}

/** The arguments of `getKubernetesVersions`. */
export interface GetKubernetesVersionsArgs {
  /** `true` leaves out the versions that new clusters cannot have. Default: `false`. */
  readonly creatable?: boolean | undefined;
  /** A version, or the beginning of one such as `1.33`: only such versions are listed, each with its upgrade targets. */
  readonly from?: string | undefined;
  /** The region. Default: the provider's. */
  readonly regionId?: string | undefined;
}

/** The arguments of `getAddons`. */
export interface GetAddonsArgs {
  /** An existing cluster, whose edition and version decide. Default: a new cluster. */
  readonly clusterId?: string | undefined;
  /** The cluster's region. Default: the one in `clusterId`, or the provider's. */
  readonly regionId?: string | undefined;
  /** The edition of a new cluster. Not beside `clusterId`. Default: ACK's. */
  readonly clusterSpec?: string | undefined;
  /** The version of a new cluster, or the beginning of one such as `1.33`. Not beside `clusterId`. Default: ACK's. */
  readonly kubernetesVersion?: string | undefined;
}

/** The arguments of `getAddonConfigSchema`. */
export interface GetAddonConfigSchemaArgs {
  /** An existing cluster, whose edition and version decide. Default: a new cluster. */
  readonly clusterId?: string | undefined;
  /** The cluster's region. Default: the one in `clusterId`, or the provider's. */
  readonly regionId?: string | undefined;
  /** The edition of a new cluster. Not beside `clusterId`. Default: ACK's. */
  readonly clusterSpec?: string | undefined;
  /** The version of a new cluster, or the beginning of one such as `1.33`. Not beside `clusterId`. Default: ACK's. */
  readonly kubernetesVersion?: string | undefined;
  /** The add-on's name, such as `logtail-ds`. */
  readonly name: string;
  /** The add-on's version. Default: the newest one that fits. */
  readonly version?: string | undefined;
}

/** The arguments of `getClusterResources`. */
export interface GetClusterResourcesArgs {
  /** The cluster's id, or `<region>/<cluster id>`. */
  readonly clusterId: string;
  /** The cluster's region. Default: the one in `clusterId`, or the provider's. */
  readonly regionId?: string | undefined;
  /** Whether to list the resources that add-ons made, too. Default: `false`. */
  readonly withAddonResources?: boolean | undefined;
}

/** A cluster as ACK reports it. What ACK does not report is absent. It holds no credential. */
export interface ClusterInfo {
  /** The cluster's name, unique in the account: 1 to 63 letters, digits and hyphens, not starting with a hyphen. Default: the resource's name with a short hash. */
  readonly name: string;
  /** The region that the cluster lives in. Default: the provider's region, written down at create and kept. */
  readonly regionId: string;
  /** The edition: `ack.standard`, `ack.pro.small` (Pro), or a Pro tier with a provisioned control plane. Standard becomes Pro and never standard again. */
  readonly clusterSpec?: "ack.standard" | "ack.pro.small" | "ack.pro.xlarge" | "ack.pro.2xlarge" | "ack.pro.4xlarge";
  /** The Kubernetes version, such as `1.32.1-aliyun.1`, or the beginning of one: `1.32` is met by any 1.32. Upgraded in place, one minor version at a time, never down. Default: ACK's latest stable one. */
  readonly kubernetesVersion?: string;
  /** Whether the API server can be reached from the Internet, through an EIP that is bound or unbound in place. Default: `true`. */
  readonly endpointPublicAccess?: boolean;
  /** The load balancer of the API server: an existing one to use, or the one that ACK creates. */
  readonly loadBalancerId?: string;
  /** The VPC that the cluster lives in; set it together with `vswitchIds`. Default: ACK creates one in `zoneId`. */
  readonly vpcId?: string;
  /** The 1 to 3 vSwitches of `vpcId` that pods draw their addresses from, in any order. */
  readonly vswitchIds?: readonly string[];
  /** The zone of `regionId` in which ACK creates a VPC and a vSwitch. Needed without `vpcId`, refused beside it. */
  readonly zoneId?: string;
  /** The security group of the cluster's pods. Default: ACK creates one. */
  readonly securityGroupId?: string;
  /** The network of Service addresses: inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, prefix /16 to /24. It must not overlap the VPC or another cluster's network in it. Default: `172.19.0.0/20`. */
  readonly serviceCidr?: string;
  /** Whether ACK refuses to delete the cluster, from anywhere. Default: `false`. */
  readonly deletionProtection?: boolean;
  /** The cluster's time zone, an IANA name such as `Asia/Shanghai`. A change restarts the control plane briefly. */
  readonly timezone?: string;
  /** The resource group that the cluster is in. Default: the account's default group. */
  readonly resourceGroupId?: string;
  /** Tags on the cluster, managed by key: tags that others set are left alone. At most 19; keys of 1 to 64 and values of 1 to 128 characters. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Names and addresses besides its own that the API server's certificate covers. A change restarts the API server. */
  readonly customSans?: readonly string[];
  /** Whether pods can assume RAM roles (RRSA). Can be switched on, never off. */
  readonly enableRrsa?: boolean;
  /** Encryption of Secrets at rest with a KMS key. Pro only. */
  readonly secretEncryption?: SecretEncryption;
  /** When ACK may maintain the cluster. Pro only. */
  readonly maintenanceWindow?: MaintenanceWindow;
  /** Whether and how far ACK upgrades the cluster by itself, inside its maintenance window. */
  readonly autoUpgrade?: AutoUpgrade;
  /** Collection of the API server's audit log. */
  readonly auditLog?: AuditLog;
  /** Collection of the control plane's logs. Pro only. */
  readonly controlPlaneLog?: ControlPlaneLog;
  /** The IP protocols: `ipv4`, or `dual` for IPv4 and IPv6. Default: `ipv4`. */
  readonly ipStack?: "ipv4" | "dual";
  /** The cluster's id. */
  readonly clusterId: string;
  /** The cluster's state as ACK names it, such as `running`. */
  readonly state: string;
  /** The Kubernetes version that the cluster runs. */
  readonly currentVersion?: string;
  /** The Kubernetes version that the cluster can be upgraded to; absent where there is none. */
  readonly nextVersion?: string;
  /** When the cluster was created, as RFC 3339 with +08:00. */
  readonly created?: string;
  /** The API server's address on the Internet, such as `https://203.0.113.10:6443`; absent on a private cluster. */
  readonly apiServerEndpoint?: string;
  /** The API server's address in the VPC. */
  readonly intranetApiServerEndpoint?: string;
  /** The cluster's local domain name, such as `cluster.local`. */
  readonly clusterDomain?: string;
  /** The issuer of the tokens that pods assume RAM roles with. */
  readonly rrsaIssuer?: string;
  /** The audience of those tokens. */
  readonly rrsaAudience?: string;
  /** Where the keys that sign those tokens are published. */
  readonly rrsaJwksUrl?: string;
  /** The name of the OIDC provider in RAM. */
  readonly rrsaProviderName?: string;
  /** The ARN of the OIDC provider in RAM. */
  readonly rrsaProviderArn?: string;
  /** The RAM role of the cluster's workers. */
  readonly workerRamRoleName?: string;
  /** The NAT gateway that ACK created with the cluster. */
  readonly natGatewayId?: string;
  /** The EIP of the API server. */
  readonly eipId?: string;
  /** The versions of the installed add-ons, by name, for a program that manages add-ons. */
  readonly addonVersions?: Readonly<Record<string, string>>;
}

/** A kubeconfig. It holds a private key. */
export interface Kubeconfig {
  /** The kubeconfig, YAML. */
  readonly config: string;
  /** When its credential ends, RFC 3339, UTC. */
  readonly expiration: string;
}

/** A Kubernetes version of ACK. */
export interface KubernetesVersion {
  /** The version. */
  readonly version: string;
  /** Whether new clusters can have it. */
  readonly creatable: boolean;
  /** When its support ends, as ACK writes it. */
  readonly expiration?: string;
  /** The versions that it can be upgraded to. Present only with `from`. */
  readonly upgradeTargets?: readonly string[];
}

/** An add-on that ACK offers. */
export interface AddonInfo {
  /** The add-on's name. */
  readonly name: string;
  /** The newest version that fits. */
  readonly version: string;
  /** Such as `network`. */
  readonly category?: string;
  /** Whether ACK runs it outside of the cluster. */
  readonly managed?: boolean;
  /** Whether a new cluster gets it unless it is disabled. */
  readonly installByDefault?: boolean;
  /** Such as `Install`, `Upgrade`, `Modify`, `Uninstall`. */
  readonly supportedActions: readonly string[];
  /** The version that the cluster of `clusterId` has; absent where it has none. */
  readonly installedVersion?: string;
}

/** What an add-on's configuration may be. */
export interface AddonConfigSchema {
  /** The add-on's name. */
  readonly name: string;
  /** The add-on's version. */
  readonly version: string;
  /** A JSON schema; absent where ACK gives none. */
  readonly schema?: Readonly<Record<string, unknown>>;
}

/** A cloud resource of a cluster. */
export interface ClusterResource {
  /** The resource's id. */
  readonly id: string;
  /** As ACK names it: both `SLB` and `ALIYUN::SLB::LoadBalancer` occur. */
  readonly type: string;
  /** Such as `CREATE_COMPLETE`. */
  readonly state?: string;
  /** `user`, `system` or `addon`. */
  readonly creator?: string;
  /** Whether ACK made it. */
  readonly autoCreated: boolean;
  /** Whether it is deleted with the cluster unless it is retained. */
  readonly deletedByDefault?: boolean;
  /** The Kubernetes object that it belongs to: `Service default/web`. */
  readonly belongsTo?: string;
}

/** A kubeconfig. It holds a private key. Its secret fields are outputs. */
export interface ProtectedKubeconfig {
  /** The kubeconfig, YAML. */
  readonly config: pulumi.Output<string>;
  /** When its credential ends, RFC 3339, UTC. */
  readonly expiration: string;
}

/** The arguments of the method `getKubeconfig` of a cluster. */
export type ClusterKubeconfigArgs = Inputs<Pick<GetKubeconfigArgs, "privateNetwork" | "ttlMinutes">>;
