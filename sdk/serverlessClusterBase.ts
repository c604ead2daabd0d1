// Generated from the property table by "npm run generate". Do not edit.

import type {
  Addon,
  AuditLog,
  AutoUpgrade,
  ControlPlaneLog,
  DeleteOptions,
  MaintenanceWindow,
  SecretEncryption,
  SystemEventsLogging,
} from "./clusterArgs";
import * as pulumi from "./pulumi";

/** The names of a cluster's outputs. */
export const outputs: readonly string[] = [
  "name",
  "regionId",
  "clusterSpec",
  "kubernetesVersion",
  "endpointPublicAccess",
  "apiServerEipId",
  "loadBalancerId",
  "vpcId",
  "vswitchIds",
  "zoneId",
  "securityGroupId",
  "isEnterpriseSecurityGroup",
  "serviceCidr",
  "snatEntry",
  "privateZone",
  "serviceDiscoveryTypes",
  "loggingType",
  "deletionProtection",
  "timezone",
  "resourceGroupId",
  "tags",
  "addons",
  "customSans",
  "enableRrsa",
  "secretEncryption",
  "maintenanceWindow",
  "autoUpgrade",
  "auditLog",
  "controlPlaneLog",
  "systemEventsLogging",
  "ipStack",
  "clusterDomain",
  "deleteOptions",
  "retainResources",
  "retainAllResources",
  "forceDestroy",
  "adopt",
  "clusterId",
  "taskId",
  "requestId",
  "accountId",
  "state",
  "currentVersion",
  "nextVersion",
  "created",
  "apiServerEndpoint",
  "intranetApiServerEndpoint",
  "rrsaIssuer",
  "rrsaAudience",
  "rrsaJwksUrl",
  "rrsaProviderName",
  "rrsaProviderArn",
  "workerRamRoleName",
  "natGatewayId",
  "eipId",
  "addonVersions",
  "certificateAuthority",
  "kubeconfig",
];

