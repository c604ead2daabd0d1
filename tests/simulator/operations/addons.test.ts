import { Simulator } from "../../../simulator";
import { type RawAnswer, rawCall } from "../signed";

let simulator: Simulator;
let id: string;

beforeEach(async () => {
  simulator = await Simulator.start({ progression: "manual" });
  id = simulator.seed({ addons: [{ name: "logtail-ds", version: "v1.8.4.0" }] }).cluster_id;
});
afterEach(() => simulator.close());

const ACTIONS = {
  install: "InstallClusterAddons",
  uninstall: "UnInstallClusterAddons",
  upgrade: "UpgradeClusterAddons",
} as const;

function change(how: keyof typeof ACTIONS, body: unknown): Promise<RawAnswer> {
  return rawCall(simulator, { action: ACTIONS[how], method: "POST", path: `/clusters/${id}/components/${how}`, body });
}
function configure(name: string, body: unknown): Promise<RawAnswer> {
  const path = `/clusters/${id}/components/${name}/config`;
  return rawCall(simulator, { action: "ModifyClusterAddon", method: "POST", path, body });
}
async function instance(name: string): Promise<unknown> {
  const path = `/clusters/${id}/addon_instances/${name}`;
  const { status, body } = await rawCall(simulator, { action: "GetClusterAddonInstance", path });
  return status === 200 ? `${body.version} ${body.state} ${body.config}`.trim() : body.code;
}
async function task(taskId: string): Promise<RawAnswer["body"]> {
  return (await rawCall(simulator, { action: "DescribeTaskInfo", path: `/tasks/${taskId}` })).body;
}
function code(answer: RawAnswer): unknown[] {
  return [answer.status, answer.body?.code, answer.body?.message];
}

test("install: the add-on is there when the task ends; the cluster stays running", async () => {
  const { body } = await change("install", [{ name: "coredns", config: '{"a":1}' }]);
  expect([await instance("coredns"), simulator.clusters()[0]?.state]).toEqual(["AddonNotFound", "running"]);
  simulator.advance("1m");
  expect(await instance("coredns")).toBe('v1.11.3.5 active {"a":1}');
  expect(await task(body.task_id)).toMatchObject({
    task_type: "cluster_addon_install",
    state: "success",
    task_result: [{ data: '{"name":"coredns"}', status: "success" }],
  });
});

test("uninstall: the add-on is deleting, and then gone", async () => {
  await change("uninstall", [{ name: "logtail-ds", cleanup_cloud_resources: true }]);
  expect(await instance("logtail-ds")).toBe("v1.8.4.0 deleting");
  simulator.advance("1m");
  expect(await instance("logtail-ds")).toBe("AddonNotFound");
});

test("upgrade: the add-on is upgrading, and then newer", async () => {
  await change("upgrade", [{ component_name: "logtail-ds", next_version: "v1.8.5.0", version: "v1.8.4.0" }]);
  expect(await instance("logtail-ds")).toBe("v1.8.4.0 upgrading");
  simulator.advance("1m");
  expect(await instance("logtail-ds")).toBe("v1.8.5.0 active");
});

test("config: without a task id, the add-on is updating meanwhile", async () => {
  const answer = await configure("logtail-ds", { config: '{"b":2}' });
  expect([answer.status, answer.text]).toEqual([200, ""]);
  expect(await instance("logtail-ds")).toBe("v1.8.4.0 updating");
  simulator.advance("1m");
  expect(await instance("logtail-ds")).toBe('v1.8.4.0 active {"b":2}');
});

test("one operation at a time", async () => {
  await change("install", [{ name: "coredns" }]);
  const busy = [400, "BadRequest", "Addon status not match"];
  expect(code(await change("install", [{ name: "knative" }]))).toEqual(busy);
  expect(code(await configure("logtail-ds", { config: "{}" }))).toEqual(busy);
  simulator.advance("1m");
  expect((await change("install", [{ name: "knative" }])).status).toBe(202);
});

