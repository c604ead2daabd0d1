import { type OperationFacts, operations, type Phase } from "../../provider/ack/operations";
import type { Property, Table } from "../../provider/table/property";
import { code, pageHeader, table } from "./markdown";
import { action } from "./policy";

const phases: Readonly<Record<Phase, string>> = {
  create: "Create",
  read: "Read",
  update: "Update",
  delete: "Delete",
  action: "Actions that change no property",
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
        repeat === "safe" ? "yes" : "only with proof",
        carriedBy(name, properties).map(code).join(", "),
      ]);
    return `## ${phases[phase]}\n\n${table(["operation", "RAM action", "request", "retried", "carries"], rows)}\n`;
  });
  return `${pageHeader("the list of operations")}# Operations and RAM actions

This page lists every Alibaba Cloud operation that the provider can call. "Retried" says whether the provider sends a call again after a lost response. If a second call could create a second resource or start a second task, the provider sends it only with proof that the first one had no effect.

${sections.join("\n")}
[RAM policies](ram-policy.md) has policy documents that allow these operations.
`;
}

function carriedBy(operation: string, properties: Table): string[] {
  return Object.entries<Property<unknown>>(properties)
    .filter(([, { facts }]) => operation in facts.at)
    .map(([name]) => name);
}
