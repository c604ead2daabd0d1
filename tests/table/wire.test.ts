import fc from "fast-check";
import type { Operation } from "../../provider/ack/operations";
import { operations } from "../../provider/ack/operations";
import { properties } from "../../provider/cluster/properties/table";
import type { Property, Table, WireField } from "../../provider/table/property";
import { fromWire, toWire } from "../../provider/table/wire";
import { isWritten, wiresOf } from "./support/fields";
import { table } from "./support/table";

test("to the wire: each operation's body holds what it carries, under its own names", () => {
  const values = {
    title: "demo",
    place: "here",
    quiet: false,
    parts: ["a", "b"],
    labels: { a: "1" },
    members: [{ name: "a" }, { name: "b", rank: "c" }],
    keeps: ["d"],
    note: "for nobody",
    __urn: "urn:pulumi:x",
    other: "not in the table",
  };
  const bodies = (["CreateCluster", "ModifyCluster", "TagResources", "DeleteCluster"] as const).map((operation) =>
    toWire(table, operation, values),
  );
  expect(bodies).toEqual([
    {
      title: "demo",
      placeid: "here",
      quiet: false,
      parts: ["a", "b"],
      labels: { a: "1" },
      members: ["a", "b/c"],
    },
    { new_title: "demo", parts: ["a", "b"] },
    { labels: { a: "1" } },
    { keeps: ["d"] },
  ]);
});

test("to the wire: what is left out is not sent", () => {
  expect(toWire(table, "CreateCluster", { title: undefined, quiet: false })).toEqual({ quiet: false });
});

test("from the wire: each property under its own name, and nothing that the table does not know", () => {
  const answer = { title: "demo", place_id: "here", size: "huge", labels: {}, urls: "http://a", cluster_type: "x" };
  expect(fromWire(table, "DescribeClusterDetail", answer)).toEqual({
    title: "demo",
    place: "here",
    size: "huge",
    labels: {},
    address: "HTTP://A",
  });
});

test("from the wire: a decoder's null means that there is none, its undefined that nothing is known", () => {
  const answers = [{ urls: "none" }, { urls: 5 }, { urls: null }, {}];
  expect(answers.map((answer) => fromWire(table, "DescribeClusterDetail", answer))).toEqual([
    { address: null },
    {},
    {},
    {},
  ]);
});

const told = Object.entries(properties as Table).flatMap(([name, entry]) => {
  const place: WireField<unknown> | undefined = entry.facts.at.DescribeClusterDetail;
  return place === undefined ? [] : wiresOf(place).map((wire) => ({ name, entry, place, wire }));
});

/** A version to go to is text, and empty text says that there is none. */
const plain = told.filter(({ name }) => name !== "nextVersion");

test("from the wire: empty text says that there is no next version; absent, null and another type say nothing", () => {
  const answers = [
    { next_version: "" },
    { next_version: "1.33.1-aliyun.1" },
    {},
    { next_version: null },
    { next_version: 5 },
  ];
  expect(answers.map((answer) => fromWire(properties, "DescribeClusterDetail", answer))).toEqual([
    { nextVersion: null },
    { nextVersion: "1.33.1-aliyun.1" },
    {},
    {},
    {},
  ]);
});

test.each(plain)("from the wire: absent, null and empty text say nothing of $name", ({ name, wire }) => {
  for (const answer of [{}, { [wire]: undefined }, { [wire]: null }, { [wire]: "" }])
    expect(name in fromWire(properties, "DescribeClusterDetail", answer)).toBe(false);
});

test.each(plain)("from the wire: a value of another type says nothing of $name", ({ name, entry, wire }) => {
  const samples = { string: "text", boolean: true, integer: 5, object: { a: 1 }, array: [{ key: "a", value: "b" }] };
  const fitting = typeof entry.facts.at.DescribeClusterDetail === "string" ? entry.shape.schema.type : undefined;
  const others = Object.entries(samples).filter(([type]) => type !== fitting && !(name === "tags" && type === "array"));
  for (const [, value] of others)
    expect([value, name in fromWire(properties, "DescribeClusterDetail", { [wire]: value })]).toEqual([value, false]);
});

test("from the wire: an answer of any form at all is read without an error", () => {
  const answer = fc.dictionary(fc.constantFrom(...told.map(({ wire }) => wire)), fc.jsonValue());
  fc.assert(
    fc.property(answer, (body) => {
      const known = Object.values(fromWire(properties, "DescribeClusterDetail", body));
      expect(known.filter((value) => value === undefined || value === "")).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

/** Values of a shape's type, of any content. */
function valuesOf(schema: Readonly<Record<string, unknown>>): fc.Arbitrary<unknown> {
  switch (schema.type) {
    case "boolean":
      return fc.boolean();
    case "integer":
      return fc.integer();
    case "array":
      return fc.array(valuesOf(schema.items as Readonly<Record<string, unknown>>), { minLength: 1 });
    case "object":
      return fc.dictionary(fc.string(), fc.string(), { noNullPrototype: true });
    default:
      return fc.string({ minLength: 1 });
  }
}

/** Objects with a name of their own are written out in the tests of the features. */
const written = told.filter(({ place, entry }) => isWritten(place) && entry.shape.fields === undefined);

test.each(written)("round trip: $name is read back as it was written", ({ name, entry }) => {
  fc.assert(
    fc.property(valuesOf(entry.shape.schema), (value) => {
      const answer = JSON.parse(JSON.stringify(toWire(properties, "DescribeClusterDetail", { [name]: value })));
      expect(fromWire(properties, "DescribeClusterDetail", answer)[name]).toEqual(value);
    }),
  );
});

test("round trip: only what is read off another property's place is never written there", () => {
  expect(told.filter(({ place }) => !isWritten(place)).map(({ name }) => name)).toEqual([
    "endpointPublicAccess",
    "enableRrsa",
    "secretEncryption",
    "nextVersion",
    "apiServerEndpoint",
    "intranetApiServerEndpoint",
    "rrsaIssuer",
    "rrsaAudience",
    "rrsaJwksUrl",
    "rrsaProviderName",
    "rrsaProviderArn",
  ]);
});

test("bodies: every property is written as JSON that holds it whole, in every operation that carries it", () => {
  const entries = Object.entries(properties as Readonly<Record<string, Property<unknown>>>);
  for (const operation of Object.keys(operations) as Operation[]) {
    for (const [name, { shape, facts }] of entries) {
      const place = facts.at[operation];
      if (place === undefined || shape.fields !== undefined) continue;
      const isOnlyRead = typeof place !== "string" && "wires" in place && place.write === undefined;
      fc.assert(
        fc.property(valuesOf(shape.schema), (value) => {
          const body = toWire(properties, operation, { [name]: value });
          expect([Object.keys(body).toSorted(), JSON.parse(JSON.stringify(body))]).toEqual([
            isOnlyRead ? [] : wiresOf(place).toSorted(),
            body,
          ]);
        }),
        { numRuns: 20 },
      );
    }
  }
});
