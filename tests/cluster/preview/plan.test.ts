import { readSettings } from "../../../provider/ack/settings";
import { Refused } from "../../../provider/cluster/context/problem";
import { plan } from "../../../provider/cluster/preview/plan";

type Values = Readonly<Record<string, unknown>>;

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Outputs of a running cluster: what a program has set, and what only the server told. */
function outputs(inputs: Values, told: Values = {}): Values {
  return {
    clusterId: "c-1",
    name: "prod",
    regionId: "cn-hangzhou",
    vpcId: "vpc-auto",
    vswitchIds: ["vsw-auto"],
    securityGroupId: "sg-auto",
    serviceCidr: "172.19.0.0/20",
    deletionProtection: false,
    state: "running",
    __ran: true,
    ...told,
    ...inputs,
    __inputs: ["name", "regionId", ...Object.keys(inputs)],
  };
}

const named = { name: "prod", regionId: "cn-hangzhou" };

function planned(olds: Values, news: Values, region = "cn-hangzhou") {
  const { settings } = readSettings((key) => (key === "alicloud:region" ? region : undefined), {});
  try {
    return plan(olds, { ...named, ...news }, settings);
  } catch (error) {
    if (error instanceof Refused) return error.message.split("\n");
    throw error;
  }
}

const same = { changes: false, replaces: [], deleteBeforeReplace: false, warnings: [] };
const update = { ...same, changes: true };
const replacement = (...replaces: readonly string[]) => ({ ...update, replaces, deleteBeforeReplace: true });
const unproven = (property: string) => ({
  ...update,
  warnings: [
    `${property} was not set before, and ACK does not report what the cluster has: it is recorded as written, without a call`,
  ],
});
const neverSet = (property: string, has: string, wanted: string, which = "which") =>
  `${property}: was never set for this cluster, ${which} has ${has}, and cannot be changed to ${wanted} in place; set it to ${has} or remove it. To replace the cluster on purpose, run "pulumi up --replace '<URN>'"`;

test.each<[string, Values, Values, object]>([
  ["nothing changed", {}, {}, same],
  [
    "a create-only input changed",
    { serviceCidr: "172.20.0.0/20" },
    { serviceCidr: "172.21.0.0/20" },
    replacement("serviceCidr"),
  ],
  ["the region changed in the program", {}, { regionId: "cn-beijing" }, replacement("regionId")],
  ["the VPC changed", { vpcId: "vpc-1" }, { vpcId: "vpc-2" }, replacement("vpcId")],
  ["the zone changed", { zoneId: "cn-hangzhou-i" }, { zoneId: "cn-hangzhou-j" }, replacement("zoneId")],
  ["SNAT changed", { snatEntry: true }, { snatEntry: false }, replacement("snatEntry")],
  [
    "the kind of security group changed",
    { isEnterpriseSecurityGroup: true },
    { isEnterpriseSecurityGroup: false },
    replacement("isEnterpriseSecurityGroup"),
  ],
  [
    "two create-only inputs changed beside others",
    { serviceCidr: "172.20.0.0/20", snatEntry: true },
    { serviceCidr: "172.21.0.0/20", snatEntry: false, timezone: "UTC" },
    replacement("serviceCidr", "snatEntry"),
  ],
  ["a create-only input not known yet", { vpcId: "vpc-1" }, { vpcId: unknown }, replacement("vpcId")],
  [
    "a create-only input taken out",
    { serviceCidr: "172.20.0.0/20", zoneId: "cn-hangzhou-i", loggingType: "SLS" },
    {},
    same,
  ],
  [
    "everything taken out",
    { timezone: "UTC", deletionProtection: true, vswitchIds: ["vsw-1"], snatEntry: true },
    {},
    same,
  ],
])("%s: is planned so", (_, recorded, news, expected) => {
  expect(planned(outputs(recorded), news)).toEqual(expected);
});

