// Generated from the property table by "npm run generate". Do not edit.
import type * as pulumi from "@pulumi/pulumi";

/** An element of `addons`. */
export interface Addon {
  /** The add-on's name, such as `logtail-ds`. Each name at most once. */
  readonly name: string;
  /** The add-on's configuration: an object, or the JSON text of one. Text is sent byte for byte; both are compared as JSON. */
  readonly config?: string | { [key: string]: unknown };
  /** The add-on's version. Default: the newest one that fits the cluster. */
  readonly version?: string;
  /** `true` deletes the add-on's cloud resources when it is uninstalled. Default: `false`. */
  readonly cleanupCloudResources?: boolean;
  /** `true` keeps an add-on from being installed, or uninstalls it. Default: `false`. */
  readonly disabled?: boolean;
}

/** An element of `addons`, as an argument. */
export interface AddonArgs {
  /** The add-on's name, such as `logtail-ds`. Each name at most once. */
  name: pulumi.Input<string>;
  /** The add-on's configuration: an object, or the JSON text of one. Text is sent byte for byte; both are compared as JSON. */
  config?: pulumi.Input<string | { [key: string]: unknown } | undefined>;
  /** The add-on's version. Default: the newest one that fits the cluster. */
  version?: pulumi.Input<string | undefined>;
  /** `true` deletes the add-on's cloud resources when it is uninstalled. Default: `false`. */
  cleanupCloudResources?: pulumi.Input<boolean | undefined>;
  /** `true` keeps an add-on from being installed, or uninstalls it. Default: `false`. */
  disabled?: pulumi.Input<boolean | undefined>;
}

/** The value of `secretEncryption`. */
export interface SecretEncryption {
  /** Whether Secrets are encrypted at rest. Default: `true`. */
  readonly enabled?: boolean;
  /** The KMS key to encrypt with. */
  readonly kmsKeyId?: string;
}

/** The value of `secretEncryption`, as an argument. */
export interface SecretEncryptionArgs {
  /** Whether Secrets are encrypted at rest. Default: `true`. */
  enabled?: pulumi.Input<boolean | undefined>;
  /** The KMS key to encrypt with. */
  kmsKeyId?: pulumi.Input<string | undefined>;
}

/** The value of `maintenanceWindow`. */
export interface MaintenanceWindow {
  /** Whether ACK maintains the cluster in the window. Default: `true`. */
  readonly enable?: boolean;
  /** When the window opens: `HH:MM:SSZ`, or an RFC 3339 time. */
  readonly maintenanceTime?: string;
  /** How long the window is open, `1h` to `24h`. Default: `3h`. */
  readonly duration?: string;
  /** The days of the week on which the window opens. Default: Thursday. */
  readonly weeklyPeriod?: ("Monday" | "Tuesday" | "Wednesday" | "Thursday" | "Friday" | "Saturday" | "Sunday")[];
  /** A weekly RFC 5545 rule, for windows that open less often. */
  readonly recurrence?: string;
}

/** The value of `maintenanceWindow`, as an argument. */
export interface MaintenanceWindowArgs {
  /** Whether ACK maintains the cluster in the window. Default: `true`. */
  enable?: pulumi.Input<boolean | undefined>;
  /** When the window opens: `HH:MM:SSZ`, or an RFC 3339 time. */
  maintenanceTime?: pulumi.Input<string | undefined>;
  /** How long the window is open, `1h` to `24h`. Default: `3h`. */
  duration?: pulumi.Input<string | undefined>;
  /** The days of the week on which the window opens. Default: Thursday. */
  weeklyPeriod?: pulumi.Input<
    | pulumi.Input<"Monday" | "Tuesday" | "Wednesday" | "Thursday" | "Friday" | "Saturday" | "Sunday" | (string & {})>[]
    | undefined
  >;
  /** A weekly RFC 5545 rule, for windows that open less often. */
  recurrence?: pulumi.Input<string | undefined>;
}

