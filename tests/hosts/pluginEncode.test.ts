import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { decode, encode, exposed, secretsOf, takeProtoAsKey, withCopies } from "../../provider/hosts/plugin/encode";
import { unknown } from "../../provider/table/values";

const signature = "4dabf18193072939515e22adb298388d";
const secret = (value: unknown) => ({ [signature]: "1b47061264138c4ac30d75fd1eb44270", value });

const wire = {
  name: secret("prod"),
  tags: { env: secret("test"), team: "web" },
  addons: [{ name: "logtail-ds", config: { project: secret("logs") } }, { name: "terway" }],
  list: ["a", secret("b"), null, true, 3],
  unknown,
  nested: { deep: [unknown] },
};

test("what is decoded is plain, and what is encoded again is as secret as it was, at its own depth", () => {
  const { values, secrets } = decode(Struct.fromJavaScript(wire as never));
  expect(values).toEqual({
    name: "prod",
    tags: { env: "test", team: "web" },
    addons: [{ name: "logtail-ds", config: { project: "logs" } }, { name: "terway" }],
    list: ["a", "b", null, true, 3],
    unknown,
    nested: { deep: [unknown] },
  });
  expect(encode(values, secrets).toJavaScript()).toEqual(wire);
});

test.each([
  ["a scalar in an object's place", { tags: "text" }, { tags: secret("text") }],
  ["another list", { addons: [{ name: "terway" }] }, { addons: secret([{ name: "terway" }]) }],
  [
    "another list of equal length",
    { addons: [{ name: "logtail-ds" }, { name: "terway" }] },
    { addons: secret([{ name: "logtail-ds" }, { name: "terway" }]) },
  ],
  ["a list of other items", { list: ["a", "c", null, true, 3] }, { list: secret(["a", "c", null, true, 3]) }],
  ["the same list in another order", { list: ["b", "a"] }, { list: secret(["b", "a"]) }],
  ["an object with other fields", { tags: { team: "ops" } }, { tags: { team: "ops" } }],
])("%s that holds a secret's successor", (_what, values, expected) => {
  const { secrets } = decode(Struct.fromJavaScript(wire as never));
  expect(encode(values, secrets).toJavaScript()).toEqual(expected);
});

describe("a tag that is named as the accessor of prototypes", () => {
  const accessor = Object.getOwnPropertyDescriptor(Object.prototype, "__proto__") as PropertyDescriptor;
  beforeEach(takeProtoAsKey);
  afterEach(() => Object.defineProperty(Object.prototype, "__proto__", accessor));

  test("is one like any other", () => {
    const tags = JSON.parse('{"__proto__":"1","constructor":"2","env":"3"}');
    const { values } = decode(Struct.deserializeBinary(encode({ tags }).serializeBinary()));
    expect(Object.entries(values.tags as object)).toEqual(Object.entries(tags));
  });
});

test("undefined is left out, and what the engine cannot take is refused", () => {
  expect(encode({ a: undefined, b: [undefined], c: { d: undefined } }).toJavaScript()).toEqual({ b: [null], c: {} });
  expect(() => encode({ a: 1n })).toThrow("a bigint cannot be handed to the engine");
});

test("a resource in a value's place is its id, an output its value", () => {
  const reference = { [signature]: "5cf8f73096256a8f31e491e813e4eb8e", urn: "urn:pulumi:x", id: "vpc-1" };
  const output = { [signature]: "d0e6a833031e9bbcd3f4e8bde6ca49a4", value: "vpc-2", secret: true };
  const pending = { [signature]: "d0e6a833031e9bbcd3f4e8bde6ca49a4" };
  const { values, secrets } = decode(Struct.fromJavaScript({ reference, output, pending } as never));
  expect(values).toEqual({ reference: "vpc-1", output: "vpc-2", pending: unknown });
  expect([...secrets]).toEqual([["output", "whole"]]);
});

test("the newer word about a property counts, and copies are as secret as what they copy", () => {
  const decoded = (values: object) => decode(Struct.fromJavaScript(values as never));
  const older = decoded({ a: secret(1), b: 2, c: secret(3), d: secret(4) });
  const newer = decoded({ b: secret(2), c: 3, d: null });
  expect([...secretsOf(newer, older).keys()].sort()).toEqual(["a", "b", "d"]);
  expect(encode({ __wishes: { a: 1, c: 2 } }, withCopies(secretsOf(newer, older))).toJavaScript()).toEqual({
    __wishes: { a: secret(1), c: 2 },
  });
});

describe("what is to be secret, and is recorded in plain text", () => {
  const found = (wanted: object, recorded: object) =>
    exposed(decode(Struct.fromJavaScript(wanted as never)).secrets, decode(Struct.fromJavaScript(recorded as never)));

  test.each<[string, object, object]>([
    ["a text", { a: secret("x") }, { a: "x" }],
    ["a whole of which a part is secret", { a: secret({ b: "x" }) }, { a: { b: secret("x") } }],
    ["a field", { a: { b: secret("x"), c: "y" } }, { a: { b: "x", c: "y" } }],
    ["a field beside a secret one", { a: { b: secret("x"), c: secret("y") } }, { a: { b: secret("x"), c: "y" } }],
    ["an item", { a: ["x", secret("y")] }, { a: ["x", "y"] }],
    ["a text that an object became", { a: { b: secret("x") } }, { a: "{}" }],
  ])("%s", (_, wanted, recorded) => {
    expect(found(wanted, recorded)).toEqual(["a"]);
  });

  test.each<[string, object, object]>([
    ["what is recorded as secret", { a: secret("x") }, { a: secret("y") }],
    ["a part of a whole", { a: { b: secret("x") } }, { a: secret({ b: "x" }) }],
    ["the same parts", { a: [{ b: secret("x") }, "y"] }, { a: [{ b: secret("x") }, "y"] }],
    ["what is not recorded", { a: secret("x") }, {}],
    ["a field that is not recorded", { a: { b: secret("x") } }, { a: { c: "y" } }],
    ["what is no longer secret", { a: "x" }, { a: secret("x") }],
  ])("not %s", (_, wanted, recorded) => {
    expect(found(wanted, recorded)).toEqual([]);
  });
});
