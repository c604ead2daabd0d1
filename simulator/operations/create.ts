import { latestCreatable } from "../steering/catalogue";
import { CREATE_MS } from "../world/clock";
import { CREATE, type CreateBody, NODE_PARAMETER } from "../world/fields";
import { AUTO_VPC_CIDR } from "../world/network";
import { invalid, missing, Refusal, UNPUBLISHED } from "../world/refusal";
import {
  checkId,
  checkName,
  checkNameIsFree,
  checkProOnly,
  checkSpec,
  checkTags,
  checkTimezone,
  checkWindow,
  cidrRefusal,
} from "../world/rules";
import type { World } from "../world/world";
import { readAddons } from "./addonRules";
import { readBody } from "./body";
import { buildCluster, type Wish } from "./build";
import { type Answer, accepted, type Call } from "./call";

const DEFAULT_SERVICE_CIDR = "172.19.0.0/20";

/** CreateCluster ("Create an ACK Serverless cluster", vendor page 2026-03, and SDK model 7.2.0). */
export function createCluster(call: Call): Answer {
  const wish = readWish(call);
  const { world } = call;
  const cluster = buildCluster(world, wish);
  const task = world.start({
    type: "cluster_create",
    cluster,
    lengthMs: CREATE_MS,
    during: "initial",
    failedState: "failed",
    state: "running",
    succeed: () => {
      cluster.ready = true;
    },
  });
  return accepted(call, { cluster_id: cluster.id, request_id: call.requestId, task_id: task.id });
}

/** Reads and checks what is to be created. */
export function readWish(call: Pick<Call, "world" | "account" | "body">): Wish {
  const { world, account } = call;
  refuseNodes(call.body);
  const body = readBody(call.body, CREATE, world.settings.deprecationMode);
  const spec = body.cluster_spec ?? "ack.standard";
  const version = body.kubernetes_version ?? latestCreatable(world.settings.versions);
  checkKind(body);
  checkName("name", body.name);
  checkSpec(spec);
  checkVersion(version, world);
  const tags = body.tags ?? [];
  checkTags("tags", tags);
  checkOptions(body, spec);
  const network = readNetwork(body, world);
  const addons = readAddons(body, world.settings.addons);
  checkBlocks(network, world);
  const own = world.visible({ account, region: undefined });
  checkNameIsFree(body.name, own, body.region_id, world.settings);
  if (own.length >= world.settings.clusterQuota) {
    const message = `the quota of ${world.settings.clusterQuota} serverless clusters is used up`;
    throw new Refusal(400, UNPUBLISHED.clusterQuota, message);
  }
  return { body, accountId: account.accountId, spec, version, tags, addons, ...network };
}

function refuseNodes(body: unknown): void {
  const name = Object.keys(body ?? {}).find((one) => NODE_PARAMETER.test(one));
  if (name !== undefined) throw invalid(name, "serverless clusters do not have it");
}

function checkKind(body: CreateBody): void {
  if (body.cluster_type !== "ManagedKubernetes") throw invalid("cluster_type", "ManagedKubernetes is simulated");
  if (body.profile !== "Serverless") throw invalid("profile", "Serverless is simulated");
}

function checkVersion(version: string, world: World): void {
  const known = world.settings.versions.find((one) => one.version === version);
  if (known === undefined) throw invalid("kubernetes_version", `${version} does not exist`);
  if (!known.creatable) throw invalid("kubernetes_version", `${version} is not creatable`);
}

function checkOptions(body: CreateBody, spec: string): void {
  if (body.timezone !== undefined) checkTimezone(body.timezone);
  if (body.resource_group_id !== undefined) checkId("resource_group_id", "rg", body.resource_group_id);
  if (body.load_balancer_id !== undefined) checkId("load_balancer_id", "lb", body.load_balancer_id);
  checkWindow(body.maintenance_window ?? {});
  checkProOnly(spec, {
    maintenance_window: body.maintenance_window?.enable === true,
    encryption_provider_key: body.encryption_provider_key !== undefined,
  });
}

