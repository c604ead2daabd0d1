// Generated from the table of the simulator's fields by "npm run generate". Do not edit.

/** A tag, as every operation spells it. */
export interface WireTag {
  key: string;
  value: string;
}

/** The fields as a cluster of the simulator holds them. */
export interface FieldValues {
  name: string;
  spec: string;
  version: string;
  tags: { key: string; value: string }[];
  deletionProtection: boolean;
  timezone: string;
  resourceGroupId: string;
  vpcId: string;
  vswitchIds: string[];
  securityGroupId: string;
  serviceCidr: string;
  ipStack: "ipv4" | "dual";
  clusterDomain: string;
  loadBalancerId: string;
  encryptionKey: string;
  extraSans: string[];
  rrsa: { enabled?: boolean | undefined };
  maintenanceWindow: {
    enable?: boolean | undefined;
    maintenance_time?: string | undefined;
    duration?: string | undefined;
    weekly_period?: string | undefined;
    recurrence?: string | undefined;
    exclusions?:
      | {
          name: string;
          scope: "NoOperations" | "NoUpgrades" | "NoMinorUpgrades" | "NoCVEPatch";
          start_time: string;
          end_time: string;
          description?: string | undefined;
        }[]
      | undefined;
  };
  operationPolicy: {
    cluster_auto_upgrade?:
      | { enabled?: boolean | undefined; channel?: "patch" | "stable" | "rapid" | undefined }
      | undefined;
  };
}

/** The fields as DescribeClusterDetail shows them. */
export interface ShownFields {
  name: string;
  cluster_spec: string;
  current_version: string;
  tags: { key: string; value: string }[];
  deletion_protection: boolean;
  timezone: string;
  resource_group_id: string;
  vpc_id: string;
  vswitch_ids: string[];
  security_group_id: string;
  service_cidr: string;
  ip_stack: "ipv4" | "dual";
  cluster_domain: string;
  extra_sans: string[];
  rrsa_config: { [x: string]: unknown };
  maintenance_window: {
    enable: boolean | undefined;
    maintenance_time: string | undefined;
    duration: string | undefined;
    weekly_period: string | undefined;
    recurrence?: string | undefined;
    exclusions?:
      | {
          name: string;
          scope: "NoOperations" | "NoUpgrades" | "NoMinorUpgrades" | "NoCVEPatch";
          start_time: string;
          end_time: string;
          description?: string | undefined;
        }[]
      | undefined;
  };
  operation_policy: {
    cluster_auto_upgrade: { enabled: boolean | undefined; channel: "patch" | "stable" | "rapid" | undefined };
  };
}

/** The fields as lists show them. */
export interface ListedFields {
  name: string;
  cluster_spec: string;
  current_version: string;
  tags: { key: string; value: string }[];
  deletion_protection: boolean;
  timezone: string;
  resource_group_id: string;
  vpc_id: string;
  vswitch_ids: string[];
  security_group_id: string;
  service_cidr: string;
  ip_stack: "ipv4" | "dual";
  cluster_domain: string;
}

/** The fields as `Simulator.edit` takes them. */
export interface PatchedFields {
  name?: string | undefined;
  cluster_spec?: string | undefined;
  current_version?: string | undefined;
  tags?: { key: string; value?: string | undefined }[] | undefined;
  deletion_protection?: boolean | undefined;
  timezone?: string | undefined;
  resource_group_id?: string | undefined;
  vpc_id?: string | undefined;
  vswitch_ids?: string[] | undefined;
  security_group_id?: string | undefined;
  service_cidr?: string | undefined;
  ip_stack?: "ipv4" | "dual" | undefined;
  cluster_domain?: string | undefined;
  extra_sans?: string[] | undefined;
  rrsa_config?: { enabled?: boolean | undefined } | undefined;
  maintenance_window?:
    | {
        enable?: boolean | undefined;
        maintenance_time?: string | undefined;
        duration?: string | undefined;
        weekly_period?: string | undefined;
        recurrence?: string | undefined;
        exclusions?:
          | {
              scope: "NoOperations" | "NoUpgrades" | "NoMinorUpgrades" | "NoCVEPatch";
              start_time: string;
              end_time: string;
              name?: string | undefined;
              description?: string | undefined;
            }[]
          | undefined;
      }
    | undefined;
  operation_policy?:
    | {
        cluster_auto_upgrade?:
          | { enabled?: boolean | undefined; channel?: "patch" | "stable" | "rapid" | undefined }
          | undefined;
      }
    | undefined;
}
