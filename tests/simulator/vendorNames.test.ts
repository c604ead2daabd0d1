import { readFileSync } from "node:fs";
import * as $CS from "@alicloud/cs20151215";
import { Simulator } from "../../simulator";
import { rawCall } from "./signed";

let simulator: Simulator;
let strict: Simulator;

beforeAll(async () => {
  simulator = await Simulator.start({ clusterQuota: 1000 });
  strict = await Simulator.start({ clusterQuota: 1000, deprecationMode: "strict" });
});
afterAll(() => Promise.all([simulator.close(), strict.close()]));

/** The wire names of CreateCluster in the vendor's model, with their types. */
const MODEL = Object.entries($CS.CreateClusterRequest.names()).map(([property, wire]) => ({
  property,
  wire,
  type: $CS.CreateClusterRequest.types()[property] as unknown,
}));

/** Names whose values a plain example does not fit. */
const FITTING: Record<string, unknown> = {
  cluster_spec: "ack.standard",
  cluster_type: "ManagedKubernetes",
  encryption_provider_key: undefined,
  ip_stack: "ipv4",
  kubernetes_version: undefined,
  load_balancer_id: "lb-1",
  logging_type: "SLS",
  profile: "Serverless",
  region_id: "cn-hangzhou",
  resource_group_id: "rg-1",
  security_group_id: undefined,
  service_cidr: "172.20.0.0/20",
  timezone: "Asia/Shanghai",
  vpcid: undefined,
  zone_id: "cn-hangzhou-b",
};

const NODES =
  /^(worker_|master_|nodepools|num_of_nodes|container_cidr|node_cidr|pod_vswitch|instances|taints|user_data)/;

function example(wire: string, type: unknown): unknown {
  if (wire in FITTING) return FITTING[wire];
  if (type === "string") return `x-${wire.replaceAll("_", "-").slice(0, 40)}`;
  if (type === "number") return 1;
  if (type === "boolean") return true;
  return (type as { type?: string }).type === "array" ? [] : {};
}

async function create(at: Simulator, wire: string, value: unknown): Promise<string> {
  const body = {
    name: `n-${wire.replaceAll("_", "-")}`,
    cluster_type: "ManagedKubernetes",
    profile: "Serverless",
    region_id: "cn-hangzhou",
    zone_ids: ["cn-hangzhou-b"],
    ...(value === undefined ? {} : { [wire]: value }),
  };
  const answer = await rawCall(at, { action: "CreateCluster", method: "POST", path: "/clusters", body });
  return answer.status === 202 ? "accepted" : answer.body.message;
}

const SERVERLESS = MODEL.filter(({ wire }) => !NODES.test(wire) && wire !== "zone_ids");

test.each(SERVERLESS)("$wire is known, with its type", async ({ wire, type }) => {
  expect(await create(simulator, wire, example(wire, type))).toBe("accepted");
});

test.each(SERVERLESS)("$wire of another type is refused by name", async ({ wire, type }) => {
  const wrong = type === "number" || type === "boolean" ? "text" : 5;
  expect(await create(simulator, wire, wrong)).toContain(`The parameter '${wire}' is invalid`);
});

test.each(MODEL.filter(({ wire }) => NODES.test(wire)))("$wire is refused: it needs nodes", async ({ wire, type }) => {
  const why = `The parameter '${wire}' is invalid: serverless clusters do not have it`;
  const value = example(wire, type);
  // The vendor's SDK for Python always sends empty lists, which ask for no nodes.
  expect(await create(simulator, wire, Array.isArray(value) ? ["one"] : value)).toBe(why);
});

/** Whether the vendor's model marks a property as deprecated. */
function isDeprecated(property: string): boolean {
  const file = require.resolve("@alicloud/cs20151215/dist/models/CreateClusterRequest.d.ts");
  const text = readFileSync(file, "utf8");
  const whole = text.slice(text.indexOf("class CreateClusterRequest extends"));
  const end = whole.search(new RegExp(`^    ${property}\\?:`, "m"));
  return whole.slice(whole.lastIndexOf("/**", end), end).includes("@deprecated");
}

test.each(SERVERLESS)("$wire is refused in strict mode exactly if deprecated", async ({ property, wire, type }) => {
  const answer = await create(strict, wire, example(wire, type) ?? "x-x");
  const refused = `The parameter '${wire}' is invalid: the parameter is deprecated`;
  expect(answer === refused).toBe(isDeprecated(property));
});

test("the detail answer has the fields of the vendor's model, all of them", () => {
  const detail = simulator.seed({ name: "detail" });
  expect(Object.keys(detail).sort()).toEqual(Object.values($CS.DescribeClusterDetailResponseBody.names()).sort());
});

test("a list item has the fields of the vendor's model, all of them", async () => {
  const list = await rawCall(simulator, {
    action: "DescribeClustersForRegion",
    path: "/regions/cn-hangzhou/clusters?name=detail",
  });
  const names = Object.values($CS.DescribeClustersForRegionResponseBodyClusters.names());
  expect(Object.keys(list.body.clusters[0]).sort()).toEqual(names.sort());
});
