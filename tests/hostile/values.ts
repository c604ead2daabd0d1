import fc from "fast-check";
import { properties } from "../../provider/cluster/properties/table";
import type { Table } from "../../provider/table/property";

/** What stands for a value that is not known yet. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** How many values each property is tried with. */
export const RUNS = { numRuns: 300 };

const table: Table = properties;

/** Names that code stumbles over: those of JavaScript's own objects. */
const treacherous = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "valueOf",
  "hasOwnProperty",
  "toJSON",
  "then",
  "length",
];

/** Text as it should not be: controls, both directions, lone surrogates, what ends a line, a string or a document. */
const nasty = fc.constantFrom(
  "",
  " ",
  "\u0000",
  "\u0007\u001b[31m",
  "line\nbreak\r\n",
  "\u202Eright to left\u202C",
  "שלום",
  "🚀👩‍👩‍👧‍👦",
  "\ud800",
  "\u2028\u2029",
  "{}",
  "[]",
  "null",
  '{"__proto__": {"polluted": true}}',
  "a: &a [*a]",
  "- - - -",
  "---\n---",
  "%YAML 9.9",
  "http://169.254.169.254/",
  "'\"`",
  "1e999",
  "-0",
  "NaN",
  UNKNOWN,
);

/** Text that is right somewhere, so that values get past the first look. */
const plausible = fc.constantFrom(
  "demo",
  "cn-hangzhou",
  "cn-hangzhou-i",
  "ack.standard",
  "ack.pro.small",
  "ack.pro.xlarge",
  "1.32",
  "1.31.1-aliyun.1",
  "vpc-1",
  "vsw-1",
  "sg-1",
  "172.21.0.0/20",
  "Asia/Shanghai",
  "running",
  "initial",
  "failed",
  "delete_failed",
  "logtail-ds",
  "v1.2.3",
  "PrivateZone",
  "03:00:00Z",
  "3h",
  "FREQ=WEEKLY;BYDAY=TH",
  '{"api_server_endpoint":"https://1.2.3.4:6443","intranet_api_server_endpoint":"https://10.0.0.1:6443"}',
  '{"SubClass":"default","ControlPlaneLogEnable":"true"}',
);

export const text = fc.oneof(
  nasty,
  plausible,
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({ maxLength: 20 }),
);

export const wireNames = Object.values(table).flatMap(({ facts }) =>
  Object.values(facts.at).flatMap((place: unknown) =>
    typeof place === "string"
      ? [place]
      : [(place as { wire?: string }).wire ?? (place as { wires: string[] }).wires].flat(),
  ),
);
const hiddenNames = ["__inputs", "__wishes", "__derived", "__urn", "__timeouts", "__ran", "__provider"];
const fieldNames = Object.values(table).flatMap(({ shape }) => Object.keys(shape.fields?.of ?? {}));

/** The name of a field: of the table, of the wire, of anything. */
export const fieldName = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...Object.keys(table)) },
  { weight: 3, arbitrary: fc.constantFrom(...wireNames) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...hiddenNames,
      ...fieldNames,
      "key",
      "data",
      "events",
      "error",
      "task_result",
      "version",
      "config",
      "status",
      "value",
      "name",
      "cluster_id",
      "clusters",
    ),
  },
  { weight: 2, arbitrary: fc.constantFrom(...treacherous) },
  text,
);

/** An object whose fields are its own, whatever their names. */
export function objectOf<T>(value: fc.Arbitrary<T>, maxLength = 8): fc.Arbitrary<Record<string, T>> {
  return fc.array(fc.tuple(fieldName, value), { maxLength }).map((entries) => Object.fromEntries(entries));
}

/** Any JSON. */
export const json: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthIdentifier: "json" },
    fc.oneof(text, fc.constantFrom(null, true, false, 0, -1, 1.5, 1e308, 2 ** 53, UNKNOWN)),
    fc.array(tie("value"), { maxLength: 4, depthIdentifier: "json" }),
    fc
      .array(fc.tuple(fieldName, tie("value")), { maxLength: 5, depthIdentifier: "json" })
      .map((entries) => Object.fromEntries(entries)),
  ),
})).value;

/** A program's inputs, or what a state or an answer holds: names that count, with any values. */
export const values: fc.Arbitrary<Record<string, unknown>> = objectOf(json, 12);

/** Lists in lists in lists, as deep as protocol buffers carry them. */
export function deep(levels: number): unknown {
  let value: unknown = "bottom";
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}
