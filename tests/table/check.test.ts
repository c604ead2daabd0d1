import fc from "fast-check";
import { checkChanges, checkShapes, isHidden, propertyPath, withoutUnset } from "../../provider/table/check";
import { table, unknown } from "./support/table";

test("unset: undefined, null, empty text and an empty object count as left out; false, 0 and an empty list do not", () => {
  const values = { a: undefined, b: null, c: "", d: {}, e: false, f: 0, g: [], h: " ", i: { a: "" } };
  expect(withoutUnset(values)).toEqual({ e: false, f: 0, g: [], h: " ", i: { a: "" } });
});

test("hidden names: start with two underscores, and no shape judges them", () => {
  expect([isHidden("__urn"), isHidden("_urn"), checkShapes(table, { __urn: 5, __provider: "x" })]).toEqual([
    true,
    false,
    [],
  ]);
});

test("correct inputs: no failure", () => {
  const inputs = {
    title: "demo",
    size: "large",
    quiet: true,
    parts: ["a"],
    labels: { a: "b" },
    members: [{ name: "a" }],
  };
  expect(checkShapes(table, inputs)).toEqual([]);
});

test("wrong inputs: all faults at once, each at its path", () => {
  const inputs = {
    title: "Demo",
    size: "huge",
    quiet: "yes",
    parts: ["a", "B"],
    labels: { "a.b": 1, c: true, "d e": null },
    members: [{ name: "a" }, { rank: "B" }, { name: "c", title: "x" }],
    keeps: "a",
  };
  expect(checkShapes(table, inputs)).toEqual([
    { property: "title", reason: 'must be a word such as "demo"; got "Demo"' },
    { property: "size", reason: 'must be one of "small", "large"; got "huge"' },
    { property: "quiet", reason: 'must be true or false; got "yes"' },
    { property: "parts[1]", reason: 'must be a word such as "demo"; got "B"' },
    { property: 'labels["a.b"]', reason: "must be text; got a number" },
    { property: "labels.c", reason: "must be text; got a boolean" },
    { property: 'labels["d e"]', reason: "must be text; got null" },
    { property: "members[1].name", reason: 'must be set: a word such as "demo"' },
    { property: "members[1].rank", reason: 'must be a word such as "demo"; got "B"' },
    { property: "members[2].title", reason: "is not one of name, rank; remove it" },
    { property: "keeps", reason: 'must be a list; got "a"' },
  ]);
});

test.each([
  ["titel", 'is not a property of a ServerlessCluster; did you mean "title"?'],
  ["place_id", 'is not a property of a ServerlessCluster; did you mean "place"?'],
  ["Size", 'is not a property of a ServerlessCluster; did you mean "size"?'],
  ["toString", "is not a property of a ServerlessCluster; remove it, or look it up in docs/reference.md"],
  ["address", "is an output and cannot be set; remove it"],
  ["note", "is an output and cannot be set; remove it"],
])("an input named %s: is refused", (name, reason) => {
  expect(checkShapes(table, { [name]: "x" })).toEqual([{ property: name, reason }]);
});

test("an unknown name is refused whatever its value, also one that is not known yet", () => {
  expect(checkShapes(table, { titel: unknown })).toEqual([
    { property: "titel", reason: 'is not a property of a ServerlessCluster; did you mean "title"?' },
  ]);
});

test("unknown values: pass at any depth", () => {
  const inputs = {
    title: unknown,
    quiet: unknown,
    parts: [unknown],
    labels: { a: unknown },
    members: [{ name: unknown }],
  };
  expect(checkShapes(table, inputs)).toEqual([]);
});

test.each<[readonly PropertyKey[], string]>([
  [[], ""],
  [["name"], "name"],
  [["addons", 0, "config"], "addons[0].config"],
  [["tags", "a.b"], 'tags["a.b"]'],
  [["tags", ""], 'tags[""]'],
  [["tags", 'a"b'], 'tags["a\\"b"]'],
  [["tags", "0"], 'tags["0"]'],
  [["a_b", "C1"], "a_b.C1"],
])("the path %j is written %s", (path, text) => {
  expect(propertyPath(path)).toBe(text);
});

test("paths: two different ones are written differently", () => {
  const path = fc.tuple(fc.constantFrom("a", "b.c"), fc.array(fc.oneof(fc.string(), fc.nat(20)), { maxLength: 3 }));
  fc.assert(
    fc.property(path, path, ([a, as], [b, bs]) => {
      const [one, other] = [
        [a, ...as],
        [b, ...bs],
      ];
      expect(propertyPath(one) === propertyPath(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
    }),
  );
});

test.each<[string, object, object, readonly object[]]>([
  [
    "a refused one",
    { edition: "first" },
    { edition: "second" },
    [{ property: "edition", reason: 'cannot be changed from "first" to "second"' }],
  ],
  ["an allowed one", { edition: "first" }, { edition: "third" }, []],
  ["none", { edition: "first" }, { edition: "first" }, []],
  ["one that was not set before", {}, { edition: "second" }, []],
  ["one that is taken out", { edition: "first" }, {}, []],
  ["one to a value that is refused for itself", { edition: "first" }, { edition: 5 }, []],
  ["one that is not known yet", { edition: "first" }, { edition: unknown }, []],
  ["one without a rule", { title: "a" }, { title: "b" }, []],
])("a change, %s: is judged", (_, olds, news, failures) => {
  expect(checkChanges(table, olds as Record<string, unknown>, news as Record<string, unknown>)).toEqual(failures);
});
