import { property, type Table } from "../../table/property";
import { flag, oneOf } from "../../table/shapes";
import { publicEndpoint } from "./endpoint";
import { clusterResource } from "./resources";
import * as shapes from "./shapes";
import { PAGE } from "./source";

/** How a cluster and its API server are reached, and what they are connected to. */
export const networkProperties = {
  endpointPublicAccess: property(flag, {
    doc: "Whether the API server can be reached from the Internet, through an EIP that is bound or unbound in place. Default: `true`.",
    at: {
      CreateCluster: "endpoint_public_access",
      ModifyCluster: "api_server_eip",
      DescribeClusterDetail: { wire: "master_url", decode: publicEndpoint },
    },
    default: true,
    alwaysSent: true,
    source: `${PAGE}; ModifyCluster`,
  }),
  apiServerEipId: property(shapes.eipId, {
    doc: "An EIP of yours for the API server. Default: ACK creates one.",
    at: {
      ModifyCluster: {
        wires: ["api_server_eip_id", "api_server_eip"],
        // An EIP is bound only where the request says that there shall be one.
        write: (id: string) => ({ api_server_eip: true, api_server_eip_id: id }),
      },
    },
    source: "ModifyCluster",
  }),
  loadBalancerId: property(shapes.loadBalancerId, {
    doc: "The load balancer of the API server: an existing one to use, or the one that ACK creates.",
    at: {
      CreateCluster: "load_balancer_id",
      DescribeClusterResources: clusterResource("SLB", "NLB", "ALIYUN::SLB::LoadBalancer", "ALIYUN::NLB::LoadBalancer"),
    },
    mayBeAbsent: true,
    source: "CreateCluster; DescribeClusterResources",
  }),
  vpcId: property(shapes.vpcId, {
    doc: "The VPC that the cluster lives in; set it together with `vswitchIds`. Default: ACK creates one in `zoneId`.",
    at: { CreateCluster: "vpcid", DescribeClusterDetail: "vpc_id" },
    source: PAGE,
  }),
  vswitchIds: property(shapes.vswitchIds, {
    doc: "The 1 to 3 vSwitches of `vpcId` that pods draw their addresses from, in any order.",
    at: { CreateCluster: "vswitch_ids", ModifyCluster: "vswitch_ids", DescribeClusterDetail: "vswitch_ids" },
    source: PAGE,
  }),
  zoneId: property(shapes.zoneId, {
    doc: "The zone of `regionId` in which ACK creates a VPC and a vSwitch. Needed without `vpcId`, refused beside it.",
    at: { CreateCluster: "zoneid", DescribeClusterDetail: "zone_id" },
    mayBeAbsent: true,
    source: PAGE,
  }),
  securityGroupId: property(shapes.securityGroupId, {
    doc: "The security group of the cluster's pods. Default: ACK creates one.",
    at: {
      CreateCluster: "security_group_id",
      ModifyCluster: "security_group_id",
      DescribeClusterDetail: "security_group_id",
    },
    source: PAGE,
  }),
  isEnterpriseSecurityGroup: property(flag, {
    doc: "Whether the security group that ACK creates is an enterprise one. Not beside `securityGroupId`.",
    at: { CreateCluster: "is_enterprise_security_group" },
    default: false,
    source: PAGE,
  }),
  serviceCidr: property(shapes.serviceCidr, {
    doc: "The network of Service addresses: inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, prefix /16 to /24. It must not overlap the VPC or another cluster's network in it. Default: `172.19.0.0/20`.",
    at: { CreateCluster: "service_cidr", DescribeClusterDetail: "service_cidr" },
    default: "172.19.0.0/20",
    source: PAGE,
  }),
  snatEntry: property(flag, {
    doc: "Whether ACK creates a NAT gateway and SNAT rules, so that pods reach the Internet. Default: `false`.",
    at: { CreateCluster: "snat_entry" },
    default: false,
    alwaysSent: true,
    source: PAGE,
  }),
  privateZone: property(flag, {
    doc: 'Whether Services are found through Alibaba Cloud DNS PrivateZone; `true` equals `serviceDiscoveryTypes: ["PrivateZone"]`. Default: `false`.',
    at: { CreateCluster: "private_zone" },
    default: false,
    source: PAGE,
  }),
  serviceDiscoveryTypes: property(shapes.someOf(oneOf("CoreDNS", "PrivateZone")), {
    doc: "How Services are found: `CoreDNS` (two elastic container instances of 0.25 CPU cores and 512 MiB each), `PrivateZone` (activate it first).",
    at: { CreateCluster: "service_discovery_types" },
    source: PAGE,
  }),
} as const satisfies Table;
