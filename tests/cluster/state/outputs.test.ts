import fc from "fast-check";
import { intranetAddress, publicAddress, publicEndpoint } from "../../../provider/cluster/properties/resources";
import { createOnlyDrift, inputsOf, outputsOf, reportedBy } from "../../../provider/cluster/state/outputs";

type Values = Readonly<Record<string, unknown>>;

const privateUrl = '{"intranet_api_server_endpoint":"https://10.0.0.1:6443"}';
const publicUrl =
  '{"api_server_endpoint":"https://203.0.113.10:6443","intranet_api_server_endpoint":"https://10.0.0.1:6443"}';

/** DescribeClusterDetail of a running cluster, with some of what this resource does not care for. */
const detail = {
  cluster_id: "c-1",
  cluster_type: "ManagedKubernetes",
  profile: "Serverless",
  name: "prod",
  region_id: "cn-hangzhou",
  cluster_spec: "ack.pro.small",
  current_version: "1.32.1-aliyun.1",
  next_version: "",
  state: "running",
  created: "2026-01-02T16:02:04+08:00",
  vpc_id: "vpc-1",
  vswitch_ids: ["vsw-1"],
  vswitch_id: "vsw-1",
  security_group_id: "sg-1",
  service_cidr: "172.19.0.0/20",
  resource_group_id: "rg-1",
  deletion_protection: false,
  timezone: "Asia/Shanghai",
  cluster_domain: "cluster.local",
  master_url: privateUrl,
  size: 0,
  tags: [
    { key: "team", value: "shop" },
    { key: "ack.aliyun.com", value: "c-1" },
    { key: "acs:x", value: "y" },
    { key: "pulumi-ack-serverless", value: "owned:abc" },
    { key: "foreign", value: "1" },
  ],
};

const reported = {
  clusterId: "c-1",
  name: "prod",
  regionId: "cn-hangzhou",
  clusterSpec: "ack.pro.small",
  kubernetesVersion: "1.32.1-aliyun.1",
  currentVersion: "1.32.1-aliyun.1",
  endpointPublicAccess: false,
  state: "running",
  created: "2026-01-02T16:02:04+08:00",
  vpcId: "vpc-1",
  vswitchIds: ["vsw-1"],
  securityGroupId: "sg-1",
  serviceCidr: "172.19.0.0/20",
  resourceGroupId: "rg-1",
  deletionProtection: false,
  timezone: "Asia/Shanghai",
  clusterDomain: "cluster.local",
  intranetApiServerEndpoint: "https://10.0.0.1:6443",
  tags: { team: "shop", foreign: "1" },
};

test("a report: each property under its own name; tags without those of ACK and of this provider", () => {
  expect(reportedBy(detail)).toEqual({ ...reported, apiServerEndpoint: null, nextVersion: null });
});

test("a new cluster with no inputs: its outputs are what it reports", () => {
  expect(outputsOf(detail, {}, {})).toEqual({ ...reported, __inputs: [], __wishes: {}, __ran: true });
});

test("a new cluster: beside what it reports, the inputs that it never reports and what the create returned", () => {
  const made = { clusterId: "c-1", accountId: "123", state: "initial", taskId: "T-1", requestId: "R-1" };
  const inputs = {
    name: "prod",
    regionId: "cn-hangzhou",
    zoneId: "cn-hangzhou-i",
    snatEntry: true,
    tags: { team: "shop" },
    __provider: "line",
    __urn: "urn",
    __derived: ["name"],
  };
  expect(outputsOf(detail, made, inputs)).toEqual({
    ...reported,
    accountId: "123",
    taskId: "T-1",
    requestId: "R-1",
    zoneId: "cn-hangzhou-i",
    snatEntry: true,
    tags: { team: "shop" },
    __provider: "line",
    __urn: "urn",
    __derived: ["name"],
    __inputs: ["name", "regionId", "snatEntry", "tags", "zoneId"],
    __wishes: {},
    __ran: true,
  });
});

test("a create-only input: stays as recorded, whatever is reported", () => {
  const olds = outputsOf(detail, {}, { serviceCidr: "172.20.0.0/20", vpcId: "vpc-9", snatEntry: true });
  const outputs = outputsOf({ ...detail, service_cidr: "10.0.0.0/16" }, olds, {});
  expect(outputs).toEqual({
    ...reported,
    serviceCidr: "172.20.0.0/20",
    vpcId: "vpc-9",
    snatEntry: true,
    __inputs: ["serviceCidr", "snatEntry", "vpcId"],
    __wishes: {},
    __ran: true,
  });
});