test.each<[string, Values, Values, object]>([
  ["equal to what is reported", { serviceCidr: "172.21.0.0/20" }, { serviceCidr: "172.21.0.0/20" }, update],
  ["different from what is reported", {}, { vpcId: "vpc-1" }, [neverSet("vpcId", '"vpc-auto"', '"vpc-1"')]],
  ["not known yet", {}, { vpcId: unknown }, update],
  ["never told", {}, { snatEntry: true }, unproven("snatEntry")],
  ["never told, and the default", {}, { snatEntry: false, privateZone: false }, same],
  [
    "never told, and without a known default",
    {},
    { isEnterpriseSecurityGroup: false },
    unproven("isEnterpriseSecurityGroup"),
  ],
  ["never told by this cluster", {}, { zoneId: "cn-hangzhou-i" }, unproven("zoneId")],
  ["never told, a logging type", {}, { loggingType: "SLS" }, unproven("loggingType")],
  ["the default, and reported so", {}, { serviceCidr: "172.19.0.0/20" }, same],
  [
    "the default, and reported otherwise",
    { serviceCidr: "10.0.0.0/16" },
    { serviceCidr: "172.19.0.0/20" },
    [neverSet("serviceCidr", '"10.0.0.0/16"', '"172.19.0.0/20"')],
  ],
  [
    "different in two",
    { zoneId: "cn-hangzhou-i" },
    { vpcId: "vpc-1", zoneId: "cn-hangzhou-j" },
    [
      neverSet("vpcId", '"vpc-auto"', '"vpc-1"'),
      neverSet("zoneId", '"cn-hangzhou-i"', '"cn-hangzhou-j"', "or ACK did not take it: the cluster"),
    ],
  ],
])("a create-only value never recorded, %s: never replaces", (_, told, news, expected) => {
  expect(planned(outputs({}, told), news)).toEqual(expected);
});

test.each<[string, Values, Values, object]>([
  ["the name", {}, { name: "test" }, update],
  ["deletion protection", { deletionProtection: true }, { deletionProtection: false }, update],
  ["deletion protection, as the server says it already", {}, { deletionProtection: true }, update],
  ["the time zone", { timezone: "UTC" }, { timezone: "Asia/Shanghai" }, update],
  ["the vSwitches", { vswitchIds: ["vsw-1", "vsw-2"] }, { vswitchIds: ["vsw-1", "vsw-3"] }, update],
  ["the order of the vSwitches", { vswitchIds: ["vsw-1", "vsw-2"] }, { vswitchIds: ["vsw-2", "vsw-1"] }, same],
  ["the security group", {}, { securityGroupId: "sg-1" }, update],
  ["the resource group", { resourceGroupId: "rg-1" }, { resourceGroupId: "rg-2" }, update],
  ["a tag", { tags: { a: "1" } }, { tags: { a: "2" } }, update],
  ["a tag taken out", { tags: { a: "1", b: "2" } }, { tags: { a: "1" } }, update],
  ["all tags taken out", { tags: { a: "1" } }, {}, update],
  ["no tags any more, and none before", { tags: {} }, {}, same],
  ["no tags ever, whatever others have set", {}, {}, same],
])("a change of what can be changed in place, %s: never replaces", (_, recorded, news, expected) => {
  expect(planned(outputs(recorded, { tags: { foreign: "1" } }), news)).toEqual(expected);
});

const cannotMove = (region: string) =>
  `regionId: a change of serviceCidr replaces cluster c-1, and the new one would move from region "cn-hangzhou" to "${region}", the provider's region now: set regionId to the region that you want`;
const isProtected = (properties: string) =>
  `a change of ${properties} replaces cluster c-1, which deletion protection forbids: run "pulumi up" with deletionProtection: false first, then make this change`;

const changed: readonly [Values, Values] = [{ serviceCidr: "172.20.0.0/20" }, { serviceCidr: "172.21.0.0/20" }];

