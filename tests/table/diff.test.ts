import fc from "fast-check";
import { diff } from "../../provider/table/diff";
import { table, unknown } from "./support/table";

type Values = Readonly<Record<string, unknown>>;

/** The differences where `recorded` was set by a program and `told` was left to the server. */
function differences(recorded: Values, told: Values, news: Values) {
  const known = { values: { ...told, ...recorded }, names: new Set(Object.keys(recorded)) };
  return diff(table, { ...known, replaceCommand: "pulumi up --replace <URN>" }, news);
}

const nothing = { changes: [], refusals: [], warnings: [] };
const change = (...changes: readonly object[]) => ({ changes, refusals: [], warnings: [] });
const refusal = (property: string, has: string, wanted: string) => ({
  changes: [],
  refusals: [
    {
      property,
      reason: `was never set for this cluster, which has ${has}, and cannot be changed to ${wanted} in place; set it to ${has} or remove it. To replace the cluster on purpose, run "pulumi up --replace <URN>"`,
    },
  ],
  warnings: [],
});

const replace = (property: string) => change({ property, kind: "replace" });
const update = (property: string, via: string) => change({ property, kind: "update", via });
const record = (property: string, unproven: boolean) => change({ property, kind: "record", unproven });

test.each<[string, Values, Values, Values, object]>([
  // What only CreateCluster carries.
  ["create-only, recorded and equal", { place: "here" }, {}, { place: "here" }, nothing],
  ["create-only, recorded and different", { place: "here" }, {}, { place: "there" }, replace("place")],
  ["create-only, recorded and not known yet", { place: "here" }, {}, { place: unknown }, replace("place")],
  ["create-only, recorded and taken out", { place: "here" }, {}, {}, nothing],
  ["create-only, never recorded, reported equal", {}, { place: "here" }, { place: "here" }, record("place", false)],
  [
    "create-only, never recorded, reported different",
    {},
    { place: "here" },
    { place: "there" },
    refusal("place", '"here"', '"there"'),
  ],
  [
    "create-only, never recorded, reported, and not known yet",
    {},
    { place: "here" },
    { place: unknown },
    record("place", false),
  ],
  ["create-only, never recorded, not in this answer", {}, {}, { place: "there" }, record("place", true)],
  ["create-only, never recorded, never told", {}, {}, { quiet: true }, record("quiet", true)],
  [
    "create-only, never recorded, never told, an output all the same",
    {},
    { quiet: false },
    { quiet: true },
    record("quiet", true),
  ],
  ["create-only, never set", {}, { place: "here" }, {}, nothing],
  // Unset and the documented default are the same wish.
  ["the default, never recorded and never told", {}, {}, { quiet: false }, nothing],
  ["the default, never recorded and not in this answer", {}, {}, { size: "small" }, nothing],
  ["the default, never recorded and reported equal", {}, { size: "small" }, { size: "small" }, nothing],
  [
    "the default, never recorded and reported different",
    {},
    { size: "large" },
    { size: "small" },
    refusal("size", '"large"', '"small"'),
  ],
  ["the default, recorded as something else", { size: "large" }, {}, { size: "small" }, replace("size")],
  ["the default, recorded and taken out", { size: "small" }, {}, {}, nothing],
  ["something else, recorded and taken out", { size: "large" }, {}, {}, nothing],
  ["something else than the recorded default", { quiet: false }, {}, { quiet: true }, replace("quiet")],
  ["something that is not known yet instead of the default", {}, {}, { quiet: unknown }, record("quiet", true)],
  // What an update carries.
  ["updatable, recorded and equal", { title: "a" }, {}, { title: "a" }, nothing],
  ["updatable, recorded and different", { title: "a" }, {}, { title: "b" }, update("title", "ModifyCluster")],
  ["updatable, recorded and not known yet", { title: "a" }, {}, { title: unknown }, update("title", "ModifyCluster")],
  ["updatable, recorded and taken out", { title: "a" }, {}, {}, nothing],
  ["updatable, never recorded, reported equal", {}, { title: "a" }, { title: "a" }, record("title", false)],
  [
    "updatable, never recorded, reported different",
    {},
    { title: "a" },
    { title: "b" },
    update("title", "ModifyCluster"),
  ],
  ["updatable, never recorded, not reported", {}, {}, { title: "b" }, update("title", "ModifyCluster")],
  ["a list without an order, in another order", { parts: ["a", "b"] }, {}, { parts: ["b", "a"] }, nothing],
  [
    "a list without an order, with another item",
    { parts: ["a", "b"] },
    {},
    { parts: ["a", "c"] },
    update("parts", "ModifyCluster"),
  ],
  [
    "a list without an order, with an item not known yet",
    { parts: ["a"] },
    {},
    { parts: [unknown] },
    update("parts", "ModifyCluster"),
  ],
  [
    "a list of objects that is not known yet",
    { members: [{ name: "a" }] },
    {},
    { members: unknown },
    replace("members"),
  ],
  // What is emptied when it is taken out.
  ["a map, taken out", { labels: { a: "1" } }, {}, {}, update("labels", "TagResources")],
  ["a map, taken out when it is empty already", { labels: {} }, {}, {}, nothing],
  ["a map, never set", {}, { labels: { a: "1" } }, {}, nothing],
  ["a map, its keys in another order", { labels: { a: "1", b: "2" } }, {}, { labels: { b: "2", a: "1" } }, nothing],
  ["a map, one value changed", { labels: { a: "1" } }, {}, { labels: { a: "2" } }, update("labels", "TagResources")],
  [
    "a map with a value that is not known yet",
    { labels: { a: "1" } },
    {},
    { labels: { a: unknown } },
    update("labels", "TagResources"),
  ],
  // What no operation carries to the cluster.
  ["an output", {}, { address: "A" }, { address: "B" }, nothing],
  ["a name that the table does not know", {}, {}, { other: 1 }, nothing],
])("%s", (_, recorded, told, news, expected) => {
  expect(differences(recorded, told, news)).toEqual(expected);
});