/** The outputs of an ACK Serverless cluster, common to both of its classes. */
export abstract class ServerlessClusterBase extends pulumi.CustomResource {
  /**
   * The cluster's name, unique in the account: 1 to 63 letters, digits, Chinese characters and hyphens, the first of them no hyphen. Default: the resource's name with a short hash.
   *
   * Must be a name of 1 to 63 letters, digits, Chinese characters and hyphens that does not start with a hyphen, such as "prod-1".
   *
   * Changed in place by ModifyCluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  declare readonly name: pulumi.Output<string>;
  /**
   * The id of the cluster's region, such as `cn-hangzhou`. Default: the provider's region when the cluster is created; later changes of the provider's region do not move it.
   *
   * Must be a region id such as "cn-hangzhou".
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  declare readonly regionId: pulumi.Output<string>;
  /**
   * The edition: `ack.standard`, `ack.pro.small` (Pro), or `ack.pro.xlarge`, `ack.pro.2xlarge` or `ack.pro.4xlarge` (Pro with a provisioned control plane). A standard cluster can become Pro, but not the reverse. Default: `ack.standard`.
   *
   * Must be one of "ack.standard", "ack.pro.small", "ack.pro.xlarge", "ack.pro.2xlarge", "ack.pro.4xlarge".
   *
   * Changed in place by MigrateCluster, ModifyCluster.
   *
   * Source: CreateCluster for ACK Serverless; MigrateCluster as terraform-provider-alicloud sends it; ModifyCluster.
   */
  declare readonly clusterSpec: pulumi.Output<string>;
  /**
   * The Kubernetes version, such as `1.32.1-aliyun.1`, or the beginning of one: any 1.32 version satisfies `1.32`. It is upgraded in place, one minor version at a time, and cannot be downgraded. Default: ACK's latest stable version.
   *
   * Must be a Kubernetes version such as "1.32.1-aliyun.1", or the beginning of one such as "1.32".
   *
   * Changed in place by UpgradeCluster.
   *
   * Source: CreateCluster for ACK Serverless; UpgradeCluster.
   */
  declare readonly kubernetesVersion: pulumi.Output<string>;
  /**
   * Whether the API server has a public address. A change binds or unbinds an EIP in place. Default: `true`.
   *
   * Must be true or false.
   *
   * Changed in place by ModifyCluster.
   *
   * Source: CreateCluster for ACK Serverless; ModifyCluster.
   */
  declare readonly endpointPublicAccess: pulumi.Output<boolean>;
  /**
   * The id of an existing EIP for the API server's public address. Default: ACK creates one.
   *
   * Must be an id that starts with "eip-".
   *
   * Changed in place by ModifyCluster.
   *
   * Source: ModifyCluster.
   */
  declare readonly apiServerEipId: pulumi.Output<string | undefined>;
  /**
   * The id of the API server's load balancer: an existing one to use. Default: ACK creates one.
   *
   * Must be an id that starts with "lb-" or "nlb-".
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster; DescribeClusterResources.
   */
  declare readonly loadBalancerId: pulumi.Output<string | undefined>;
  /**
   * The id of the cluster's VPC; set it together with `vswitchIds`. Default: ACK creates a VPC in `zoneId`.
   *
   * Must be an id that starts with "vpc-".
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  declare readonly vpcId: pulumi.Output<string>;
  /**
   * The ids of 1 to 3 vSwitches in `vpcId`, in any order; pods get their addresses from them. Default: ACK creates one in `zoneId`.
   *
   * Must be a list of 1 to 3 different vSwitches.
   *
   * Changed in place by ModifyCluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  declare readonly vswitchIds: pulumi.Output<string[]>;
  /**
   * The zone of `regionId` in which ACK creates a VPC and a vSwitch, such as `cn-hangzhou-i`. Required without `vpcId`, refused with it.
   *
   * Must be a zone id such as "cn-hangzhou-i".
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  declare readonly zoneId: pulumi.Output<string | undefined>;
  /**
   * The id of the security group of the cluster's pods. Default: ACK creates one.
   *
   * Must be an id that starts with "sg-".
   *
   * Changed in place by ModifyCluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  declare readonly securityGroupId: pulumi.Output<string>;
  /**
   * Whether the security group that ACK creates is an advanced (enterprise) one. Not together with `securityGroupId`. ACK decides if it is not set; its documents contradict each other about the default.
   *
   * Must be true or false.
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  declare readonly isEnterpriseSecurityGroup: pulumi.Output<boolean | undefined>;
  /**
   * The CIDR block of Service addresses: inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, with a prefix from /16 to /24. It must overlap neither the VPC nor the Service CIDR block of another cluster in that VPC. Default: `172.19.0.0/20`.
   *
   * Must be a network inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16 with a prefix from /16 to /24 and no host bits, such as "172.21.0.0/20".
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  declare readonly serviceCidr: pulumi.Output<string>;
  /**
   * Whether ACK creates a NAT gateway and SNAT rules, through which pods reach the Internet. Default: `false`.
   *
   * Must be true or false.
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  declare readonly snatEntry: pulumi.Output<boolean | undefined>;
  /**
   * Whether Alibaba Cloud DNS PrivateZone resolves the names of Services; `true` is the same as `serviceDiscoveryTypes: ["PrivateZone"]`. Default: `false`.
   *
   * Must be true or false.
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  declare readonly privateZone: pulumi.Output<boolean | undefined>;
  /**
   * How the names of Services are resolved: `CoreDNS` (two elastic container instances of 0.25 CPU cores and 512 MiB each), `PrivateZone` (activate the service first), or both.
   *
   * Must be a list of at least one item, all different; for none, leave the property out.
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  declare readonly serviceDiscoveryTypes: pulumi.Output<string[] | undefined>;
  /**
   * The log service of the cluster: `SLS` enables Simple Log Service.
   *
   * Must be one of "SLS".
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  declare readonly loggingType: pulumi.Output<string | undefined>;
  /**
   * Whether ACK refuses every deletion of the cluster, also from the console. Default: `false`.
   *
   * Must be true or false.
   *
   * Changed in place by ModifyCluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  declare readonly deletionProtection: pulumi.Output<boolean>;
  /**
   * The cluster's time zone, an IANA name such as `Asia/Shanghai`. A change restarts the control plane briefly.
   *
   * Must be an IANA time zone such as "Asia/Shanghai".
   *
   * Changed in place by ModifyCluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  declare readonly timezone: pulumi.Output<string>;
  /**
   * The id of the cluster's resource group. Default: the account's default group.
   *
   * Must be an id that starts with "rg-".
   *
   * Changed in place by ModifyCluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  declare readonly resourceGroupId: pulumi.Output<string>;
  /**
   * Tags on the cluster, managed by key: tags that others set stay as they are. At most 19 tags, or 20 without the ownership tag; keys of 1 to 64 characters, values of 1 to 128. Default: none.
   *
   * Must be a map of text, keys of 1 to 64 characters, keys that do not start with "aliyun", "acs:" or a key that ACK sets itself, values of 1 to 128 characters, values that do not start with "aliyun" or "acs:", keys and values without "http://" and "https://".
   *
   * Changed in place by TagResources.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  declare readonly tags: pulumi.Output<{ [key: string]: string }>;
  /**
   * Add-ons, managed by name: the provider installs, upgrades and configures those in the list, and uninstalls those that are removed from it; others stay as they are.
   *
   * Must be a list of different add-on names.
   *
   * Changed in place by InstallClusterAddons, UpgradeClusterAddons, ModifyClusterAddon, UnInstallClusterAddons.
   *
   * Source: CreateCluster for ACK Serverless; the components operations.
   */
  declare readonly addons: pulumi.Output<Addon[] | undefined>;
  /**
   * Additional DNS names and IP addresses in the API server's certificate. A change restarts the API server. Default: none.
   *
   * Must be a list of different names.
   *
   * Changed in place by ModifyCluster.
   *
   * Source: CreateCluster; ModifyCluster.
   */
  declare readonly customSans: pulumi.Output<string[] | undefined>;
  /**
   * Whether pods can assume RAM roles through RRSA (RAM Roles for Service Accounts). It cannot be switched off once it is on. Default: `false`.
   *
   * Must be true or false.
   *
   * Changed in place by ModifyCluster.
   *
   * Source: CreateCluster; ModifyCluster.
   */
  declare readonly enableRrsa: pulumi.Output<boolean>;
  /**
   * Encryption of Kubernetes Secrets at rest with a KMS key. Pro only.
   *
   * Must be an object with enabled, kmsKeyId.
   *
   * Changed in place by UpdateKMSEncryption.
   *
   * Source: CreateCluster; UpdateKMSEncryption.
   */
  declare readonly secretEncryption: pulumi.Output<SecretEncryption | undefined>;
  /**
   * The weekly window in which ACK may maintain the cluster. Pro only.
   *
   * Must be an object with enabled, maintenanceTime, duration, weeklyPeriod, recurrence, exclusions.
   *
   * Changed in place by ModifyCluster.
   *
   * Source: CreateCluster; ModifyCluster.
   */
  declare readonly maintenanceWindow: pulumi.Output<MaintenanceWindow | undefined>;
  /**
   * Automatic upgrades by ACK, in the maintenance window of the cluster. They need `maintenanceWindow`.
   *
   * Must be an object with enabled, channel.
   *
   * Changed in place by ModifyCluster.
   *
   * Source: CreateCluster; ModifyCluster.
   */
  declare readonly autoUpgrade: pulumi.Output<AutoUpgrade | undefined>;
  /**
   * Collection of the API server's audit log.
   *
   * Must be an object with enabled, logProject.
   *
   * Changed in place by UpdateClusterAuditLogConfig.
   *
   * Source: CreateCluster; UpdateClusterAuditLogConfig; GetClusterAuditProject.
   */
  declare readonly auditLog: pulumi.Output<AuditLog | undefined>;
  /**
   * Collection of the control plane's logs. Pro only.
   *
   * Must be an object with components, logProject, ttlDays.
   *
   * Changed in place by UpdateControlPlaneLog.
   *
   * Source: CreateCluster; UpdateControlPlaneLog; CheckControlPlaneLogEnable.
   */
  declare readonly controlPlaneLog: pulumi.Output<ControlPlaneLog | undefined>;
  /**
   * Collection of Kubernetes system events. ACK does not report this setting, so a refresh does not detect drift.
   *
   * Must be an object with enabled, logProject.
   *
   * Changed in place by ModifyCluster.
   *
   * Source: ModifyCluster.
   */
  declare readonly systemEventsLogging: pulumi.Output<SystemEventsLogging | undefined>;
  /**
   * The IP protocols of the cluster: `ipv4`, or `dual` for IPv4 and IPv6. Default: `ipv4`.
   *
   * Must be one of "ipv4", "dual".
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster.
   */
  declare readonly ipStack: pulumi.Output<string>;
  /**
   * The cluster's local domain name, under which Services are found: lowercase letters, digits and hyphens, in parts of at most 63 characters that dots separate. Default: `cluster.local`.
   *
   * Must be a domain name in lowercase such as "cluster.local".
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster; default: terraform-provider-alicloud.
   */
  declare readonly clusterDomain: pulumi.Output<string>;
  /**
   * Whether a deletion of the cluster deletes or retains associated resources, by type. Default: `slb` is deleted; `alb`, `slsData`, `slsControlPlane` and `privateZone` are retained.
   *
   * Must be an object with slb, alb, slsData, slsControlPlane, privateZone.
   *
   * A change makes no API call. The value is kept in the state and used when the cluster is created or deleted.
   *
   * Source: DeleteCluster.
   */
  declare readonly deleteOptions: pulumi.Output<DeleteOptions | undefined>;
  /**
   * The ids of resources that a deletion of the cluster retains, such as `lb-bp1…`. Not together with `retainAllResources: true`. Default: none.
   *
   * Must be a list.
   *
   * A change makes no API call. The value is kept in the state and used when the cluster is created or deleted.
   *
   * Source: DeleteCluster.
   */
  declare readonly retainResources: pulumi.Output<string[] | undefined>;
  /**
   * Whether a deletion of the cluster retains every resource that DescribeClusterResources lists. Default: `false`.
   *
   * Must be true or false.
   *
   * A change makes no API call. The value is kept in the state and used when the cluster is created or deleted.
   *
   * Source: DeleteCluster.
   */
  declare readonly retainAllResources: pulumi.Output<boolean | undefined>;
  /**
   * Whether a deletion first switches off deletion protection. Default: `false`.
   *
   * Must be true or false.
   *
   * A change makes no API call. The value is kept in the state and used when the cluster is created or deleted.
   *
   * Source: the provider's own.
   */
  declare readonly forceDestroy: pulumi.Output<boolean | undefined>;
  /**
   * The id of an existing cluster to take over instead of creating one: `<cluster id>`, or `<region>/<cluster id>`. It can be removed afterwards; while it is set, the preview refuses a replacement. Default: a new cluster is created.
   *
   * Must be a cluster id such as "c0a1…", or "<region>/<cluster id>".
   *
   * A change makes no API call. The value is kept in the state and used when the cluster is created or deleted.
   *
   * Source: the provider's own.
   */
  declare readonly adopt: pulumi.Output<string | undefined>;
  /**
   * The cluster's id.
   *
   * Source: CreateCluster.
   */
  declare readonly clusterId: pulumi.Output<string>;
  /**
   * The id of the task that created the cluster.
   *
   * Source: CreateCluster.
   */
  declare readonly taskId: pulumi.Output<string | undefined>;
  /**
   * The id of the CreateCluster request.
   *
   * Source: CreateCluster.
   */
  declare readonly requestId: pulumi.Output<string | undefined>;
  /**
   * The id of the account that the cluster belongs to.
   *
   * Source: STS GetCallerIdentity.
   */
  declare readonly accountId: pulumi.Output<string>;
  /**
   * The cluster's state as ACK names it, such as `running`.
   *
   * Source: DescribeClusterDetail.
   */
  declare readonly state: pulumi.Output<string>;
  /**
   * The Kubernetes version that the cluster runs.
   *
   * Source: DescribeClusterDetail.
   */
  declare readonly currentVersion: pulumi.Output<string>;
  /**
   * The Kubernetes version that the cluster can be upgraded to; absent if there is none.
   *
   * Source: DescribeClusterDetail.
   */
  declare readonly nextVersion: pulumi.Output<string | undefined>;
  /**
   * When the cluster was created: an RFC 3339 time with the offset +08:00.
   *
   * Source: DescribeClusterDetail.
   */
  declare readonly created: pulumi.Output<string>;
  /**
   * The API server's public address, such as `https://203.0.113.10:6443`; absent on a private cluster.
   *
   * Source: DescribeClusterDetail.
   */
  declare readonly apiServerEndpoint: pulumi.Output<string | undefined>;
  /**
   * The API server's address in the VPC, such as `https://10.0.0.10:6443`.
   *
   * Source: DescribeClusterDetail.
   */
  declare readonly intranetApiServerEndpoint: pulumi.Output<string>;
  /**
   * The issuer of the OIDC tokens with which pods assume RAM roles.
   *
   * Source: DescribeClusterDetail.
   */
  declare readonly rrsaIssuer: pulumi.Output<string | undefined>;
  /**
   * The audience of the OIDC tokens with which pods assume RAM roles.
   *
   * Source: DescribeClusterDetail.
   */
  declare readonly rrsaAudience: pulumi.Output<string | undefined>;
  /**
   * The URL of the public keys (JWKS) that verify the OIDC tokens with which pods assume RAM roles.
   *
   * Source: DescribeClusterDetail.
   */
  declare readonly rrsaJwksUrl: pulumi.Output<string | undefined>;
  /**
   * The name of the cluster's OIDC provider in RAM.
   *
   * Source: DescribeClusterDetail.
   */
  declare readonly rrsaProviderName: pulumi.Output<string | undefined>;
  /**
   * The ARN of the cluster's OIDC provider in RAM.
   *
   * Source: DescribeClusterDetail.
   */
  declare readonly rrsaProviderArn: pulumi.Output<string | undefined>;
  /**
   * The name of the RAM role of the cluster's workers.
   *
   * Source: DescribeClusterDetail.
   */
  declare readonly workerRamRoleName: pulumi.Output<string | undefined>;
  /**
   * The id of the NAT gateway that ACK created with the cluster.
   *
   * Source: DescribeClusterResources.
   */
  declare readonly natGatewayId: pulumi.Output<string | undefined>;
  /**
   * The id of the API server's EIP.
   *
   * Source: DescribeClusterResources.
   */
  declare readonly eipId: pulumi.Output<string | undefined>;
  /**
   * The versions of the installed add-ons, by name; only for a program that sets `addons`.
   *
   * Source: ListClusterAddonInstances.
   */
  declare readonly addonVersions: pulumi.Output<{ [key: string]: string } | undefined>;
  /**
   * The CA certificate of the API server, in base64. It is read once from a kubeconfig whose credential is discarded.
   *
   * Source: DescribeClusterUserKubeconfig.
   */
  declare readonly certificateAuthority: pulumi.Output<string>;
  /**
   * A kubeconfig without a credential: `ack-serverless kubeconfig --exec` fetches a credential that is valid for an hour. The text is the same on every run.
   *
   * Source: DescribeClusterUserKubeconfig.
   */
  declare readonly kubeconfig: pulumi.Output<string>;
}
