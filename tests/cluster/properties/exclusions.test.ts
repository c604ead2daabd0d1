import { readSettings } from "../../../provider/ack/settings";
import { check } from "../../../provider/cluster/preview/check";
import { newWordWarnings } from "../../../provider/cluster/preview/newWords";
import { properties } from "../../../provider/cluster/properties/table";
import { fromWire, toWire } from "../../../provider/table/wire";

const { settings } = readSettings((key) => (key === "alicloud:region" ? "cn-hangzhou" : undefined), {});
const URN = "urn:pulumi:dev::shop::pulumi-nodejs:dynamic/ack:ServerlessCluster::prod";
const pro = { zoneId: "cn-hangzhou-i", clusterSpec: "ack.pro.small" };

function refused(maintenanceWindow: object): string[] {
  const { failures } = check({}, { ...pro, maintenanceWindow }, { settings, faults: [], urn: URN });
  return failures.map(({ property, reason }) => `${property} ${reason}`);
}

const sale = {
  name: "sale",
  scope: "NoUpgrades",
  startTime: "2099-11-01T00:00:00+08:00",
  endTime: "2099-11-30T00:00:00+08:00",
};
const many = (count: number, more: object) =>
  Array.from({ length: count }, (_, index) => ({ ...sale, ...more, name: `sale-${index}` }));
const at = "maintenanceWindow.exclusions";
const nameRule =
  "1 to 63 letters, digits, Chinese characters, hyphens and underscores, the first of them no hyphen or underscore";
const timeRule = 'an RFC 3339 time such as "2026-12-20T00:00:00+08:00"';
const descriptionRule = "at most 128 characters without emojis and other 4-byte characters";
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

test.each<[string, object, string[]]>([
  ["a whole one", { exclusions: [{ ...sale, description: "双十一" }] }, []],
  ["none", { exclusions: [] }, []],
  ["a Chinese name", { exclusions: [{ ...sale, name: "双十一_1" }] }, []],
  ["30 days", { exclusions: [{ ...sale, endTime: "2099-12-01T00:00:00+08:00" }] }, []],
  ["180 days", { exclusions: [{ ...sale, scope: "NoMinorUpgrades", endTime: "2100-04-30T00:00:00+08:00" }] }, []],
  ["ten", { exclusions: many(10, { scope: "NoCVEPatch" }) }, []],
  ["three strict ones", { exclusions: many(3, {}) }, []],
  ["the offset of the window", { maintenanceTime: "2026-10-15T03:00:00+08:00", exclusions: [sale] }, []],
  ["times that are not known yet", { exclusions: [{ ...sale, startTime: unknown, endTime: unknown }] }, []],
  [
    "a name of a hyphen first",
    { exclusions: [{ ...sale, name: "-a" }] },
    [`${at}[0].name must be ${nameRule}; got "-a"`],
  ],
  [
    "a name twice",
    { exclusions: [sale, sale] },
    [`${at} must be a list of different names; got "sale" more than once`],
  ],
  ["no name", { exclusions: [{ ...sale, name: undefined }] }, [`${at}[0].name must be set: ${nameRule}`]],
  [
    "a date",
    { exclusions: [{ ...sale, startTime: "2099-11-01" }] },
    [`${at}[0].startTime must be ${timeRule}; got "2099-11-01"`],
  ],
  [
    "a time without an offset",
    { exclusions: [{ ...sale, endTime: "2099-11-30T00:00:00" }] },
    [`${at}[0].endTime must be ${timeRule}; got "2099-11-30T00:00:00"`],
  ],
  [
    "an emoji",
    { exclusions: [{ ...sale, description: "🎉" }] },
    [`${at}[0].description must be ${descriptionRule}; got "🎉"`],
  ],
  [
    "a long description",
    { exclusions: [{ ...sale, description: "x".repeat(129) }] },
    [expect.stringContaining(`${at}[0].description must be ${descriptionRule}; got "xxx`) as unknown as string],
  ],
  [
    "eleven",
    { exclusions: many(11, { scope: "NoCVEPatch" }) },
    [`${at} must be a list of at most 10 exclusions; got 11`],
  ],
  [
    "four strict ones",
    { exclusions: [...many(3, {}), { ...sale, scope: "NoOperations" }] },
    [`${at} must be a list with at most 3 exclusions of the scopes "NoOperations" and "NoUpgrades"; got 4`],
  ],
  [
    "an end before its start",
    { exclusions: [{ ...sale, endTime: sale.startTime }] },
    [`${at}[0].endTime must be later than startTime, "${sale.startTime}"; got "${sale.startTime}"`],
  ],
  [
    "31 days",
    { exclusions: [{ ...sale, endTime: "2099-12-02T00:00:00+08:00" }] },
    [
      `${at}[0].endTime must be at most 30 days after startTime, "${sale.startTime}", with the scope "NoUpgrades"; got "2099-12-02T00:00:00+08:00"`,
    ],
  ],
  [
    "181 days",
    { exclusions: [{ ...sale, scope: "NoMinorUpgrades", endTime: "2100-05-01T00:00:00+08:00" }] },
    [
      `${at}[0].endTime must be at most 180 days after startTime, "${sale.startTime}", with the scope "NoMinorUpgrades"; got "2100-05-01T00:00:00+08:00"`,
    ],
  ],
  [
    "two offsets",
    { exclusions: [{ ...sale, endTime: "2099-11-29T16:00:00Z" }] },
    [`${at}[0].endTime must have the UTC offset of startTime, "+08:00"; got "2099-11-29T16:00:00Z"`],
  ],
  [
    "another offset than the window",
    { maintenanceTime: "03:00:00Z", exclusions: [sale] },
    [`${at}[0].startTime must have the UTC offset of maintenanceTime, "Z"; got "${sale.startTime}"`],
  ],
])("exclusions with %s", (_, window, expected) => {
  expect(refused(window)).toEqual(expected);
});