test("a value that is not known yet: is never the same, whatever its shape says", () => {
  const loose = { ...table.title.shape, same: () => true };
  const title = { title: { ...table.title, shape: loose }, place: { ...table.place, shape: loose } };
  const recorded = { values: { title: "a", place: "here" }, names: new Set(["title", "place"]) };
  expect([
    diff(title, recorded, { title: unknown, place: [unknown] }),
    diff(title, recorded, { title: "b", place: "there" }),
  ]).toEqual([
    change({ property: "title", kind: "update", via: "ModifyCluster" }, { property: "place", kind: "replace" }),
    nothing,
  ]);
});

test("a recorded name whose value is lost: is no reason to replace", () => {
  const lost = (names: string[], news: Values) => diff(table, { values: {}, names: new Set(names) }, news);
  expect([
    lost(["place"], { place: "here" }),
    lost(["quiet"], { quiet: true }),
    lost(["size"], { size: "small" }),
  ]).toEqual([record("place", true), record("quiet", true), nothing]);
});

test("several differences: each of them, in the table's order", () => {
  const recorded = { title: "a", place: "here", labels: { a: "1" } };
  const news = { size: "large", edition: "second", labels: { b: "2" }, place: "there", title: "b" };
  expect(differences(recorded, { size: "small", edition: "first" }, news)).toEqual({
    changes: [
      { property: "title", kind: "update", via: "ModifyCluster" },
      { property: "place", kind: "replace" },
      { property: "labels", kind: "update", via: "TagResources" },
    ],
    refusals: [
      ...refusal("size", '"small"', '"large"').refusals,
      ...refusal("edition", '"first"', '"second"').refusals,
    ],
    warnings: [],
  });
});

const inputs = fc.record(
  {
    title: fc.constantFrom("a", "b"),
    place: fc.constantFrom("a", "b"),
    size: fc.constantFrom("small", "large"),
    quiet: fc.boolean(),
    parts: fc.shuffledSubarray(["a", "b", "c"]),
    labels: fc.dictionary(fc.constantFrom("a", "b"), fc.constantFrom("1", "2")),
    members: fc.shuffledSubarray([{ name: "a" }, { name: "b", rank: "c" }]),
  },
  { requiredKeys: [] },
);

test("a program that says what is recorded: no difference, whatever else is reported", () => {
  fc.assert(
    fc.property(inputs, inputs, (recorded, told) => {
      expect(differences(recorded, told, recorded)).toEqual(nothing);
    }),
  );
});

test("a program that says less than is recorded: never replaces and never refuses", () => {
  fc.assert(
    fc.property(
      inputs,
      inputs,
      fc.subarray(["title", "place", "size", "quiet", "parts", "members"]),
      (recorded, told, kept) => {
        const news = Object.fromEntries(Object.entries(recorded).filter(([name]) => kept.includes(name)));
        const { changes, refusals } = differences(recorded, told, news);
        expect([changes.filter(({ property }) => property !== "labels"), refusals]).toEqual([[], []]);
      },
    ),
  );
});

test("a replacement: only ever between two recorded values", () => {
  fc.assert(
    fc.property(inputs, inputs, inputs, (recorded, told, news) => {
      for (const { property, kind } of differences(recorded, told, news).changes)
        if (kind === "replace")
          expect([Object.keys(recorded).includes(property), property in news]).toEqual([true, true]);
    }),
  );
});
