// Generated from the property table by "npm run generate". Do not edit.
import type * as pulumi from "./pulumi";

/** An element of `addons`. */
export interface Addon {
  /** The add-on's name, such as `logtail-ds`. A name can occur only once. */
  readonly name: string;
  /** The add-on's configuration: an object, or the JSON text of one. Text is sent unchanged; both are compared as JSON. Default: the add-on's own configuration. */
  readonly config?: string | { [key: string]: unknown };
  /** The add-on's version, such as `v1.11.3.5`. Default: the newest version for the cluster. */
  readonly version?: string;
  /** Whether uninstalling the add-on also deletes its cloud resources. Default: `false`. */
  readonly cleanupCloudResources?: boolean;
  /** Whether the add-on is kept uninstalled; `true` uninstalls an installed one. Default: `false`. */
  readonly disabled?: boolean;
}

/** An element of `addons`, as an argument. */
export interface AddonArgs {
  /** The add-on's name, such as `logtail-ds`. A name can occur only once. */
  name: pulumi.Input<string>;
  /** The add-on's configuration: an object, or the JSON text of one. Text is sent unchanged; both are compared as JSON. Default: the add-on's own configuration. */
  config?: pulumi.Input<string | { [key: string]: unknown } | undefined>;
  /** The add-on's version, such as `v1.11.3.5`. Default: the newest version for the cluster. */
  version?: pulumi.Input<string | undefined>;
  /** Whether uninstalling the add-on also deletes its cloud resources. Default: `false`. */
  cleanupCloudResources?: pulumi.Input<boolean | undefined>;
  /** Whether the add-on is kept uninstalled; `true` uninstalls an installed one. Default: `false`. */
  disabled?: pulumi.Input<boolean | undefined>;
}

/** The value of `secretEncryption`. */
export interface SecretEncryption {
  /** Whether Secrets are encrypted at rest. Default: `true`. */
  readonly enabled?: boolean;
  /** The id of the KMS key. Required while `enabled` is not `false`. */
  readonly kmsKeyId?: string;
}

/** The value of `secretEncryption`, as an argument. */
export interface SecretEncryptionArgs {
  /** Whether Secrets are encrypted at rest. Default: `true`. */
  enabled?: pulumi.Input<boolean | undefined>;
  /** The id of the KMS key. Required while `enabled` is not `false`. */
  kmsKeyId?: pulumi.Input<string | undefined>;
}

/** The value of `maintenanceWindow`. */
export interface MaintenanceWindow {
  /** Whether ACK maintains the cluster in the window. Default: `true`. */
  readonly enabled?: boolean;
  /** When the window opens: a UTC time such as `03:00:00Z`, or an RFC 3339 time. */
  readonly maintenanceTime?: string;
  /** How long the window stays open, in whole hours from `1h` to `24h`. Default: `3h`. */
  readonly duration?: string;
  /** The days of the week on which the window opens, such as `Monday`. Default: `Thursday`. */
  readonly weeklyPeriod?: ("Monday" | "Tuesday" | "Wednesday" | "Thursday" | "Friday" | "Saturday" | "Sunday")[];
  /** A weekly RFC 5545 rule without COUNT and UNTIL, for a window that does not open every week, such as `FREQ=WEEKLY;INTERVAL=2;BYDAY=TH`. */
  readonly recurrence?: string;
  /** Periods in which ACK leaves the cluster alone although the window is open: at most 10, of which at most 3 are `NoOperations` or `NoUpgrades`. The list is complete: `[]` removes all, also those of the console. Default: the exclusions stay as they are. */
  readonly exclusions?: MaintenanceExclusion[];
}

