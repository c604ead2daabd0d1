import { Simulator } from "../../../simulator";
import { type RawAnswer, rawCall } from "../signed";

let simulator: Simulator;
let id: string;

beforeEach(async () => {
  simulator = await Simulator.start({ progression: "manual" });
  id = simulator.seed({ tags: [{ key: "a", value: "1" }] }).cluster_id;
});
afterEach(() => simulator.close());

const tag = (key: string, value = "v"): { key: string; value: string } => ({ key, value });
const json = (value: unknown): string => encodeURIComponent(JSON.stringify(value));

function tagResources(change: Record<string, unknown> = {}): Promise<RawAnswer> {
  const body = { region_id: "cn-hangzhou", resource_type: "CLUSTER", resource_ids: [id], tags: [tag("b")], ...change };
  return rawCall(simulator, { action: "TagResources", method: "PUT", path: "/tags", body });
}
function untagResources(more: string): Promise<RawAnswer> {
  const path = `/tags?region_id=cn-hangzhou&resource_type=CLUSTER&resource_ids=${json([id])}${more}`;
  return rawCall(simulator, { action: "UntagResources", method: "DELETE", path });
}
function listTagResources(more = "", ids = [id]): Promise<RawAnswer> {
  const path = `/tags?region_id=cn-hangzhou&resource_type=CLUSTER&resource_ids=${json(ids)}${more}`;
  return rawCall(simulator, { action: "ListTagResources", path });
}
function modifyTags(tags: unknown): Promise<RawAnswer> {
  return rawCall(simulator, { action: "ModifyClusterTags", method: "POST", path: `/clusters/${id}/tags`, body: tags });
}
function tags(): Record<string, string> {
  const found = simulator.clusters().find((one) => one.cluster_id === id)?.tags ?? [];
  return Object.fromEntries(found.map(({ key, value }) => [key, value]));
}
function code(answer: RawAnswer): unknown[] {
  return [answer.status, answer.body?.code];
}

test("TagResources adds and overwrites; the state stays", async () => {
  const answer = await tagResources({ tags: [tag("a", "2"), tag("b")] });
  expect([answer.status, answer.body]).toEqual([200, { RequestId: answer.headers["x-acs-request-id"] }]);
  expect(tags()).toEqual({ "ack.aliyun.com": id, a: "2", b: "v" });
  expect(simulator.clusters()[0]?.state).toBe("running");
});

test("TagResources works while a cluster is being created", async () => {
  simulator.setState(id, "initial");
  expect((await tagResources()).status).toBe(200);
});

test.each<[string, Record<string, unknown>, number, string]>([
  ["no region", { region_id: undefined }, 400, "MissingParameter.region_id"],
  ["no tags", { tags: [] }, 400, "InvalidParameter"],
  ["another type", { resource_type: "NODE" }, 400, "InvalidParameter"],
  ["a tag without value", { tags: [{ key: "b" }] }, 400, "InvalidParameter"],
  ["a value with a URL inside", { tags: [tag("b", "see http://x")] }, 400, "InvalidParameter"],
  ["the system's tag", { tags: [tag("ack.aliyun.com", "x")] }, 400, "InvalidParameter"],
  ["an unknown cluster", { resource_ids: ["c1"] }, 404, "ErrorClusterNotFound"],
  ["another region", { region_id: "cn-beijing" }, 404, "ErrorClusterNotFound"],
  ["51 clusters", { resource_ids: Array.from({ length: 51 }, () => "c1") }, 400, "InvalidParameter"],
  ["an unknown field", { force: true }, 400, "InvalidParameter"],
  ["20 more tags", { tags: Array.from({ length: 20 }, (_, index) => tag(`k${index}`)) }, 400, "QuotaExceeded.Tag"],
])("TagResources refuses %s", async (_name, change, status, expected) => {
  expect(code(await tagResources(change))).toEqual([status, expected]);
  expect(tags()).toEqual({ "ack.aliyun.com": id, a: "1" });
});

test("UntagResources removes by key, and never the system's", async () => {
  await tagResources();
  expect((await untagResources(`&tag_keys=${json(["a", "ack.aliyun.com", "none"])}`)).status).toBe(200);
  expect(tags()).toEqual({ "ack.aliyun.com": id, b: "v" });
});

test("UntagResources removes everything with all=true, unless keys are named", async () => {
  await tagResources();
  await untagResources(`&all=true&tag_keys=${json(["a"])}`);
  expect(tags()).toEqual({ "ack.aliyun.com": id, b: "v" });
  await untagResources("&all=true");
  expect(tags()).toEqual({ "ack.aliyun.com": id });
});

test.each([
  ["", "tag_keys"],
  ["&tag_keys=a", "tag_keys"],
  ["&all=yes", "all"],
  ["&everything=true", "everything"],
])("UntagResources refuses the query %j", async (more, field) => {
  const answer = await untagResources(more);
  expect(code(answer)).toEqual([400, "InvalidParameter"]);
  expect(answer.body.message).toContain(`'${field}'`);
});

