import { apiServerEip, clusterResource } from "../../../provider/cluster/properties/resources";

const { read } = clusterResource("SLB", "ALIYUN::SLB::LoadBalancer");
const answer = (...resources: unknown[]) => ({ cluster_id: "c-1", resources });
const slb = (instance_id: string, more: object = {}) => ({
  cluster_id: "c-1",
  resource_type: "SLB",
  instance_id,
  creator_type: "system",
  ...more,
});

test.each<[string, unknown[], string | null | undefined]>([
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
  ["a listener of it", [slb("l-1", { resource_type: "ALIYUN::SLB::Listener" })], null],
  ["one of several", [slb("lb-1"), slb("lb-2")], undefined],
  ["its own, told twice", [slb("lb-1"), slb("lb-1")], "lb-1"],
  ["none", [], null],
  ["what is no resource", [null, 5, "lb-1"], null],
  ["its own among others", [slb("lb-2", { creator_type: "user" }), slb("lb-1")], "lb-1"],
])("the cluster's load balancer: %s", (_, resources, expected) => {
  expect(read(answer(...resources))).toBe(expected);
});

test("an answer without a list says nothing", () => {
  expect([read({}), read({ resources: {} })]).toEqual([undefined, undefined]);
});

const inside = { intranet_api_server_endpoint: "https://10.0.0.1:6443" };
const open = { ...inside, api_server_endpoint: "https://203.0.113.10:6443" };
const eip = (instance_id: string, resource_type = "EIP") => slb(instance_id, { resource_type });

test.each<[string, object | undefined, unknown[], string | null | undefined]>([
  ["of a public cluster", open, [eip("eip-1")], "eip-1"],
  ["in the other family of names", open, [eip("eip-1", "ALIYUN::VPC::EIP")], "eip-1"],
  ["of a private cluster: the NAT gateway's", inside, [eip("eip-1")], null],
  ["beside the NAT gateway's", open, [eip("eip-1"), eip("eip-2")], undefined],
  ["that is bound by something else", open, [eip("eip-1", "ALIYUN::VPC::EIPAssociation")], null],
  ["of a cluster whose addresses are not told", undefined, [eip("eip-1")], undefined],
])("the API server's EIP: %s", (_, addresses, resources, expected) => {
  const master_url = addresses && JSON.stringify(addresses);
  expect(apiServerEip.read({ ...answer(...resources), master_url })).toBe(expected);
});
