import * as vendor from "@alicloud/cs20151215";
import { type Operation, operations } from "../provider/ack/operations";
import { properties } from "../provider/cluster/properties";
import type { Place, Property } from "../provider/table/property";

type Model = { names?(): Readonly<Record<string, string>> };
const models = vendor as unknown as Readonly<Record<string, Model | undefined>>;

/** The wire names that an operation carries, as the vendor's own SDK has them; of reads, only the one that is read back. */
function wireNames(operation: Operation): ReadonlySet<string> | undefined {
  if (operations[operation].phase !== "read") return namesOf(`${operation}Request`);
  return operation === "DescribeClusterDetail" ? namesOf("DescribeClusterDetailResponseBody") : undefined;
}

function namesOf(model: string): ReadonlySet<string> | undefined {
  const names = models[model]?.names?.();
  return names && new Set(Object.values(names));
}

const known = new Map(
  (Object.keys(operations) as Operation[]).flatMap((operation) => {
    const names = wireNames(operation);
    return names === undefined ? [] : [[operation, names] as const];
  }),
);

interface Carried {
  readonly property: string;
  readonly operation: Operation;
  readonly wire: string;
}

const table = properties as Readonly<Record<string, Property<unknown>>>;
const carried: readonly Carried[] = Object.entries(table).flatMap(([property, { facts }]) =>
  (Object.entries(facts.at) as [Operation, Place<unknown>][]).map(([operation, place]) => ({
    property,
    operation,
    wire: typeof place === "string" ? place : place.wire,
  })),
);

const line = ({ property, operation, wire }: Carried) => `${property} in ${operation}: ${wire}`;

/** Wire names that the vendor's SDK does not know, each with the reason why it is right all the same. */
const unknownToTheSdk: Readonly<Record<string, string>> = {
  "zoneId in CreateCluster: zoneid": "the page's own name; the body goes out through the client's generic call",
  "privateZone in CreateCluster: private_zone":
    "the page's own name; the body goes out through the client's generic call",
};

/** Operations that carry a wire name of ours beside the table, each with the reason why the table leaves it out. */
const leftOut: Readonly<Record<string, string>> = {
  "regionId in TagResources: region_id": "says where the cluster is, and does not move it",
  "regionId in UntagResources: region_id": "says where the cluster is, and does not move it",
  "clusterSpec in ModifyCluster: cluster_spec":
    "a change is refused at preview; it is not known that the Serverless profile takes it here",
  "privateZone in DescribeClusterDetail: private_zone":
    "deprecated and announced to go; it cannot tell one service discovery type from another",
  "clusterDomain in CreateCluster: cluster_domain": "not among the page's parameters for a Serverless cluster",
};

test("the vendor's SDK tells the names of every operation that writes, and of the one that is read back", () => {
  const unseen = (Object.keys(operations) as Operation[]).filter((operation) => !known.has(operation));
  expect(unseen.filter((operation) => operations[operation].phase !== "read")).toEqual([]);
  expect(known.has("DescribeClusterDetail")).toBe(true);
});

test("every wire name in the table is one that the vendor's SDK knows, or is waived in writing", () => {
  const unknown = carried.filter(({ operation, wire }) => known.get(operation)?.has(wire) === false).map(line);
  expect(unknown.toSorted()).toEqual(Object.keys(unknownToTheSdk).toSorted());
});

test("no operation carries a wire name of ours without the table saying so, or a waiver in writing", () => {
  const left = Object.entries(table).flatMap(([property, { facts }]) => {
    const wires = [...new Set(carried.filter((one) => one.property === property).map(({ wire }) => wire))];
    return [...known].flatMap(([operation, names]) =>
      operation in facts.at
        ? []
        : wires.filter((wire) => names.has(wire)).map((wire) => line({ property, operation, wire })),
    );
  });
  expect(left.toSorted()).toEqual(Object.keys(leftOut).toSorted());
});