test("ModifyClusterTags replaces the set; the cluster is updating meanwhile", async () => {
  const answer = await modifyTags([tag("c")]);
  expect([answer.status, answer.text]).toEqual([200, ""]);
  expect(simulator.clusters()[0]?.state).toBe("updating");
  expect(code(await modifyTags([tag("d")]))).toEqual([400, "ErrorClusterState"]);
  simulator.advance("10s");
  expect([simulator.clusters()[0]?.state, tags()]).toEqual(["running", { "ack.aliyun.com": id, c: "v" }]);
});

test("ModifyClusterTags takes an empty set, and the system's tag without effect", async () => {
  await modifyTags([{ key: "ack.aliyun.com", value: "x" }]);
  simulator.advance("10s");
  expect(tags()).toEqual({ "ack.aliyun.com": id });
});

test("ModifyClusterTags wants a bare array", async () => {
  expect(code(await modifyTags({ tags: [tag("c")] }))).toEqual([400, "InvalidParameter"]);
});

test("ListTagResources filters by tags, with or without value", async () => {
  const other = simulator.seed({ tags: [{ key: "a", value: "2" }] }).cluster_id;
  const found = async (wanted: unknown): Promise<string[]> => {
    const { body } = await listTagResources(`&tags=${json(wanted)}`, [id, other]);
    return [...new Set<string>(body.tag_resources.tag_resource.map((one: { resource_id: string }) => one.resource_id))];
  };
  expect(await found([])).toEqual([id, other]);
  expect(await found([{ key: "a" }])).toEqual([id, other]);
  expect(await found([{ key: "a", value: "2" }])).toEqual([other]);
  expect(await found([{ key: "a", value: "2" }, { key: "b" }])).toEqual([]);
});

test("ListTagResources goes page by page", async () => {
  const many = Array.from({ length: 18 }, (_, index) => ({ key: `k${index}`, value: "" }));
  const ids = [1, 2, 3].map(() => simulator.seed({ tags: many }).cluster_id);
  const first = await listTagResources("", ids);
  const second = await listTagResources(`&next_token=${first.body.next_token}`, ids);
  const counts = [first, second].map((answer) => answer.body.tag_resources.tag_resource.length);
  expect([counts, second.body.next_token]).toEqual([[50, 7], ""]);
  expect(code(await listTagResources("&next_token=x"))).toEqual([400, "InvalidParameter"]);
});

test("ListTagResources shows nothing of clusters that are not there", async () => {
  const { status, body } = await listTagResources("", ["c1"]);
  expect([status, body.tag_resources.tag_resource]).toEqual([200, []]);
});

describe("DescribeClustersForRegion", () => {
  const list = async (query: string): Promise<RawAnswer> =>
    rawCall(simulator, { action: "DescribeClustersForRegion", path: `/regions/cn-hangzhou/clusters${query}` });
  const names = async (query: string): Promise<string[]> =>
    (await list(query)).body.clusters.map((one: { name: string }) => one.name);

  beforeEach(() => {
    for (const name of ["alpha", "alpine", "beta"]) simulator.seed({ name });
    simulator.seed({ name: "pro", cluster_spec: "ack.pro.small" });
    simulator.seed({ name: "far", region_id: "cn-beijing" });
  });

  test("the name filter is fuzzy", async () => {
    expect(await names("?name=alp")).toEqual(["alpha", "alpine"]);
    expect(await names("?name=lpin")).toEqual(["alpine"]);
  });

  test("the other filters are exact", async () => {
    expect(await names("?cluster_spec=ack.pro.small")).toEqual(["pro"]);
    expect(await names("?cluster_spec=ack.pro")).toEqual([]);
    expect(await names(`?cluster_id=${id}`)).toEqual(["seed-1"]);
    expect(await names("?profile=Default")).toEqual([]);
    expect(await names("?cluster_type=ManagedKubernetes&profile=Serverless&name=beta")).toEqual(["beta"]);
  });

  test("pages are cut, and the total is that of all pages", async () => {
    const { body } = await list("?page_number=2&page_size=2");
    expect([body.clusters.map((one: { name: string }) => one.name), body.page_info]).toEqual([
      ["alpine", "beta"],
      { page_number: 2, page_size: 2, total_count: 5 },
    ]);
    expect((await list("")).body.page_info).toEqual({ page_number: 1, page_size: 10, total_count: 5 });
  });

  test("items have the tags, the system's too, and neither master_url nor meta_data", async () => {
    const [item] = (await list(`?cluster_id=${id}`)).body.clusters;
    expect(item.tags).toEqual([
      { key: "ack.aliyun.com", value: id },
      { key: "a", value: "1" },
    ]);
    expect(Object.keys(item)).not.toEqual(expect.arrayContaining(["master_url"]));
    expect(Object.keys(item)).not.toEqual(expect.arrayContaining(["meta_data"]));
  });

  test.each(["?page_size=0", "?page_size=101", "?page_number=x", "?region_id=cn-hangzhou"])(
    "refused: %s",
    async (query) => {
      expect(code(await list(query))).toEqual([400, "InvalidParameter"]);
    },
  );
});
