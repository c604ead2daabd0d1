import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type * as pulumi from "@pulumi/pulumi";
import { ServerlessCluster, type ServerlessClusterArgs } from "pulumi-ack-serverless/plugin";
import type { Simulator } from "../../simulator";
import { languageHost } from "../../tools/engine/languageHost";
import { Command } from "../cli/support/command";
import { names, operations, quick, recorded, requestsDuring, step, told, writesDuring } from "./support/cluster";
import { pluginBench, pluginType, withPlugin } from "./support/plugin";
import { type EngineStack, expectFailure, loadProgram, testStack } from "./support/stack";

const args: ServerlessClusterArgs = {
  name: "legacy",
  vpcId: "vpc-1",
  vswitchIds: ["vsw-a"],
  serviceCidr: "172.21.0.0/20",
  timezone: "Asia/Shanghai",
  deletionProtection: false,
  tags: { env: "test", team: "web" },
  endpointPublicAccess: true,
};

/** A cluster that somebody made, and a stack that does not know of it. */
async function foreignCluster(wishes: Record<string, ServerlessClusterArgs> = { legacy: args }) {
  const maker = await pluginBench(wishes);
  await maker.stack.up();
  const { simulator } = maker;
  const id = String(simulator.clusters()[0]?.cluster_id);
  const program: { args: ServerlessClusterArgs; opts: pulumi.CustomResourceOptions } = { args: {}, opts: {} };
  const stack = await testStack({
    simulator,
    config: quick,
    settings: withPlugin,
    program: async () => {
      new ServerlessCluster("prod", program.args, program.opts);
    },
  });
  return { simulator, stack, id, program };
}

async function expectNoDifference(stack: EngineStack, simulator: Simulator): Promise<void> {
  expect(names(await requestsDuring(simulator, () => stack.up("--expect-no-changes")))).toEqual([]);
}

describe("import by an option in the program", () => {
  test("takes a cluster as it is, and every line can go again without a difference", async () => {
    const { stack, simulator, id, program } = await foreignCluster();
    program.args = { ...args, snatEntry: false };
    program.opts = { import: id };
    const writes = await writesDuring(simulator, async () => {
      expect(operations(await stack.up())).toEqual(["import"]);
    });
    expect(writes).toEqual([]);
    expect(recorded(stack, "prod")).toMatchObject({ id, outputs: { clusterId: id, state: "running" } });

    program.opts = {};
    await expectNoDifference(stack, simulator);
    for (const name of Object.keys(program.args)) {
      const { [name as keyof ServerlessClusterArgs]: _taken, ...rest } = program.args;
      program.args = rest;
      await expectNoDifference(stack, simulator);
    }
  });

  test("refuses a program that says otherwise, and changes nothing", async () => {
    const { stack, simulator, id, program } = await foreignCluster();
    program.args = { ...args, serviceCidr: "172.22.0.0/20" };
    program.opts = { import: id };
    const writes = await writesDuring(simulator, async () => {
      expect(told(await expectFailure(stack.up())).join("\n")).toContain('"172.21.0.0/20"');
    });
    expect(writes).toEqual([]);
  });

  test("brings it to what the program says of what can change, which the preview shows", async () => {
    const { stack, simulator, id, program } = await foreignCluster();
    program.args = { ...args, tags: { env: "other" } };
    program.opts = { import: id };
    expect(Object.keys(step(await stack.preview(), "update")?.detailedDiff ?? {}).sort()).toEqual([
      "tags.env",
      "tags.team",
    ]);
    const writes = await writesDuring(simulator, async () => {
      expect(operations(await stack.up())).toEqual(["import", "update"]);
    });
    expect(names(writes)).toEqual(["UntagResources", "TagResources"]);
  });

  test("changes in place what the program changes afterwards, and never replaces for what it only read", async () => {
    const { stack, simulator, id, program } = await foreignCluster();
    program.args = args;
    program.opts = { import: id };
    await stack.up();
    program.args = { ...args, serviceCidr: "172.22.0.0/20" };
    const refused = told(await expectFailure(stack.preview())).join("\n");
    expect(refused).toContain("serviceCidr: was never set for this cluster");

    program.args = { ...args, tags: { env: "prod" } };
    const run = await stack.preview();
    expect(Object.keys(step(run, "update")?.detailedDiff ?? {}).sort()).toEqual(["tags.env", "tags.team"]);
    const writes = await writesDuring(simulator, () => stack.up());
    expect(names(writes)).toEqual(["UntagResources", "TagResources"]);
    expect(recorded(stack, "prod").outputs).toMatchObject({ tags: { env: "prod" } });
    await expectNoDifference(stack, simulator);
  });
});

