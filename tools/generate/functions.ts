import { functions } from "../../provider/cluster/functions/functions";
import type { PackageFunction } from "../../provider/cluster/functions/packageFunction";
import type { Field } from "../../provider/table/shapes";
import { code, pageHeader, prose, table } from "./markdown";
import { readonlyType } from "./sdkFunctions";

/** Each function of the package, with its arguments and its result. */
export function functionsPage(): string {
  const sections = Object.values<PackageFunction>(functions)
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .map(section);
  return `${pageHeader("the functions' definitions")}# Functions, field by field

[Functions](functions.md) describes when to use each function. Every function has an \`…Output\` form that takes the same arguments.

${sections.join("\n")}`;
}

function section({ name, doc, sources, arguments: taken, answer }: PackageFunction): string {
  return `## ${name}

${prose(doc)} It calls ${sources.map(code).join(", ")}.

${fields("argument", taken)}

${fields(answer.list === undefined ? "result" : "each result", answer.fields)}
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