/** The value of `maintenanceWindow`, as an argument. */
export interface MaintenanceWindowArgs {
  /** Whether ACK maintains the cluster in the window. Default: `true`. */
  enabled?: pulumi.Input<boolean | undefined>;
  /** When the window opens: a UTC time such as `03:00:00Z`, or an RFC 3339 time. */
  maintenanceTime?: pulumi.Input<string | undefined>;
  /** How long the window stays open, in whole hours from `1h` to `24h`. Default: `3h`. */
  duration?: pulumi.Input<string | undefined>;
  /** The days of the week on which the window opens, such as `Monday`. Default: `Thursday`. */
  weeklyPeriod?: pulumi.Input<
    | pulumi.Input<"Monday" | "Tuesday" | "Wednesday" | "Thursday" | "Friday" | "Saturday" | "Sunday" | (string & {})>[]
    | undefined
  >;
  /** A weekly RFC 5545 rule without COUNT and UNTIL, for a window that does not open every week, such as `FREQ=WEEKLY;INTERVAL=2;BYDAY=TH`. */
  recurrence?: pulumi.Input<string | undefined>;
  /** Periods in which ACK leaves the cluster alone although the window is open: at most 10, of which at most 3 are `NoOperations` or `NoUpgrades`. The list is complete: `[]` removes all, also those of the console. Default: the exclusions stay as they are. */
  exclusions?: pulumi.Input<pulumi.Input<MaintenanceExclusionArgs>[] | undefined>;
}

/** An element of `exclusions`. */
export interface MaintenanceExclusion {
  /** The exclusion's name, 1 to 63 letters, digits, Chinese characters, hyphens and underscores. A name can occur only once. */
  readonly name: string;
  /** What ACK must not do: `NoUpgrades` (no upgrade of the cluster or of add-ons), `NoMinorUpgrades` (no upgrade to another minor version), `NoOperations` (nothing at all) or `NoCVEPatch` (no security patches). */
  readonly scope: string;
  /** When the exclusion begins, an RFC 3339 time with the UTC offset of `endTime` and `maintenanceTime`. */
  readonly startTime: string;
  /** When the exclusion ends, an RFC 3339 time: at most 30 days after `startTime`, 180 for `NoMinorUpgrades`. An exclusion that has ended is neither sent nor compared. */
  readonly endTime: string;
  /** At most 128 characters without emojis and other 4-byte characters. Default: none. */
  readonly description?: string;
}

/** An element of `exclusions`, as an argument. */
export interface MaintenanceExclusionArgs {
  /** The exclusion's name, 1 to 63 letters, digits, Chinese characters, hyphens and underscores. A name can occur only once. */
  name: pulumi.Input<string>;
  /** What ACK must not do: `NoUpgrades` (no upgrade of the cluster or of add-ons), `NoMinorUpgrades` (no upgrade to another minor version), `NoOperations` (nothing at all) or `NoCVEPatch` (no security patches). */
  scope: pulumi.Input<"NoUpgrades" | "NoMinorUpgrades" | "NoOperations" | "NoCVEPatch" | (string & {})>;
  /** When the exclusion begins, an RFC 3339 time with the UTC offset of `endTime` and `maintenanceTime`. */
  startTime: pulumi.Input<string>;
  /** When the exclusion ends, an RFC 3339 time: at most 30 days after `startTime`, 180 for `NoMinorUpgrades`. An exclusion that has ended is neither sent nor compared. */
  endTime: pulumi.Input<string>;
  /** At most 128 characters without emojis and other 4-byte characters. Default: none. */
  description?: pulumi.Input<string | undefined>;
}

/** The value of `autoUpgrade`. */
export interface AutoUpgrade {
  /** Whether ACK upgrades the cluster automatically, in its maintenance window. */
  readonly enabled?: boolean;
  /** The versions that ACK upgrades to: `patch` (patch versions only), `stable` (the stable minor version) or `rapid` (the newest version). */
  readonly channel?: string;
}

/** The value of `autoUpgrade`, as an argument. */
export interface AutoUpgradeArgs {
  /** Whether ACK upgrades the cluster automatically, in its maintenance window. */
  enabled?: pulumi.Input<boolean | undefined>;
  /** The versions that ACK upgrades to: `patch` (patch versions only), `stable` (the stable minor version) or `rapid` (the newest version). */
  channel?: pulumi.Input<"patch" | "stable" | "rapid" | (string & {}) | undefined>;
}

/** The value of `auditLog`. */
export interface AuditLog {
  /** Whether the API server's audit log is collected. */
  readonly enabled: boolean;
  /** The name of the SLS log project. Default: `k8s-log-<cluster id>`. */
  readonly logProject?: string;
}

/** The value of `auditLog`, as an argument. */
export interface AuditLogArgs {
  /** Whether the API server's audit log is collected. */
  enabled: pulumi.Input<boolean>;
  /** The name of the SLS log project. Default: `k8s-log-<cluster id>`. */
  logProject?: pulumi.Input<string | undefined>;
}