test("add-ons wait for the cluster, the cluster not for its add-ons", async () => {
  await change("install", [{ name: "coredns" }]);
  const modify = { action: "ModifyCluster", method: "PUT", path: `/api/v2/clusters/${id}`, body: { timezone: "UTC" } };
  expect((await rawCall(simulator, modify)).status).toBe(202);
  expect(code(await change("install", [{ name: "knative" }]))[1]).toBe("ErrorClusterState");
  simulator.advance("2m");
  expect(simulator.clusters()).toMatchObject([{ state: "running", timezone: "UTC" }]);
  expect(await instance("coredns")).toBe("v1.11.3.5 active");
});

test("a failed task leaves the add-ons as they were", async () => {
  simulator.failTask("cluster_addon_uninstall", { code: "400", message: "Addon status not match" });
  const { body } = await change("uninstall", [{ name: "logtail-ds" }]);
  simulator.advance("1m");
  expect([(await task(body.task_id)).state, await instance("logtail-ds")]).toEqual(["fail", "v1.8.4.0 active"]);
});

test("a task may succeed while one of its parts fails", async () => {
  simulator.failTask("cluster_addon_install", { code: "X", message: "no image", addon: "knative" });
  const { body } = await change("install", [{ name: "coredns" }, { name: "knative" }]);
  simulator.advance("1m");
  expect(await task(body.task_id)).toMatchObject({
    state: "success",
    task_result: [
      { data: '{"name":"coredns"}', status: "success" },
      { data: '{"name":"knative","message":"no image"}', status: "failed" },
    ],
  });
  expect([await instance("coredns"), await instance("knative")]).toEqual(["v1.11.3.5 active", "AddonNotFound"]);
});

test.each<[string, keyof typeof ACTIONS, unknown, number, string]>([
  ["an add-on that does not exist", "install", [{ name: "nothing" }], 404, "AddonNotFound"],
  ["one that is installed", "install", [{ name: "logtail-ds" }], 400, "BadRequest"],
  ["the other log agent", "install", [{ name: "loongcollector" }], 400, "BadRequest"],
  ["a version that does not exist", "install", [{ name: "coredns", version: "v0" }], 400, "InvalidParameter"],
  ["a config that is no JSON", "install", [{ name: "coredns", config: "{" }], 400, "InvalidParameter"],
  ["an object in place of an array", "install", { name: "coredns" }, 400, "InvalidParameter"],
  ["nothing", "install", [], 400, "InvalidParameter"],
  ["an unknown field", "install", [{ name: "coredns", disabled: true }], 400, "InvalidParameter"],
  ["one that is not installed", "uninstall", [{ name: "coredns" }], 404, "AddonNotFound"],
  ["a required one", "uninstall", [{ name: "ack-virtual-node" }], 400, "BadRequest"],
  ["one that is not installed", "upgrade", [{ component_name: "coredns", next_version: "v1" }], 404, "AddonNotFound"],
  [
    "an older version",
    "upgrade",
    [{ component_name: "logtail-ds", next_version: "v1.8.4.0" }],
    400,
    "InvalidParameter",
  ],
  [
    "a wrong present version",
    "upgrade",
    [{ component_name: "logtail-ds", next_version: "v1.8.5.0", version: "v1" }],
    400,
    "InvalidParameter",
  ],
])("refused: %s (%s)", async (_name, how, body, status, expected) => {
  expect(code(await change(how, body)).slice(0, 2)).toEqual([status, expected]);
  expect((await change("install", [{ name: "coredns" }])).status).toBe(202);
});

test("an add-on may bring a load balancer", async () => {
  await change("install", [{ name: "nginx-ingress-controller" }]);
  simulator.advance("1m");
  const path = `/clusters/${id}/resources`;
  const items = async (query: string): Promise<unknown[]> => {
    const answer = await rawCall(simulator, { action: "DescribeClusterResources", path: path + query });
    return answer.body.filter((one: { creator_type: string }) => one.creator_type === "addon");
  };
  expect([(await items("")).length, await items("?with_addon_resources=true")]).toMatchObject([
    0,
    [{ resource_type: "SLB", delete_behavior: { delete_by_default: true, changeable: true } }],
  ]);
});

test("the catalogue is an option", async () => {
  const own = await Simulator.start({ addons: [{ name: "mine", category: "x", versions: ["1"] }] });
  const answer = await rawCall(own, { action: "ListAddons", path: "/addons?cluster_type=ManagedKubernetes" });
  expect(answer.body.addons).toMatchObject([{ name: "mine", version: "1" }]);
  await own.close();
});
