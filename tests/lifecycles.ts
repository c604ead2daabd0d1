import { properties } from "../provider/cluster/properties/table";
import { isReported, lifecycle, type Property } from "../provider/table/property";

/**
 * What the property table makes of each property, as a page that a person approves. A change of the table that changes
 * what happens to a cluster shows as a change of this page.
 *
 * `npx tsx tests/lifecycles.ts > tests/lifecycles.md` writes it anew.
 */
export function lifecycles(): string {
  const rows = Object.entries(properties as Readonly<Record<string, Property<unknown>>>).map(([name, { facts }]) => {
    const operations = Object.keys(facts.at).join(", ");
    return [name, lifecycle(facts), operations, change(facts), drift(facts)];
  });
  return `# Lifecycles

Each property, what its operations make of it, and those operations. \`npx tsx tests/lifecycles.ts > tests/lifecycles.md\`
writes this page anew; approve each changed line.

Drift that is "put back" is found by a refresh, or by the next change, and undone in place; what is "kept as recorded" is
told in a warning; what "went ahead", such as a cluster that upgraded itself, cannot go back; what is "unseen" no operation
reports.

${aligned([["property", "lifecycle", "operations", "a change", "drift"], ...rows])}
`;
}

/** A table as the formatter writes it. */
function aligned([head = [], ...rows]: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => (row[column] as string).length)));
  const line = (cells: readonly string[], fill: string) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] as number, fill)).join(" | ")} |`;
  return [
    line(head, " "),
    line(
      head.map(() => "-"),
      "-",
    ),
    ...rows.map((row) => line(row, " ")),
  ].join("\n");
}

function change({ refuse, change, heldBy }: Property<unknown>["facts"]): string {
  const words = [refuse && "may be refused", change && "goes one way", heldBy && "held by the provider"];
  return words.filter(Boolean).join(", ");
}

function drift(facts: Property<unknown>["facts"]): string {
  const kind = lifecycle(facts);
  if (kind === "output" || kind === "stored") return "";
  if (!isReported(facts)) return "unseen";
  if (kind === "createOnly") return "kept as recorded";
  return facts.change === undefined ? "put back" : "left where it went ahead";
}

if (require.main === module) process.stdout.write(lifecycles());