/** The value of `controlPlaneLog`. */
export interface ControlPlaneLog {
  /** The components whose logs are collected, such as `apiserver`, `kcm`, `scheduler` and `ccm`. An empty list switches the collection off. */
  readonly components: string[];
  /** The name of the SLS log project. Default: `k8s-log-<cluster id>`. */
  readonly logProject?: string;
  /** The retention of the logs in days, 1 to 3000. Default: `30`. */
  readonly ttlDays?: number;
}

/** The value of `controlPlaneLog`, as an argument. */
export interface ControlPlaneLogArgs {
  /** The components whose logs are collected, such as `apiserver`, `kcm`, `scheduler` and `ccm`. An empty list switches the collection off. */
  components: pulumi.Input<pulumi.Input<string>[]>;
  /** The name of the SLS log project. Default: `k8s-log-<cluster id>`. */
  logProject?: pulumi.Input<string | undefined>;
  /** The retention of the logs in days, 1 to 3000. Default: `30`. */
  ttlDays?: pulumi.Input<number | undefined>;
}

/** The value of `systemEventsLogging`. */
export interface SystemEventsLogging {
  /** Whether system events are collected. */
  readonly enabled: boolean;
  /** The name of the SLS log project. */
  readonly logProject?: string;
}

/** The value of `systemEventsLogging`, as an argument. */
export interface SystemEventsLoggingArgs {
  /** Whether system events are collected. */
  enabled: pulumi.Input<boolean>;
  /** The name of the SLS log project. */
  logProject?: pulumi.Input<string | undefined>;
}

/** The value of `deleteOptions`. */
export interface DeleteOptions {
  /** What happens to load balancers of Services. Default: `delete`. */
  readonly slb?: "delete" | "retain";
  /** What happens to load balancers of ALB Ingresses. Default: `retain`. */
  readonly alb?: "delete" | "retain";
  /** What happens to log projects of the cluster's data. Default: `retain`. */
  readonly slsData?: "delete" | "retain";
  /** What happens to log projects of the control plane. Default: `retain`. */
  readonly slsControlPlane?: "delete" | "retain";
  /** What happens to PrivateZone records. Default: `retain`. */
  readonly privateZone?: "delete" | "retain";
}

/** The value of `deleteOptions`, as an argument. */
export interface DeleteOptionsArgs {
  /** What happens to load balancers of Services. Default: `delete`. */
  slb?: pulumi.Input<"delete" | "retain" | (string & {}) | undefined>;
  /** What happens to load balancers of ALB Ingresses. Default: `retain`. */
  alb?: pulumi.Input<"delete" | "retain" | (string & {}) | undefined>;
  /** What happens to log projects of the cluster's data. Default: `retain`. */
  slsData?: pulumi.Input<"delete" | "retain" | (string & {}) | undefined>;
  /** What happens to log projects of the control plane. Default: `retain`. */
  slsControlPlane?: pulumi.Input<"delete" | "retain" | (string & {}) | undefined>;
  /** What happens to PrivateZone records. Default: `retain`. */
  privateZone?: pulumi.Input<"delete" | "retain" | (string & {}) | undefined>;
}

