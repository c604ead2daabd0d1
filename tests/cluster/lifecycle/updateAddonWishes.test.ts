import { inRegion } from "../../../provider/cluster/context/client";
import { checkNewAddonConfigs } from "../../../provider/cluster/lifecycle/changes/addonConfig";
import type { Instance } from "../../../provider/cluster/properties/addons";
import { messageOf } from "../support/failure";
import { AUTO_VPC } from "../support/inputs";
import { Stack } from "../support/stack";
import { World, type WorldOptions } from "../support/world";

const schema = JSON.stringify({
  type: "object",
  properties: { replicas: { type: "integer", minimum: 1 }, level: { enum: ["info", "debug"] } },
  additionalProperties: false,
});
const CATALOGUE = [
  { name: "coredns", category: "network", versions: ["v1.9.3.10", "v1.11.3.5"], configSchema: schema },
  { name: "logtail-ds", category: "log", versions: ["v1.8.4.0", "v1.8.5.0"] },
  { name: "knative", category: "others", versions: ["v1.11.3"] },
];
const json = (body: object) =>
  ({ kind: "raw", status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(body) }) as const;

async function running(addons: readonly object[] | undefined, options: WorldOptions = {}) {
  const world = await World.start({ addons: CATALOGUE, ...options });
  const stack = new Stack(world);
  await stack.up({ ...AUTO_VPC, ...(addons && { addons }) });
  world.forget();
  const up = (...wanted: object[]) => stack.up({ ...AUTO_VPC, addons: wanted });
  return { world, stack, id: stack.id, up };
}

test("a configuration where the cluster has none is sent, and drift to none is found", async () => {
  const { world, stack, id, up } = await running([{ name: "knative" }]);
  const wanted = { name: "knative", config: { b: 1 } };
  await up(wanted);
  expect(world.writes()).toEqual([["ModifyClusterAddon", { config: '{"b":1}' }]]);
  world.simulator.edit(id, { addons: [{ name: "knative" }] });
  await stack.refresh();
  expect(stack.outputs.addons).toEqual([{ name: "knative", config: {} }]);
  world.forget();
  await up(wanted);
  expect(world.writes()).toEqual([["ModifyClusterAddon", { config: '{"b":1}' }]]);
});

test("an answer without a configuration keeps what is recorded, and an edit is sent all the same", async () => {
  const { world, stack, up } = await running([{ name: "knative", config: { b: 1 } }]);
  world.simulator.failNext("GetClusterAddonInstance", json({}), { times: 1000 });
  await stack.refresh();
  expect(stack.outputs.addons).toEqual([{ name: "knative", config: { b: 1 } }]);
  await up({ name: "knative", config: { b: 2 } });
  expect(world.writes()).toEqual([["ModifyClusterAddon", { config: '{"b":2}' }]]);
});

test("keys that ACK adds are no difference; one that the program takes out is sent without it", async () => {
  const { world, stack, up } = await running([{ name: "knative", config: { b: 1, c: 2 } }]);
  const told = (config: object) =>
    world.simulator.failNext(
      "GetClusterAddonInstance",
      json({ name: "knative", state: "active", version: "v1.11.3", config: JSON.stringify(config) }),
      { times: 1 },
    );
  told({ b: 1, c: 2, own: true });
  await stack.refresh();
  expect(stack.outputs.addons).toEqual([{ name: "knative", config: { b: 1, c: 2 } }]);
  expect(await up({ name: "knative", config: { b: 1, c: 2 } })).toBe("same");
  await up({ name: "knative", config: { b: 1 } });
  expect(world.writes()).toEqual([["ModifyClusterAddon", { config: '{"b":1}' }]]);
});

describe("versions that differ after the hyphen", () => {
  const [one, two] = ["v1.11.4-aliyun.1", "v1.11.4-aliyun.2"].map((version) => ({ name: "nginx", version })) as [
    Instance,
    Instance,
  ];
  const options = {
    addons: [{ name: "nginx", category: "network", versions: ["v1.11.4-aliyun.1", "v1.11.4-aliyun.2"] }],
  };

  test("are an upgrade", async () => {
    const { world, stack, up } = await running([one], options);
    await up(two);
    expect(world.writes().map(([operation]) => operation)).toEqual(["UpgradeClusterAddons"]);
    expect(stack.outputs.addons).toEqual([two]);
  });

  test("one that upgraded itself is no change", async () => {
    const { world, stack, id, up } = await running([one], options);
    world.simulator.edit(id, { addons: [two] });
    await stack.refresh();
    expect([await up(one), stack.outputs.addons, world.writes()]).toEqual(["same", [one], []]);
  });

  test("hashes: an edit is an upgrade, and another one of the cluster's is no change", async () => {
    const versions = ["v1.2.3-abcdef1-aliyun", "v1.2.3-1234567-aliyun"];
    const [before, after] = versions.map((version) => ({ name: "nginx", version })) as [Instance, Instance];
    const { world, stack, id, up } = await running([before], {
      addons: [{ name: "nginx", category: "network", versions }],
    });
    await up(after);
    expect(world.writes().map(([operation]) => operation)).toEqual(["UpgradeClusterAddons"]);
    world.simulator.edit(id, { addons: [before] });
    await stack.refresh();
    expect([await up(after), stack.outputs.addons]).toEqual(["same", [after]]);
  });
});

test("a new cluster's configurations are judged before it is made", async () => {
  const world = await World.start({ addons: CATALOGUE });
  const inputs = { ...AUTO_VPC, addons: [{ name: "coredns", config: { replicas: 0, level: "canary-secret" } }] };
  const judged = checkNewAddonConfigs(inputs, inRegion("cn-hangzhou", 'creating cluster "demo"', world.context()));
  expect(await messageOf(judged)).toBe(
    [
      'creating cluster "demo": the configuration does not fit the add-on\'s schema, and no cluster was created:',
      "  - coredns: /replicas must be >= 1",
      "  - coredns: /level must be equal to one of the allowed values",
    ].join("\n"),
  );
  expect(world.requests("DescribeAddon").map(({ query }) => query)).toEqual([
    { cluster_type: "ManagedKubernetes", profile: "Serverless", region_id: "cn-hangzhou" },
  ]);
});
