// Generated from the functions' definitions by "npm run generate". Do not edit.

import type { AuditLog, AutoUpgrade, ControlPlaneLog, MaintenanceWindow, SecretEncryption } from "./clusterArgs";
import type { Inputs } from "./functionOptions";
import type * as pulumi from "./pulumi";

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

/** The arguments of `getCluster`. */
export interface GetClusterArgs {
  /** The cluster's id, or `<region>/<cluster id>`. */
  readonly clusterId: string;
  /** The cluster's region. Default: the one in `clusterId`, or the provider's. */
  readonly regionId?: string | undefined;
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

/** What an add-on's configuration may be. */
export interface AddonConfigSchema {
  /** The add-on's name. */
  readonly name: string;
  /** The add-on's version. */
  readonly version: string;
  /** A JSON schema; absent where ACK gives none. */
  readonly schema?: Readonly<Record<string, unknown>>;
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

/** A cluster as ACK reports it. What ACK does not report is absent. It holds no credential. */
export interface ClusterInfo {
  /** The cluster's name, unique in the account: 1 to 63 letters, digits, Chinese characters and hyphens, the first of them no hyphen. Default: the resource's name with a short hash. */
  readonly name: string;
  /** The id of the cluster's region, such as `cn-hangzhou`. Default: the provider's region when the cluster is created; later changes of the provider's region do not move it. */
  readonly regionId: string;
  /** The edition: `ack.standard`, `ack.pro.small` (Pro), or `ack.pro.xlarge`, `ack.pro.2xlarge` or `ack.pro.4xlarge` (Pro with a provisioned control plane). A standard cluster can become Pro, but not the reverse. Default: `ack.standard`. */
  readonly clusterSpec?: string;
  /** The Kubernetes version, such as `1.32.1-aliyun.1`, or the beginning of one: any 1.32 version satisfies `1.32`. It is upgraded in place, one minor version at a time, and cannot be downgraded. Default: ACK's latest stable version. */
  readonly kubernetesVersion?: string;
  /** Whether the API server has a public address. A change binds or unbinds an EIP in place. Default: `true`. */
  readonly endpointPublicAccess?: boolean;
  /** The id of the API server's load balancer: an existing one to use. Default: ACK creates one. */
  readonly loadBalancerId?: string;
  /** The id of the cluster's VPC; set it together with `vswitchIds`. Default: ACK creates a VPC in `zoneId`. */
  readonly vpcId?: string;
  /** The ids of 1 to 3 vSwitches in `vpcId`, in any order; pods get their addresses from them. Default: ACK creates one in `zoneId`. */
  readonly vswitchIds?: readonly string[];
  /** The zone of `regionId` in which ACK creates a VPC and a vSwitch, such as `cn-hangzhou-i`. Required without `vpcId`, refused with it. */
  readonly zoneId?: string;
  /** The id of the security group of the cluster's pods. Default: ACK creates one. */
  readonly securityGroupId?: string;
  /** The CIDR block of Service addresses: inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, with a prefix from /16 to /24. It must overlap neither the VPC nor the Service CIDR block of another cluster in that VPC. Default: `172.19.0.0/20`. */
  readonly serviceCidr?: string;
  /** Whether ACK refuses every deletion of the cluster, also from the console. Default: `false`. */
  readonly deletionProtection?: boolean;
  /** The cluster's time zone, an IANA name such as `Asia/Shanghai`. A change restarts the control plane briefly. */
  readonly timezone?: string;
  /** The id of the cluster's resource group. Default: the account's default group. */
  readonly resourceGroupId?: string;
  /** Tags on the cluster, managed by key: tags that others set stay as they are. At most 19 tags, or 20 without the ownership tag; keys of 1 to 64 characters, values of 1 to 128. Default: none. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Additional DNS names and IP addresses in the API server's certificate. A change restarts the API server. Default: none. */
  readonly customSans?: readonly string[];
  /** Whether pods can assume RAM roles through RRSA (RAM Roles for Service Accounts). It cannot be switched off once it is on. Default: `false`. */
  readonly enableRrsa?: boolean;
  /** Encryption of Kubernetes Secrets at rest with a KMS key. Pro only. */
  readonly secretEncryption?: SecretEncryption;
  /** The weekly window in which ACK may maintain the cluster. Pro only. */
  readonly maintenanceWindow?: MaintenanceWindow;
  /** Automatic upgrades by ACK, in the maintenance window of the cluster. They need `maintenanceWindow`. */
  readonly autoUpgrade?: AutoUpgrade;
  /** Collection of the API server's audit log. */
  readonly auditLog?: AuditLog;
  /** Collection of the control plane's logs. Pro only. */
  readonly controlPlaneLog?: ControlPlaneLog;
  /** The IP protocols of the cluster: `ipv4`, or `dual` for IPv4 and IPv6. Default: `ipv4`. */
  readonly ipStack?: string;
  /** The cluster's local domain name, under which Services are found: lowercase letters, digits and hyphens, in parts of at most 63 characters that dots separate. Default: `cluster.local`. */
  readonly clusterDomain?: string;
  /** The cluster's id. */
  readonly clusterId: string;
  /** The cluster's state as ACK names it, such as `running`. */
  readonly state: string;
  /** The Kubernetes version that the cluster runs. */
  readonly currentVersion?: string;
  /** The Kubernetes version that the cluster can be upgraded to; absent if there is none. */
  readonly nextVersion?: string;
  /** When the cluster was created: an RFC 3339 time with the offset +08:00. */
  readonly created?: string;
  /** The API server's public address, such as `https://203.0.113.10:6443`; absent on a private cluster. */
  readonly apiServerEndpoint?: string;
  /** The API server's address in the VPC, such as `https://10.0.0.10:6443`. */
  readonly intranetApiServerEndpoint?: string;
  /** The issuer of the OIDC tokens with which pods assume RAM roles. */
  readonly rrsaIssuer?: string;
  /** The audience of the OIDC tokens with which pods assume RAM roles. */
  readonly rrsaAudience?: string;
  /** The URL of the public keys (JWKS) that verify the OIDC tokens with which pods assume RAM roles. */
  readonly rrsaJwksUrl?: string;
  /** The name of the cluster's OIDC provider in RAM. */
  readonly rrsaProviderName?: string;
  /** The ARN of the cluster's OIDC provider in RAM. */
  readonly rrsaProviderArn?: string;
  /** The name of the RAM role of the cluster's workers. */
  readonly workerRamRoleName?: string;
  /** The id of the NAT gateway that ACK created with the cluster. */
  readonly natGatewayId?: string;
  /** The id of the API server's EIP. */
  readonly eipId?: string;
  /** The versions of the installed add-ons, by name; only for a program that sets `addons`. */
  readonly addonVersions?: Readonly<Record<string, string>>;
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

/** A kubeconfig. It holds a private key. Its secret fields are outputs. */
export interface ProtectedKubeconfig {
  /** The kubeconfig, YAML. */
  readonly config: pulumi.Output<string>;
  /** When its credential ends, RFC 3339, UTC. */
  readonly expiration: string;
}

/** The arguments of the method `getKubeconfig` of a cluster. */
export type ClusterKubeconfigArgs = Inputs<Pick<GetKubeconfigArgs, "privateNetwork" | "ttlMinutes">>;