/** The arguments of a `ServerlessCluster`. The provider does not manage an omitted input: the cluster keeps its value. */
export interface ServerlessClusterArgs {
  /**
   * The cluster's name, unique in the account: 1 to 63 letters, digits, Chinese characters and hyphens, the first of them no hyphen. Default: the resource's name with a short hash.
   *
   * Must be a name of 1 to 63 letters, digits, Chinese characters and hyphens that does not start with a hyphen, such as "prod-1".
   *
   * Changed in place by ModifyCluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  name?: pulumi.Input<string | undefined>;
  /**
   * The id of the cluster's region, such as `cn-hangzhou`. Default: the provider's region when the cluster is created; later changes of the provider's region do not move it.
   *
   * Must be a region id such as "cn-hangzhou".
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  regionId?: pulumi.Input<string | undefined>;
  /**
   * The edition: `ack.standard`, `ack.pro.small` (Pro), or `ack.pro.xlarge`, `ack.pro.2xlarge` or `ack.pro.4xlarge` (Pro with a provisioned control plane). A standard cluster can become Pro, but not the reverse. Default: `ack.standard`.
   *
   * Must be one of "ack.standard", "ack.pro.small", "ack.pro.xlarge", "ack.pro.2xlarge", "ack.pro.4xlarge".
   *
   * Changed in place by MigrateCluster, ModifyCluster.
   *
   * Source: CreateCluster for ACK Serverless; MigrateCluster as terraform-provider-alicloud sends it; ModifyCluster.
   */
  clusterSpec?: pulumi.Input<
    | "ack.standard"
    | "ack.pro.small"
    | "ack.pro.xlarge"
    | "ack.pro.2xlarge"
    | "ack.pro.4xlarge"
    | (string & {})
    | undefined
  >;
  /**
   * The Kubernetes version, such as `1.32.1-aliyun.1`, or the beginning of one: any 1.32 version satisfies `1.32`. It is upgraded in place, one minor version at a time, and cannot be downgraded. Default: ACK's latest stable version.
   *
   * Must be a Kubernetes version such as "1.32.1-aliyun.1", or the beginning of one such as "1.32".
   *
   * Changed in place by UpgradeCluster.
   *
   * Source: CreateCluster for ACK Serverless; UpgradeCluster.
   */
  kubernetesVersion?: pulumi.Input<string | undefined>;
  /**
   * Whether the API server has a public address. A change binds or unbinds an EIP in place. Default: `true`.
   *
   * Must be true or false.
   *
   * Changed in place by ModifyCluster.
   *
   * Source: CreateCluster for ACK Serverless; ModifyCluster.
   */
  endpointPublicAccess?: pulumi.Input<boolean | undefined>;
  /**
   * The id of an existing EIP for the API server's public address. Default: ACK creates one.
   *
   * Must be an id that starts with "eip-".
   *
   * Changed in place by ModifyCluster.
   *
   * Source: ModifyCluster.
   */
  apiServerEipId?: pulumi.Input<string | undefined>;
  /**
   * The id of the API server's load balancer: an existing one to use. Default: ACK creates one.
   *
   * Must be an id that starts with "lb-" or "nlb-".
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster; DescribeClusterResources.
   */
  loadBalancerId?: pulumi.Input<string | undefined>;
  /**
   * The id of the cluster's VPC; set it together with `vswitchIds`. Default: ACK creates a VPC in `zoneId`.
   *
   * Must be an id that starts with "vpc-".
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  vpcId?: pulumi.Input<string | undefined>;
  /**
   * The ids of 1 to 3 vSwitches in `vpcId`, in any order; pods get their addresses from them. Default: ACK creates one in `zoneId`.
   *
   * Must be a list of 1 to 3 different vSwitches.
   *
   * Changed in place by ModifyCluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  vswitchIds?: pulumi.Input<pulumi.Input<string>[] | undefined>;
  /**
   * The zone of `regionId` in which ACK creates a VPC and a vSwitch, such as `cn-hangzhou-i`. Required without `vpcId`, refused with it.
   *
   * Must be a zone id such as "cn-hangzhou-i".
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  zoneId?: pulumi.Input<string | undefined>;
  /**
   * The id of the security group of the cluster's pods. Default: ACK creates one.
   *
   * Must be an id that starts with "sg-".
   *
   * Changed in place by ModifyCluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  securityGroupId?: pulumi.Input<string | undefined>;
  /**
   * Whether the security group that ACK creates is an advanced (enterprise) one. Not together with `securityGroupId`. ACK decides if it is not set; its documents contradict each other about the default.
   *
   * Must be true or false.
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  isEnterpriseSecurityGroup?: pulumi.Input<boolean | undefined>;
  /**
   * The CIDR block of Service addresses: inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, with a prefix from /16 to /24. It must overlap neither the VPC nor the Service CIDR block of another cluster in that VPC. Default: `172.19.0.0/20`.
   *
   * Must be a network inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16 with a prefix from /16 to /24 and no host bits, such as "172.21.0.0/20".
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  serviceCidr?: pulumi.Input<string | undefined>;
  /**
   * Whether ACK creates a NAT gateway and SNAT rules, through which pods reach the Internet. Default: `false`.
   *
   * Must be true or false.
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  snatEntry?: pulumi.Input<boolean | undefined>;
  /**
   * Whether Alibaba Cloud DNS PrivateZone resolves the names of Services; `true` is the same as `serviceDiscoveryTypes: ["PrivateZone"]`. Default: `false`.
   *
   * Must be true or false.
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  privateZone?: pulumi.Input<boolean | undefined>;
  /**
   * How the names of Services are resolved: `CoreDNS` (two elastic container instances of 0.25 CPU cores and 512 MiB each), `PrivateZone` (activate the service first), or both.
   *
   * Must be a list of at least one item, all different; for none, leave the property out.
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  serviceDiscoveryTypes?: pulumi.Input<pulumi.Input<"CoreDNS" | "PrivateZone" | (string & {})>[] | undefined>;
  /**
   * The log service of the cluster: `SLS` enables Simple Log Service.
   *
   * Must be one of "SLS".
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  loggingType?: pulumi.Input<"SLS" | (string & {}) | undefined>;
  /**
   * Whether ACK refuses every deletion of the cluster, also from the console. Default: `false`.
   *
   * Must be true or false.
   *
   * Changed in place by ModifyCluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  deletionProtection?: pulumi.Input<boolean | undefined>;
  /**
   * The cluster's time zone, an IANA name such as `Asia/Shanghai`. A change restarts the control plane briefly.
   *
   * Must be an IANA time zone such as "Asia/Shanghai".
   *
   * Changed in place by ModifyCluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  timezone?: pulumi.Input<string | undefined>;
  /**
   * The id of the cluster's resource group. Default: the account's default group.
   *
   * Must be an id that starts with "rg-".
   *
   * Changed in place by ModifyCluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  resourceGroupId?: pulumi.Input<string | undefined>;
  /**
   * Tags on the cluster, managed by key: tags that others set stay as they are. At most 19 tags, or 20 without the ownership tag; keys of 1 to 64 characters, values of 1 to 128. Default: none.
   *
   * Must be a map of text, keys of 1 to 64 characters, keys that do not start with "aliyun", "acs:" or a key that ACK sets itself, values of 1 to 128 characters, values that do not start with "aliyun" or "acs:", keys and values without "http://" and "https://".
   *
   * Changed in place by TagResources.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  tags?: pulumi.Input<{ [key: string]: pulumi.Input<string> } | undefined>;
  /**
   * Add-ons, managed by name: the provider installs, upgrades and configures those in the list, and uninstalls those that are removed from it; others stay as they are.
   *
   * Must be a list of different add-on names.
   *
   * Changed in place by InstallClusterAddons, UpgradeClusterAddons, ModifyClusterAddon, UnInstallClusterAddons.
   *
   * Source: CreateCluster for ACK Serverless; the components operations.
   */
  addons?: pulumi.Input<pulumi.Input<AddonArgs>[] | undefined>;
  /**
   * Additional DNS names and IP addresses in the API server's certificate. A change restarts the API server. Default: none.
   *
   * Must be a list of different names.
   *
   * Changed in place by ModifyCluster.
   *
   * Source: CreateCluster; ModifyCluster.
   */
  customSans?: pulumi.Input<pulumi.Input<string>[] | undefined>;
  /**
   * Whether pods can assume RAM roles through RRSA (RAM Roles for Service Accounts). It cannot be switched off once it is on. Default: `false`.
   *
   * Must be true or false.
   *
   * Changed in place by ModifyCluster.
   *
   * Source: CreateCluster; ModifyCluster.
   */
  enableRrsa?: pulumi.Input<boolean | undefined>;
  /**
   * Encryption of Kubernetes Secrets at rest with a KMS key. Pro only.
   *
   * Must be an object with enabled, kmsKeyId.
   *
   * Changed in place by UpdateKMSEncryption.
   *
   * Source: CreateCluster; UpdateKMSEncryption.
   */
  secretEncryption?: pulumi.Input<SecretEncryptionArgs | undefined>;
  /**
   * The weekly window in which ACK may maintain the cluster. Pro only.
   *
   * Must be an object with enabled, maintenanceTime, duration, weeklyPeriod, recurrence, exclusions.
   *
   * Changed in place by ModifyCluster.
   *
   * Source: CreateCluster; ModifyCluster.
   */
  maintenanceWindow?: pulumi.Input<MaintenanceWindowArgs | undefined>;
  /**
   * Automatic upgrades by ACK, in the maintenance window of the cluster. They need `maintenanceWindow`.
   *
   * Must be an object with enabled, channel.
   *
   * Changed in place by ModifyCluster.
   *
   * Source: CreateCluster; ModifyCluster.
   */
  autoUpgrade?: pulumi.Input<AutoUpgradeArgs | undefined>;
  /**
   * Collection of the API server's audit log.
   *
   * Must be an object with enabled, logProject.
   *
   * Changed in place by UpdateClusterAuditLogConfig.
   *
   * Source: CreateCluster; UpdateClusterAuditLogConfig; GetClusterAuditProject.
   */
  auditLog?: pulumi.Input<AuditLogArgs | undefined>;
  /**
   * Collection of the control plane's logs. Pro only.
   *
   * Must be an object with components, logProject, ttlDays.
   *
   * Changed in place by UpdateControlPlaneLog.
   *
   * Source: CreateCluster; UpdateControlPlaneLog; CheckControlPlaneLogEnable.
   */
  controlPlaneLog?: pulumi.Input<ControlPlaneLogArgs | undefined>;
  /**
   * Collection of Kubernetes system events. ACK does not report this setting, so a refresh does not detect drift.
   *
   * Must be an object with enabled, logProject.
   *
   * Changed in place by ModifyCluster.
   *
   * Source: ModifyCluster.
   */
  systemEventsLogging?: pulumi.Input<SystemEventsLoggingArgs | undefined>;
  /**
   * The IP protocols of the cluster: `ipv4`, or `dual` for IPv4 and IPv6. Default: `ipv4`.
   *
   * Must be one of "ipv4", "dual".
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster.
   */
  ipStack?: pulumi.Input<"ipv4" | "dual" | (string & {}) | undefined>;
  /**
   * The cluster's local domain name, under which Services are found: lowercase letters, digits and hyphens, in parts of at most 63 characters that dots separate. Default: `cluster.local`.
   *
   * Must be a domain name in lowercase such as "cluster.local".
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster; default: terraform-provider-alicloud.
   */
  clusterDomain?: pulumi.Input<string | undefined>;
  /**
   * Whether a deletion of the cluster deletes or retains associated resources, by type. Default: `slb` is deleted; `alb`, `slsData`, `slsControlPlane` and `privateZone` are retained.
   *
   * Must be an object with slb, alb, slsData, slsControlPlane, privateZone.
   *
   * A change makes no API call. The value is kept in the state and used when the cluster is created or deleted.
   *
   * Source: DeleteCluster.
   */
  deleteOptions?: pulumi.Input<DeleteOptionsArgs | undefined>;
  /**
   * The ids of resources that a deletion of the cluster retains, such as `lb-bp1…`. Not together with `retainAllResources: true`. Default: none.
   *
   * Must be a list.
   *
   * A change makes no API call. The value is kept in the state and used when the cluster is created or deleted.
   *
   * Source: DeleteCluster.
   */
  retainResources?: pulumi.Input<pulumi.Input<string>[] | undefined>;
  /**
   * Whether a deletion of the cluster retains every resource that DescribeClusterResources lists. Default: `false`.
   *
   * Must be true or false.
   *
   * A change makes no API call. The value is kept in the state and used when the cluster is created or deleted.
   *
   * Source: DeleteCluster.
   */
  retainAllResources?: pulumi.Input<boolean | undefined>;
  /**
   * Whether a deletion first switches off deletion protection. Default: `false`.
   *
   * Must be true or false.
   *
   * A change makes no API call. The value is kept in the state and used when the cluster is created or deleted.
   *
   * Source: the provider's own.
   */
  forceDestroy?: pulumi.Input<boolean | undefined>;
  /**
   * The id of an existing cluster to take over instead of creating one: `<cluster id>`, or `<region>/<cluster id>`. It can be removed afterwards; while it is set, the preview refuses a replacement. Default: a new cluster is created.
   *
   * Must be a cluster id such as "c0a1…", or "<region>/<cluster id>".
   *
   * A change makes no API call. The value is kept in the state and used when the cluster is created or deleted.
   *
   * Source: the provider's own.
   */
  adopt?: pulumi.Input<string | undefined>;
}
