import { functions } from "../../provider/cluster/functions/functions";
import type { PackageFunction } from "../../provider/cluster/functions/packageFunction";
import type { Field } from "../../provider/table/shapes";
import { code, pageHeader, prose, table } from "./markdown";
import { readonlyType } from "./sdkFunctions";

/** Each function of the package, with its arguments and its answer. */
export function functionsPage(): string {
  const sections = Object.values<PackageFunction>(functions)
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .map(section);
  return `${pageHeader("the functions' definitions")}# Functions, field by field

[Functions](functions.md) says when to use which. Each has an \`…Output\` form of the same arguments.

${sections.join("\n")}`;
}

function section({ name, doc, sources, arguments: taken, answer }: PackageFunction): string {
  return `## ${name}

${prose(doc)} It calls ${sources.map(code).join(", ")}.

${fields("argument", taken)}

${fields(answer.list === undefined ? "answer" : "answer, a list of", answer.fields)}
`;
}

function fields(head: string, of: Readonly<Record<string, Field>>): string {
  const rows = Object.entries(of).map(([name, field]) => [
    `${code(name)}${field.required ? "" : " (optional)"}`,
    code(readonlyType(field)),
    prose(field.doc),
  ]);
  return table([head, "type", ""], rows);
}