/** The value of `autoUpgrade`. */
export interface AutoUpgrade {
  /** Whether ACK upgrades the cluster by itself, in its maintenance window. */
  readonly enabled?: boolean;
  /** How far: `patch` versions only, the `stable` minor version, or the newest (`rapid`). */
  readonly channel?: "patch" | "stable" | "rapid";
}

/** The value of `autoUpgrade`, as an argument. */
export interface AutoUpgradeArgs {
  /** Whether ACK upgrades the cluster by itself, in its maintenance window. */
  enabled?: pulumi.Input<boolean | undefined>;
  /** How far: `patch` versions only, the `stable` minor version, or the newest (`rapid`). */
  channel?: pulumi.Input<"patch" | "stable" | "rapid" | (string & {}) | undefined>;
}

/** The value of `auditLog`. */
export interface AuditLog {
  /** Whether the API server's audit log is collected. */
  readonly enabled: boolean;
  /** The log project to collect into. Default: `k8s-log-<cluster id>`. */
  readonly slsProjectName?: string;
}

/** The value of `auditLog`, as an argument. */
export interface AuditLogArgs {
  /** Whether the API server's audit log is collected. */
  enabled: pulumi.Input<boolean>;
  /** The log project to collect into. Default: `k8s-log-<cluster id>`. */
  slsProjectName?: pulumi.Input<string | undefined>;
}

/** The value of `controlPlaneLog`. */
export interface ControlPlaneLog {
  /** The components whose logs are collected, such as `apiserver`, `kcm`, `scheduler`, `ccm`. An empty list collects none. */
  readonly components: string[];
  /** The log project to collect into. Default: `k8s-log-<cluster id>`. */
  readonly project?: string;
  /** Days that the logs are kept, 1 to 3000. Default: 30. */
  readonly ttlDays?: number;
}

/** The value of `controlPlaneLog`, as an argument. */
export interface ControlPlaneLogArgs {
  /** The components whose logs are collected, such as `apiserver`, `kcm`, `scheduler`, `ccm`. An empty list collects none. */
  components: pulumi.Input<pulumi.Input<string>[]>;
  /** The log project to collect into. Default: `k8s-log-<cluster id>`. */
  project?: pulumi.Input<string | undefined>;
  /** Days that the logs are kept, 1 to 3000. Default: 30. */
  ttlDays?: pulumi.Input<number | undefined>;
}

/** The value of `systemEventsLogging`. */
export interface SystemEventsLogging {
  /** Whether system events are collected. */
  readonly enabled: boolean;
  /** The log project to collect into. */
  readonly loggingProject?: string;
}

/** The value of `systemEventsLogging`, as an argument. */
export interface SystemEventsLoggingArgs {
  /** Whether system events are collected. */
  enabled: pulumi.Input<boolean>;
  /** The log project to collect into. */
  loggingProject?: pulumi.Input<string | undefined>;
}

/** The value of `deleteOptions`. */
export interface DeleteOptions {
  /** Load balancers of Services. Default: `delete`. */
  readonly SLB?: "delete" | "retain";
  /** Load balancers of ALB Ingresses. Default: `retain`. */
  readonly ALB?: "delete" | "retain";
  /** Log projects of the cluster's data. Default: `retain`. */
  readonly SLS_Data?: "delete" | "retain";
  /** Log projects of the control plane. Default: `retain`. */
  readonly SLS_ControlPlane?: "delete" | "retain";
  /** PrivateZone records. Default: `retain`. */
  readonly PrivateZone?: "delete" | "retain";
}

