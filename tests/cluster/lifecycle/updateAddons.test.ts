import { minutes } from "../support/clock";
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
const SYSTEM = { name: "system", category: "core", versions: ["v1.0.0"], required: true };
const LIST = "ListClusterAddonInstances";
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

function installed(world: World): string[] {
  return (world.cluster() as unknown as { meta_data: string }).meta_data === undefined
    ? []
    : (JSON.parse((world.cluster() as unknown as { meta_data: string }).meta_data).Addons as { name: string }[])
        .map(({ name }) => name)
        .toSorted();
}

const old = { name: "coredns", version: "v1.9.3.10" };

test("installed, upgraded, configured and uninstalled, one after the other, and nothing else", async () => {
  const { world, stack, up } = await running([old, { name: "logtail-ds", version: "v1.8.4.0", config: { a: 1 } }]);
  const wanted = [
    { name: "coredns", version: "v1.11.3.5", config: { replicas: 2 } },
    { name: "knative", config: '{ "b": 1 }' },
  ];
  await up(...wanted);
  expect(world.writes()).toEqual([
    ["UnInstallClusterAddons", [{ name: "logtail-ds" }]],
    ["InstallClusterAddons", [{ name: "knative", config: '{ "b": 1 }' }]],
    [
      "UpgradeClusterAddons",
      [{ component_name: "coredns", version: "v1.9.3.10", next_version: "v1.11.3.5", config: '{"replicas":2}' }],
    ],
  ]);
  expect(stack.outputs.addons).toEqual(wanted);
  expect(stack.outputs.addonVersions).toEqual({ coredns: "v1.11.3.5", knative: "v1.11.3" });
  expect(await up(...wanted)).toBe("same");
  world.forget();
  await up({ ...wanted[0], config: { level: "debug" } }, wanted[1] as object);
  expect(world.writes()).toEqual([["ModifyClusterAddon", { config: '{"level":"debug"}' }]]);
});

test("taken out as a whole: those of the program are uninstalled, others stay", async () => {
  const { world, stack, id } = await running([{ name: "knative", cleanupCloudResources: true }]);
  const others = [{ name: "knative" }, { name: "coredns" }];
  world.simulator.edit(id, { addons: others });
  await stack.up(AUTO_VPC);
  expect(world.writes()).toEqual([["UnInstallClusterAddons", [{ name: "knative", cleanup_cloud_resources: true }]]]);
  expect(installed(world)).toEqual(["coredns"]);
});

test("disabled: uninstalled, and installed again once it is not", async () => {
  const { world, up } = await running([old]);
  await up({ ...old, disabled: true });
  expect(world.writes()).toEqual([["UnInstallClusterAddons", [{ name: "coredns" }]]]);
  world.forget();
  await up({ ...old, disabled: false });
  expect(world.writes()).toEqual([["InstallClusterAddons", [old]]]);
});

test("drift is found by a refresh and put back", async () => {
  const { world, stack, id, up } = await running([old, { name: "knative", config: { b: 1 } }]);
  world.simulator.edit(id, { addons: [{ name: "knative", config: '{"b":2}' }] });
  await stack.refresh();
  expect(stack.outputs.addons).toEqual([{ name: "knative", config: { b: 2 } }]);
  world.forget();
  await up(old, { name: "knative", config: { b: 1 } });
  expect(world.writes()).toEqual([
    ["InstallClusterAddons", [old]],
    ["ModifyClusterAddon", { config: '{"b":1}' }],
  ]);
});

test("one that upgraded itself is neither drift nor taken back", async () => {
  const { world, stack, id, up } = await running([old]);
  world.simulator.edit(id, { addons: [{ name: "coredns", version: "v1.11.3.5" }] });
  await stack.refresh();
  expect(stack.outputs).toMatchObject({ addons: [old], addonVersions: { coredns: "v1.11.3.5" } });
  expect(await up(old)).toBe("same");
  expect(world.writes()).toEqual([]);
});

test("one that is there already and is wanted for the first time is taken over without a call", async () => {
  const { world, id, up } = await running(undefined);
  world.simulator.edit(id, { addons: [old] });
  await up(old);
  expect(world.writes()).toEqual([]);
});

test("one that is gone when it is uninstalled is not an error", async () => {
  const { world, stack, id } = await running([old]);
  world.before("UnInstallClusterAddons", () => world.simulator.edit(id, { addons: [] }));
  expect(await stack.up(AUTO_VPC)).toBe("update");
  expect(installed(world)).toEqual([]);
});

