import { z } from "zod";
import { AUTO_VPC_CIDR, type KnownVpc } from "../world/network";
import { type Answer, type Call, paged } from "./call";
import { COUNT, readQuery, texts } from "./input";

/** The number of free addresses of a vSwitch that names none. */
const FREE_ADDRESSES = 250;
const ZONE_LETTERS = ["a", "b", "g", "h", "i", "j", "k"];
const MAX_PAGE_SIZE = 50;
const MAX_IDS = 20;
const MAX_GROUPS = 100;

const PAGE_SHAPE = { PageNumber: COUNT.optional(), PageSize: COUNT.optional() };

type PageQuery = { PageNumber?: number | undefined; PageSize?: number | undefined };

const IDS = z
  .string()
  .transform((text) => text.split(","))
  .refine((ids) => ids.length <= MAX_IDS, `at most ${MAX_IDS}`);

const VPCS_QUERY = z.strictObject({ RegionId: z.string(), VpcId: IDS.optional(), ...PAGE_SHAPE });

/** DescribeVpcs of VPC 2016-04-28 (vendor page): leaves out ids that do not exist. */
export function describeVpcs(call: Call): Answer {
  const { RegionId, VpcId, ...page } = readQuery(call.query, VPCS_QUERY);
  const found = vpcs(call, RegionId, VpcId ?? []).filter(({ vpcId }) => VpcId?.includes(vpcId) ?? true);
  const show = (vpc: (typeof found)[number]) => ({
    VpcId: vpc.vpcId,
    VpcName: vpc.vpcId,
    RegionId: vpc.region,
    Status: vpc.status ?? "Available",
    CidrBlock: vpc.cidr,
    SecondaryCidrBlocks: { SecondaryCidrBlock: [...(vpc.secondaryCidrs ?? [])] },
    UserCidrs: { UserCidr: [] },
    VSwitchIds: { VSwitchId: (vpc.vswitches ?? []).map(({ vswitchId }) => vswitchId) },
    IsDefault: false,
    ResourceGroupId: "rg-acfmdefault",
  });
  return pageOf(call, page, found, (items) => ({ Vpcs: { Vpc: items.map(show) } }));
}

const VSWITCHES_QUERY = z
  .strictObject({
    ...texts("RegionId", "VpcId", "VSwitchId", "ZoneId"),
    ...PAGE_SHAPE,
  })
  .refine(({ RegionId, VpcId }) => RegionId !== undefined || VpcId !== undefined, "RegionId or VpcId must be given");

/** DescribeVSwitches of VPC 2016-04-28 (vendor page). */
export function describeVSwitches(call: Call): Answer {
  const { RegionId, VpcId, VSwitchId, ZoneId, ...page } = readQuery(call.query, VSWITCHES_QUERY);
  const region = RegionId ?? regionOf(call, VpcId);
  const found = vpcs(call, region, VpcId === undefined ? [] : [VpcId])
    .filter(({ vpcId }) => (VpcId ?? vpcId) === vpcId)
    .flatMap((vpc) => vswitches(vpc, VSwitchId).map((one) => ({ ...one, vpcId: vpc.vpcId, cidr: vpc.cidr })))
    .filter((one) => (VSwitchId ?? one.vswitchId) === one.vswitchId && (ZoneId ?? one.zoneId) === one.zoneId);
  const show = (one: (typeof found)[number]) => ({
    VSwitchId: one.vswitchId,
    VpcId: one.vpcId,
    ZoneId: one.zoneId,
    CidrBlock: one.cidr,
    Ipv6CidrBlock: "",
    Status: one.status ?? "Available",
    AvailableIpAddressCount: one.freeAddresses ?? FREE_ADDRESSES,
    IsDefault: false,
    ResourceGroupId: "rg-acfmdefault",
  });
  return pageOf(call, page, found, (items) => ({ VSwitches: { VSwitch: items.map(show) } }));
}

const ZONES_QUERY = z.strictObject({ RegionId: z.string(), ...texts("AcceptLanguage") });

