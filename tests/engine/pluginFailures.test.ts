import { commandOf, sendSignal } from "../../tools/engine/isolation";
import {
  type Bench,
  expectNothingLeft,
  names,
  operations,
  recorded,
  told,
  until,
  whileTimePasses,
  writesDuring,
} from "./support/cluster";
import { pluginBench } from "./support/plugin";
import { expectFailure } from "./support/stack";

const zone = { zoneId: "cn-hangzhou-i" };

describe("a cluster whose creation fails", () => {
  let life: Bench;
  let id: string;

  beforeAll(async () => {
    life = await pluginBench({ prod: zone });
  });

  test("stays in the state with the task's own reason", async () => {
    const { stack, simulator } = life;
    simulator.failTask("cluster_create", { code: "QuotaExceeded.EIP", message: "no EIP is left" });
    const { diagnostics } = await expectFailure(stack.up());
    expect(diagnostics.join("\n")).toContain("QuotaExceeded.EIP: no EIP is left");
    id = String(recorded(stack, "prod").id);
    expect(simulator.clusters()).toMatchObject([{ cluster_id: id, state: "failed" }]);
    expect(recorded(stack, "prod").initErrors).toEqual([expect.stringContaining("QuotaExceeded.EIP")]);
  });

  test("keeps an error through a refresh", async () => {
    const { stack } = life;
    const refreshed = await stack.refresh();
    expect(told(refreshed).join("\n")).toContain(`cluster ${id} is failed`);
    expect(recorded(stack, "prod")).toMatchObject({
      id,
      initErrors: [`cluster ${id} is failed: run "pulumi up" to see what can be done`],
      outputs: { state: "failed", clusterId: id },
    });
  });

  test("is replaced by the next up, deleted first", async () => {
    const { stack } = life;
    expect(operations(await stack.up())).toEqual(["delete-replaced", "replace", "create-replacement"]);
    expect(recorded(stack, "prod").initErrors).toBeUndefined();
    await stack.destroy();
    expectNothingLeft(life.simulator);
  });
});

describe("a cluster whose creation takes too long", () => {
  let life: Bench;
  let id: string;

  beforeAll(async () => {
    life = await pluginBench({ prod: zone }, { simulation: { progression: "manual" } });
    life.options.prod = { customTimeouts: { create: "2s" } };
  });

  test("ends in the timeout's error while the creation goes on, with the id in the state", async () => {
    const { stack, simulator } = life;
    const { diagnostics } = await expectFailure(stack.up());
    id = String(recorded(stack, "prod").id);
    expect(diagnostics.join("\n")).toMatch(new RegExp(`cluster ${id} is still initial after \\d s; seen: initial`));
    expect(simulator.clusters()).toMatchObject([{ cluster_id: id, state: "initial" }]);
  });

  test("keeps an error through a refresh while it is being created", async () => {
    const { stack } = life;
    await stack.refresh();
    expect(recorded(stack, "prod").initErrors).toEqual([
      `cluster ${id} is still being created: the next "pulumi up" waits for it`,
    ]);
  });

  test("is waited for by the next up, and never made twice", async () => {
    const { stack, simulator } = life;
    const run = await whileTimePasses(simulator, () => stack.up());
    expect(operations(run)).toEqual(["update"]);
    expect(simulator.requests("CreateCluster")).toHaveLength(1);
    expect(recorded(stack, "prod")).toMatchObject({ id, outputs: { state: "running" } });
    expect(recorded(stack, "prod").initErrors).toBeUndefined();
    await stack.up("--expect-no-changes");
  });
});

describe("Ctrl-C while a cluster is created", () => {
  test("ends without the creation, with the id in the state; the next up goes on with it", async () => {
    const { stack, simulator } = await pluginBench({ prod: zone }, { simulation: { progression: "manual" } });
    const up = expectFailure(stack.up());
    await until(() => simulator.requests("DescribeTaskInfo").length > 0);
    stack.interrupt();
    // The creation itself would never end.
    const run = await up;
    expect(run.diagnostics.join("\n")).toContain("cancelled: ACK finishes what it has begun");
    const [cluster] = simulator.clusters();
    const id = String(cluster?.cluster_id);
    expect(recorded(stack, "prod")).toMatchObject({ id, outputs: { clusterId: id, state: "initial" } });
    expect(stack.exportState().pending_operations).toEqual([]);
    // What marks it as being made is turned all the same, so that no other run takes it over.
    expect(cluster?.tags).toContainEqual({ key: "pulumi-ack-serverless", value: expect.stringMatching(/^owned:/) });
    await until(() => stack.processes().length === 0);

    const writes = await writesDuring(simulator, () => whileTimePasses(simulator, () => stack.up()));
    expect(names(writes)).toEqual([]);
    expect(recorded(stack, "prod")).toMatchObject({ id, outputs: { state: "running" } });
  });
});

// Elsewhere the harness cannot find the processes of a run.
(process.platform === "linux" ? test : test.skip)("no plugin outlives an engine that is killed", async () => {
  const { stack, simulator } = await pluginBench({ prod: zone }, { simulation: { progression: "manual" } });
  const up = expectFailure(stack.up());
  await until(() => simulator.requests("DescribeTaskInfo").length > 0);
  const isPlugin = (id: number) => commandOf(id).includes("pulumi-resource-ack-serverless");
  const [plugins, engines] = [stack.processes().filter(isPlugin), stack.processes().filter((id) => !isPlugin(id))];
  expect(plugins).toHaveLength(1);
  for (const id of engines) sendSignal(id, "SIGKILL");
  await up;
  await until(() => stack.processes().length === 0);
});
