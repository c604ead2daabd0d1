import type { Addon } from "../../provider/cluster/properties/addons";
import { ADDONS } from "../../simulator/steering/catalogue";
import { vendorClient } from "../simulator/client";
import { callsTo, idOf, wideBench, writing } from "./support/calls";
import { type Bench, operations, recorded, told } from "./support/cluster";
import { zone } from "./support/row";
import { expectFailure } from "./support/stack";

const configSchema = JSON.stringify({
  type: "object",
  additionalProperties: false,
  properties: { replicas: { type: "integer" }, level: { enum: ["info", "debug"] }, token: { type: "string" } },
});
const catalogue = ADDONS.map((addon) => (addon.name === "knative" ? { ...addon, configSchema } : addon));

let life: Bench;
let id: string;

function want(...addons: Addon[]) {
  life.wishes.prod = { ...zone, addons };
}

/** The calls of one `up` with these add-ons. */
async function changing(...addons: Addon[]) {
  want(...addons);
  const writes = await writing(life.simulator, async () => {
    expect(operations(await life.stack.up())).toEqual(["update"]);
  });
  return callsTo(writes, [id]);
}

/** What is installed, with configurations, as ACK itself tells it. */
async function installed(): Promise<Record<string, unknown>> {
  const client = vendorClient(life.simulator);
  const { body } = await client.listClusterAddonInstances(id);
  const instances = await Promise.all(
    (body?.addons ?? []).map(async ({ name = "" }) => (await client.getClusterAddonInstance(id, name)).body),
  );
  return Object.fromEntries(instances.map((one) => [one?.name, `${one?.version} ${one?.config}`.trim()]));
}

beforeAll(async () => {
  life = await wideBench({ prod: zone }, { simulation: { addons: catalogue } });
  life.options.prod = { customTimeouts: { update: "20s" } };
  await life.stack.up();
  id = idOf(life, "prod");
});

test("those that the program begins to name are judged by what is installed: nothing is installed twice", async () => {
  want({ name: "metrics-server" });
  const writes = await writing(life.simulator, () => life.stack.up());
  expect(callsTo(writes, [id])).toEqual([]);
  expect(recorded(life.stack, "prod").outputs?.addons).toEqual([{ name: "metrics-server" }]);
});

test("one is installed, text for text", async () => {
  expect(
    await changing(
      { name: "metrics-server" },
      { name: "loongcollector", version: "v3.0.11", config: '{ "a": 1, "b": {"c": 2} }' },
    ),
  ).toEqual([
    ["InstallClusterAddons", [{ name: "loongcollector", version: "v3.0.11", config: '{ "a": 1, "b": {"c": 2} }' }]],
  ]);
});

test("equal JSON in another spelling is no change", async () => {
  want({ name: "loongcollector", config: { b: { c: 2 }, a: 1 }, version: "v3.0.11" }, { name: "metrics-server" });
  await life.stack.up("--refresh", "--expect-no-changes");
});

test("a key that is taken out of a configuration is removed", async () => {
  expect(
    await changing({ name: "metrics-server" }, { name: "loongcollector", version: "v3.0.11", config: { a: 1 } }),
  ).toEqual([["ModifyClusterAddon", { config: '{"a":1}' }]]);
  expect((await installed()).loongcollector).toBe('v3.0.11 {"a":1}');
});

test("one is upgraded with its configuration", async () => {
  expect(
    await changing({ name: "metrics-server" }, { name: "loongcollector", version: "v3.1.1", config: { a: 2 } }),
  ).toEqual([
    [
      "UpgradeClusterAddons",
      [{ component_name: "loongcollector", version: "v3.0.11", next_version: "v3.1.1", config: '{"a":2}' }],
    ],
  ]);
  expect(await installed()).toMatchObject({ loongcollector: 'v3.1.1 {"a":2}' });
});

test("those of others are neither drift nor touched", async () => {
  const { simulator, stack } = life;
  const kept = Object.entries(await installed()).map(([name, text]) => {
    const [version, config] = String(text).split(" ") as [string, string?];
    return { name, version, ...(config !== undefined && { config }) };
  });
  simulator.edit(id, { addons: [...kept, { name: "ack-kruise", config: '{"x":1}' }] });
  await stack.up("--refresh", "--expect-no-changes");
  await changing({ name: "metrics-server" }, { name: "loongcollector", version: "v3.1.1", config: { a: 3 } });
  expect(await installed()).toMatchObject({ "ack-kruise": 'v1.5.2 {"x":1}' });
});

test("drift by instance: one that was uninstalled by hand is installed again, and only that", async () => {
  const { simulator, stack } = life;
  simulator.edit(id, {
    addons: [{ name: "ack-virtual-node" }, { name: "loongcollector", config: '{"a":3}' }, { name: "ack-kruise" }],
  });
  await stack.refresh();
  expect(recorded(stack, "prod").inputs?.addons).toEqual([
    { name: "loongcollector", version: "v3.1.1", config: { a: 3 } },
  ]);
  const writes = await writing(simulator, () => stack.up());
  expect(callsTo(writes, [id])).toEqual([["InstallClusterAddons", [{ name: "metrics-server" }]]]);
});