test("what is to outlive an imported cluster is taken into the state, and outlives it", async () => {
  const { stack, simulator, id, program } = await foreignCluster();
  const resources = () => simulator.resources().map(({ id: one }) => one);
  const before = resources();
  expect(before.length).toBeGreaterThan(0);
  program.args = args;
  program.opts = { import: id };
  await stack.up();

  program.args = { ...args, retainAllResources: true };
  program.opts = {};
  const shown = step(await stack.preview(), "update")?.detailedDiff ?? {};
  expect(Object.keys(shown)).toEqual(["retainAllResources"]);
  const writes = await writesDuring(simulator, async () => {
    expect(operations(await stack.up())).toEqual(["update"]);
  });
  expect(writes).toEqual([]);
  expect(recorded(stack, "prod").outputs).toMatchObject({ retainAllResources: true });
  await expectNoDifference(stack, simulator);
  await stack.destroy();
  expect(simulator.clusters()).toEqual([]);
  expect(resources()).toEqual(before);
});

test("a cluster that exists can be read without being taken over", async () => {
  const { stack, id, simulator } = await foreignCluster();
  stack.program = async () => {
    const cluster = ServerlessCluster.get("other", id);
    return { endpoint: cluster.apiServerEndpoint, state: cluster.state };
  };
  const { outputs } = await stack.up();
  expect(outputs).toMatchObject({ state: "running", endpoint: expect.stringMatching(/^https:/) });
  await stack.destroy();
  expect(simulator.clusters()).toHaveLength(1);
});

describe("import by the files that ack-serverless import --plugin writes", () => {
  test("takes a cluster into a stack of the plugin, and its program makes no difference", async () => {
    const { simulator } = await foreignCluster();
    const id = String(simulator.clusters()[0]?.cluster_id);
    const [host, command] = [await languageHost(), new Command(simulator)];
    try {
      expect(await command.run("import", id, "--name", "prod", "--plugin")).toMatchObject({ code: 0, err: "" });
      const text = command.read("prod.import.json");
      expect(JSON.parse(text).resources).toMatchObject([{ type: pluginType, name: "prod", id }]);
      expect(text).not.toContain("__provider");
      const stack: EngineStack = await testStack({
        simulator,
        config: quick,
        settings: { ...withPlugin, ...host.settings },
        program: async () => loadProgram(join(stack.folder, "program.ts"))(),
      });
      writeFileSync(join(stack.folder, "program.ts"), command.read("prod.ts"));
      const writes = await writesDuring(simulator, async () => {
        const file = join(command.folder, "prod.import.json");
        await stack.run("import", "--file", file, "--generate-code=false", "--protect=false", "--yes");
        expect(recorded(stack, "prod")).toMatchObject({ id, type: pluginType, outputs: { clusterId: id } });
        // The program's own provider comes with the first up: what was imported has none of its settings before.
        expect(operations(await stack.up())).toEqual(["same"]);
        await stack.up("--refresh", "--expect-no-changes");
      });
      expect(names(writes).filter((operation) => operation !== "CheckControlPlaneLogEnable")).toEqual([]);
      await stack.destroy();
      expect(simulator.clusters()).toEqual([]);
    } finally {
      host.close();
      command.dispose();
    }
  });
});
