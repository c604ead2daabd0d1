import type { AddonInstance, Cluster } from "../world/cluster";
import type { CreateBody } from "../world/fields";
import { clusterId } from "../world/resource";
import type { World } from "../world/world";

/** A cluster that may be created. */
export interface Wish {
  readonly body: CreateBody;
  readonly accountId: string;
  readonly id?: string;
  readonly spec: string;
  readonly version: string;
  readonly tags: readonly { key: string; value: string }[];
  readonly addons: readonly AddonInstance[];
  readonly vpcId: string | undefined;
  readonly vswitchIds: readonly string[];
  readonly securityGroupId: string | undefined;
  readonly zoneId: string;
  readonly serviceCidr: string;
}

const DEFAULT_RESOURCE_GROUP = "rg-acfmdefault";

/** Puts a cluster and its cloud resources into the world, in state `initial`. */
export function buildCluster(world: World, wish: Wish): Cluster {
  const { body } = wish;
  const cluster: Cluster = {
    id: wish.id ?? clusterId(),
    accountId: wish.accountId,
    region: body.region_id,
    createdMs: world.clock.now(),
    updatedMs: world.clock.now(),
    state: "initial",
    ready: false,
    gone: false,
    name: body.name,
    spec: wish.spec,
    initVersion: wish.version,
    version: wish.version,
    zoneId: wish.zoneId,
    vpcId: wish.vpcId ?? "",
    vswitchIds: [...wish.vswitchIds],
    securityGroupId: wish.securityGroupId ?? "",
    serviceCidr: wish.serviceCidr,
    timezone: body.timezone ?? "Asia/Shanghai",
    resourceGroupId: body.resource_group_id ?? DEFAULT_RESOURCE_GROUP,
    deletionProtection: body.deletion_protection ?? false,
    publicAddress: undefined,
    privateIp: world.privateAddress(),
    snatEntry: wantsNat(body, world),
    privateZone: body.private_zone === true || body.service_discovery_types?.includes("PrivateZone") === true,
    rrsa: body.rrsa_config?.enabled ?? body.enable_rrsa ?? false,
    extraSans: body.extra_sans ?? body.custom_san?.split(",") ?? [],
    encryptionKey: body.encryption_provider_key ?? "",
    ipStack: body.ip_stack ?? "ipv4",
    clusterDomain: body.cluster_domain ?? "cluster.local",
    loadBalancerId: body.load_balancer_id ?? "",
    maintenanceWindow: body.maintenance_window ?? {},
    operationPolicy: body.operation_policy ?? {},
    auditLog: { enabled: false, project: "" },
    controlPlaneLog: {
      components: body.controlplane_log_components ?? [],
      project: body.controlplane_log_project ?? "",
      ttl: body.controlplane_log_ttl ?? "",
    },
    tags: new Map(wish.tags.map(({ key, value }) => [key, value])),
    addons: new Map(wish.addons.map((addon) => [addon.name, { ...addon }])),
    task: undefined,
    addonTask: undefined,
    dependency: undefined,
    listings: [],
    checks: [],
    answers: new Map(),
    overrides: new Map(),
  };
  world.clusters.set(cluster.id, cluster);
  buildNetwork(world, cluster, wish);
  buildEntrance(world, cluster, body.endpoint_public_access ?? world.settings.defaultPublicAccess);
  buildLogs(world, cluster, body);
  for (const addon of cluster.addons.values()) addAddonResource(world, cluster, addon.name);
  return cluster;
}

/** Binds a public address to the API server: an EIP of the user's, or a new one. */
export function openToInternet(world: World, cluster: Cluster, eipId?: string): void {
  const brought = { autoCreated: false, creator: "user" } as const;
  const eip = world.addResource(cluster, "eip", eipId === undefined ? {} : { id: eipId, ...brought });
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

function wantsNat(body: CreateBody, world: World): boolean {
  if (body.snat_entry === undefined && body.nat_gateway === undefined) return world.settings.defaultSnatEntry;
  return body.snat_entry === true || body.nat_gateway === true;
}

function buildNetwork(world: World, cluster: Cluster, wish: Wish): void {
  const brought = { autoCreated: false, creator: "user" } as const;
  if (wish.vpcId === undefined) {
    cluster.vpcId = world.addResource(cluster, "vpc").id;
    cluster.vswitchIds = [world.addResource(cluster, "vswitch").id];
  } else {
    world.addResource(cluster, "vpc", { id: wish.vpcId, ...brought });
    for (const id of wish.vswitchIds) world.addResource(cluster, "vswitch", { id, ...brought });
  }
  if (wish.securityGroupId === undefined) cluster.securityGroupId = world.addResource(cluster, "security-group").id;
  else world.addResource(cluster, "security-group", { id: wish.securityGroupId, ...brought });
  if (cluster.snatEntry) {
    world.addResource(cluster, "nat");
    world.addResource(cluster, "eip");
  }
  if (cluster.privateZone) world.addResource(cluster, "private-zone", { deleteOption: "PrivateZone" });
}

function buildEntrance(world: World, cluster: Cluster, isPublic: boolean): void {
  if (cluster.loadBalancerId === "") cluster.loadBalancerId = world.addResource(cluster, "slb").id;
  else world.addResource(cluster, "slb", { id: cluster.loadBalancerId, autoCreated: false, creator: "user" });
  if (isPublic) openToInternet(world, cluster);
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