describe("a replacement is refused", () => {
  test("while the recorded deletion protection is on, even if the program takes it off in the same step", () => {
    const [recorded, news] = changed;
    const olds = outputs({ ...recorded, snatEntry: true, deletionProtection: true });
    expect([
      planned(olds, { ...news, snatEntry: true, deletionProtection: true }),
      planned(olds, { ...news, snatEntry: false, deletionProtection: false }),
    ]).toEqual([
      [`serviceCidr: ${isProtected("serviceCidr")}`],
      [`serviceCidr: ${isProtected("serviceCidr, snatEntry")}`],
    ]);
  });

  test("while deletion protection is on without the program's doing", () => {
    const [recorded, news] = changed;
    expect(planned(outputs(recorded, { deletionProtection: true }), news)).toEqual([
      `serviceCidr: ${isProtected("serviceCidr")}`,
    ]);
  });

  test("where the region came from a configuration that has another one now", () => {
    const [recorded, news] = changed;
    expect([
      planned(outputs(recorded), { ...news, __derived: ["name", "regionId"] }, "cn-beijing"),
      planned(outputs(recorded), { ...news, __derived: ["name", "regionId"] }, "cn-hangzhou"),
      planned(outputs(recorded), { ...news, __derived: ["name"] }, "cn-beijing"),
      planned(outputs(recorded), { ...news, __derived: ["regionId"] }, ""),
    ]).toEqual([
      [cannotMove("cn-beijing")],
      replacement("serviceCidr"),
      replacement("serviceCidr"),
      replacement("serviceCidr"),
    ]);
  });

  test("where another change beside it is impossible", () => {
    const [recorded, news] = changed;
    expect(planned(outputs(recorded), { ...news, vpcId: "vpc-1" })).toEqual([
      neverSet("vpcId", '"vpc-auto"', '"vpc-1"'),
    ]);
  });
});

test("a moved configuration: has no effect without a replacement", () => {
  expect(planned(outputs({}), { __derived: ["name", "regionId"] }, "cn-beijing")).toEqual(same);
});

/** Old inputs, new inputs, and whether the old cluster has to go first. */
test.each<[string, Values, Values, boolean]>([
  ["the same name", {}, {}, true],
  ["another name, another VPC", { vpcId: "vpc-1" }, { name: "test", vpcId: "vpc-2" }, false],
  ["another name, VPCs that ACK creates", {}, { name: "test" }, false],
  [
    "another name, the same VPC, overlapping networks",
    { vpcId: "vpc-1" },
    { name: "test", vpcId: "vpc-1", serviceCidr: "10.0.1.0/24" },
    true,
  ],
  [
    "another name, the same VPC, networks apart",
    { vpcId: "vpc-1" },
    { name: "test", vpcId: "vpc-1", serviceCidr: "10.1.0.0/16" },
    false,
  ],
  [
    "another name, the same VPC, the default network now",
    { vpcId: "vpc-1" },
    { name: "test", vpcId: "vpc-1", serviceCidr: undefined },
    false,
  ],
  ["another name, a VPC that is not known yet", { vpcId: "vpc-1" }, { name: "test", vpcId: unknown }, false],
  ["a name that is not known yet", {}, { name: unknown }, false],
])("the order of a replacement, %s: the old cluster goes first: %s", (_, recorded, news, first) => {
  const olds = outputs({ serviceCidr: "10.0.0.0/16", snatEntry: true, ...recorded });
  expect(planned(olds, { serviceCidr: "10.0.0.0/16", snatEntry: false, ...news })).toMatchObject({
    changes: true,
    deleteBeforeReplace: first,
  });
});

test("the order of a replacement in a shared VPC: networks that are left to the default overlap too", () => {
  const olds = (serviceCidr: string | undefined) => outputs({ vpcId: "vpc-1", snatEntry: true }, { serviceCidr });
  const news = { name: "test", vpcId: "vpc-1", snatEntry: false };
  const both = { ...update, replaces: ["snatEntry"] };
  expect([
    planned(olds("172.19.0.0/20"), news),
    planned(olds(undefined), news),
    planned(olds("172.20.0.0/20"), news),
  ]).toEqual([
    { ...both, deleteBeforeReplace: true },
    { ...both, deleteBeforeReplace: true },
    { ...both, deleteBeforeReplace: false },
  ]);
});