test("a create-only input that no program has set: follows what is reported", () => {
  expect(outputsOf({ ...detail, service_cidr: "10.0.0.0/16" }, outputsOf(detail, {}, {}), {})).toEqual({
    ...reported,
    serviceCidr: "10.0.0.0/16",
    __inputs: [],
    __wishes: {},
    __ran: true,
  });
});

test("an input that is changed in place: follows what is reported", () => {
  const olds = outputsOf(detail, {}, { name: "prod", deletionProtection: false, timezone: "Asia/Shanghai" });
  const drifted = { ...detail, name: "renamed", deletion_protection: true, timezone: "UTC" };
  expect(outputsOf(drifted, olds, {})).toEqual({
    ...reported,
    name: "renamed",
    deletionProtection: true,
    timezone: "UTC",
    __inputs: ["deletionProtection", "name", "timezone"],
    __wishes: {},
    __ran: true,
  });
});

test("an answer that says nothing: every output stays as recorded", () => {
  const olds = outputsOf(detail, { taskId: "T-1" }, { zoneId: "cn-hangzhou-i", tags: { team: "shop" } });
  const empty = Object.fromEntries(Object.keys(detail).map((name) => [name, ""]));
  const nulls = Object.fromEntries(Object.keys(detail).map((name) => [name, null]));
  expect([{}, empty, nulls].map((answer) => outputsOf(answer, olds, {}))).toEqual([olds, olds, olds]);
});

test("fields that come late: are taken when they come", () => {
  const early = { cluster_id: "c-1", state: "initial", master_url: "", vswitch_ids: [] };
  const first = outputsOf(early, {}, { name: "prod" });
  expect([first, outputsOf(detail, first, {})]).toEqual([
    { clusterId: "c-1", state: "initial", name: "prod", __inputs: ["name"], __wishes: {} },
    { ...reported, __inputs: ["name"], __wishes: {}, __ran: true },
  ]);
});

test("a public address that is known to be gone: is cleared; one that is not reported: stays", () => {
  const open = outputsOf({ ...detail, master_url: publicUrl }, {}, {});
  const { apiServerEndpoint, endpointPublicAccess } = open;
  expect([apiServerEndpoint, endpointPublicAccess]).toEqual(["https://203.0.113.10:6443", true]);
  expect([
    outputsOf({ ...detail, master_url: privateUrl }, open, {}),
    outputsOf({ ...detail, master_url: "" }, open, {}),
    outputsOf({ ...detail, master_url: "{}" }, open, {}),
  ]).toEqual([{ ...reported, __inputs: [], __wishes: {}, __ran: true }, open, open]);
});

test.each<[unknown, unknown, unknown, unknown]>([
  [publicUrl, "https://203.0.113.10:6443", "https://10.0.0.1:6443", true],
  [privateUrl, null, "https://10.0.0.1:6443", false],
  [
    '{"api_server_endpoint":"","intranet_api_server_endpoint":"https://10.0.0.1:6443"}',
    null,
    "https://10.0.0.1:6443",
    false,
  ],
  ['{"api_server_endpoint":"https://203.0.113.10:6443"}', "https://203.0.113.10:6443", undefined, true],
  ["{}", undefined, undefined, undefined],
  ["", undefined, undefined, undefined],
  ["{", undefined, undefined, undefined],
  ["[]", undefined, undefined, undefined],
  ["null", undefined, undefined, undefined],
  ['{"api_server_endpoint":5,"intranet_api_server_endpoint":{}}', undefined, undefined, undefined],
  [null, undefined, undefined, undefined],
  [{}, undefined, undefined, undefined],
])("master_url %j: gives the addresses, says that there is none, or says nothing", (wire, open, inner, access) => {
  expect([publicAddress(wire), intranetAddress(wire), publicEndpoint(wire)]).toEqual([open, inner, access]);
});

