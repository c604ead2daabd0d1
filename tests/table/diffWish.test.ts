import { diff } from "../../provider/table/diff";
import { property, type Table } from "../../provider/table/property";
import { flag, oneOf } from "../../provider/table/shapes";
import { unknown } from "./support/table";

const facts = { doc: "For the tests.", source: "the tests" } as const;
const sizes = ["small", "medium", "large"];

const table = {
  size: property(oneOf("small", "medium", "large"), {
    ...facts,
    at: { CreateCluster: "size", ModifyCluster: "size", MigrateCluster: "size", DescribeClusterDetail: "size" },
    // Grows, and never shrinks: a cluster that is larger than the wish meets it as long as the wish stays.
    change: ({ wanted, actual = "small", wish }) => {
      if (wanted === actual) return "same";
      if (sizes.indexOf(wanted) > sizes.indexOf(actual))
        return { via: wanted === "large" ? "MigrateCluster" : "ModifyCluster" };
      return wish === wanted ? { warn: `is ${wanted}, and it is ${actual}` } : { refuse: `cannot shrink to ${wanted}` };
    },
  }),
  kept: property(flag, { ...facts, at: { DeleteCluster: "kept" } }),
  held: property(flag, { ...facts, at: {}, heldBy: "provider" }),
} as const satisfies Table;

type Values = Readonly<Record<string, unknown>>;
const judge = (values: Values, names: readonly string[], wishes: Values, news: Values) =>
  diff(table, { values, names: new Set(names), wishes }, news);
const nothing = { changes: [], refusals: [], warnings: [] };
const record = (property: string) => ({ ...nothing, changes: [{ property, kind: "record", unproven: false }] });
const update = (via: string) => ({ ...nothing, changes: [{ property: "size", kind: "update", via }] });

test.each<[string, unknown, readonly string[], Values, unknown, object]>([
  ["the wish is met and stays", "small", ["size"], { size: "small" }, "small", nothing],
  ["the wish is met without a recorded one", "small", ["size"], {}, "small", nothing],
  ["the wish is met, said for the first time", "small", [], {}, "small", record("size")],
  ["another wish is met already", "medium", ["size"], { size: "small" }, "medium", record("size")],
  ["the wish is not met", "small", ["size"], { size: "small" }, "medium", update("ModifyCluster")],
  ["the verdict chooses the operation", "small", ["size"], { size: "small" }, "large", update("MigrateCluster")],
  ["nothing is known of the cluster", undefined, ["size"], {}, "medium", update("ModifyCluster")],
  ["a value that is not known yet", "small", ["size"], { size: "small" }, unknown, update("ModifyCluster")],
  [
    "it went ahead",
    "large",
    ["size"],
    { size: "small" },
    "small",
    { ...nothing, warnings: ["size is small, and it is large"] },
  ],
  [
    "it went ahead, and the wish changes",
    "large",
    ["size"],
    { size: "small" },
    "medium",
    { ...nothing, refusals: [{ property: "size", reason: "cannot shrink to medium" }] },
  ],
  [
    "it is ahead of a wish that was never recorded",
    "large",
    [],
    { size: "small" },
    "small",
    { ...nothing, refusals: [{ property: "size", reason: "cannot shrink to small" }] },
  ],
  ["taken out", "large", ["size"], { size: "small" }, undefined, nothing],
])("a change that goes one way: %s", (_, actual, names, wishes, wanted, expected) => {
  expect(judge({ size: actual }, names, wishes, { size: wanted })).toEqual(expected);
});

test.each(["kept", "held"])("what the state alone holds (%s): follows the program, taken out or not", (name) => {
  const change = (before: unknown, now: unknown) => judge({ [name]: before }, [name], {}, { [name]: now });
  expect([
    change(true, true),
    change(undefined, undefined),
    change(undefined, true),
    change(true, false),
    change(true, undefined),
    change(true, unknown),
  ]).toEqual([nothing, nothing, record(name), record(name), record(name), record(name)]);
});
