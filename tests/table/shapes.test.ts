import fc from "fast-check";
import {
  type Check,
  flag,
  listOf,
  mapOfText,
  oneOf,
  oneOfKnown,
  record,
  type Shape,
  special,
  text,
  wholeNumber,
} from "../../provider/table/shapes";
import { containsUnknown, isObject, isUnknown, show } from "../../provider/table/values";

/** What Pulumi puts in the place of a value that it does not know yet. */
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Each fault as `path: reason`. */
function faults(shape: Shape<never>, value: unknown): string[] {
  return shape.faults(value).map(({ path, message }) => `${path.join(".")}: ${message}`);
}

const word = text('a word such as "demo"', /^[a-z]+$/);
const few: Check<readonly unknown[]> = { expects: "a list of at most 2 words", accepts: ({ length }) => length <= 2 };
const counted: Check<readonly unknown[]> = {
  expects: "a list of at most 3 words",
  accepts: ({ length }) => length <= 3,
  given: ({ length }) => `${length}`,
};
const words = listOf(word, [few, counted]);
const lowKeys: Check<Readonly<Record<string, unknown>>> = {
  expects: "a map with keys in lower case",
  accepts: (map) => Object.keys(map).every((key) => key === key.toLowerCase()),
  given: () => "others",
};
const labels = mapOfText([lowKeys]);
const person = record("Person", {
  name: { shape: word, doc: "The name.", required: true },
  age: { shape: wholeNumber(0, 150), doc: "Years." },
  nicknames: { shape: words, doc: "Other names." },
});
const people = listOf(person, []);
const even = special<number>(
  "an even number",
  (value, fault) => {
    if (typeof value !== "number") fault("must be an even number; got no number");
    else if (value % 2 !== 0) fault("must be an even number; got an odd one");
  },
  { typescript: { output: "number", input: "pulumi.Input<number>" }, schema: { type: "integer" }, same: Object.is },
);

const shapes = {
  flag,
  wholeNumber: wholeNumber(1, 10),
  word,
  oneOf: oneOf("a", "b"),
  oneOfKnown: oneOfKnown(["a", "b"]),
  words,
  labels,
  person,
  people,
  even,
};

test.each<[keyof typeof shapes, unknown]>([
  ["flag", true],
  ["flag", false],
  ["wholeNumber", 1],
  ["wholeNumber", 10],
  ["word", "demo"],
  ["oneOf", "a"],
  ["oneOfKnown", "a"],
  ["oneOfKnown", "c.new-1_2"],
  ["words", []],
  ["words", ["a", "b"]],
  ["labels", {}],
  ["labels", { a: "", "b.c": "d" }],
  ["person", { name: "demo" }],
  ["person", { name: "demo", age: 7, nicknames: ["a"] }],
  ["person", { name: "demo", age: undefined, title: undefined }],
  ["people", [{ name: "a" }, { name: "b" }]],
  ["even", 2],
])("%s: accepts %j", (name, value) => {
  expect(faults(shapes[name] as Shape<never>, value)).toEqual([]);
});

test("new words are found at any depth, and unknown values are not words", () => {
  const outer = record("Outer", {
    one: { shape: oneOfKnown(["a", "b"]), doc: "One." },
    many: { shape: listOf(oneOfKnown(["a", "b"]), []), doc: "Many." },
    closed: { shape: oneOf("a", "b"), doc: "A closed set." },
  });
  const known = '"a", "b"';
  expect(listOf(outer, []).newWords?.([{ one: "c", many: ["a", "d", unknown], closed: "a" }, { one: "b" }])).toEqual([
    { path: [0, "one"], word: "c", known },
    { path: [0, "many", 1], word: "d", known },
  ]);
});

