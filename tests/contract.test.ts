import * as vendor from "@alicloud/cs20151215";
import { type Operation, operations } from "../provider/ack/operations";
import { properties } from "../provider/cluster/properties/table";
import type { Property, WireField } from "../provider/table/property";
import { expectStepDone } from "./support/propertySteps";
import { wiresOf } from "./table/support/fields";

type Model = { names?(): Readonly<Record<string, string>> };
const models = vendor as unknown as Readonly<Record<string, Model | undefined>>;

/** The models of requests whose wire names stand one level below `XxxRequest`: in the items of a list. */
const items: Readonly<Partial<Record<Operation, string>>> = {
  InstallClusterAddons: "InstallClusterAddonsRequestBody",
  UpgradeClusterAddons: "UpgradeClusterAddonsRequestBody",
  UnInstallClusterAddons: "UnInstallClusterAddonsRequestAddons",
};

/** The wire names that an operation carries, as the vendor's own SDK has them; of reads, those that are read back. */
function wireNames(operation: Operation): ReadonlySet<string> | undefined {
  if (operations[operation].phase === "read")
    return isReadBack(operation) ? namesOf(`${operation}ResponseBody`) : undefined;
  return namesOf(items[operation] ?? `${operation}Request`);
}

function isReadBack(operation: Operation): boolean {
  return Object.values(properties as Readonly<Record<string, Property<unknown>>>).some(
    ({ facts }) => operation in facts.at,
  );
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
  (Object.entries(facts.at) as [Operation, WireField<unknown>][]).flatMap(([operation, place]) =>
    wiresOf(place).map((wire) => ({ property, operation, wire })),
  ),
);

/** Not about one of its add-ons or resources, whose names of the same spelling mean another thing. */
function isAboutTheCluster(operation: Operation): boolean {
  const isOther = operations[operation].phase === "read" && operation !== "DescribeClusterDetail";
  return !isOther && !(operation in items);
}

const line = ({ property, operation, wire }: Carried) => `${property} in ${operation}: ${wire}`;

const answerIsAList = "the answer is a bare list: the name is the provider's own for the whole of it";

/** Wire names that the vendor's SDK does not know, each with the reason why it is right all the same. */
const unknownToTheSdk: Readonly<Record<string, string>> = {
  "zoneId in CreateCluster: zoneid": "the page's own name; the body goes out through the client's generic call",
  "privateZone in CreateCluster: private_zone":
    "the page's own name; the body goes out through the client's generic call",
  "clusterSpec in MigrateCluster: spec":
    "the vendor's model knows the other use of this call only, from dedicated to managed; terraform-provider-alicloud sends type and spec",
  "loadBalancerId in DescribeClusterResources: resources": answerIsAList,
  "natGatewayId in DescribeClusterResources: resources": answerIsAList,
  "eipId in DescribeClusterResources: resources": answerIsAList,
};

const rrsaIsSwitched = "enableRrsa switches RRSA on there; ACK then makes what the output tells";

/** Operations that carry a wire name of ours beside the table, each with the reason why the table leaves it out. */
const leftOut: Readonly<Record<string, string>> = {
  "regionId in TagResources: region_id": "says where the cluster is, and does not move it",
  "regionId in UntagResources: region_id": "says where the cluster is, and does not move it",
  "privateZone in DescribeClusterDetail: private_zone":
    "deprecated and announced to go; it cannot tell one service discovery type from another",
  "nextVersion in UpgradeCluster: next_version": "kubernetesVersion asks for it; the output only tells what is offered",
  "rrsaIssuer in CreateCluster: rrsa_config": rrsaIsSwitched,
  "rrsaAudience in CreateCluster: rrsa_config": rrsaIsSwitched,
  "rrsaJwksUrl in CreateCluster: rrsa_config": rrsaIsSwitched,
  "rrsaProviderName in CreateCluster: rrsa_config": rrsaIsSwitched,
  "rrsaProviderArn in CreateCluster: rrsa_config": rrsaIsSwitched,
};

test("the vendor's SDK gives the names of every operation that writes, and of those that are read back", () => {
  const unseen = (Object.keys(operations) as Operation[]).filter((operation) => !known.has(operation));
  expect(unseen.filter((operation) => operations[operation].phase !== "read")).toEqual([
    // A path and nothing more.
    "CancelTask",
  ]);
  expect([...known.keys()].filter((operation) => operations[operation].phase === "read")).toEqual([
    "DescribeClusterDetail",
    "DescribeClusterResources",
    "GetClusterAuditProject",
    "CheckControlPlaneLogEnable",
    "ListClusterAddonInstances",
    "GetClusterAddonInstance",
  ]);
});

test("every wire name in the table is one that the vendor's SDK knows, or is waived in writing", () => {
  const unknown = carried.filter(({ operation, wire }) => known.get(operation)?.has(wire) === false).map(line);
  expectStepDone(
    1,
    unknown.filter((one) => !(one in unknownToTheSdk)).map((one) => `the SDK does not know ${one}`),
  );
  expect(unknown.toSorted()).toEqual(Object.keys(unknownToTheSdk).toSorted());
});

test("no operation carries a wire name of ours without the table saying so, or a waiver in writing", () => {
  const left = Object.entries(table).flatMap(([property, { facts }]) => {
    const own = carried.filter((one) => one.property === property && isAboutTheCluster(one.operation));
    const wires = [...new Set(own.map(({ wire }) => wire))];
    return [...known].flatMap(([operation, names]) =>
      !isAboutTheCluster(operation) || operation in facts.at
        ? []
        : wires.filter((wire) => names.has(wire)).map((wire) => line({ property, operation, wire })),
    );
  });
  expectStepDone(
    1,
    left.filter((one) => !(one in leftOut)).map((one) => `the table leaves out ${one}`),
  );
  expect(left.toSorted()).toEqual(Object.keys(leftOut).toSorted());
});