interface NetworkWish {
  vpcId: string | undefined;
  vswitchIds: string[];
  securityGroupId: string | undefined;
  zoneId: string;
  serviceCidr: string;
}

function readNetwork(body: CreateBody, world: World): NetworkWish {
  const vswitchIds = body.vswitch_ids ?? [];
  if (body.vpcid === undefined && vswitchIds.length > 0) throw missing("vpcid");
  if (body.vpcid !== undefined && vswitchIds.length === 0) throw missing("vswitch_ids");
  if (vswitchIds.length > world.settings.vswitchLimit) {
    const message = `The count of vswitch_ids must be between 1 to ${world.settings.vswitchLimit}`;
    throw new Refusal(400, "InvalidVSwitch.Count", message);
  }
  if (body.security_group_id !== undefined && body.is_enterprise_security_group !== undefined) {
    throw invalid("is_enterprise_security_group", "security_group_id is given, and the two exclude each other");
  }
  checkNetworkIds(body, vswitchIds);
  if (body.vpcid !== undefined) {
    world.networks.check({
      vpcId: body.vpcid,
      region: body.region_id,
      vswitchIds,
      securityGroupId: body.security_group_id ?? "",
    });
  }
  return {
    vpcId: body.vpcid,
    vswitchIds,
    securityGroupId: body.security_group_id,
    zoneId: readZone(body, world),
    serviceCidr: body.service_cidr ?? DEFAULT_SERVICE_CIDR,
  };
}

function checkNetworkIds(body: CreateBody, vswitchIds: readonly string[]): void {
  if (body.vpcid !== undefined) checkId("vpcid", "vpc", body.vpcid);
  vswitchIds.forEach((id, index) => {
    checkId(`vswitch_ids[${index}]`, "vsw", id);
  });
  if (body.security_group_id === undefined) return;
  checkId("security_group_id", "sg", body.security_group_id);
  if (body.vpcid === undefined) throw missing("vpcid");
}

/** A zone is needed where a VPC is to be made; beside a VPC with vSwitches it has no effect. */
function readZone(body: CreateBody, world: World): string {
  const zones = [body.zoneid, body.zone_id, ...(body.zone_ids ?? [])].filter((zone) => zone !== undefined);
  const misfit = zones.find((zone) => !isZoneOf(body.region_id, zone));
  if (misfit !== undefined) {
    throw new Refusal(400, "ZoneNotSupported", `zone ${misfit} is not in region ${body.region_id}`);
  }
  if (body.vpcid !== undefined) return world.networks.zone(body.vswitch_ids?.[0]) ?? `${body.region_id}-a`;
  if (zones[0] === undefined) throw missing("zoneid");
  return zones[0];
}

/** `cn-hangzhou-i` in China, `eu-central-1a` elsewhere. */
function isZoneOf(region: string, zone: string): boolean {
  return zone.startsWith(`${region}-`) || (zone.startsWith(region) && /^[a-z]$/.test(zone.slice(region.length)));
}

function checkBlocks(network: NetworkWish, world: World): void {
  const { vpcId, serviceCidr } = network;
  const blocks = vpcId === undefined ? [AUTO_VPC_CIDR] : world.networks.cidrs(vpcId);
  const neighbours = [...world.clusters.values()].filter((one) => !one.gone && one.vpcId === vpcId);
  const refusal = cidrRefusal(serviceCidr, [
    ...blocks.map((cidr) => ({ cidr, message: `service cidr ${serviceCidr} overlaps with the VPC cidr ${cidr}` })),
    ...neighbours.map((one) => ({
      cidr: one.serviceCidr,
      message: `service cidr ${serviceCidr} overlaps with the service cidr ${one.serviceCidr} of cluster ${one.id}`,
    })),
  ]);
  if (refusal !== undefined) throw refusal;
}