test.each<[keyof typeof shapes, unknown, readonly string[]]>([
  ["flag", "true", [': must be true or false; got "true"']],
  ["flag", 1, [": must be true or false; got 1"]],
  ["flag", null, [": must be true or false; got null"]],
  ["flag", undefined, [": must be true or false; got undefined"]],
  ["wholeNumber", 0, [": must be a whole number from 1 to 10; got 0"]],
  ["wholeNumber", 11, [": must be a whole number from 1 to 10; got 11"]],
  ["wholeNumber", 1.5, [": must be a whole number from 1 to 10; got 1.5"]],
  ["wholeNumber", "5", [': must be a whole number from 1 to 10; got "5"']],
  ["word", "Demo", [': must be a word such as "demo"; got "Demo"']],
  ["word", "", [': must be a word such as "demo"; got ""']],
  ["word", 5, [': must be a word such as "demo"; got 5']],
  ["oneOf", "c", [': must be one of "a", "b"; got "c"']],
  ["oneOf", ["a"], [': must be one of "a", "b"; got ["a"]']],
  ["oneOfKnown", "c d", [': must be one of "a", "b"; got "c d"']],
  ["oneOfKnown", "", [': must be one of "a", "b"; got ""']],
  ["oneOfKnown", 1, [': must be one of "a", "b"; got 1']],
  ["words", "a", [': must be a list; got "a"']],
  ["words", { a: 1 }, [': must be a list; got {"a":1}']],
  [
    "words",
    ["a", "B", 3],
    [
      '1: must be a word such as "demo"; got "B"',
      '2: must be a word such as "demo"; got 3',
      ': must be a list of at most 2 words; got ["a","B",3]',
    ],
  ],
  [
    "words",
    ["a", "b", "c", "d"],
    [': must be a list of at most 2 words; got ["a","b","c","d"]', ": must be a list of at most 3 words; got 4"],
  ],
  ["labels", ["a"], [": must be a map of text; got a list"]],
  ["labels", null, [": must be a map of text; got null"]],
  [
    "labels",
    { a: 1, B: null, c: {}, d: "" },
    [
      "a: must be text; got a number",
      "B: must be text; got null",
      "c: must be text; got an object",
      ": must be a map with keys in lower case; got others",
    ],
  ],
  ["person", "demo", [": must be an object with name, age, nicknames; got a string"]],
  ["person", {}, ['name: must be set: a word such as "demo"']],
  ["person", { name: null }, ['name: must be a word such as "demo"; got null']],
  [
    "person",
    { title: "x", name: "A", age: 151, nicknames: ["a", "B", "c"] },
    [
      "title: is not one of name, age, nicknames; remove it",
      'name: must be a word such as "demo"; got "A"',
      "age: must be a whole number from 0 to 150; got 151",
      'nicknames.1: must be a word such as "demo"; got "B"',
      'nicknames: must be a list of at most 2 words; got ["a","B","c"]',
    ],
  ],
  [
    "people",
    [{ name: "a" }, {}, 5],
    ['1.name: must be set: a word such as "demo"', "2: must be an object with name, age, nicknames; got a number"],
  ],
  ["even", 3, [": must be an even number; got an odd one"]],
  ["even", "2", [": must be an even number; got no number"]],
])("%s: refuses %j", (name, value, expected) => {
  expect(faults(shapes[name] as Shape<never>, value)).toEqual(expected);
});

test.each(Object.entries(shapes))("%s: accepts a value that is not known yet", (_, shape) => {
  expect(faults(shape as Shape<never>, unknown)).toEqual([]);
});

test.each<[keyof typeof shapes, unknown]>([
  ["words", [unknown, "b"]],
  ["labels", { a: unknown }],
  ["person", { name: unknown, age: unknown, nicknames: unknown }],
  ["person", { name: "a", nicknames: [unknown] }],
  ["people", [unknown, { name: unknown }]],
])("%s: accepts what is not known yet at any depth, as in %j", (name, value) => {
  expect(faults(shapes[name] as Shape<never>, value)).toEqual([]);
});

test("what is known beside an unknown value is judged", () => {
  expect(faults(shapes.person as Shape<never>, { name: unknown, age: -1 })).toEqual([
    "age: must be a whole number from 0 to 150; got -1",
  ]);
});

test("no shape throws, whatever it is given", () => {
  fc.assert(
    fc.property(fc.constantFrom(...Object.values(shapes)), fc.anything(), (shape, value) => {
      shape.faults(value);
    }),
  );
});

test.each<[string, Shape<never>, string]>([
  ["flag", flag as Shape<never>, "true or false"],
  ["wholeNumber", wholeNumber(1, 2) as Shape<never>, "a whole number from 1 to 2"],
  ["oneOf", oneOf("a", "b") as Shape<never>, 'one of "a", "b"'],
  ["words", words as Shape<never>, "a list of at most 2 words, at most 3 words"],
  ["labels", labels as Shape<never>, "a map of text, keys in lower case"],
  ["person", person as Shape<never>, "an object with name, age, nicknames"],
])("%s: says what it expects", (_, shape, expects) => {
  expect(shape.expects).toBe(expects);
});

