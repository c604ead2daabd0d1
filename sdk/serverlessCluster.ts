// Generated from the property table by "npm run generate". Do not edit.
import * as pulumi from "@pulumi/pulumi";
import { resourceProps } from "./props";

const type = "pulumi-nodejs:dynamic/ack:ServerlessCluster";

const outputs: readonly string[] = [
  "name",
  "regionId",
  "clusterSpec",
  "kubernetesVersion",
  "endpointPublicAccess",
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
  "clusterDomain",
];

/** An element of `addons`. */
export interface Addon {
  /** The add-on's name, such as `logtail-ds`. Each name at most once. */
  readonly name: string;
  /** The add-on's configuration: an object, or the JSON text of one. Text is sent byte for byte; both are compared as JSON. */
  readonly config?: string | { [key: string]: unknown };
  /** The add-on's version. Default: the newest one that fits the cluster. */
  readonly version?: string;
  /** `true` keeps an add-on that ACK installs by default from being installed. Default: `false`. */
  readonly disabled?: boolean;
}

/** The arguments of an element of `addons`. */
export interface AddonArgs {
  /** The add-on's name, such as `logtail-ds`. Each name at most once. */
  name: pulumi.Input<string>;
  /** The add-on's configuration: an object, or the JSON text of one. Text is sent byte for byte; both are compared as JSON. */
  config?: pulumi.Input<string | { [key: string]: unknown }>;
  /** The add-on's version. Default: the newest one that fits the cluster. */
  version?: pulumi.Input<string>;
  /** `true` keeps an add-on that ACK installs by default from being installed. Default: `false`. */
  disabled?: pulumi.Input<boolean>;
}

