import { AckError } from "../../ack/errors";
import type { Values } from "../../table/check";
import { isObject, numberOf, objectsIn, plain } from "../../table/values";
import { inRegion } from "../context/client";
import { type Context, triedOnce } from "../context/context";
import { exampleServiceCidrs, overlap } from "../properties/cidr";
import { properties } from "../properties/table";
import { type Finding, finding, guarded, type Preflight } from "./finding";

const { default: defaultServiceCidr } = properties.serviceCidr.facts;
/** The CIDR block of the VPC that ACK creates for a cluster. Source: the ROS page on ASKCluster. */
const AUTO_VPC_CIDR = "192.168.0.0/16";
/** Each pod takes an address, and ACK itself a few: with fewer free ones, a cluster has hardly any room for pods. */
const FEW_ADDRESSES = 20;

type Check = Promise<readonly Finding[]>;

/** The checks of the network that a cluster would live in. Sources: DescribeVpcs, DescribeVSwitches, DescribeZones, DescribeSecurityGroups. */
export function checkNetwork(known: Preflight): Check[] {
  const { vpcId, vswitchIds, zoneId, securityGroupId } = known.inputs;
  const checks: Check[] = [];
  if (typeof vpcId === "string") {
    checks.push(guarded("network", () => checkVpc(vpcId, known)));
    for (const id of Array.isArray(vswitchIds) ? vswitchIds : [])
      checks.push(guarded("network", () => checkVswitch(plain(id), vpcId, known)));
    if (typeof securityGroupId === "string")
      checks.push(guarded("network", () => checkSecurityGroup(securityGroupId, vpcId, known)));
  } else if (typeof zoneId === "string") {
    checks.push(guarded("zone", () => checkZone(zoneId, known)));
    checks.push(Promise.resolve(checkAutoVpc(known)));
  }
  return checks;
}

async function checkVpc(vpcId: string, known: Preflight): Check {
  const { client, region } = known;
  const about = { check: "network", property: "vpcId" } as const;
  const answer = await client.call("DescribeVpcs", { query: { RegionId: region, VpcId: vpcId } });
  const vpc = items(answer, "Vpcs", "Vpc").find((item) => item.VpcId === vpcId);
  if (vpc === undefined)
    return finding(
      about,
      "fails",
      `there is no ${vpcId} in ${region} for this account`,
      "check the id, the region and the account",
    );
  const isReady = vpc.Status === undefined || vpc.Status === "Available";
  const standing = isReady
    ? finding(about, "fine", `${vpcId} exists: ${cidrs(vpc).join(", ")}`)
    : finding(about, "doubtful", `${vpcId} is ${plain(vpc.Status)}`, "wait until it is Available");
  return [...standing, ...checkServiceCidr(vpc, vpcId, known)];
}

/**
 * The network of Services against the VPC's own networks, by one look at the VPC. Without an answer, ACK decides: the
 * credentials may lack this permission, and an endpoint for ACK alone says nothing of where the VPC's service is.
 */
export async function serviceCidrInVpc(inputs: Values, context: Context): Promise<readonly Finding[]> {
  const { vpcId, regionId } = inputs;
  const { cs, vpc: vpcEndpoint } = context.settings.endpoints;
  if (typeof vpcId !== "string" || (cs !== undefined && vpcEndpoint === undefined)) return [];
  const region = plain(regionId);
  const client = inRegion(region, `reading ${vpcId}`, triedOnce(context));
  try {
    const query = { RegionId: region, VpcId: vpcId };
    const vpc = items(await client.call("DescribeVpcs", { query }), "Vpcs", "Vpc").find((item) => item.VpcId === vpcId);
    return vpc === undefined ? [] : checkServiceCidr(vpc, vpcId, { inputs, region, client, clusters: undefined });
  } catch (error) {
    if (error instanceof AckError) return [];
    throw error;
  }
}

/** The network of Services against the VPC's own networks, and against the other clusters in it. */
function checkServiceCidr(vpc: Values, vpcId: string, { inputs, clusters }: Preflight): readonly Finding[] {
  const given = inputs.serviceCidr;
  const cidr = plain(given ?? defaultServiceCidr);
  const label = given === undefined ? `the default ${cidr}` : cidr;
  const about = { check: "serviceCidr", property: "serviceCidr" } as const;
  const others = (clusters ?? []).filter((cluster) => cluster.vpc_id === vpcId).flatMap(networksOf);
  const taken = [...cidrs(vpc), ...others.map(({ network }) => network)];
  const remedy = adviceBeside(taken, clusters !== undefined);
  const clashes = [
    ...cidrs(vpc)
      .filter((network) => overlap(network, cidr))
      .map((network) => `${label} overlaps ${network} of ${vpcId}`),
    ...others
      .filter(({ network }) => overlap(network, cidr))
      .map(({ network, cluster }) => `${label} overlaps ${network} of cluster ${cluster} in ${vpcId}`),
  ].flatMap((text) => finding(about, "fails", text, remedy));
  if (clashes.length > 0) return clashes;
  if (clusters === undefined)
    return finding(about, "unknown", `${label} is free in ${vpcId}, but its other clusters could not be listed`);
  return finding(about, "fine", `${label} is free in ${vpcId}`);
}

