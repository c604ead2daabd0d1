import { inputNames, lifecycle, type Property, type Table, updateOperations } from "../../provider/table/property";
import { code, pageHeader, table } from "./markdown";
import { driftSentence } from "./words";

/** What a change of each input comes to, as a reviewer of a preview asks. */
export function lifecyclePage(properties: Table): string {
  const of = (kind: string) =>
    inputNames(properties)
      .map((name): [string, Property<unknown>["facts"]] => [name, (properties[name] as Property<unknown>).facts])
      .filter(([, facts]) => lifecycle(facts) === kind);
  const link = (name: string) => `[${code(name)}](reference.md#${name.toLowerCase()})`;
  const drift = (facts: Property<unknown>["facts"]) => driftSentence(facts) ?? "";
  return `${pageHeader("the property table")}# What a change comes to

It follows from the API operations that carry a property, and from nothing else. A preview tells it before it happens.

## Changed in place

${table(
  ["input", "by", "when others change it"],
  of("updatable").map(([name, facts]) => [link(name), updateOperations(facts).join(", "), drift(facts)]),
)}

Some of these go one way only: an edition and a Kubernetes version never go down, and RRSA is never switched off. The preview [refuses](checks.md#changes-of-a-cluster-that-exists) the way back.

## Replaces the cluster

Only a change between two values that the program set replaces a cluster. A value that was never set, and differs from what the cluster has, is refused with both values.

${table(
  ["input", "when others change it"],
  of("createOnly").map(([name, facts]) => [link(name), drift(facts)]),
)}

A replacement is refused while \`deletionProtection\` is recorded as true, while \`adopt\` stands in the program, and where the new cluster would land in another region because the provider's region has changed. The new cluster comes first, unless both have the same name, or Service networks that overlap in one VPC; then the old one goes first.

## Kept in the state, without a call

${of("stored")
  .map(([name]) => link(name))
  .join(", ")}: used when the cluster is created or deleted.
`;
}
