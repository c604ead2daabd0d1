import * as dynamic from "pulumi-ack-serverless";
import * as plugin from "pulumi-ack-serverless/plugin";
import type { Simulator } from "../../simulator";
import {
  clusterType,
  expectNothingLeft,
  names,
  operations,
  providerLine,
  quick,
  recorded,
  requestsDuring,
  testSimulator,
  writesDuring,
} from "./support/cluster";
import { pluginType, withPlugin } from "./support/plugin";
import { type EngineStack, testStack } from "./support/stack";

const args = {
  zoneId: "cn-hangzhou-i",
  serviceCidr: "172.21.0.0/20",
  kubernetesVersion: "1.34",
  tags: { env: "test" },
  addons: [{ name: "logtail-ds", config: { sls_project_name: "logs" } }],
};

/** A program whose cluster is of one host or the other: a user changes the import. */
async function movable() {
  const simulator = await testSimulator();
  const wish: { host: typeof dynamic | typeof plugin; args: dynamic.ServerlessClusterArgs } = { host: dynamic, args };
  const stack = await testStack({
    simulator,
    config: quick,
    settings: withPlugin,
    program: async () => {
      const cluster = new wish.host.ServerlessCluster("prod", wish.args, { customTimeouts: { create: "30m" } });
      return { id: cluster.clusterId };
    },
  });
  return { simulator, stack, wish };
}

/** The operations on everything but providers that a move shows in a preview. */
async function expectPreviewOf(stack: EngineStack, expected: readonly string[]): Promise<void> {
  const run = await stack.preview();
  expect(operations(run).filter((op) => op !== "same")).toEqual(expected);
  const providers = run.steps.filter(({ type }) => type.startsWith("pulumi:providers:"));
  expect(providers.filter(({ op }) => op === "create").length).toBeLessThanOrEqual(1);
}

async function expectWhole(stack: EngineStack, simulator: Simulator, type: string): Promise<void> {
  const writes = await writesDuring(simulator, async () => {
    await stack.refresh();
    await stack.up("--expect-no-changes");
    await stack.refresh();
  });
  expect(writes).toEqual([]);
  expect(recorded(stack, "prod")).toMatchObject({ type, outputs: { state: "running" } });
}

describe("a cluster of the dynamic host that moves to the plugin", () => {
  test("stays the same one: nothing changes, and it can be refreshed, changed and destroyed there", async () => {
    const { simulator, stack, wish } = await movable();
    await stack.up();
    const { id } = recorded(stack, "prod");
    wish.host = plugin;
    await expectPreviewOf(stack, []);
    const requests = await requestsDuring(simulator, () => stack.up());
    expect(requests).toEqual([]);
    expect(recorded(stack, "prod")).toMatchObject({ id, type: pluginType });
    await expectWhole(stack, simulator, pluginType);

    wish.args = { ...args, tags: { env: "prod" } };
    expect(names(await writesDuring(simulator, () => stack.up()))).toEqual(["TagResources"]);
    await stack.destroy();
    expectNothingLeft(simulator);
  });

  test("and comes back before anything was changed there", async () => {
    const { simulator, stack, wish } = await movable();
    await stack.up();
    const { id } = recorded(stack, "prod");
    wish.host = plugin;
    await stack.up();
    wish.host = dynamic;
    expect(await writesDuring(simulator, () => stack.up())).toEqual([]);
    expect(recorded(stack, "prod")).toMatchObject({ id, type: clusterType, outputs: { __provider: providerLine } });
    await expectWhole(stack, simulator, clusterType);
    await stack.destroy();
    expectNothingLeft(simulator);
  });
});

describe("a cluster of the plugin that moves to the dynamic host", () => {
  test("is completed by an update that touches nothing, and can be refreshed, changed and destroyed there", async () => {
    const { simulator, stack, wish } = await movable();
    wish.host = plugin;
    await stack.up();
    const { id } = recorded(stack, "prod");
    expect(recorded(stack, "prod").outputs).not.toHaveProperty("__provider");
    wish.host = dynamic;
    await expectPreviewOf(stack, ["update"]);
    expect(await writesDuring(simulator, () => stack.up())).toEqual([]);
    expect(recorded(stack, "prod")).toMatchObject({
      id,
      type: clusterType,
      inputs: { __provider: providerLine },
      outputs: { __provider: providerLine, __urn: expect.stringContaining("::prod") },
    });
    await expectWhole(stack, simulator, clusterType);

    wish.args = { ...args, tags: { env: "prod" } };
    expect(names(await writesDuring(simulator, () => stack.up()))).toEqual(["TagResources"]);

    wish.host = plugin;
    await expectPreviewOf(stack, []);
    expect(await requestsDuring(simulator, () => stack.up())).toEqual([]);
    await expectWhole(stack, simulator, pluginType);
    await stack.destroy();
    expectNothingLeft(simulator);
  });
});
