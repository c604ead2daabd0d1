import { clusterResource } from "../../provider/cluster/resources";

const { read } = clusterResource(/SLB|LoadBalancer/i);
const answer = (...resources: unknown[]) => ({ cluster_id: "c-1", resources });
const slb = (instance_id: string, more: object = {}) => ({
  cluster_id: "c-1",
  resource_type: "SLB",
  instance_id,
  creator_type: "system",
  ...more,
});

test.each<[string, unknown[], string | null]>([
  ["its own", [slb("lb-1")], "lb-1"],
  ["its own, in the other family of names", [slb("lb-1", { resource_type: "ALIYUN::SLB::LoadBalancer" })], "lb-1"],
  ["its own, where nothing says who made it", [slb("lb-1", { creator_type: undefined })], "lb-1"],
  ["a neighbour's", [slb("lb-2", { cluster_id: "c-2" })], null],
  ["a Service's", [slb("lb-2", { associated_object: { kind: "Service", name: "web" } })], null],
  ["its own, with an object that says nothing", [slb("lb-1", { associated_object: { kind: "" } })], "lb-1"],
  ["an add-on's", [slb("lb-2", { creator_type: "addon" })], null],
  ["the user's", [slb("lb-2", { creator_type: "user" })], null],
  ["another kind", [slb("ngw-1", { resource_type: "ALIYUN::VPC::NatGateway" })], null],
  ["one without an id", [slb("")], null],
  ["none", [], null],
  ["what is no resource", [null, 5, "lb-1"], null],
  ["its own among others", [slb("lb-2", { creator_type: "user" }), slb("lb-1")], "lb-1"],
])("the cluster's load balancer: %s", (_, resources, expected) => {
  expect(read(answer(...resources))).toBe(expected);
});

test("an answer without a list tells nothing", () => {
  expect([read({}), read({ resources: {} })]).toEqual([undefined, undefined]);
});
