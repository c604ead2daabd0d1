import { randomBytes, randomInt } from "node:crypto";
import { chinaTime } from "./clock";
import type { Cluster } from "./cluster";

/**
 * The kinds of resources: the prefix of their ids, and their `resource_type` in answers. Both families of names occur in
 * real answers; a client reads the vSwitches by `VSWITCH`.
 */
const KINDS = {
  vpc: ["vpc-", "ALIYUN::ECS::VPC"],
  vswitch: ["vsw-", "VSWITCH"],
  "security-group": ["sg-", "ALIYUN::ECS::SecurityGroup"],
  nat: ["ngw-", "ALIYUN::VPC::NatGateway"],
  eip: ["eip-", "ALIYUN::VPC::EIP"],
  slb: ["lb-", "SLB"],
  alb: ["alb-", "ALB"],
  "private-zone": ["", "ALIYUN::PVTZ::Zone"],
  "log-project": ["k8s-log-", "ALIYUN::SLS::Project"],
} as const;

export type ResourceType = keyof typeof KINDS;

/** The `resource_type`s of delete_options, and whether DeleteCluster deletes such resources by default (vendor page). */
export const DELETED_BY_DEFAULT = {
  SLB: true,
  ALB: false,
  SLS_Data: false,
  SLS_ControlPlane: false,
  PrivateZone: false,
};

export type DeleteOption = keyof typeof DELETED_BY_DEFAULT;

/** A resource of another product that a cluster created or uses. */
export interface Resource {
  readonly id: string;
  readonly type: ResourceType;
  readonly clusterId: string;
  readonly region: string;
  readonly createdMs: number;
  /** False for a resource that the user provided. */
  readonly autoCreated: boolean;
  readonly creator: "user" | "system" | "addon";
  /** Its name in delete_options; a resource without one is always deleted with the cluster. */
  readonly deleteOption?: DeleteOption;
}

const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

/** A new id in the vendor's format. */
export function resourceId(type: ResourceType): string {
  return `${KINDS[type][0]}bp1${Array.from({ length: 17 }, () => LETTERS[randomInt(LETTERS.length)]).join("")}`;
}

/** `c` and 32 hexadecimal digits. */
export function clusterId(): string {
  return `c${randomBytes(16).toString("hex")}`;
}

/** `T-` and 24 hexadecimal digits. */
export function taskId(): string {
  return `T-${randomBytes(12).toString("hex")}`;
}

/** Whether a resource is deleted with its cluster, given the request's option for its kind. */
export function isReleased(resource: Resource, modes: ReadonlyMap<string, "delete" | "retain">): boolean {
  if (!resource.autoCreated) return false;
  if (resource.deleteOption === undefined) return true;
  const mode = modes.get(resource.deleteOption);
  return mode === undefined ? DELETED_BY_DEFAULT[resource.deleteOption] : mode === "delete";
}

function resourceState(resource: Resource, cluster: Cluster): string {
  if (cluster.state === "delete_failed" && resource.id === cluster.dependency) return "DELETE_FAILED";
  return cluster.ready || cluster.state !== "initial" ? "CREATE_COMPLETE" : "CREATE_IN_PROGRESS";
}

/** One item of DescribeClusterResources. */
export function resourceItem(resource: Resource, cluster: Cluster): Record<string, unknown> {
  const state = resourceState(resource, cluster);
  const type = KINDS[resource.type][1];
  return {
    cluster_id: cluster.id,
    created: chinaTime(resource.createdMs),
    instance_id: resource.id,
    resource_info: JSON.stringify({
      Id: resource.id,
      Name: resource.id,
      Type: type,
      Status: state,
      StatusReason: "",
      Updated: chinaTime(resource.createdMs),
      PhysicalId: resource.id,
    }),
    resource_type: type,
    state,
    auto_create: resource.autoCreated ? 1 : 0,
    dependencies: [],
    delete_behavior: {
      delete_by_default: isReleased(resource, new Map()),
      changeable: resource.deleteOption !== undefined,
    },
    creator_type: resource.creator,
    extra_info: {},
  };
}
