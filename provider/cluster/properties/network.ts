import { property, type Table } from "../../table/property";
import { flag, oneOfKnown } from "../../table/shapes";
import { clusterResource, publicEndpoint } from "./resources";
import * as shapes from "./shapes";
import { everywhere, PAGE } from "./source";

/** How a cluster and its API server are reached, and what they are connected to. */
export const networkProperties = {
  endpointPublicAccess: property(flag, {
    doc: "Whether the API server has a public address. A change binds or unbinds an EIP in place. Default: `true`.",
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
    doc: "The id of an existing EIP for the API server's public address. Default: ACK creates one.",
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
    doc: "The id of the API server's load balancer: an existing one to use. Default: ACK creates one.",
    at: {
      CreateCluster: "load_balancer_id",
      DescribeClusterResources: clusterResource("SLB", "NLB", "ALIYUN::SLB::LoadBalancer", "ALIYUN::NLB::LoadBalancer"),
    },
    mayBeAbsent: true,
    source: "CreateCluster; DescribeClusterResources",
  }),
  vpcId: property(shapes.vpcId, {
    doc: "The id of the cluster's VPC; set it together with `vswitchIds`. Default: ACK creates a VPC in `zoneId`.",
    at: { CreateCluster: "vpcid", DescribeClusterDetail: "vpc_id" },
  }),
  vswitchIds: property(shapes.vswitchIds, {
    doc: "The ids of 1 to 3 vSwitches in `vpcId`, in any order; pods get their addresses from them. Default: ACK creates one in `zoneId`.",
    at: everywhere("vswitch_ids"),
  }),
  zoneId: property(shapes.zoneId, {
    doc: "The zone of `regionId` in which ACK creates a VPC and a vSwitch, such as `cn-hangzhou-i`. Required without `vpcId`, refused with it.",
    at: { CreateCluster: "zoneid", DescribeClusterDetail: "zone_id" },
    mayBeAbsent: true,
    mayBeIgnored: true,
  }),
  securityGroupId: property(shapes.securityGroupId, {
    doc: "The id of the security group of the cluster's pods. Default: ACK creates one.",
    at: everywhere("security_group_id"),
  }),
  isEnterpriseSecurityGroup: property(flag, {
    doc: "Whether the security group that ACK creates is an advanced (enterprise) one. Not together with `securityGroupId`. ACK decides if it is not set; its documents contradict each other about the default.",
    at: { CreateCluster: "is_enterprise_security_group" },
  }),
  serviceCidr: property(shapes.serviceCidr, {
    doc: "The CIDR block of Service addresses: inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, with a prefix from /16 to /24. It must overlap neither the VPC nor the Service CIDR block of another cluster in that VPC. Default: `172.19.0.0/20`.",
    at: { CreateCluster: "service_cidr", DescribeClusterDetail: "service_cidr" },
    default: "172.19.0.0/20",
  }),
  snatEntry: property(flag, {
    doc: "Whether ACK creates a NAT gateway and SNAT rules, through which pods reach the Internet. Default: `false`.",
    at: { CreateCluster: "snat_entry" },
    default: false,
    alwaysSent: true,
  }),
  privateZone: property(flag, {
    doc: 'Whether Alibaba Cloud DNS PrivateZone resolves the names of Services; `true` is the same as `serviceDiscoveryTypes: ["PrivateZone"]`. Default: `false`.',
    at: { CreateCluster: "private_zone" },
    default: false,
  }),
  serviceDiscoveryTypes: property(shapes.someOf(oneOfKnown(["CoreDNS", "PrivateZone"])), {
    doc: "How the names of Services are resolved: `CoreDNS` (two elastic container instances of 0.25 CPU cores and 512 MiB each), `PrivateZone` (activate the service first), or both.",
    at: { CreateCluster: "service_discovery_types" },
  }),
} as const satisfies Table;
