import { sourceOf } from "../../provider/cluster/properties/source";
import { inputNames, type Property, type Table, type WireField, wiresOf } from "../../provider/table/property";
import type { Field } from "../../provider/table/shapes";
import { code, pageHeader, prose, table } from "./markdown";
import { driftSentence, lifecycleSentence } from "./words";

/** The reference page: every property, what it must be, what a change does, and the operations that carry it. */
export function referencePage(properties: Table): string {
  const names = inputNames(properties);
  const outputs = Object.keys(properties).filter((name) => !names.includes(name));
  const entry = (name: string) => properties[name] as Property<unknown>;
  return `${pageHeader("the property table")}# ServerlessCluster

Every input is optional, and is also an output of the same name. The provider does not manage an input that the program leaves out: the cluster keeps the value it has.

| | names |
| --- | --- |
| Inputs | ${names.map(linked).join(", ")} |
| Other outputs | ${outputs.map(linked).join(", ")} |

## Inputs

${names.map((name) => inputSection(name, entry(name))).join("\n")}
## Outputs

A running cluster has these outputs in addition to its inputs.

${outputs.map((name) => outputSection(name, entry(name))).join("\n")}`;
}

const linked = (name: string) => `[${name}](#${name.toLowerCase()})`;

function inputSection(name: string, { shape, facts }: Property<unknown>): string {
  const drift = driftSentence(facts);
  const carried = Object.entries(facts.at).map(
    ([operation, place]) =>
      `${operation} (${wiresOf(place as WireField<unknown>)
        .map(code)
        .join(", ")})`,
  );
  return `### ${name}

${prose(facts.doc)}

- Must be ${prose(shape.expects)}.
- ${lifecycleSentence(facts)}${drift === undefined ? "" : ` ${drift}`}
${carried.length > 0 ? `- Carried by ${carried.join(", ")}.\n` : ""}${shape.fields ? `\n${fieldsTable(shape.fields.of)}\n` : ""}`;
}

function fieldsTable(fields: Readonly<Record<string, Field>>): string {
  const inner = Object.entries(fields).flatMap(([field, { shape }]) =>
    shape.fields ? [`\nEach of ${code(field)}:\n\n${fieldsTable(shape.fields.of)}`] : [],
  );
  return `${ownFields(fields)}${inner.join("")}`;
}

function ownFields(fields: Readonly<Record<string, Field>>): string {
  return table(
    ["field", "must be", ""],
    Object.entries(fields).map(([field, { shape, doc, required }]) => [
      `${code(field)}${required ? " (required)" : ""}`,
      prose(shape.expects),
      prose(doc),
    ]),
  );
}

function outputSection(name: string, { facts }: Property<unknown>): string {
  return `### ${name}

${prose(facts.doc)} From ${sourceOf(facts)}.
`;
}
