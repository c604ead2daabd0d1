import { inputNames, lifecycle, type Property, type Table, updateOperations } from "../../provider/table/property";
import { code, pageHeader, table } from "./markdown";
import { driftSentence } from "./words";

/** What a change of each input does to the cluster, for the reviewer of a preview. */
export function lifecyclePage(properties: Table): string {
  const of = (kind: string) =>
    inputNames(properties)
      .map((name): [string, Property<unknown>["facts"]] => [name, (properties[name] as Property<unknown>).facts])
      .filter(([, facts]) => lifecycle(facts) === kind);
  const link = (name: string) => `[${code(name)}](reference.md#${name.toLowerCase()})`;
  const drift = (facts: Property<unknown>["facts"]) => driftSentence(facts) ?? "";
  return `${pageHeader("the property table")}# What changes in place, and what replaces the cluster

The API operations that carry an input decide this: an input that an update operation carries changes in place; an input that only CreateCluster carries replaces the cluster. The preview shows which of the two will happen.

## Changed in place

${table(
  ["input", "updated by", "when it is changed outside Pulumi"],
  of("updatable").map(([name, facts]) => [link(name), updateOperations(facts).join(", "), drift(facts)]),
)}

Three of these change in one direction only: the edition and the Kubernetes version cannot be downgraded, and RRSA cannot be disabled. The preview [rejects](checks.md#changes-to-an-existing-cluster) such a change.

## Replaces the cluster

Only a change from one value that the program set to another replaces the cluster. If the program sets an input for the first time, and the cluster has a different value, the preview rejects the change and shows both values.

${table(
  ["input", "when it is changed outside Pulumi"],
  of("createOnly").map(([name, facts]) => [link(name), drift(facts)]),
)}

The preview rejects a replacement in three cases: the state records \`deletionProtection\` as true, the program sets \`adopt\`, or the provider's region has changed and the new cluster would be created in another region.

### Which cluster comes first

The TypeScript classes set the resource option \`deleteBeforeReplace: true\`, because two clusters cannot have the same name: Pulumi deletes the old cluster, then creates the new one. A program that changes \`name\` as well can set \`deleteBeforeReplace: false\`: Pulumi then creates the new cluster first, and the old one remains if that fails.

In other languages, the provider decides: the old cluster is deleted first if both have the same name, or if both are in one VPC and their Service networks overlap. Pulumi does not ask the provider when \`pulumi up --replace\`, \`pulumi state taint\`, \`replaceWith\` or \`replacementTrigger\` cause the replacement: set \`deleteBeforeReplace: true\` for these.

### Replace a cluster on purpose

\`pulumi up --replace '<URN>'\` replaces a cluster that has not changed; \`pulumi stack --show-urns\` lists the URNs. This replacement also takes values that the preview otherwise rejects. The provider does not delete a cluster with \`deletionProtection\`. Remove \`adopt\` from the program first: while it is set, the run adopts the cluster again instead of replacing it, and a warning says so. Also set \`regionId\` if the provider's region has changed since the cluster was created.

## Kept in the state only

${of("stored")
  .map(([name]) => link(name))
  .join(", ")}. A change of these makes no API call. The provider uses them when it creates or deletes the cluster.
`;
}
