import { type OperationFacts, operations, type Phase } from "../../provider/ack/operations";
import type { Property, Table } from "../../provider/table/property";
import { code, pageHeader, table } from "./markdown";
import { action } from "./policy";

const phases: Readonly<Record<Phase, string>> = {
  create: "Creates",
  read: "Read",
  update: "Change",
  delete: "Delete",
  action: "Act, and change no property",
};

/** The operations that the provider can call: where, with which RAM action, and for which properties. */
export function operationsPage(properties: Table): string {
  const all = Object.entries<OperationFacts>(operations);
  const sections = (Object.keys(phases) as Phase[]).map((phase) => {
    const rows = all
      .filter(([, facts]) => facts.phase === phase)
      .map(([name, { method, path, repeat }]) => [
        name,
        code(action(name as keyof typeof operations)),
        path === "/" ? "RPC" : code(`${method} ${path}`),
        repeat === "safe" ? "yes" : "never blindly",
        carriedBy(name, properties).map(code).join(", "),
      ]);
    return `## ${phases[phase]}\n\n${table(["operation", "RAM action", "request", "asked again", "carries"], rows)}\n`;
  });
  return `${pageHeader("the list of operations")}# Operations and RAM actions

Every operation of Alibaba Cloud that this provider can call. "Asked again" says whether a call is repeated after a lost answer: one that could make a second thing is repeated only once it is proven that the first made none.

${sections.join("\n")}
[RAM policies](ram-policy.md) has documents to attach.
`;
}

function carriedBy(operation: string, properties: Table): string[] {
  return Object.entries<Property<unknown>>(properties)
    .filter(([, { facts }]) => operation in facts.at)
    .map(([name]) => name);
}
