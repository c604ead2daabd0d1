import { createHash } from "node:crypto";
import { Simulator } from "../../simulator";
import { rawCall } from "../simulator/signed";

let simulator: Simulator;

beforeEach(async () => {
  simulator = await Simulator.start();
});
afterEach(() => simulator.close());

/** What terraform-provider-alicloud sends for alicloud_cs_serverless_kubernetes: what is not set is empty text. */
const TERRAFORM = {
  name: "terraform",
  cluster_type: "ManagedKubernetes",
  profile: "Serverless",
  region_id: "cn-hangzhou",
  kubernetes_version: "",
  resource_group_id: "",
  vpcid: "vpc-1",
  vswitch_ids: ["vsw-1"],
  zone_id: "",
  security_group_id: "",
  snat_entry: true,
  nat_gateway: true,
  endpoint_public_access: true,
  deletion_protection: false,
  logging_type: "",
  service_cidr: "",
  service_discovery_types: ["PrivateZone"],
  timezone: "",
  load_balancer_spec: "slb.s2.small",
  cluster_spec: "ack.pro.small",
  enable_rrsa: true,
  custom_san: "",
  tags: [{ key: "made-by", value: "terraform" }],
  addons: [{ name: "logtail-ds", config: "", version: "", disabled: false }],
};

const creating = { action: "CreateCluster", method: "POST", path: "/clusters" };

test.each(["application/json", "application/json;charset=UTF-8", "application/json; charset=utf-8"])(
  "the body of terraform-provider-alicloud is taken, as %s",
  async (type) => {
    const { status, body } = await rawCall(simulator, {
      ...creating,
      body: TERRAFORM,
      headers: { "content-type": type },
    });
    expect([status, body]).toEqual([202, expect.objectContaining({ cluster_id: expect.stringMatching(/^c/) })]);
    expect(simulator.clusters()[0]).toMatchObject({
      name: "terraform",
      vswitch_ids: ["vsw-1"],
      timezone: "Asia/Shanghai",
    });
  },
);

test("headers in any order are taken", async () => {
  const path = "/regions/cn-hangzhou/clusters?page_size=10&page_number=1";
  for (const first of [["x-acs-version"], ["authorization", "x-acs-date"], ["x-acs-signature-nonce", "host"]]) {
    const { status } = await rawCall(simulator, { action: "DescribeClustersForRegion", path, first });
    expect([first, status]).toEqual([first, 200]);
  }
});

test("the older signature with HMAC-SHA1, of aliyungo and of the SDK behind the CLI aliyun, is refused", async () => {
  const address = new URL(`/clusters/c${"0".repeat(32)}`, simulator.url);
  const answer = await fetch(address, {
    headers: {
      accept: "application/json",
      authorization: `acs ${simulator.accounts[0].accessKeyId}:${createHash("sha1").update("any").digest("base64")}`,
      date: new Date().toUTCString(),
      "x-acs-action": "DescribeClusterDetail",
      "x-acs-version": "2015-12-15",
      "x-acs-signature-method": "HMAC-SHA1",
      "x-acs-signature-nonce": "1",
      "x-acs-signature-version": "1.0",
    },
  });
  expect([answer.status, await answer.json()]).toEqual([
    400,
    expect.objectContaining({
      Code: "IncompleteSignature",
      Message:
        "The request signature does not conform to Aliyun standards: the Authorization header is not ACS3-HMAC-SHA256 with its three parts.",
    }),
  ]);
});

test("a body that is a form is refused", async () => {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const { status, body } = await rawCall(simulator, { ...creating, body: "name=a&profile=Serverless", headers });
  expect([status, body.message]).toEqual([400, "The parameter 'body' is invalid: it must be JSON"]);
});

test("what the vendor's SDK for Python sends beside the values that are set is taken", async () => {
  const zone = { name: "python", cluster_type: "ManagedKubernetes", profile: "Serverless", region_id: "cn-hangzhou" };
  const empty = { addons: [], nodepools: [], tags: [], taints: [], worker_data_disks: [] };
  const body = { ...zone, zone_ids: ["cn-hangzhou-i"], ...empty };
  expect((await rawCall(simulator, { ...creating, body })).status).toBe(202);
  const listed = `/clusters/${simulator.clusters()[0]?.cluster_id}/resources?with_addon_resources=True`;
  expect((await rawCall(simulator, { action: "DescribeClusterResources", path: listed })).status).toBe(200);
  const nodes = await rawCall(simulator, { ...creating, body: { ...body, name: "nodes", nodepools: [{}] } });
  expect([nodes.status, nodes.body.message]).toEqual([
    400,
    "The parameter 'nodepools' is invalid: serverless clusters do not have it",
  ]);
});