test("the types of a program and of the package schema", () => {
  const types = (shape: Shape<never>) => [shape.typescript.output, shape.typescript.input, shape.schema];
  const all = [flag, wholeNumber(1, 2), word, oneOf("a", "b"), words, listOf(oneOf("a", "b"), []), labels, people];
  expect(all.map((shape) => types(shape as Shape<never>))).toEqual([
    ["boolean", "pulumi.Input<boolean>", { type: "boolean" }],
    ["number", "pulumi.Input<number>", { type: "integer" }],
    ["string", "pulumi.Input<string>", { type: "string" }],
    [
      '"a" | "b"',
      'pulumi.Input<"a" | "b" | (string & {})>',
      { type: "string", enum: [{ value: "a" }, { value: "b" }] },
    ],
    ["string[]", "pulumi.Input<pulumi.Input<string>[]>", { type: "array", items: { type: "string" } }],
    [
      '("a" | "b")[]',
      'pulumi.Input<pulumi.Input<"a" | "b" | (string & {})>[]>',
      { type: "array", items: { type: "string", enum: [{ value: "a" }, { value: "b" }] } },
    ],
    [
      "{ [key: string]: string }",
      "pulumi.Input<{ [key: string]: pulumi.Input<string> }>",
      { type: "object", additionalProperties: { type: "string" } },
    ],
    [
      "Person[]",
      "pulumi.Input<pulumi.Input<PersonArgs>[]>",
      { type: "array", items: { $ref: "#/types/ack-serverless:index:Person" } },
    ],
  ]);
});

test("lists are the same in their order, unordered ones in any order", () => {
  const unordered = listOf(word, [], "unordered");
  const pairs = [
    [
      ["a", "b"],
      ["a", "b"],
    ],
    [
      ["a", "b"],
      ["b", "a"],
    ],
    [["a", "b"], ["a"]],
    [["a"], ["a", "b"]],
  ] as const;
  expect(pairs.map(([a, b]) => [words.same(a, b), unordered.same(a, b)])).toEqual([
    [true, true],
    [false, true],
    [false, false],
    [false, false],
  ]);
});

test("unordered lists: every order is the same, and being the same does not depend on the side", () => {
  const unordered = listOf(word, [], "unordered");
  fc.assert(
    fc.property(fc.uniqueArray(fc.string()), fc.uniqueArray(fc.string()), (a, b) => {
      expect(unordered.same(a, a.toReversed())).toBe(true);
      expect(unordered.same(a, b)).toBe(unordered.same(b, a));
    }),
  );
});

test("unordered lists: what is not a list is compared as it is", () => {
  const { same } = listOf(word, [], "unordered") as unknown as Shape<unknown>;
  expect([same(["a"], 5), same(["a"], "a"), same(null, ["a"]), same(5, 5)]).toEqual([false, false, false, true]);
});

test("maps and objects are the same whatever the order of their keys", () => {
  expect([
    labels.same({ a: "1", b: "2" }, { b: "2", a: "1" }),
    labels.same({ a: "1" }, { a: "2" }),
    person.same({ name: "a", age: 1 }, { age: 1, name: "a" }),
    person.same({ name: "a", age: 1 }, { name: "a" }),
  ]).toEqual([true, false, true, false]);
});

test("a long value is shown cut to 80 characters", () => {
  expect([show("a".repeat(78)), show("a".repeat(79)), show(undefined), show({ a: [1, null] })]).toEqual([
    `"${"a".repeat(78)}"`,
    `"${"a".repeat(79)}…`,
    "undefined",
    '{"a":[1,null]}',
  ]);
});

test("an object is neither null nor a list", () => {
  expect([{}, { a: 1 }, [], null, "a", undefined].map(isObject)).toEqual([true, true, false, false, false, false]);
});

test("every word of Pulumi's for an unknown value counts as unknown, and inside anything", () => {
  const sentinels = [
    "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
    "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
    "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
    "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
    "030794c1-ac77-496b-92df-f27374a8bd58",
    "e48ece36-62e2-4504-bad9-02848725956a",
    "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
  ];
  expect(
    sentinels.map((value) => [isUnknown(value), isUnknown([value]), containsUnknown({ a: [{ b: value }] })]),
  ).toEqual(sentinels.map(() => [true, false, true]));
  expect([containsUnknown({ a: ["b", null, 1] }), containsUnknown(undefined)]).toEqual([false, false]);
});
