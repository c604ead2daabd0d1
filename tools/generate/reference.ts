import { inputNames, type Place, type Property, type Table, wiresOf } from "../../provider/table/property";
import { lifecycleSentence } from "./words";

/** The reference page: every property, what it must be, what a change comes to, and the operations that carry it. */
export function referencePage(table: Table): string {
  const names = inputNames(table);
  const outputs = Object.keys(table).filter((name) => !names.includes(name));
  const entry = (name: string) => table[name] as Property<unknown>;
  return `<!-- Generated from the property table by "npm run generate". Do not edit. -->

# ServerlessCluster

## Inputs

Every input is optional, and an output under the same name. What is left out is not managed.

| property | must be | a change | carried by | |
| --- | --- | --- | --- | --- |
${names.map((name) => inputRow(name, entry(name))).join("\n")}

${namedTypes(names.map(entry))}## Outputs

| property | from | |
| --- | --- | --- |
${outputs.map((name) => `| \`${name}\` | ${entry(name).facts.source} | ${cell(entry(name).facts.doc)} |`).join("\n")}
`;
}

function inputRow(name: string, { shape, facts }: Property<unknown>): string {
  const operations = Object.entries(facts.at).map(
    ([operation, place]) =>
      `${operation} ${wiresOf(place as Place<unknown>)
        .map((wire) => `\`${wire}\``)
        .join(" ")}`,
  );
  return `| \`${name}\` | ${cell(shape.expects)} | ${lifecycleSentence(facts)} | ${operations.join(", ")} | ${cell(facts.doc)} |`;
}

function namedTypes(entries: readonly Property<unknown>[]): string {
  return entries
    .flatMap(({ shape }) => (shape.fields ? [shape.fields] : []))
    .map(
      ({ name, of }) => `### ${name}

| field | must be | |
| --- | --- | --- |
${Object.entries(of)
  .map(
    ([field, { shape, doc, required }]) =>
      `| \`${field}\`${required ? " (required)" : ""} | ${cell(shape.expects)} | ${cell(doc)} |`,
  )
  .join("\n")}

`,
    )
    .join("");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