test("while another operation changes the add-ons: the request is repeated", async () => {
  const { world, up } = await running([]);
  const busy = { kind: "status", status: 400, code: "BadRequest", message: "Addon status not match" } as const;
  world.simulator.failNext("InstallClusterAddons", busy, { times: 2 });
  await up(old);
  expect(world.requests("InstallClusterAddons")).toHaveLength(3);
  expect(world.reports.filter(({ state }) => state === "busy")).toEqual(
    [0, 15_000].map((elapsedMs) => ({ state: "busy", stage: "Addon status not match", elapsedMs })),
  );
});

test("a busy cluster is asked until the deadline, and no longer", async () => {
  const { world, stack } = await running([]);
  const busy = { kind: "status", status: 400, code: "BadRequest", message: "Addon status not match" } as const;
  world.simulator.failNext("InstallClusterAddons", busy, { times: 1000 });
  const message = await messageOf(stack.up({ ...AUTO_VPC, addons: [old], __timeouts: { update: 60 } }));
  expect(message).toContain(
    `installing add-on coredns of cluster ${stack.id}: ACK refused the request: Addon status not match`,
  );
  expect(world.requests("InstallClusterAddons")).toHaveLength(5);
});

test("a configuration that the add-on's schema refuses: every fault, no value, and no change at all", async () => {
  const { world, stack, up } = await running([]);
  const message = await messageOf(
    up({ name: "coredns", config: { replicas: 0, level: "canary-secret" } }, { name: "knative", config: { any: 1 } }),
  );
  expect(message).toBe(
    [
      `checking the add-ons of cluster ${stack.id}: the configuration does not fit the add-on's schema, and nothing was changed:`,
      "  - coredns: /replicas must be >= 1",
      "  - coredns: /level must be equal to one of the allowed values",
    ].join("\n"),
  );
  expect(world.writes()).toEqual([]);
});

test.each([
  ["is denied", { kind: "status", status: 403, code: "StatusForbidden" }],
  ["is no JSON", { kind: "raw", status: 200, body: JSON.stringify({ config_schema: "{" }) }],
  ["is not a schema", { kind: "raw", status: 200, body: JSON.stringify({ config_schema: '{"type":5}' }) }],
  ["is empty", { kind: "raw", status: 200, body: "{}" }],
] as const)("a schema that %s is not applied", async (_, fault) => {
  const { world, up } = await running([]);
  world.simulator.failNext("DescribeAddon", fault);
  await up({ name: "coredns", config: { replicas: 0 } });
  expect(installed(world)).toEqual(["coredns"]);
});

const unchecked = "the configuration of add-on coredns was not checked: ";

test.each([
  ["is denied", { kind: "status", status: 403, code: "StatusForbidden" }, "ACK refused the request"],
  ["is no JSON", { kind: "raw", status: 200, body: JSON.stringify({ config_schema: "{" }) }, "cannot be read"],
  [
    "is not a schema",
    { kind: "raw", status: 200, body: JSON.stringify({ config_schema: '{"type":5}' }) },
    "cannot be read",
  ],
] as const)("a schema that %s: a warning says that the configuration was not checked", async (_, fault, reason) => {
  const { world, up } = await running([]);
  world.simulator.failNext("DescribeAddon", fault);
  await up({ name: "coredns", config: { replicas: 0 } });
  expect(world.warnings).toEqual([expect.stringContaining(unchecked)]);
  expect(world.warnings[0]).toContain(reason);
});

const withdrawn = CATALOGUE.map((addon) => (addon.name === "coredns" ? { ...addon, withdrawn: ["v1.9.3.10"] } : addon));

test.each([
  ["that fits the offered version's schema", { replicas: 2 }, []],
  [
    "that does not",
    { replicas: 0 },
    [
      "the configuration of add-on coredns does not fit the schema of version v1.11.3.5, and ACK no longer offers version v1.9.3.10 to check it by: /replicas must be >= 1",
    ],
  ],
])("the installed version is no longer offered: a configuration %s is sent", async (_, config, warnings) => {
  const { world, id, up } = await running([], { addons: withdrawn });
  world.simulator.edit(id, { addons: [old] });
  world.forget();
  await up({ ...old, config });
  expect(world.writes()).toEqual([["ModifyClusterAddon", { config: JSON.stringify(config) }]]);
  expect(world.requests("DescribeAddon").map(({ query }) => query.version)).toEqual(["v1.9.3.10", undefined]);
  expect(world.warnings).toEqual(warnings);
});

test("one that fails in a task that succeeds: fails the update at once, and is not reported as installed", async () => {
  const { world, stack, up } = await running([]);
  world.simulator.failTask("cluster_addon_install", { code: "X", message: "no room", addon: "coredns" });
  const start = world.clock.now();
  expect(await messageOf(up(old, { name: "knative" }))).toMatch(
    /coredns.* succeeded, but a part of it failed in stage check_addon: .*no room/,
  );
  expect(world.clock.now() - start).toBeLessThan(minutes(5));
  expect((stack.outputs.addons as { name: string }[]).map(({ name }) => name)).not.toContain("coredns");
  expect(await up(old, { name: "knative" })).toBe("update");
  expect(installed(world)).toEqual(["coredns", "knative"]);
});