/** The arguments of a `ServerlessCluster`. What is left out is not managed: the cluster keeps what it has. */
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
  name?: pulumi.Input<string>;
  /**
   * The region that the cluster lives in. Default: the provider's region, written down at create and kept.
   *
   * Must be a region id such as "cn-hangzhou".
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  regionId?: pulumi.Input<string>;
  /**
   * The edition: `ack.standard` or `ack.pro.small` (Pro).
   *
   * Must be one of "ack.standard", "ack.pro.small".
   *
   * A change is refused at preview.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  clusterSpec?: pulumi.Input<"ack.standard" | "ack.pro.small">;
  /**
   * The Kubernetes version to create the cluster with, such as `1.32.1-aliyun.1`. Default: ACK's latest stable one.
   *
   * Must be a full Kubernetes version such as "1.32.1-aliyun.1".
   *
   * A change is refused at preview.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  kubernetesVersion?: pulumi.Input<string>;
  /**
   * Whether the API server can be reached from the Internet. Default: `true`.
   *
   * Must be true or false.
   *
   * A change is refused at preview.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  endpointPublicAccess?: pulumi.Input<boolean>;
  /**
   * The VPC that the cluster lives in; set it together with `vswitchIds`. Default: ACK creates one in `zoneId`.
   *
   * Must be an id that starts with "vpc-".
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  vpcId?: pulumi.Input<string>;
  /**
   * The 1 to 3 vSwitches of `vpcId` that pods draw their addresses from, in any order.
   *
   * Must be a list, a list of 1 to 3 vSwitches, a list of different vSwitches.
   *
   * Changed in place by ModifyCluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  vswitchIds?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * The zone of `regionId` in which ACK creates a VPC and a vSwitch. Needed without `vpcId`, refused beside it.
   *
   * Must be a zone id such as "cn-hangzhou-i".
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  zoneId?: pulumi.Input<string>;
  /**
   * The security group of the cluster's pods. Default: ACK creates one.
   *
   * Must be an id that starts with "sg-".
   *
   * Changed in place by ModifyCluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  securityGroupId?: pulumi.Input<string>;
  /**
   * Whether the security group that ACK creates is an enterprise one. Not beside `securityGroupId`.
   *
   * Must be true or false.
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  isEnterpriseSecurityGroup?: pulumi.Input<boolean>;
  /**
   * The network of Service addresses: inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, prefix /16 to /24. It must not overlap the VPC or another cluster's network in it. Default: `172.19.0.0/20`.
   *
   * Must be a network inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16 with a prefix from /16 to /24 and no host bits, such as "172.21.0.0/20".
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  serviceCidr?: pulumi.Input<string>;
  /**
   * Whether ACK creates a NAT gateway and SNAT rules, so that pods reach the Internet. Default: `false`.
   *
   * Must be true or false.
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  snatEntry?: pulumi.Input<boolean>;
  /**
   * Whether Services are found through Alibaba Cloud DNS PrivateZone; `true` equals `serviceDiscoveryTypes: ["PrivateZone"]`. Default: `false`.
   *
   * Must be true or false.
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  privateZone?: pulumi.Input<boolean>;
  /**
   * How Services are found: `CoreDNS` (two elastic container instances of 0.25 CPU cores and 512 MiB each), `PrivateZone` (activate it first).
   *
   * Must be a list, a list with at least one item; leave the property out for none, a list of different items.
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  serviceDiscoveryTypes?: pulumi.Input<pulumi.Input<"CoreDNS" | "PrivateZone">[]>;
  /**
   * `SLS` enables Simple Log Service.
   *
   * Must be one of "SLS".
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  loggingType?: pulumi.Input<"SLS">;
  /**
   * Whether ACK refuses to delete the cluster, from anywhere. Default: `false`.
   *
   * Must be true or false.
   *
   * Changed in place by ModifyCluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  deletionProtection?: pulumi.Input<boolean>;
  /**
   * The cluster's time zone, an IANA name such as `Asia/Shanghai`. A change restarts the control plane briefly.
   *
   * Must be an IANA time zone such as "Asia/Shanghai".
   *
   * Changed in place by ModifyCluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  timezone?: pulumi.Input<string>;
  /**
   * The resource group that the cluster is in. Default: the account's default group.
   *
   * Must be an id that starts with "rg-".
   *
   * Changed in place by ModifyCluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  resourceGroupId?: pulumi.Input<string>;
  /**
   * Tags on the cluster, managed by key: tags that others set are left alone. At most 19; keys of 1 to 64 and values of 1 to 128 characters.
   *
   * Must be a map of text, a map with keys of 1 to 64 characters, a map with keys that do not start with "aliyun", "acs:" or a key that ACK sets itself, a map with values of 1 to 128 characters, a map with values that do not start with "aliyun" or "acs:", a map with keys and values without "http://" and "https://".
   *
   * Changed in place by TagResources.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  tags?: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
  /**
   * Add-ons to install with the cluster, and those that ACK installs by default to leave out.
   *
   * Must be a list, a list of different add-on names.
   *
   * A change is refused at preview.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  addons?: pulumi.Input<pulumi.Input<AddonArgs>[]>;
}

/** An ACK Serverless cluster. */
export class ServerlessCluster extends pulumi.CustomResource {
  /**
   * Reads a cluster that exists, without taking it into the stack's hands.
   *
   * @param id the cluster's id in the provider's region, or `<region>/<cluster id>`
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): ServerlessCluster {
    return new ServerlessCluster(name, {}, { ...opts, id });
  }

  /**
   * The cluster's name, unique in the account: 1 to 63 letters, digits and hyphens, not starting with a hyphen. Default: the resource's name with a short hash.
   *
   * Must be a name of 1 to 63 letters, digits and hyphens that does not start with a hyphen, such as "prod-1".
   *
   * Changed in place by ModifyCluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  declare readonly name: pulumi.Output<string>;
  /**
   * The region that the cluster lives in. Default: the provider's region, written down at create and kept.
   *
   * Must be a region id such as "cn-hangzhou".
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  declare readonly regionId: pulumi.Output<string>;
  /**
   * The edition: `ack.standard` or `ack.pro.small` (Pro).
   *
   * Must be one of "ack.standard", "ack.pro.small".
   *
   * A change is refused at preview.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  declare readonly clusterSpec: pulumi.Output<"ack.standard" | "ack.pro.small">;
  /**
   * The Kubernetes version to create the cluster with, such as `1.32.1-aliyun.1`. Default: ACK's latest stable one.
   *
   * Must be a full Kubernetes version such as "1.32.1-aliyun.1".
   *
   * A change is refused at preview.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  declare readonly kubernetesVersion: pulumi.Output<string>;
  /**
   * Whether the API server can be reached from the Internet. Default: `true`.
   *
   * Must be true or false.
   *
   * A change is refused at preview.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  declare readonly endpointPublicAccess: pulumi.Output<boolean>;
  /**
   * The VPC that the cluster lives in; set it together with `vswitchIds`. Default: ACK creates one in `zoneId`.
   *
   * Must be an id that starts with "vpc-".
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  declare readonly vpcId: pulumi.Output<string>;
  /**
   * The 1 to 3 vSwitches of `vpcId` that pods draw their addresses from, in any order.
   *
   * Must be a list, a list of 1 to 3 vSwitches, a list of different vSwitches.
   *
   * Changed in place by ModifyCluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  declare readonly vswitchIds: pulumi.Output<string[]>;
  /**
   * The zone of `regionId` in which ACK creates a VPC and a vSwitch. Needed without `vpcId`, refused beside it.
   *
   * Must be a zone id such as "cn-hangzhou-i".
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  declare readonly zoneId: pulumi.Output<string | undefined>;
  /**
   * The security group of the cluster's pods. Default: ACK creates one.
   *
   * Must be an id that starts with "sg-".
   *
   * Changed in place by ModifyCluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  declare readonly securityGroupId: pulumi.Output<string>;
  /**
   * Whether the security group that ACK creates is an enterprise one. Not beside `securityGroupId`.
   *
   * Must be true or false.
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  declare readonly isEnterpriseSecurityGroup: pulumi.Output<boolean | undefined>;
  /**
   * The network of Service addresses: inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, prefix /16 to /24. It must not overlap the VPC or another cluster's network in it. Default: `172.19.0.0/20`.
   *
   * Must be a network inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16 with a prefix from /16 to /24 and no host bits, such as "172.21.0.0/20".
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  declare readonly serviceCidr: pulumi.Output<string>;
  /**
   * Whether ACK creates a NAT gateway and SNAT rules, so that pods reach the Internet. Default: `false`.
   *
   * Must be true or false.
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  declare readonly snatEntry: pulumi.Output<boolean | undefined>;
  /**
   * Whether Services are found through Alibaba Cloud DNS PrivateZone; `true` equals `serviceDiscoveryTypes: ["PrivateZone"]`. Default: `false`.
   *
   * Must be true or false.
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  declare readonly privateZone: pulumi.Output<boolean | undefined>;
  /**
   * How Services are found: `CoreDNS` (two elastic container instances of 0.25 CPU cores and 512 MiB each), `PrivateZone` (activate it first).
   *
   * Must be a list, a list with at least one item; leave the property out for none, a list of different items.
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  declare readonly serviceDiscoveryTypes: pulumi.Output<("CoreDNS" | "PrivateZone")[] | undefined>;
  /**
   * `SLS` enables Simple Log Service.
   *
   * Must be one of "SLS".
   *
   * A change replaces the cluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  declare readonly loggingType: pulumi.Output<"SLS" | undefined>;
  /**
   * Whether ACK refuses to delete the cluster, from anywhere. Default: `false`.
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
   * The resource group that the cluster is in. Default: the account's default group.
   *
   * Must be an id that starts with "rg-".
   *
   * Changed in place by ModifyCluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  declare readonly resourceGroupId: pulumi.Output<string>;
  /**
   * Tags on the cluster, managed by key: tags that others set are left alone. At most 19; keys of 1 to 64 and values of 1 to 128 characters.
   *
   * Must be a map of text, a map with keys of 1 to 64 characters, a map with keys that do not start with "aliyun", "acs:" or a key that ACK sets itself, a map with values of 1 to 128 characters, a map with values that do not start with "aliyun" or "acs:", a map with keys and values without "http://" and "https://".
   *
   * Changed in place by TagResources.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  declare readonly tags: pulumi.Output<{ [key: string]: string }>;
  /**
   * Add-ons to install with the cluster, and those that ACK installs by default to leave out.
   *
   * Must be a list, a list of different add-on names.
   *
   * A change is refused at preview.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  declare readonly addons: pulumi.Output<Addon[] | undefined>;
  /**
   * The cluster's id.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  declare readonly clusterId: pulumi.Output<string>;
  /**
   * The id of the task that created the cluster.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  declare readonly taskId: pulumi.Output<string | undefined>;
  /**
   * The id of the CreateCluster request.
   *
   * Source: CreateCluster for ACK Serverless.
   */
  declare readonly requestId: pulumi.Output<string | undefined>;
  /**
   * The id of the account that the cluster belongs to.
   *
   * Source: STS GetCallerIdentity.
   */
  declare readonly accountId: pulumi.Output<string | undefined>;
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
   * The Kubernetes version that the cluster can be upgraded to; absent where there is none.
   *
   * Source: DescribeClusterDetail.
   */
  declare readonly nextVersion: pulumi.Output<string | undefined>;
  /**
   * When the cluster was created, as RFC 3339 with +08:00.
   *
   * Source: DescribeClusterDetail.
   */
  declare readonly created: pulumi.Output<string>;
  /**
   * The API server's address on the Internet, such as `https://203.0.113.10:6443`; absent on a private cluster.
   *
   * Source: DescribeClusterDetail.
   */
  declare readonly apiServerEndpoint: pulumi.Output<string | undefined>;
  /**
   * The API server's address in the VPC.
   *
   * Source: DescribeClusterDetail.
   */
  declare readonly intranetApiServerEndpoint: pulumi.Output<string>;
  /**
   * The cluster's local domain name, such as `cluster.local`.
   *
   * Source: DescribeClusterDetail.
   */
  declare readonly clusterDomain: pulumi.Output<string>;

  constructor(name: string, args: ServerlessClusterArgs = {}, opts: pulumi.CustomResourceOptions = {}) {
    super(type, name, resourceProps(type, name, args, outputs, opts), opts);
  }
}
