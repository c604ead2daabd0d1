import type { AddonInstance, Cluster } from "../world/cluster";
import type { FieldValues } from "../world/fieldTypes";
import { clusterId, type Resource } from "../world/resource";
import type { World } from "../world/world";
import type { CreateBody } from "./createBody";

/** A request to create a cluster that has passed every check. */
export interface CreateRequest {
  readonly body: CreateBody;
  readonly fields: FieldValues;
  readonly accountId: string;
  /** Default: a new id. */
  readonly id?: string | undefined;
  readonly zoneId: string;
  readonly addons: readonly AddonInstance[];
}

/** Puts a cluster and its cloud resources into the world, in state `initial`. */
export function buildCluster(world: World, { body, fields, accountId, id, zoneId, addons }: CreateRequest): Cluster {
  const nowMs = world.clock.now();
  const nats = [body.snat_entry, body.nat_gateway].filter((wanted) => wanted !== undefined);
  const cluster: Cluster = {
    ...fields,
    id: id ?? clusterId(),
    accountId,
    region: body.region_id,
    createdMs: nowMs,
    updatedMs: nowMs,
    state: "initial",
    ready: false,
    gone: false,
    initVersion: fields.version,
    zoneId,
    publicAddress: undefined,
    privateIp: world.privateAddress(),
    snatEntry: nats.length === 0 ? world.settings.defaultSnatEntry : nats.includes(true),
    privateZone: body.private_zone === true || body.service_discovery_types?.includes("PrivateZone") === true,
    auditLog: { enabled: false, project: "" },
    controlPlaneLog: {
      components: body.controlplane_log_components ?? [],
      project: body.controlplane_log_project ?? "",
      ttl: body.controlplane_log_ttl ?? "",
    },
    addons: new Map(addons.map((addon) => [addon.name, addon])),
    task: undefined,
    addonTask: undefined,
    dependency: undefined,
    checks: [],
    answers: new Map(),
    overrides: new Map(),
  };
  world.clusters.set(cluster.id, cluster);
  buildNetwork(world, cluster);
  buildEntrance(world, cluster, body.endpoint_public_access ?? world.settings.defaultPublicAccess);
  buildLogs(world, cluster, body);
  for (const addon of cluster.addons.values()) addAddonResource(world, cluster, addon.name);
  return cluster;
}

/** The fields of a resource that the user made before the cluster. */
const BROUGHT: Partial<Resource> = { autoCreated: false, creator: "user" };

/** Binds the user's EIP or a new one to the API server as its public address, or unbinds the address. */
export function setPublicAccess(world: World, cluster: Cluster, isPublic: boolean, eipId?: string): void {
  const { publicAddress } = cluster;
  if (publicAddress !== undefined && (!isPublic || (eipId !== undefined && eipId !== publicAddress.eipId))) {
    world.resources = world.resources.filter((one) => one.id !== publicAddress.eipId);
    cluster.publicAddress = undefined;
  }
  if (!isPublic || cluster.publicAddress !== undefined) return;
  const eip = world.addResource(cluster, "eip", eipId === undefined ? {} : { id: eipId, ...BROUGHT });
  cluster.publicAddress = { ip: world.publicAddress(), eipId: eip.id };
}

/** Some add-ons bring cloud resources of their own. */
export function addAddonResource(world: World, cluster: Cluster, addon: string): void {
  if (addon === "nginx-ingress-controller") {
    world.addResource(cluster, "slb", { creator: "addon", deleteOption: "SLB" });
  }
  if (addon === "alb-ingress-controller") {
    world.addResource(cluster, "alb", { creator: "addon", deleteOption: "ALB" });
  }
}

function buildNetwork(world: World, cluster: Cluster): void {
  const { vpcId, securityGroupId } = cluster;
  if (vpcId === "") {
    cluster.vpcId = world.addResource(cluster, "vpc").id;
    cluster.vswitchIds = [world.addResource(cluster, "vswitch").id];
  } else {
    world.addResource(cluster, "vpc", { id: vpcId, ...BROUGHT });
    for (const id of cluster.vswitchIds) world.addResource(cluster, "vswitch", { id, ...BROUGHT });
  }
  if (securityGroupId === "") cluster.securityGroupId = world.addResource(cluster, "security-group").id;
  else world.addResource(cluster, "security-group", { id: securityGroupId, ...BROUGHT });
  if (cluster.snatEntry) {
    world.addResource(cluster, "nat");
    world.addResource(cluster, "eip");
  }
  if (cluster.privateZone) world.addResource(cluster, "private-zone", { deleteOption: "PrivateZone" });
}

function buildEntrance(world: World, cluster: Cluster, isPublic: boolean): void {
  const { loadBalancerId } = cluster;
  if (loadBalancerId === "") cluster.loadBalancerId = world.addResource(cluster, "slb").id;
  else world.addResource(cluster, "slb", { id: loadBalancerId, ...BROUGHT });
  setPublicAccess(world, cluster, isPublic);
}

function buildLogs(world: World, cluster: Cluster, body: CreateBody): void {
  const wanted = body.logging_type === "SLS" || body.audit_log_config?.enabled === true;
  if (!wanted) return;
  const named = body.audit_log_config?.sls_project_name;
  cluster.auditLog = { enabled: true, project: named ?? `k8s-log-${cluster.id}` };
  if (named === undefined) {
    world.addResource(cluster, "log-project", { id: cluster.auditLog.project, deleteOption: "SLS_Data" });
  }
}
