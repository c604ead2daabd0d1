import { CREATE_MS } from "../world/clock";
import { checkFields, initialFields } from "../world/fieldTable";
import { AUTO_VPC_CIDR, checkServiceCidr } from "../world/network";
import { invalid, missing, Refusal, UNPUBLISHED } from "../world/refusal";
import type { World } from "../world/world";
import { readAddons } from "./addonRules";
import { buildCluster, type CreateRequest } from "./build";
import { type Answer, type Call, startWork } from "./call";
import { answerOnce } from "./clientToken";
import { CREATE, type CreateBody, NODE_PARAMETER } from "./createBody";
import { readParameters } from "./input";

/** CreateCluster ("Create an ACK Serverless cluster", vendor page 2026-03, and SDK model 7.2.0). */
export function createCluster(call: Call): Answer {
  return answerOnce(call, () => startCreation(call, readCreate(call)));
}

function startCreation(call: Call, request: CreateRequest): Answer {
  const cluster = buildCluster(call.world, request);
  return startWork(call, {
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
}

/**
 * Reads and checks the body of CreateCluster.
 *
 * @throws Refusal as CreateCluster answers it.
 */
export function readCreate({ world, account, body: sent }: Pick<Call, "world" | "account" | "body">): CreateRequest {
  const { settings } = world;
  const given = withoutEmptyNodeLists(sent);
  refuseNodes(given);
  if (settings.clientToken === "unknown") refuseToken(given);
  const body = readParameters(given, CREATE, settings.deprecationMode);
  if (body.cluster_type !== "ManagedKubernetes") throw invalid("cluster_type", "ManagedKubernetes is simulated");
  if (body.profile !== "Serverless") throw invalid("profile", "Serverless is simulated");
  const fields = initialFields(withCurrentNames(body), settings);
  checkFields(body, "create", fields.spec, settings);
  checkNetwork(body, world);
  const zoneId = readZone(body, world);
  const addons = readAddons(body, settings.addons);
  checkBlocks(fields.serviceCidr, body.vpcid, world);
  world.checkNameIsFree(body.name, { account, region: body.region_id });
  if (world.visible({ account, region: undefined }).length >= settings.clusterQuota) {
    const message = `the quota of ${settings.clusterQuota} serverless clusters is used up`;
    throw new Refusal(400, UNPUBLISHED.clusterQuota, message);
  }
  return { body, fields, accountId: account.accountId, zoneId, addons };
}

function refuseToken(body: unknown): void {
  if (typeof body === "object" && body !== null && "client_token" in body) {
    throw invalid("client_token", "no such parameter");
  }
}

/** Moves the values of older names to the names of the property table. */
function withCurrentNames(body: CreateBody): CreateBody {
  return {
    ...body,
    rrsa_config: { enabled: body.rrsa_config?.enabled ?? body.enable_rrsa },
    extra_sans: body.extra_sans ?? body.custom_san?.split(","),
  };
}

/** An empty list of nodes counts as absent: the vendor's SDK for Python always sends `nodepools`, `taints` and others. */
function withoutEmptyNodeLists(body: unknown): unknown {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return body;
  const isEmpty = (value: unknown) => Array.isArray(value) && value.length === 0;
  return Object.fromEntries(
    Object.entries(body).filter(([name, value]) => !(NODE_PARAMETER.test(name) && isEmpty(value))),
  );
}

function refuseNodes(body: unknown): void {
  const name = Object.keys(body ?? {}).find((one) => NODE_PARAMETER.test(one));
  if (name !== undefined) throw invalid(name, "serverless clusters do not have it");
}

/** Checks which network parameters require or exclude each other, and that the resources they name exist. */
function checkNetwork(body: CreateBody, { settings, networks }: World): void {
  const { vpcid: vpcId, vswitch_ids: vswitchIds = [], security_group_id: group } = body;
  if (vpcId === undefined && (vswitchIds.length > 0 || group !== undefined)) throw missing("vpcid");
  if (vpcId !== undefined && vswitchIds.length === 0) throw missing("vswitch_ids");
  if (vswitchIds.length > settings.vswitchLimit) {
    const message = `The count of vswitch_ids must be between 1 to ${settings.vswitchLimit}`;
    throw new Refusal(400, "InvalidVSwitch.Count", message);
  }
  if (group !== undefined && body.is_enterprise_security_group !== undefined) {
    throw invalid("is_enterprise_security_group", "security_group_id is given, and the two exclude each other");
  }
  if (vpcId !== undefined) networks.check({ vpcId, region: body.region_id, vswitchIds, securityGroupId: group ?? "" });
}

/** A zone is mandatory where ACK makes the VPC; with a VPC and vSwitches it has no effect. */
function readZone(body: CreateBody, world: World): string {
  const { region_id: region, vpcid: vpcId } = body;
  const zones = [body.zoneid, body.zone_id, ...(body.zone_ids ?? [])].filter((zone) => zone !== undefined);
  const misfit = zones.find((zone) => !isZoneOf(region, zone));
  if (misfit !== undefined) throw new Refusal(400, "ZoneNotSupported", `zone ${misfit} is not in region ${region}`);
  if (vpcId !== undefined) return world.networks.zone(body.vswitch_ids?.[0]) ?? `${region}-a`;
  if (zones[0] === undefined) throw missing("zoneid");
  return zones[0];
}

/** `cn-hangzhou-i` in China, `eu-central-1a` elsewhere. */
function isZoneOf(region: string, zone: string): boolean {
  return zone.startsWith(`${region}-`) || (zone.startsWith(region) && /^[a-z]$/.test(zone.slice(region.length)));
}

/** @throws Refusal when the service CIDR overlaps with the VPC, or with that of a cluster in the same VPC. */
function checkBlocks(serviceCidr: string, vpcId: string | undefined, world: World): void {
  const isMade = world.resources.some(({ id, type, autoCreated }) => id === vpcId && type === "vpc" && autoCreated);
  const blocks = vpcId === undefined || isMade ? [AUTO_VPC_CIDR] : world.networks.cidrs(vpcId);
  const neighbours = [...world.clusters.values()].filter((one) => !one.gone && one.vpcId === vpcId);
  checkServiceCidr(serviceCidr, [
    ...blocks.map((cidr) => ({ cidr, message: `service cidr ${serviceCidr} overlaps with the VPC cidr ${cidr}` })),
    ...neighbours.map((one) => ({
      cidr: one.serviceCidr,
      message: `service cidr ${serviceCidr} overlaps with the service cidr ${one.serviceCidr} of cluster ${one.id}`,
    })),
  ]);
}
