import { properties } from "../provider/cluster/properties";
import { lifecycle, type Property } from "../provider/table/property";

/**
 * What the property table makes of each property, as a page that a person approves. A change of the table that changes
 * what happens to a cluster shows as a change of this page.
 *
 * `npx tsx tests/lifecycles.ts > tests/lifecycles.md` writes it anew.
 */
export function lifecycles(): string {
  const rows = Object.entries(properties as Readonly<Record<string, Property<unknown>>>).map(([name, { facts }]) => {
    const change = facts.refuse === undefined ? "" : "may be refused";
    return `| ${name} | ${lifecycle(facts)} | ${Object.keys(facts.at).join(", ")} | ${change} |`;
  });
  return `# Lifecycles

Each property, what its operations make of it, and those operations. \`npx tsx tests/lifecycles.ts > tests/lifecycles.md\`
writes this page anew; approve each changed line.

| property | lifecycle | operations | a change |
| --- | --- | --- | --- |
${rows.join("\n")}
`;
}

if (require.main === module) process.stdout.write(lifecycles());