/** The value of `deleteOptions`, as an argument. */
export interface DeleteOptionsArgs {
  /** Load balancers of Services. Default: `delete`. */
  SLB?: pulumi.Input<"delete" | "retain" | (string & {}) | undefined>;
  /** Load balancers of ALB Ingresses. Default: `retain`. */
  ALB?: pulumi.Input<"delete" | "retain" | (string & {}) | undefined>;
  /** Log projects of the cluster's data. Default: `retain`. */
  SLS_Data?: pulumi.Input<"delete" | "retain" | (string & {}) | undefined>;
  /** Log projects of the control plane. Default: `retain`. */
  SLS_ControlPlane?: pulumi.Input<"delete" | "retain" | (string & {}) | undefined>;
  /** PrivateZone records. Default: `retain`. */
  PrivateZone?: pulumi.Input<"delete" | "retain" | (string & {}) | undefined>;
}

/** The arguments of a `ServerlessCluster`. The provider does not manage an omitted input: the cluster keeps its value. */
export interface ServerlessClusterArgs {
  /**
   * The cluster's name, unique in the account: 1 to 63 letters, digits and hyphens, not starting with a hyphen. Default: the resource's name with a short hash.
   *
   * Must be a name of 1 to 63 letters, digits and hyphens that does not start with a hyphen, such as "prod-1".
   *
   * Changed in place by ModifyCluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  name?: pulumi.Input<string | undefined>;
  /**
   * The region that the cluster lives in. Default: the provider's region, written down at create and kept.
   *
   * Must be a region id such as "cn-hangzhou".
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  regionId?: pulumi.Input<string | undefined>;
  /**
   * The edition: `ack.standard`, `ack.pro.small` (Pro), or a Pro tier with a provisioned control plane. Standard becomes Pro and never standard again.
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
   * The Kubernetes version, such as `1.32.1-aliyun.1`, or the beginning of one: `1.32` is met by any 1.32. Upgraded in place, one minor version at a time, never down. Default: ACK's latest stable one.
   *
   * Must be a Kubernetes version such as "1.32.1-aliyun.1", or the beginning of one such as "1.32".
   *
   * Changed in place by UpgradeCluster.
   *
   * Source: CreateCluster for ACK Serverless; UpgradeCluster.
   */
  kubernetesVersion?: pulumi.Input<string | undefined>;
  /**
   * Whether the API server can be reached from the Internet, through an EIP that is bound or unbound in place. Default: `true`.
   *
   * Must be true or false.
   *
   * Changed in place by ModifyCluster.
   *
   * Source: CreateCluster for ACK Serverless; ModifyCluster.
   */
  endpointPublicAccess?: pulumi.Input<boolean | undefined>;
  /**
   * An EIP of yours for the API server. Default: ACK creates one.
   *
   * Must be an id that starts with "eip-".
   *
   * Changed in place by ModifyCluster.
   *
   * Source: ModifyCluster.
   */
  apiServerEipId?: pulumi.Input<string | undefined>;
  /**
   * The load balancer of the API server: an existing one to use, or the one that ACK creates.
   *
   * Must be an id that starts with "lb-" or "nlb-".
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster; DescribeClusterResources.
   */
  loadBalancerId?: pulumi.Input<string | undefined>;
  /**
   * The VPC that the cluster lives in; set it together with `vswitchIds`. Default: ACK creates one in `zoneId`.
   *
   * Must be an id that starts with "vpc-".
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  vpcId?: pulumi.Input<string | undefined>;
  /**
   * The 1 to 3 vSwitches of `vpcId` that pods draw their addresses from, in any order.
   *
   * Must be a list of 1 to 3 different vSwitches.
   *
   * Changed in place by ModifyCluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  vswitchIds?: pulumi.Input<pulumi.Input<string>[] | undefined>;
  /**
   * The zone of `regionId` in which ACK creates a VPC and a vSwitch. Needed without `vpcId`, refused beside it.
   *
   * Must be a zone id such as "cn-hangzhou-i".
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  zoneId?: pulumi.Input<string | undefined>;
  /**
   * The security group of the cluster's pods. Default: ACK creates one.
   *
   * Must be an id that starts with "sg-".
   *
   * Changed in place by ModifyCluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  securityGroupId?: pulumi.Input<string | undefined>;
  /**
   * Whether the security group that ACK creates is an enterprise one. Not beside `securityGroupId`.
   *
   * Must be true or false.
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  isEnterpriseSecurityGroup?: pulumi.Input<boolean | undefined>;
  /**
   * The network of Service addresses: inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, prefix /16 to /24. It must not overlap the VPC or another cluster's network in it. Default: `172.19.0.0/20`.
   *
   * Must be a network inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16 with a prefix from /16 to /24 and no host bits, such as "172.21.0.0/20".
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  serviceCidr?: pulumi.Input<string | undefined>;
  /**
   * Whether ACK creates a NAT gateway and SNAT rules, so that pods reach the Internet. Default: `false`.
   *
   * Must be true or false.
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  snatEntry?: pulumi.Input<boolean | undefined>;
  /**
   * Whether Services are found through Alibaba Cloud DNS PrivateZone; `true` equals `serviceDiscoveryTypes: ["PrivateZone"]`. Default: `false`.
   *
   * Must be true or false.
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  privateZone?: pulumi.Input<boolean | undefined>;
  /**
   * How Services are found: `CoreDNS` (two elastic container instances of 0.25 CPU cores and 512 MiB each), `PrivateZone` (activate it first).
   *
   * Must be a list of at least one item, all different; for none, leave the property out.
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  serviceDiscoveryTypes?: pulumi.Input<pulumi.Input<"CoreDNS" | "PrivateZone" | (string & {})>[] | undefined>;
  /**
   * `SLS` enables Simple Log Service.
   *
   * Must be one of "SLS".
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  loggingType?: pulumi.Input<"SLS" | (string & {}) | undefined>;
  /**
   * Whether ACK refuses to delete the cluster, from anywhere. Default: `false`.
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
   * The resource group that the cluster is in. Default: the account's default group.
   *
   * Must be an id that starts with "rg-".
   *
   * Changed in place by ModifyCluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  resourceGroupId?: pulumi.Input<string | undefined>;
  /**
   * Tags on the cluster, managed by key: tags that others set are left alone. At most 19; keys of 1 to 64 and values of 1 to 128 characters.
   *
   * Must be a map of text, keys of 1 to 64 characters, keys that do not start with "aliyun", "acs:" or a key that ACK sets itself, values of 1 to 128 characters, values that do not start with "aliyun" or "acs:", keys and values without "http://" and "https://".
   *
   * Changed in place by TagResources.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  tags?: pulumi.Input<{ [key: string]: pulumi.Input<string> } | undefined>;
  /**
   * Add-ons, managed by name: those that the program names are installed, upgraded, configured and, once taken out, uninstalled; others are left alone.
   *
   * Must be a list of different add-on names.
   *
   * Changed in place by InstallClusterAddons, UpgradeClusterAddons, ModifyClusterAddon, UnInstallClusterAddons.
   *
   * Source: CreateCluster for ACK Serverless; the components operations.
   */
  addons?: pulumi.Input<pulumi.Input<AddonArgs>[] | undefined>;
  /**
   * Names and addresses besides its own that the API server's certificate covers. A change restarts the API server.
   *
   * Must be a list of different names.
   *
   * Changed in place by ModifyCluster.
   *
   * Source: CreateCluster; ModifyCluster.
   */
  customSans?: pulumi.Input<pulumi.Input<string>[] | undefined>;
  /**
   * Whether pods can assume RAM roles (RRSA). Can be switched on, never off.
   *
   * Must be true or false.
   *
   * Changed in place by ModifyCluster.
   *
   * Source: CreateCluster; ModifyCluster.
   */
  enableRrsa?: pulumi.Input<boolean | undefined>;
  /**
   * Encryption of Secrets at rest with a KMS key. Pro only.
   *
   * Must be an object with enabled, kmsKeyId.
   *
   * Changed in place by UpdateKMSEncryption.
   *
   * Source: CreateCluster; UpdateKMSEncryption.
   */
  secretEncryption?: pulumi.Input<SecretEncryptionArgs | undefined>;
  /**
   * When ACK may maintain the cluster. Pro only.
   *
   * Must be an object with enable, maintenanceTime, duration, weeklyPeriod, recurrence.
   *
   * Changed in place by ModifyCluster.
   *
   * Source: CreateCluster; ModifyCluster.
   */
  maintenanceWindow?: pulumi.Input<MaintenanceWindowArgs | undefined>;
  /**
   * Whether and how far ACK upgrades the cluster by itself, inside its maintenance window.
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
   * Must be an object with enabled, slsProjectName.
   *
   * Changed in place by UpdateClusterAuditLogConfig.
   *
   * Source: CreateCluster; UpdateClusterAuditLogConfig; GetClusterAuditProject.
   */
  auditLog?: pulumi.Input<AuditLogArgs | undefined>;
  /**
   * Collection of the control plane's logs. Pro only.
   *
   * Must be an object with components, project, ttlDays.
   *
   * Changed in place by UpdateControlPlaneLog.
   *
   * Source: CreateCluster; UpdateControlPlaneLog; CheckControlPlaneLogEnable.
   */
  controlPlaneLog?: pulumi.Input<ControlPlaneLogArgs | undefined>;
  /**
   * Collection of system events. No operation reports it, so that drift stays unseen.
   *
   * Must be an object with enabled, loggingProject.
   *
   * Changed in place by ModifyCluster.
   *
   * Source: ModifyCluster.
   */
  systemEventsLogging?: pulumi.Input<SystemEventsLoggingArgs | undefined>;
  /**
   * The IP protocols: `ipv4`, or `dual` for IPv4 and IPv6. Default: `ipv4`.
   *
   * Must be one of "ipv4", "dual".
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster.
   */
  ipStack?: pulumi.Input<"ipv4" | "dual" | (string & {}) | undefined>;
  /**
   * What becomes of resources beside the cluster when it is deleted, by type. Defaults: `SLB` is deleted; `ALB`, `SLS_Data`, `SLS_ControlPlane` and `PrivateZone` are retained.
   *
   * Must be an object with SLB, ALB, SLS_Data, SLS_ControlPlane, PrivateZone.
   *
   * A change makes no API call. The value is kept in the state and used when the cluster is created or deleted.
   *
   * Source: DeleteCluster.
   */
  deleteOptions?: pulumi.Input<DeleteOptionsArgs | undefined>;
  /**
   * Ids of resources that outlive the cluster.
   *
   * Must be a list.
   *
   * A change makes no API call. The value is kept in the state and used when the cluster is created or deleted.
   *
   * Source: DeleteCluster.
   */
  retainResources?: pulumi.Input<pulumi.Input<string>[] | undefined>;
  /**
   * Whether every resource that DescribeClusterResources lists outlives the cluster. Default: `false`.
   *
   * Must be true or false.
   *
   * A change makes no API call. The value is kept in the state and used when the cluster is created or deleted.
   *
   * Source: DeleteCluster.
   */
  retainAllResources?: pulumi.Input<boolean | undefined>;
  /**
   * Whether a deletion switches deletion protection off first. Default: `false`.
   *
   * Must be true or false.
   *
   * A change makes no API call. The value is kept in the state and used when the cluster is created or deleted.
   *
   * Source: the provider's own.
   */
  forceDestroy?: pulumi.Input<boolean | undefined>;
  /**
   * The id of an existing cluster to take over instead of creating one: `<cluster id>`, or `<region>/<cluster id>`. Can be taken out afterwards; while it is there, a replacement is refused.
   *
   * Must be a cluster id such as "c0a1…", or "<region>/<cluster id>".
   *
   * A change makes no API call. The value is kept in the state and used when the cluster is created or deleted.
   *
   * Source: the provider's own.
   */
  adopt?: pulumi.Input<string | undefined>;
}
