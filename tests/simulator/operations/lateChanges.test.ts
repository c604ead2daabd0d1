import { Simulator, type SimulatorOptions } from "../../../simulator";
import { type RawAnswer, rawCall } from "../signed";

let simulator: Simulator;
let id: string;

/** A running Pro cluster with one add-on, in a simulator with these options. */
async function start(options: SimulatorOptions): Promise<void> {
  simulator = await Simulator.start({ progression: "manual", ...options });
  id = simulator.seed({ cluster_spec: "ack.pro.small", addons: [{ name: "coredns", config: '{"a":1}' }] }).cluster_id;
}
afterEach(() => simulator.close());

async function answerOf(action: string, path: string): Promise<RawAnswer["body"]> {
  return (await rawCall(simulator, { action, path })).body;
}

function configure(): Promise<RawAnswer> {
  const path = `/clusters/${id}/components/coredns/config`;
  return rawCall(simulator, { action: "ModifyClusterAddon", method: "POST", path, body: { config: '{"b":2}' } });
}

/** The add-on's state and configuration, and the states of the tasks that are listed. */
async function seen(): Promise<readonly unknown[]> {
  const { state, config } = await answerOf("GetClusterAddonInstance", `/clusters/${id}/addon_instances/coredns`);
  const { tasks } = await answerOf("DescribeClusterTasks", `/clusters/${id}/tasks`);
  return [state, config, tasks.map((task: { state: string }) => task.state)];
}

const [before, after] = ['{"a":1}', '{"b":2}'];

test("addonModification: by default the add-on is updating at once, its task is listed, and a minute ends both", async () => {
  await start({});
  const answer = await configure();
  expect([answer.status, answer.text, await seen()]).toEqual([200, "", ["updating", before, ["running"]]]);
  simulator.advance("59s");
  expect(await seen()).toEqual(["updating", before, ["running"]]);
  simulator.advance("1s");
  expect(await seen()).toEqual(["active", after, ["success"]]);
});

test("addonModification: the add-on begins late, the task is listed later still, and the configuration comes last", async () => {
  await start({ addonModification: { updatingAfterMs: 10_000, taskListedAfterMs: 20_000, lengthMs: 120_000 } });
  await configure();
  expect(await seen()).toEqual(["active", before, []]);
  simulator.advance("10s");
  expect(await seen()).toEqual(["updating", before, []]);
  simulator.advance("10s");
  expect(await seen()).toEqual(["updating", before, ["running"]]);
  simulator.advance("99s");
  expect(await seen()).toEqual(["updating", before, ["running"]]);
  simulator.advance("1s");
  expect(await seen()).toEqual(["active", after, ["success"]]);
});

test("addonModification: an add-on whose task ends before it begins is never updating", async () => {
  await start({ addonModification: { updatingAfterMs: 20_000, lengthMs: 10_000 } });
  await configure();
  simulator.advance("10s");
  expect(await seen()).toEqual(["active", after, ["success"]]);
  simulator.advance("10s");
  expect(await seen()).toEqual(["active", after, ["success"]]);
});

test("addonModification: a task that is never listed can be named by the answer", async () => {
  await start({ addonModification: { taskListedAfterMs: Number.POSITIVE_INFINITY, namesTask: true } });
  const { status, body } = await configure();
  expect([status, body.cluster_id]).toEqual([202, id]);
  simulator.advance("1h");
  expect(await seen()).toEqual(["active", after, []]);
  expect(await answerOf("DescribeTaskInfo", `/tasks/${body.task_id}`)).toMatchObject({ state: "success" });
});

test.each([
  [true, { config: before }],
  [false, {}],
])("tellsAddonConfig: %j decides whether an instance shows its configuration", async (tellsAddonConfig, config) => {
  await start({ tellsAddonConfig });
  const { name, version, state, logging, ...rest } = await answerOf(
    "GetClusterAddonInstance",
    `/clusters/${id}/addon_instances/coredns`,
  );
  expect([name, typeof version, state, typeof logging, rest]).toEqual([
    "coredns",
    "string",
    "active",
    "object",
    config,
  ]);
});

async function encrypt(): Promise<number> {
  const path = `/clusters/${id}/kms`;
  const body = { kms_key_id: "key-1" };
  return (await rawCall(simulator, { action: "UpdateKMSEncryption", method: "PUT", path, body })).status;
}

/** The cluster's state, and the key that encrypts its Secrets. */
async function encryption(): Promise<readonly unknown[]> {
  const { state, meta_data } = await answerOf("DescribeClusterDetail", `/clusters/${id}`);
  return [state, JSON.parse(meta_data).Capabilities.EncryptionKMSKeyId];
}

test("kmsBeginsAfterMs: by default the cluster is updating at once", async () => {
  await start({});
  expect([await encrypt(), await encryption()]).toEqual([200, ["updating", ""]]);
  simulator.advance("30s");
  expect(await encryption()).toEqual(["running", "key-1"]);
});

test("kmsBeginsAfterMs: the cluster stays running until then, and refuses another change meanwhile", async () => {
  await start({ kmsBeginsAfterMs: 40_000 });
  expect([await encrypt(), await encryption()]).toEqual([200, ["running", ""]]);
  expect(await encrypt()).toBe(400);
  simulator.advance("39s");
  expect(await encryption()).toEqual(["running", ""]);
  simulator.advance("1s");
  expect(await encryption()).toEqual(["updating", ""]);
  simulator.advance("30s");
  expect(await encryption()).toEqual(["running", "key-1"]);
});

test("withdrawn: DescribeAddon does not find the version, although a cluster can have it", async () => {
  const versions = ["v1", "v2", "v3"];
  await start({ addons: [{ name: "coredns", category: "network", versions, withdrawn: ["v1"], configSchema: "{}" }] });
  const describe = (version: string) => answerOf("DescribeAddon", `/addons/coredns?cluster_id=${id}${version}`);
  expect(await describe("&version=v1")).toMatchObject({ code: "AddonNotFound", status: 404 });
  expect(await describe("&version=v2")).toMatchObject({ version: "v2", newer_versions: [{ version: "v3" }] });
  expect(await describe("")).toMatchObject({ version: "v3", newer_versions: [] });
  const old = simulator.seed({ cluster_spec: "ack.pro.small", addons: [{ name: "coredns", version: "v1" }] });
  expect(
    await answerOf("GetClusterAddonInstance", `/clusters/${old.cluster_id}/addon_instances/coredns`),
  ).toMatchObject({
    version: "v1",
  });
});