test("a scope that is new is passed on, with a warning", () => {
  const maintenanceWindow = { exclusions: [{ ...sale, scope: "NoRestarts" }] };
  expect(refused(maintenanceWindow)).toEqual([]);
  expect(newWordWarnings({}, { maintenanceWindow })).toEqual([
    `${at}[0].scope is "NoRestarts", which is none of the known values "NoUpgrades", "NoMinorUpgrades", "NoOperations", "NoCVEPatch": ACK decides whether it is valid`,
  ]);
});

const wire = { name: "sale", scope: "NoUpgrades", start_time: sale.startTime, end_time: sale.endTime };
const over = { ...sale, name: "past", startTime: "2020-11-01T00:00:00Z", endTime: "2020-11-02T00:00:00Z" };

describe("on the wire", () => {
  test.each(["CreateCluster", "ModifyCluster"] as const)("%s carries those that have not ended", (operation) => {
    const maintenanceWindow = { exclusions: [over, { ...sale, description: "sale" }] };
    expect(toWire(properties, operation, { maintenanceWindow })).toEqual({
      maintenance_window: { enable: true, exclusions: [{ ...wire, description: "sale" }] },
    });
  });

  test.each([
    ["as they are", [wire, { ...wire, name: "b", description: "" }], [sale, { ...sale, name: "b" }]],
    ["without those that cannot be read", [wire, { name: "b" }, null], [sale]],
    ["not at all, where there are none", [], undefined],
    ["not at all, where the answer is no list", "none", undefined],
  ])("DescribeClusterDetail reports them %s", (_, exclusions, expected) => {
    const told = fromWire(properties, "DescribeClusterDetail", { maintenance_window: { enable: true, exclusions } });
    expect(told.maintenanceWindow).toEqual({ enabled: true, ...(expected && { exclusions: expected }) });
  });
});

const same = (actual: object, wanted: object) =>
  properties.maintenanceWindow.shape.same(actual as never, wanted as never);

test.each<[string, object, object, boolean]>([
  [
    "another order",
    { exclusions: [sale, { ...sale, name: "b" }] },
    { exclusions: [{ ...sale, name: "b" }, sale] },
    true,
  ],
  [
    "another spelling of a time",
    { exclusions: [{ ...sale, endTime: "2099-11-29T16:00:00.000Z" }] },
    { exclusions: [sale] },
    true,
  ],
  ["an exclusion that nobody wrote", { exclusions: [sale] }, {}, true],
  ["an exclusion that the program does not want", { exclusions: [sale] }, { exclusions: [] }, false],
  ["one that has ended, and that ACK has forgotten", { exclusions: [] }, { exclusions: [over] }, true],
  ["one that has ended, and that ACK still shows", { exclusions: [over] }, { exclusions: [] }, true],
  ["none", { exclusions: [] }, { exclusions: [] }, true],
  ["none wanted where nothing is known", {}, { exclusions: [] }, false],
  ["another scope", { exclusions: [{ ...sale, scope: "NoOperations" }] }, { exclusions: [sale] }, false],
  ["another end", { exclusions: [{ ...sale, endTime: "2099-11-29T00:00:00+08:00" }] }, { exclusions: [sale] }, false],
  [
    "an end that cannot be read",
    { exclusions: [{ ...sale, endTime: "the end of November" }] },
    { exclusions: [sale] },
    true,
  ],
  [
    "an end that cannot be read, of one that the program does not want",
    { exclusions: [{ ...sale, endTime: "the end of November" }] },
    { exclusions: [] },
    false,
  ],
  ["two where one is wanted", { exclusions: [sale, { ...sale, name: "b" }] }, { exclusions: [sale] }, false],
  ["another one", { exclusions: [sale] }, { exclusions: [{ ...sale, name: "b" }] }, false],
  ["another description", { exclusions: [{ ...sale, description: "a" }] }, { exclusions: [sale] }, false],
])("%s: equal is %4$s", (_, actual, wanted, expected) => {
  expect(same(actual, wanted)).toBe(expected);
});
