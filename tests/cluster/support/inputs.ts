/** The least that a program says of a cluster whose network ACK creates. */
export const AUTO_VPC = { name: "demo", zoneId: "cn-hangzhou-i" } as const;

/** A cluster in a VPC that is there already. */
export const IN_VPC = {
  name: "demo",
  vpcId: "vpc-bp1known",
  vswitchIds: ["vsw-bp1one", "vsw-bp1two"],
  securityGroupId: "sg-bp1known",
} as const;

/** The two examples of the vendor's page "Create an ACK Serverless cluster", as a program writes them. */
export const PAGE_EXAMPLES = {
  autoVpc: {
    program: {
      clusterSpec: "ack.standard",
      name: "test-ask",
      regionId: "cn-hangzhou",
      endpointPublicAccess: false,
      loggingType: "SLS",
      privateZone: false,
      snatEntry: true,
      tags: { "k-aa": "v-aa" },
      deletionProtection: false,
      addons: [{ name: "logtail-ds" }],
      zoneId: "cn-hangzhou-i",
    },
    body: {
      cluster_type: "ManagedKubernetes",
      profile: "Serverless",
      cluster_spec: "ack.standard",
      name: "test-ask",
      region_id: "cn-hangzhou",
      endpoint_public_access: false,
      logging_type: "SLS",
      private_zone: false,
      snat_entry: true,
      tags: [{ key: "k-aa", value: "v-aa" }],
      deletion_protection: false,
      addons: [{ name: "logtail-ds" }],
      zoneid: "cn-hangzhou-i",
    },
  },
  existingVpc: {
    program: {
      clusterSpec: "ack.pro.small",
      name: "ask-cluster",
      regionId: "cn-shenzhen",
      endpointPublicAccess: true,
      loggingType: "SLS",
      privateZone: true,
      tags: { tier: "frontend" },
      deletionProtection: true,
      addons: [{ name: "logtail-ds" }],
      vpcId: "vpc-wz984yvbd6lck22z3abcd",
      vswitchIds: ["vsw-wz9uwxhawmtzg7u9habcd"],
      securityGroupId: "sg-wz9b86l4s7nthi1kabcd",
    },
    body: {
      cluster_type: "ManagedKubernetes",
      profile: "Serverless",
      cluster_spec: "ack.pro.small",
      name: "ask-cluster",
      region_id: "cn-shenzhen",
      endpoint_public_access: true,
      logging_type: "SLS",
      private_zone: true,
      tags: [{ key: "tier", value: "frontend" }],
      deletion_protection: true,
      addons: [{ name: "logtail-ds" }],
      vpcid: "vpc-wz984yvbd6lck22z3abcd",
      vswitch_ids: ["vsw-wz9uwxhawmtzg7u9habcd"],
      security_group_id: "sg-wz9b86l4s7nthi1kabcd",
    },
  },
} as const;