describe("tags", () => {
  const managed = { ...outputsOf(detail, {}, { tags: {} }), tags: { team: "shop", empty: "1", gone: "1" } };
  const tagsOf = (answer: Values, olds: Values, inputs: Values) => outputsOf(answer, olds, inputs).tags;
  const answer = (...pairs: readonly (readonly [string, string])[]) => ({
    ...detail,
    tags: pairs.map(([key, value]) => ({ key, value })),
  });

  test("of a program: only its keys are reported, with their present values", () => {
    expect(tagsOf(answer(["team", "bank"], ["foreign", "1"], ["empty", ""]), managed, {})).toEqual({
      team: "bank",
      empty: "",
    });
  });

  test("of a program: are kept if the answer says nothing of tags, and gone if it says that there are none", () => {
    const olds = outputsOf(detail, {}, { tags: { team: "shop" } });
    expect([tagsOf({ ...detail, tags: null }, olds, {}), tagsOf(answer(), olds, {})]).toEqual([{ team: "shop" }, {}]);
  });

  test("of a program that takes them out: none is managed any more", () => {
    expect([tagsOf(detail, managed, { name: "prod" }), tagsOf(detail, managed, { tags: {} })]).toEqual([{}, {}]);
  });

  test("that no program manages: are all reported, except those of ACK and of this provider", () => {
    expect(tagsOf(answer(["a", "1"], ["aliyun-x", "2"], ["pulumi-ack-serverless", "creating:x:y"]), {}, {})).toEqual({
      a: "1",
    });
  });

  test("of any form: are read without an error", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (tags) => {
        outputsOf({ ...detail, tags }, managed, {});
      }),
    );
  });
});

test("that a cluster has run: is remembered", () => {
  const ran = outputsOf(detail, {}, {});
  const ranOf = (answer: Values, olds: Values) => outputsOf(answer, olds, {}).__ran;
  expect([
    ranOf({ ...detail, state: "failed" }, ran),
    ranOf({ ...detail, state: "failed" }, {}),
    ranOf({ ...detail, state: "initial" }, {}),
  ]).toEqual([true, undefined, undefined]);
});

test("the names of the inputs: only grow, whatever the program leaves out", () => {
  const first = outputsOf(detail, {}, { name: "prod", snatEntry: true });
  const second = outputsOf(detail, first, { timezone: "UTC", __urn: "urn" });
  expect([second.__inputs, outputsOf(detail, second, {}).__inputs]).toEqual([
    ["name", "snatEntry", "timezone"],
    ["name", "snatEntry", "timezone"],
  ]);
});

test("hidden facts: a step brings its own along, or does without", () => {
  const first = outputsOf(detail, {}, { __urn: "old", __timeouts: { create: 60 } });
  const { __urn: urn, __timeouts: timeouts } = outputsOf(detail, first, { __urn: "new", __timeouts: undefined });
  expect([urn, timeouts]).toEqual(["new", undefined]);
});

test("the inputs of a refresh: what a program has set, as the cluster has it now, and the hidden facts", () => {
  const program = { name: "prod", zoneId: "cn-hangzhou-i", tags: { team: "shop" } };
  const hidden = { __provider: "line", __urn: "urn", __timeouts: { create: 60 }, __derived: ["name"] };
  const outputs = outputsOf({ ...detail, name: "renamed" }, {}, { ...program, ...hidden });
  expect([inputsOf(outputs), inputsOf(outputsOf(detail, {}, {}))]).toEqual([
    { ...program, name: "renamed", ...hidden },
    {},
  ]);
});

test("the drift of what only CreateCluster carries: is reported for recorded inputs only", () => {
  const olds = outputsOf(
    detail,
    {},
    { serviceCidr: "172.20.0.0/20", vpcId: "vpc-1", snatEntry: true, zoneId: "cn-hangzhou-i" },
  );
  expect([
    createOnlyDrift(detail, olds),
    createOnlyDrift({ ...detail, service_cidr: "", zone_id: "cn-hangzhou-j" }, olds),
    createOnlyDrift({ ...detail, service_cidr: "10.0.0.0/16" }, outputsOf(detail, {}, {})),
  ]).toEqual([
    [{ property: "serviceCidr", recorded: "172.20.0.0/20", reported: "172.19.0.0/20" }],
    [{ property: "zoneId", recorded: "cn-hangzhou-i", reported: "cn-hangzhou-j" }],
    [],
  ]);
});

test("a negative zero, which JSON reads and does not write: is a zero", () => {
  expect(outputsOf({ vswitch_ids: [-0, { size: -0 }] }, {}, {}).vswitchIds).toStrictEqual([0, { size: 0 }]);
});

test("outputs: hold nothing that JSON would lose, and only what JSON holds", () => {
  const some = fc.dictionary(fc.constantFrom(...Object.keys(detail)), fc.jsonValue());
  const values = fc.dictionary(
    fc.constantFrom("name", "vpcId", "vswitchIds", "tags", "taskId", "__urn", "snatEntry"),
    fc.oneof(fc.string(), fc.constant(undefined), fc.boolean()),
  );
  fc.assert(
    fc.property(some, values, values, (answer, olds, inputs) => {
      const outputs = outputsOf(answer, olds, inputs);
      expect(JSON.parse(JSON.stringify(outputs))).toStrictEqual(outputs);
      expect(Object.values(outputs).includes(null)).toBe(false);
    }),
    { numRuns: 500 },
  );
});