/** DescribeZones of VPC 2016-04-28 (vendor page). */
export function describeZones(call: Call): Answer {
  const { RegionId } = readQuery(call.query, ZONES_QUERY);
  // Zones outside China carry a letter without a hyphen.
  const between = RegionId.startsWith("cn-") ? "-" : "";
  const zones = ZONE_LETTERS.map((letter) => `${RegionId}${between}${letter}`);
  return {
    body: { RequestId: call.requestId, Zones: { Zone: zones.map((ZoneId) => ({ ZoneId, LocalName: ZoneId })) } },
  };
}

const GROUP_COUNT = COUNT.refine((count) => count <= MAX_GROUPS, `at most ${MAX_GROUPS}`);
const GROUPS_QUERY = z.strictObject({
  RegionId: z.string(),
  ...texts("VpcId", "SecurityGroupId", "NextToken"),
  MaxResults: GROUP_COUNT.optional(),
  PageNumber: COUNT.optional(),
  PageSize: GROUP_COUNT.optional(),
});

/** DescribeSecurityGroups of ECS 2014-05-26 (vendor page): all groups on one page, unless it asks for pages. */
export function describeSecurityGroups(call: Call): Answer {
  const { RegionId, VpcId, SecurityGroupId, PageNumber, PageSize } = readQuery(call.query, GROUPS_QUERY);
  const known = call.world.networks.list().filter(({ region }) => region === RegionId);
  const groups = known.flatMap((vpc) => (vpc.securityGroupIds ?? []).map((id) => ({ id, vpcId: vpc.vpcId })));
  // While no network is registered, every id counts as existing, as in CreateCluster.
  const assumed =
    isOpen(call) && SecurityGroupId !== undefined ? [{ id: SecurityGroupId, vpcId: VpcId ?? "" }] : groups;
  const found = assumed.filter(
    ({ id, vpcId }) => (SecurityGroupId ?? id) === id && (VpcId === undefined || vpcId === VpcId),
  );
  const size = PageSize ?? Math.max(found.length, 1);
  const { items, page_info } = paged(found, { page_number: PageNumber }, size);
  const SecurityGroup = items.map(({ id, vpcId }) => ({
    SecurityGroupId: id,
    SecurityGroupName: id,
    VpcId: vpcId,
    SecurityGroupType: "normal",
    ServiceManaged: false,
  }));
  const counts = { TotalCount: found.length, PageNumber: page_info.page_number, PageSize: size, NextToken: "" };
  return { body: { RequestId: call.requestId, RegionId, ...counts, SecurityGroups: { SecurityGroup } } };
}

function isOpen(call: Call): boolean {
  return call.world.networks.list().length === 0;
}

/** The registered VPCs of a region. While no network is registered, every requested id counts as one. */
function vpcs(call: Call, region: string, asked: readonly string[]): readonly KnownVpc[] {
  if (!isOpen(call)) return call.world.networks.list().filter((vpc) => vpc.region === region);
  return asked.map((vpcId) => ({ vpcId, region, cidr: AUTO_VPC_CIDR }));
}

function vswitches(vpc: KnownVpc, asked: string | undefined): NonNullable<KnownVpc["vswitches"]> {
  if (vpc.vswitches !== undefined || asked === undefined) return vpc.vswitches ?? [];
  return [{ vswitchId: asked, zoneId: `${vpc.region}-a` }];
}

function regionOf(call: Call, vpcId: string | undefined): string {
  return call.world.networks.list().find((vpc) => vpc.vpcId === vpcId)?.region ?? "";
}

/** One page, in the form of VPC. */
function pageOf<T>(call: Call, query: PageQuery, found: readonly T[], show: (items: readonly T[]) => object): Answer {
  const size = Math.min(query.PageSize ?? 10, MAX_PAGE_SIZE);
  const { items, page_info } = paged(found, { page_number: query.PageNumber }, size);
  const { page_number: PageNumber, total_count: TotalCount } = page_info;
  return { body: { RequestId: call.requestId, TotalCount, PageNumber, PageSize: size, ...show(items) } };
}
