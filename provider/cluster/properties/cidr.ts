import ipaddr from "ipaddr.js";

type Network = readonly [ipaddr.IPv4, number];

const privateRanges: readonly Network[] = [
  ipaddr.IPv4.parseCIDR("10.0.0.0/8"),
  ipaddr.IPv4.parseCIDR("172.16.0.0/12"),
  ipaddr.IPv4.parseCIDR("192.168.0.0/16"),
];

/**
 * Service CIDR blocks to advise, the best known first: in each of the private ranges, since a VPC may use a whole one.
 * Source: the examples of ACK's pages on CreateCluster have the first.
 */
export const exampleServiceCidrs = [
  "172.21.0.0/20",
  "172.31.240.0/20",
  "192.168.240.0/20",
  "10.255.240.0/20",
  "10.128.0.0/20",
] as const;

function parse(cidr: string): Network | undefined {
  return ipaddr.IPv4.isValidCIDRFourPartDecimal(cidr) ? ipaddr.IPv4.parseCIDR(cidr) : undefined;
}

/** True for an IPv4 network inside the private ranges with a prefix of 16 to 24 and no host bits. */
export function isServiceCidr(cidr: string): boolean {
  const network = parse(cidr);
  if (network === undefined) return false;
  const [address, prefix] = network;
  if (prefix < 16 || prefix > 24) return false;
  const hasHostBits = ipaddr.IPv4.networkAddressFromCIDR(cidr).toString() !== address.toString();
  return !hasHostBits && privateRanges.some((range) => address.match(range[0], range[1]));
}

/** True where two networks share an address; text that is no network overlaps nothing. */
export function overlap(one: string, other: string): boolean {
  const [a, b] = [parse(one), parse(other)];
  if (a === undefined || b === undefined) return false;
  const shorter = Math.min(a[1], b[1]);
  return a[0].match(b[0], shorter);
}