/** The networks of a cluster's Services and pods. */
function networksOf({ cluster_id, service_cidr, container_cidr }: Values) {
  const networks = [plain(service_cidr ?? ""), ...plain(container_cidr ?? "").split(",")];
  return networks.map((network) => ({ network, cluster: plain(cluster_id) }));
}

/** What to set in place of a network that overlaps one of these. `isWhole`: these are all networks of the VPC. */
function adviceBeside(taken: readonly string[], isWhole: boolean): string {
  const advice = "set a network that nothing else in the VPC uses";
  const example = exampleBeside(taken);
  if (example === undefined) return `${advice}: none of ${exampleServiceCidrs.join(", ")} is free`;
  return `${advice}, such as ${example}${isWhole ? "" : " if no other cluster has it"}`;
}

/** A Service CIDR block to advise that overlaps none of these networks. */
function exampleBeside(taken: readonly string[]): string | undefined {
  return exampleServiceCidrs.find((example) => !taken.some((network) => overlap(network, example)));
}

async function checkVswitch(id: string, vpcId: string, { client, region }: Preflight): Check {
  const about = { check: "network", property: "vswitchIds" } as const;
  const answer = await client.call("DescribeVSwitches", { query: { RegionId: region, VpcId: vpcId, VSwitchId: id } });
  const found = items(answer, "VSwitches", "VSwitch").find((item) => item.VSwitchId === id);
  if (found === undefined)
    return finding(about, "fails", `there is no ${id} in ${vpcId}`, "choose vSwitches of that VPC");
  const { Status: status = "Available", ZoneId: zone, AvailableIpAddressCount: count } = found;
  if (status !== "Available")
    return finding(about, "doubtful", `${id} is ${plain(status)}`, "wait until it is Available");
  const free = numberOf(count);
  if (free !== undefined && free < FEW_ADDRESSES) {
    const text = `${id} has ${free} free addresses, and each pod takes one`;
    return finding(about, free === 0 ? "fails" : "doubtful", text, "choose a vSwitch with more free addresses");
  }
  const room = free === undefined ? "" : ` and has ${free} free addresses`;
  return finding(about, "fine", `${id} is in zone ${plain(zone)}${room}`);
}

async function checkSecurityGroup(id: string, vpcId: string, { client, region }: Preflight): Check {
  const about = { check: "network", property: "securityGroupId" } as const;
  const query = { RegionId: region, VpcId: vpcId, SecurityGroupId: id };
  const answer = await client.call("DescribeSecurityGroups", { query });
  const found = items(answer, "SecurityGroups", "SecurityGroup").some((item) => item.SecurityGroupId === id);
  return found
    ? finding(about, "fine", `${id} is in ${vpcId}`)
    : finding(about, "fails", `there is no ${id} in ${vpcId}`, "choose a group of that VPC");
}

async function checkZone(zoneId: string, { client, region }: Preflight): Check {
  const about = { check: "zone", property: "zoneId" } as const;
  const answer = await client.call("DescribeZones", { query: { RegionId: region } });
  const zones = items(answer, "Zones", "Zone").map((item) => plain(item.ZoneId));
  if (zones.length === 0) return finding(about, "unknown", `could not check: no zones are listed for ${region}`);
  if (!zones.includes(zoneId))
    return finding(about, "fails", `there is no ${zoneId} in ${region}`, `choose one of ${zones.join(", ")}`);
  return finding(
    about,
    "fine",
    `${zoneId} is a zone of ${region}; only the creation shows whether it offers elastic container instances`,
  );
}

function checkAutoVpc({ inputs }: Preflight): readonly Finding[] {
  const cidr = plain(inputs.serviceCidr ?? defaultServiceCidr);
  if (!overlap(cidr, AUTO_VPC_CIDR)) return [];
  return finding(
    { check: "serviceCidr", property: "serviceCidr" },
    "doubtful",
    `${cidr} overlaps ${AUTO_VPC_CIDR}, which ACK gives to the VPC that it creates`,
    `set a network outside it, such as ${exampleBeside([AUTO_VPC_CIDR])}`,
  );
}

function cidrs(vpc: Values): string[] {
  const secondary = isObject(vpc.SecondaryCidrBlocks) ? vpc.SecondaryCidrBlocks.SecondaryCidrBlock : undefined;
  return [vpc.CidrBlock, ...(Array.isArray(secondary) ? secondary : [])].filter(Boolean).map(plain);
}

/** RPC-style products nest their lists: `{Vpcs: {Vpc: […]}}`. */
function items(answer: unknown, list: string, item: string): Values[] {
  const outer = isObject(answer) ? answer[list] : undefined;
  const inner = isObject(outer) ? outer[item] : undefined;
  return objectsIn(inner);
}
