import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type * as pulumi from "@pulumi/pulumi";
import type { Simulator } from "../../simulator";
import { simulatorConfig } from "../../tools/engine/engine";
import { languageHost } from "../../tools/engine/languageHost";
import { Command } from "../cli/support/command";
import { type ClassUnderTest, classes } from "./support/classes";
import { names, operations, quick, recorded, testSimulator, told, writesDuring } from "./support/cluster";
import { ownKeys, pluginType } from "./support/plugin";
import { type EngineStack, expectFailure, testStack } from "./support/stack";

const [dynamic, plugin] = classes as [ClassUnderTest, ClassUnderTest];
const bare = "c0123456789abcdef0123456789abcdef";
const full = `cn-hangzhou/${bare}`;
type Declared = Record<string, pulumi.CustomResourceOptions>;

let host: Awaited<ReturnType<typeof languageHost>>;
beforeAll(async () => {
  host = await languageHost();
});
afterAll(() => host.close());

/** A cluster that no stack holds, and an empty stack with a program of these resources. */
async function foreignCluster({ ServerlessCluster, settings }: ClassUnderTest) {
  const simulator = await testSimulator({ progression: "immediate" });
  simulator.seed({ cluster_id: bare, name: "legacy" });
  const declared: { resources: Declared } = { resources: {} };
  const program = async () => {
    const earlier: pulumi.Resource[] = [];
    for (const [name, options] of Object.entries(declared.resources))
      earlier.push(new ServerlessCluster(name, {}, { dependsOn: [...earlier], ...options }));
  };
  const config = { ...quick, ...simulatorConfig(simulator), ...ownKeys(simulatorConfig(simulator)) };
  const stack = await testStack({ simulator, config, program, settings: { ...settings, ...host.settings } });
  const changes = async (resources: Declared): Promise<string[]> => {
    declared.resources = resources;
    return operations(await stack.up()).filter((op) => op !== "same");
  };
  return { simulator, stack, declared, changes };
}

/** The cluster is as it was, and no call could have changed it. */
async function expectUntouched(simulator: Simulator, action: () => Promise<unknown>): Promise<void> {
  const writes = names(await writesDuring(simulator, action));
  expect(writes.filter((operation) => operation !== "CheckControlPlaneLogEnable")).toEqual([]);
  expect(simulator.clusters().map(({ cluster_id }) => cluster_id)).toEqual([bare]);
}

const idOf = (stack: EngineStack) => recorded(stack, "prod").id;

describe.each([
  [bare, full],
  [full, bare],
])("a cluster imported as %s", (given, other) => {
  test("by the program's option keeps this id, and another form of it deletes nothing", async () => {
    const { simulator, stack, changes } = await foreignCluster(plugin);
    await expectUntouched(simulator, async () => {
      expect(await changes({ prod: { import: given } })).toEqual(["import"]);
      expect(idOf(stack)).toBe(given);
      expect(await changes({ prod: { import: given } })).toEqual([]);
      // The engine compares the texts, and names its steps before it asks the provider.
      expect(await changes({ prod: { import: other } })).toEqual(["import-replacement", "replace", "delete-replaced"]);
      expect(idOf(stack)).toBe(other);
      expect(await changes({ prod: { import: other } })).toEqual([]);
      expect(await changes({ prod: {} })).toEqual([]);
    });
  });

  test("by pulumi import keeps this id, and the program's option may state it", async () => {
    const { simulator, stack, changes } = await foreignCluster(plugin);
    await expectUntouched(simulator, async () => {
      await stack.run("import", pluginType, "prod", given, "--generate-code=false", "--protect=false", "--yes");
      expect(idOf(stack)).toBe(given);
      // The program brings its own provider, with the stack's settings.
      expect(await changes({ prod: { import: given } })).toEqual([]);
      expect(await changes({ prod: {} })).toEqual([]);
    });
    await stack.destroy();
    expect(simulator.clusters()).toEqual([]);
  });

  test("by the command's file keeps this id with the dynamic class, which refuses another form of it", async () => {
    const { simulator, stack, declared, changes } = await foreignCluster(dynamic);
    const command = new Command(simulator);
    await command.run("import", bare, "--name", "prod");
    const file = join(command.folder, "prod.import.json");
    writeFileSync(file, command.read("prod.import.json").replace(`"id": "${bare}"`, `"id": "${given}"`));
    await expectUntouched(simulator, async () => {
      await stack.run("import", "--file", file, "--generate-code=false", "--protect=false", "--yes");
      expect(idOf(stack)).toBe(given);
      expect(await changes({ prod: { import: given } })).toEqual([]);
      declared.resources = { prod: { import: other } };
      await expectFailure(stack.up());
      await stack.refresh();
    });
    command.dispose();
    declared.resources = {};
    await stack.destroy();
    expect(simulator.clusters()).toEqual([]);
  });
});

test("a record that a failed run left beside an import is removed by the next run, and the cluster stays", async () => {
  const { simulator, stack, declared, changes } = await foreignCluster(plugin);
  await changes({ prod: { import: full } });
  simulator.failNext("CreateCluster", { kind: "status", status: 400, code: "Invalid", message: "no" });
  declared.resources = { prod: { import: bare }, second: {} };
  await expectFailure(stack.up());
  const records = () => stack.exportState().resources.filter(({ urn }) => urn.endsWith("::prod"));
  expect(records().map(({ id }) => id)).toEqual([bare, full]);
  await expectUntouched(simulator, async () => {
    declared.resources = { prod: { import: bare } };
    expect(told(await stack.up())).toContain(
      `warning: cluster ${bare} is not deleted: the state holds it under another record, from an import. Only the record with the id "${full}" is removed.`,
    );
    expect(records().map(({ id }) => id)).toEqual([bare]);
  });
});

test("an import under another name keeps the cluster, and a read of it does not", async () => {
  const { simulator, stack, declared, changes } = await foreignCluster(plugin);
  await changes({ prod: { import: bare } });
  await expectUntouched(simulator, () => changes({ moved: { import: full } }));
  declared.resources = {};
  stack.program = async () => {
    plugin.ServerlessCluster.get("prod", bare);
  };
  expect(names(await writesDuring(simulator, () => stack.up()))).toEqual(["DeleteCluster"]);
});