test("one that is absent after its task is awaited for a moment only", async () => {
  const { world, up } = await running([]);
  world.simulator.failNext(LIST, json({ addons: [] }), { times: 1000 });
  const start = world.clock.now();
  expect(await messageOf(up(old))).toMatch(
    /add-on coredns of cluster c\w+ is not installed instead of active after 1 min; seen: absent 1x, not installed 1x$/,
  );
  expect(world.clock.now() - start).toBeLessThan(minutes(5));
});

test("a task that collides with another operation: the change is made again", async () => {
  const { world, up } = await running([]);
  world.simulator.failTask("cluster_addon_install", { code: "BadRequest", message: "Addon status not match" });
  await up(old);
  expect([world.requests("InstallClusterAddons").length, installed(world)]).toEqual([2, ["coredns"]]);
});

test("after a failure halfway the state holds what was done, and the next up applies the rest", async () => {
  const { world, stack, up } = await running([]);
  world.simulator.failNext(
    "InstallClusterAddons",
    { kind: "status", status: 400, code: "X", message: "no" },
    { skip: 1 },
  );
  expect(await messageOf(up(old, { name: "knative" }))).toContain("installing add-on knative");
  expect(stack.outputs.addons).toEqual([old]);
  world.forget();
  await up(old, { name: "knative" });
  expect(world.writes()).toEqual([["InstallClusterAddons", [{ name: "knative" }]]]);
});

test("the reads: one list, and one look at each that has a configuration", async () => {
  const { world, stack } = await running([old, { name: "knative", config: { b: 1 } }]);
  await stack.refresh();
  expect(world.allCalls()).toEqual([
    "DescribeClusterDetail",
    "DescribeClusterResources",
    LIST,
    "GetClusterAddonInstance",
  ]);
});

test.each([LIST, "GetClusterAddonInstance"])("%s that is denied: what is recorded stays", async (operation) => {
  const { world, stack, up } = await running([{ name: "knative", config: { b: 1 } }]);
  const before = stack.outputs;
  world.simulator.failNext(operation, { kind: "status", status: 403, code: "StatusForbidden" });
  await stack.refresh();
  expect(stack.outputs).toEqual(before);
  expect(await up({ name: "knative", config: { b: 1 } })).toBe("same");
});

test.each<[string, object[], string[]]>([
  ["a disabled entry that is not there", [{ name: "knative", disabled: true }], []],
  [
    "an add-on that ACK needs",
    [{ name: "system" }],
    ["add-on system of cluster ID stays installed: ACK itself needs it"],
  ],
])("taken out as a whole with %s: done, and no change afterwards", async (_, addons, warnings) => {
  const { world, stack, id } = await running(addons, { addons: [...CATALOGUE, SYSTEM] });
  expect(await stack.up(AUTO_VPC)).toBe("update");
  expect(world.warnings.map((text) => text.replace(id, "ID"))).toEqual(warnings);
  expect(world.writes()).toEqual([]);
  expect([await stack.up(AUTO_VPC), installed(world)]).toEqual(["same", ["system"]]);
});

test("an add-on that ACK needs, disabled: stays, with a warning", async () => {
  const { world, up } = await running([], { addons: [...CATALOGUE, SYSTEM] });
  await up({ name: "system", disabled: true });
  expect(world.warnings).toEqual([expect.stringContaining("stays installed: ACK itself needs it")]);
  expect(installed(world)).toEqual(["system"]);
});

test("a malformed list: keeps what is recorded at a refresh, and stops a change", async () => {
  const { world, stack, up } = await running([old]);
  world.simulator.failNext(LIST, json({}));
  await stack.refresh();
  expect(stack.outputs.addons).toEqual([old]);
  world.simulator.failNext(LIST, json({}), { times: 1000 });
  expect(await messageOf(up(old, { name: "knative" }))).toContain("the answer holds no list of add-ons");
  expect(world.writes()).toEqual([]);
});

test("a cluster that is gone when an add-on is uninstalled: the uninstallation does not fail", async () => {
  const { world, up } = await running([old, { name: "knative" }]);
  world.simulator.failNext("UnInstallClusterAddons", {
    kind: "status",
    status: 404,
    code: "ErrorClusterNotFound",
    message: "gone",
  });
  expect(await messageOf(up({ name: "knative" }))).not.toContain("uninstalling");
});
