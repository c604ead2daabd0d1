import ipaddr from "ipaddr.js";
import { type Finding, Refusal } from "./refusal";

/** A VPC that exists independently of clusters. */
export interface KnownVpc {
  vpcId: string;
  region: string;
  cidr: string;
  secondaryCidrs?: readonly string[];
  /** `Available` (default) or `Pending`. */
  status?: string;
  vswitches?: readonly KnownVSwitch[];
  securityGroupIds?: readonly string[];
}

/** A vSwitch of a VPC. */
export interface KnownVSwitch {
  vswitchId: string;
  zoneId: string;
  /** `Available` (default) or `Pending`. */
  status?: string;
  /** The number of free addresses. Default: 250. */
  freeAddresses?: number;
}

/** The blocks inside which a service CIDR must lie (CreateCluster, vendor page). */
const PRIVATE_BLOCKS = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];
const SERVICE_PREFIX = { min: 16, max: 24 } as const;

/** The block of a VPC that ACK creates for a cluster. */
export const AUTO_VPC_CIDR = "192.168.0.0/16";

/** The VPCs that a test registered. Without any, every well-formed id is accepted. */
export class Networks {
  readonly #vpcs = new Map<string, KnownVpc>();

  add(vpc: KnownVpc): void {
    this.#vpcs.set(vpc.vpcId, vpc);
  }

  /** The registered VPCs. */
  list(): readonly KnownVpc[] {
    return [...this.#vpcs.values()];
  }

  /** The blocks of a VPC, if it is known. */
  cidrs(vpcId: string): string[] {
    const vpc = this.#vpcs.get(vpcId);
    return vpc === undefined ? [] : [vpc.cidr, ...(vpc.secondaryCidrs ?? [])];
  }

  /** The zone of a vSwitch, if it is known. */
  zone(vswitchId: string | undefined): string | undefined {
    return [...this.#vpcs.values()].flatMap((vpc) => vpc.vswitches ?? []).find((one) => one.vswitchId === vswitchId)
      ?.zoneId;
  }

  /** @throws Refusal if something does not exist, or is in another VPC or region. */
  check(wanted: { vpcId: string; region: string; vswitchIds: readonly string[]; securityGroupId: string }): void {
    if (this.#vpcs.size === 0) return;
    const vpc = this.#vpcs.get(wanted.vpcId);
    if (vpc === undefined || vpc.region !== wanted.region) throw notFound("InvalidVpcId", wanted.vpcId);
    for (const id of wanted.vswitchIds) {
      if (!(vpc.vswitches ?? []).some((one) => one.vswitchId === id)) throw notFound("InvalidVSwitchId", id);
    }
    const group = wanted.securityGroupId;
    if (group !== "" && !(vpc.securityGroupIds ?? []).includes(group)) throw notFound("InvalidSecurityGroupId", group);
  }
}

/** A block that a service CIDR must not overlap, and the message if it does. */
export interface Rival {
  readonly cidr: string;
  readonly message: string;
}

/** @throws Refusal with every fault of a service CIDR. */
export function checkServiceCidr(cidr: string, rivals: readonly Rival[]): void {
  const fault = serviceCidrFault(cidr);
  const messages =
    fault === undefined
      ? rivals.filter((one) => overlap(one.cidr, cidr)).map((one) => one.message)
      : [`service cidr ${fault}`];
  const findings: Finding[] = messages.map((message) => ({ code: "InvalidCIDR", message }));
  const [first] = findings;
  if (first !== undefined) throw new Refusal(400, first.code, first.message, { findings });
}

/** The fault of a service CIDR by itself, or `undefined`. */
function serviceCidrFault(cidr: string): string | undefined {
  if (!ipaddr.IPv4.isValidCIDRFourPartDecimal(cidr)) return `${cidr} is not a CIDR block`;
  const [address, prefix] = ipaddr.IPv4.parseCIDR(cidr);
  if (prefix < SERVICE_PREFIX.min || prefix > SERVICE_PREFIX.max) {
    return `the prefix of ${cidr} must be between ${SERVICE_PREFIX.min} and ${SERVICE_PREFIX.max}`;
  }
  if (!PRIVATE_BLOCKS.some((block) => address.match(ipaddr.IPv4.parseCIDR(block)))) {
    return `${cidr} is not inside ${PRIVATE_BLOCKS.join(", ")}`;
  }
  const network = ipaddr.IPv4.networkAddressFromCIDR(cidr).toString();
  return network === address.toString() ? undefined : `${cidr} has host bits; the network is ${network}/${prefix}`;
}

/** Whether two blocks share an address. */
function overlap(a: string, b: string): boolean {
  const [addressA, prefixA] = ipaddr.IPv4.parseCIDR(a);
  const [addressB, prefixB] = ipaddr.IPv4.parseCIDR(b);
  const prefix = Math.min(prefixA, prefixB);
  return addressA.match(addressB, prefix);
}

function notFound(what: string, id: string): Refusal {
  return new Refusal(400, `${what}.NotFound`, `The specified ${id} does not exist in this VPC or region.`);
}
