import fc from "fast-check";
import { readSettings } from "../../../provider/ack/settings";
import { check } from "../../../provider/cluster/preview/check";
import { autoName, identity } from "../../../provider/cluster/state/ownership";

type Values = Readonly<Record<string, unknown>>;

const dynamicType = "pulumi-nodejs:dynamic/ack:ServerlessCluster";
const urnOf = (name: string, { stack = "dev", project = "shop", parents = "", type = dynamicType } = {}) =>
  `urn:pulumi:${stack}::${project}::${parents}${type}::${name}`;

function checked(olds: Values, news: Values, urn: string | undefined, region: string | undefined = "cn-hangzhou") {
  const { settings } = readSettings((key) => (key === "alicloud:region" ? region : undefined), {});
  const { inputs, failures } = check(olds, { zoneId: "cn-hangzhou-i", ...news }, { settings, faults: [], urn });
  const { name, regionId, __derived: derived } = inputs;
  return { name, regionId, derived, failures };
}

test("auto-name: the resource's name and seven characters of its identity's hash", () => {
  const urn = urnOf("prod");
  expect(autoName(urn)).toBe(`prod-${identity(urn).hash.slice(0, 7)}`);
});

test("auto-name: is the same in every run, and never changes from version to version", () => {
  expect([urnOf("prod"), urnOf("prod", { parents: "shop:Site$shop:Area$" }), urnOf("a::b")].map(autoName)).toEqual([
    "prod-d1cb7f8",
    "prod-73fcc58",
    "a-b-055ad1e",
  ]);
});

test("auto-name: differs by project, stack, parents and name, and not by the resource's own type", () => {
  const variants = [
    urnOf("prod"),
    urnOf("prod", { type: "ack-serverless:index:ServerlessCluster" }),
    urnOf("prod", { stack: "test" }),
    urnOf("prod", { project: "bank" }),
    urnOf("prod", { parents: "shop:Site$" }),
    urnOf("prod", { parents: "shop:Site$shop:Area$" }),
    urnOf("test"),
  ];
  const names = variants.map(autoName);
  expect([names[1], new Set(names).size]).toEqual([names[0], 6]);
});

test("identity: the resource's name, whatever it holds", () => {
  expect([urnOf("prod"), urnOf("a::b$c"), urnOf("", { parents: "x:Y$" })].map((urn) => identity(urn).name)).toEqual([
    "prod",
    "a::b$c",
    "",
  ]);
});

test.each([
  ["prod", "prod"],
  ["Prod 1", "Prod-1"],
  ["my_cluster.eu/west", "my-cluster-eu-west"],
  ["--prod--", "prod"],
  ["a---b", "a-b"],
  ["生产", "cluster"],
  ["", "cluster"],
  ["a".repeat(80), "a".repeat(55)],
  [`${"a".repeat(54)}-b`, "a".repeat(54)],
])("auto-name: %j is cleaned and cut to %j", (logical, clean) => {
  const urn = urnOf(logical);
  expect(autoName(urn)).toBe(`${clean}-${identity(urn).hash.slice(0, 7)}`);
});

test("auto-name: is a name that ACK takes, whatever the resource is called", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: "grapheme" }), fc.string({ minLength: 60 })), (logical) => {
      expect(autoName(urnOf(logical))).toMatch(/^[A-Za-z0-9][A-Za-z0-9-]{0,62}$/);
    }),
  );
});

test("a name that the program leaves out: is filled in, and reported as derived", () => {
  expect(checked({}, { regionId: "cn-hangzhou" }, urnOf("prod"))).toEqual({
    name: "prod-d1cb7f8",
    regionId: "cn-hangzhou",
    derived: ["name"],
    failures: [],
  });
});

test("a name that the program gives: is taken as it is", () => {
  expect(checked({ name: "old" }, { name: "mine" }, urnOf("prod"))).toEqual({
    name: "mine",
    regionId: "cn-hangzhou",
    derived: ["regionId"],
    failures: [],
  });
});

test("a recorded name and region: are kept when the program leaves them out, whatever the configuration says now", () => {
  const olds = { name: "old", regionId: "cn-hangzhou" };
  const kept = { name: "old", regionId: "cn-hangzhou", derived: ["name", "regionId"], failures: [] };
  expect([checked(olds, {}, urnOf("prod"), "cn-beijing"), checked(olds, {}, undefined, "")]).toEqual([kept, kept]);
});

test("a replacement, which is checked without what is recorded: gets the same name again", () => {
  expect(checked({}, {}, urnOf("prod")).name).toBe(checked({}, {}, urnOf("prod")).name);
});

test("a region that the program gives: takes precedence over the recorded one", () => {
  const olds = { name: "old", regionId: "cn-beijing" };
  expect(checked(olds, { regionId: "cn-hangzhou" }, urnOf("prod"), "cn-beijing")).toEqual({
    name: "old",
    regionId: "cn-hangzhou",
    derived: ["name"],
    failures: [],
  });
});

test("neither region nor name: both are asked for, never guessed", () => {
  expect(checked({}, {}, undefined, "")).toEqual({
    name: undefined,
    regionId: undefined,
    derived: [],
    failures: [
      { property: "name", reason: "must be set" },
      {
        property: "regionId",
        reason:
          "must be set, or the provider's region: the stack configuration \"alicloud:region\", a Provider's region, or the environment variable ALICLOUD_REGION",
      },
    ],
  });
});
