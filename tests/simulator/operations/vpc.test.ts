import { Simulator } from "../../../simulator";
import { rawCall } from "../signed";

const VPC_VERSION = "2016-04-28";
const ECS_VERSION = "2014-05-26";
let simulator: Simulator;

beforeEach(async () => {
  simulator = await Simulator.start();
});

afterEach(async () => {
  await simulator.close();
});

/** An RPC-style call: its parameters stand in the query. */
async function ask(action: string, query: Record<string, string>, version = VPC_VERSION) {
  const path = `/?${new URLSearchParams(query)}`;
  const { status, body } = await rawCall(simulator, {
    action,
    method: "POST",
    path,
    headers: { "x-acs-version": version },
  });
  return { status, body: body as Record<string, never> };
}

const known = {
  vpcId: "vpc-1",
  region: "cn-hangzhou",
  cidr: "10.0.0.0/16",
  secondaryCidrs: ["172.20.0.0/16"],
  vswitches: [
    { vswitchId: "vsw-1", zoneId: "cn-hangzhou-i" },
    { vswitchId: "vsw-2", zoneId: "cn-hangzhou-j", freeAddresses: 3, status: "Pending" },
  ],
  securityGroupIds: ["sg-1"],
};

describe("the look-ups of VPC and ECS", () => {
  test("return the registered networks, nested as RPC-style products do", async () => {
    simulator.addVpc(known);
    const { body } = await ask("DescribeVpcs", { RegionId: "cn-hangzhou", VpcId: "vpc-1,vpc-2" });
    expect(body).toMatchObject({
      TotalCount: 1,
      Vpcs: {
        Vpc: [{ VpcId: "vpc-1", Status: "Available", SecondaryCidrBlocks: { SecondaryCidrBlock: ["172.20.0.0/16"] } }],
      },
    });
    expect((await ask("DescribeVSwitches", { VpcId: "vpc-1", PageSize: "1", PageNumber: "2" })).body).toMatchObject({
      TotalCount: 2,
      VSwitches: {
        VSwitch: [{ VSwitchId: "vsw-2", ZoneId: "cn-hangzhou-j", Status: "Pending", AvailableIpAddressCount: 3 }],
      },
    });
    const groups = await ask("DescribeSecurityGroups", { RegionId: "cn-hangzhou", VpcId: "vpc-1" }, ECS_VERSION);
    expect(groups.body).toMatchObject({
      SecurityGroups: { SecurityGroup: [{ SecurityGroupId: "sg-1", VpcId: "vpc-1" }] },
    });
  });

  test("return the security groups on pages, if asked for pages", async () => {
    simulator.addVpc({ ...known, securityGroupIds: ["sg-1", "sg-2", "sg-3"] });
    const page = async (query: Record<string, string>) => {
      const { body } = await ask("DescribeSecurityGroups", { RegionId: "cn-hangzhou", ...query }, ECS_VERSION);
      const { SecurityGroup: groups } = body.SecurityGroups as unknown as {
        SecurityGroup: { SecurityGroupId: string }[];
      };
      return [groups.map((one) => one.SecurityGroupId), body.TotalCount, body.PageNumber, body.PageSize];
    };
    expect(await page({})).toEqual([["sg-1", "sg-2", "sg-3"], 3, 1, 3]);
    expect(await page({ PageSize: "2" })).toEqual([["sg-1", "sg-2"], 3, 1, 2]);
    expect(await page({ PageSize: "2", PageNumber: "2" })).toEqual([["sg-3"], 3, 2, 2]);
  });

  test("answer with an empty list for an id that is not there", async () => {
    simulator.addVpc(known);
    for (const [action, query] of [
      ["DescribeVpcs", { RegionId: "eu-central-1", VpcId: "vpc-1" }],
      ["DescribeVSwitches", { VpcId: "vpc-2", RegionId: "cn-hangzhou" }],
    ] as const) {
      expect(await ask(action, query)).toMatchObject({ status: 200, body: { TotalCount: 0 } });
    }
  });

  test("take every id as existing while no network is registered, as CreateCluster does", async () => {
    const { body } = await ask("DescribeVSwitches", { RegionId: "cn-hangzhou", VpcId: "vpc-9", VSwitchId: "vsw-9" });
    expect(body).toMatchObject({ VSwitches: { VSwitch: [{ VSwitchId: "vsw-9", VpcId: "vpc-9" }] } });
  });

  test("know the zones of a region in both spellings", async () => {
    const zones = async (RegionId: string) => (await ask("DescribeZones", { RegionId })).body;
    expect(await zones("cn-hangzhou")).toMatchObject({
      Zones: { Zone: expect.arrayContaining([{ ZoneId: "cn-hangzhou-i", LocalName: "cn-hangzhou-i" }]) },
    });
    expect(JSON.stringify(await zones("ap-southeast-1"))).toContain('"ap-southeast-1a"');
  });

  test("refuse an unknown parameter, a missing one and another product's version", async () => {
    expect(await ask("DescribeVpcs", { RegionId: "cn-hangzhou", Colour: "red" })).toMatchObject({ status: 400 });
    expect(await ask("DescribeVpcs", {})).toMatchObject({ status: 400 });
    expect(await ask("DescribeVpcs", { RegionId: "cn-hangzhou" }, ECS_VERSION)).toMatchObject({ status: 400 });
    expect(await ask("DescribeNothing", { RegionId: "cn-hangzhou" })).toMatchObject({ status: 404 });
  });
});