test("one that is disabled is uninstalled with its cloud resources, and one that excludes it comes after", async () => {
  expect(
    await changing(
      { name: "metrics-server" },
      { name: "loongcollector", disabled: true, cleanupCloudResources: true },
      { name: "logtail-ds", config: { sls_project_name: "one" } },
    ),
  ).toEqual([
    ["UnInstallClusterAddons", [{ name: "loongcollector", cleanup_cloud_resources: true }]],
    ["InstallClusterAddons", [{ name: "logtail-ds", config: '{"sls_project_name":"one"}' }]],
  ]);
});

test("one that is taken out keeps its cloud resources where the program said so", async () => {
  await changing({ name: "logtail-ds", cleanupCloudResources: false });
  expect(await changing()).toEqual([
    ["UnInstallClusterAddons", [{ name: "logtail-ds", cleanup_cloud_resources: false }]],
  ]);
  expect(Object.keys(await installed()).sort()).toEqual(["ack-kruise", "ack-virtual-node"]);
});

test("one that ACK itself needs stays, with a warning", async () => {
  await changing({ name: "ack-virtual-node" }, { name: "coredns" });
  want({ name: "coredns" });
  const ran = await life.stack.up();
  expect(told(ran).join("\n")).toMatch(/warning: .*ack-virtual-node/);
  expect(Object.keys(await installed())).toContain("ack-virtual-node");
  await life.stack.up("--refresh", "--expect-no-changes");
});

test("an operation that collides with another one is repeated", async () => {
  const { simulator } = life;
  const busy = { kind: "status", status: 400, code: "BadRequest", message: "Addon status not match" } as const;
  simulator.failNext("InstallClusterAddons", busy, { times: 2 });
  expect((await changing({ name: "coredns" }, { name: "csi-provisioner" })).map(([operation]) => operation)).toEqual([
    "InstallClusterAddons",
    "InstallClusterAddons",
    "InstallClusterAddons",
  ]);
});

test("a configuration that breaks the add-on's own schema is refused before any write, and never shown", async () => {
  const { simulator, stack } = life;
  want(
    { name: "coredns" },
    { name: "csi-provisioner", config: { anything: true } },
    { name: "knative", config: { replicas: "two", level: "loud", token: "hunter2", extra: 1 } },
  );
  const writes = await writing(simulator, async () => {
    const said = told(await expectFailure(stack.up())).join("\n");
    expect(said).toContain("the configuration does not fit the add-on's schema, and nothing was changed:");
    for (const fault of ["/replicas must be integer", "/level must be equal to one of the allowed values"])
      expect(said).toContain(`  - knative: ${fault}`);
    expect(said).toContain("must NOT have additional properties");
    expect(said).not.toContain("hunter2");
  });
  expect(writes).toEqual([]);
  await changing(
    { name: "coredns" },
    { name: "csi-provisioner", config: { anything: true } },
    { name: "knative", config: { replicas: 2, level: "info" } },
  );
  expect(await installed()).toMatchObject({ knative: 'v1.11.3 {"level":"info","replicas":2}' });
});

test("a part that fails in a task that succeeds is not an update, and the next up applies it", async () => {
  const { simulator, stack } = life;
  const failure = { code: "InstallFailed", message: "no room for arms-prometheus", addon: "arms-prometheus" };
  want({ name: "coredns" }, { name: "arms-prometheus" });
  simulator.failTask("cluster_addon_install", failure);
  life.options.prod = { customTimeouts: { update: "6s" } };
  expect(told(await expectFailure(stack.up())).join("\n")).toContain("no room for arms-prometheus");
  expect(recorded(stack, "prod").outputs?.addons).toEqual([{ name: "coredns" }]);
  life.options.prod = { customTimeouts: { update: "20s" } };
  const writes = await writing(simulator, () => stack.up());
  expect(callsTo(writes, [id])).toEqual([["InstallClusterAddons", [{ name: "arms-prometheus" }]]]);
});

test("removing the whole list equals an empty list: what stays installed is no difference", async () => {
  const { simulator, stack } = life;
  await changing({ name: "coredns" }, { name: "ack-virtual-node" }, { name: "knative", disabled: true });
  life.wishes.prod = zone;
  const writes = await writing(simulator, () => stack.up());
  expect(callsTo(writes, [id])).toEqual([["UnInstallClusterAddons", [{ name: "coredns" }]]]);
  expect(Object.keys(await installed()).sort()).toEqual(["ack-kruise", "ack-virtual-node"]);
  await stack.up("--refresh", "--expect-no-changes");
});
