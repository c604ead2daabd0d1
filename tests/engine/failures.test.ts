import {
  type Bench,
  bench,
  expectNothingLeft,
  names,
  operations,
  recorded,
  step,
  told,
  whileTimePasses,
  writesDuring,
} from "./support/cluster";
import { expectFailure } from "./support/stack";

const zone = { zoneId: "cn-hangzhou-i" };
const quota = { code: "QuotaExceeded.EIP", message: "no EIP is left in this account" };
const replacement = ["delete-replaced", "replace", "create-replacement"];

function failNextCreation({ simulator }: Bench, times = 1) {
  simulator.failTask("cluster_create", quota, { times });
}

describe("a cluster whose creation fails", () => {
  let life: Bench;
  let id: string;

  beforeAll(async () => {
    life = await bench({ prod: zone });
  });

  test("stays in the state, and the error gives the task's own reason", async () => {
    const { stack, simulator } = life;
    failNextCreation(life);
    const said = told(await expectFailure(stack.up())).join("\n");
    const { id: kept, initErrors, outputs } = recorded(stack, "prod");
    id = String(kept);
    expect(simulator.clusters()).toMatchObject([{ cluster_id: id, state: "failed" }]);
    const reason = `task ${outputs?.taskId} (cluster_create) failed in stage init_master: QuotaExceeded.EIP: no EIP is left in this account`;
    expect(initErrors).toEqual([expect.stringContaining(reason)]);
    expect(said).toContain(reason);
    expect(outputs).toMatchObject({ clusterId: id, state: "failed" });
  });

  test("is replaced by the next up, deleted first, and the preview says why", async () => {
    const run = await life.stack.preview();
    expect(operations(run)).toEqual(replacement);
    expect(step(run, "replace")?.keys).toEqual(["state"]);
    expect(told(run)).toEqual([`warning: creation failed: cluster ${id} is failed, and this update replaces it`]);
  });

  test("is still replaced after a refresh, which clears the engine's own record of the failure", async () => {
    const { stack, simulator } = life;
    expect(told(await stack.refresh())).toEqual([
      `warning: creation failed: cluster ${id} is failed, and the next "pulumi up" replaces it`,
    ]);
    expect(recorded(stack, "prod").initErrors).toBeUndefined();
    failNextCreation(life);
    const writes = await writesDuring(simulator, async () => {
      const run = await expectFailure(stack.up());
      expect(operations(run)).toEqual(replacement);
      expect(told(run)[0]).toBe(`warning: creation failed: cluster ${id} is failed, and this update replaces it`);
    });
    expect(names(writes)).toEqual(["DeleteCluster", "CreateCluster", "TagResources"]);
    expect(recorded(stack, "prod").id).not.toBe(id);
  });

  test("is replaced by up --refresh, which fails as long as the cluster does", async () => {
    const { stack, simulator } = life;
    failNextCreation(life);
    expect(told(await expectFailure(stack.up("--refresh"))).join("\n")).toContain(quota.message);
    expect(recorded(stack, "prod").outputs?.state).toBe("failed");

    expect(operations(await stack.up("--refresh"))).toEqual(["refresh", ...replacement]);
    expect(recorded(stack, "prod").initErrors).toBeUndefined();
    expect(recorded(stack, "prod").outputs?.state).toBe("running");
    expect(simulator.clusters()).toMatchObject([{ cluster_id: recorded(stack, "prod").id, state: "running" }]);
    expect((await stack.up("--expect-no-changes")).changes).toEqual({ same: 2 });
  });

  test("is destroyed like any other", async () => {
    const { stack, simulator, wishes } = life;
    wishes.spare = zone;
    failNextCreation(life);
    await expectFailure(stack.up());
    expect(simulator.clusters().map(({ state }) => state)).toEqual(["running", "failed"]);
    await stack.destroy();
    expectNothingLeft(simulator);
  });
});

describe("a protected cluster whose creation fails", () => {
  let life: Bench;
  let id: string;

  beforeAll(async () => {
    life = await bench({ prod: { ...zone, deletionProtection: true } });
    failNextCreation(life);
    await expectFailure(life.stack.up());
    id = String(recorded(life.stack, "prod").id);
  });

  test("is left alone, and the error says what has to happen first", async () => {
    const { stack, simulator } = life;
    const writes = await writesDuring(simulator, async () => {
      const said = told(await expectFailure(stack.up())).join("\n");
      expect(said).toContain(`creation of cluster ${id} failed`);
      expect(said).toContain(quota.message);
      expect(said).toContain(
        'it cannot be replaced while deletion protection is on: run "pulumi up" with deletionProtection: false first',
      );
    });
    expect(writes).toEqual([]);
  });

  test("loses its protection, and nothing else is sent", async () => {
    const { stack, simulator, wishes } = life;
    wishes.prod = { ...zone, deletionProtection: false, tags: { env: "test" } };
    const writes = await writesDuring(simulator, async () => {
      const run = await expectFailure(stack.up());
      expect(operations(run)).toEqual(["update"]);
      expect(told(run).join("\n")).toContain('deletion protection is off now, and the next "pulumi up" replaces it');
    });
    expect(writes.map(({ operation, body }) => [operation, body])).toEqual([
      ["ModifyCluster", { deletion_protection: false }],
    ]);
    expect(recorded(stack, "prod")).toMatchObject({ id, outputs: { deletionProtection: false } });
  });

  test("is replaced after that", async () => {
    const { stack, simulator } = life;
    expect(operations(await stack.up())).toEqual(replacement);
    expect(simulator.clusters()).toMatchObject([{ state: "running", deletion_protection: false }]);
    expect(recorded(stack, "prod").outputs?.tags).toEqual({ env: "test" });
  });
});

describe("a cluster that was running and is now failed", () => {
  test("is an error in every run that knows of it, and never replaced", async () => {
    const { stack, simulator, wishes } = await bench({ prod: zone });
    await stack.up();
    const { id } = recorded(stack, "prod");
    simulator.setState(String(id), "failed");
    const says = `cluster ${id} was running and is now failed: it is not replaced automatically`;
    const writes = await writesDuring(simulator, async () => {
      expect(told(await expectFailure(stack.up("--refresh"))).join("\n")).toContain(says);
      await stack.refresh();
      expect(told(await expectFailure(stack.up())).join("\n")).toContain(says);
      wishes.prod = { ...zone, name: "other", tags: { env: "test" } };
      expect(told(await expectFailure(stack.up())).join("\n")).toContain(says);
    });
    expect(writes).toEqual([]);
    expect(recorded(stack, "prod").id).toBe(id);

    simulator.setState(String(id), "running");
    expect(operations(await stack.up())).toEqual(["update"]);
    expect(simulator.clusters()).toMatchObject([{ cluster_id: id, name: "other", state: "running" }]);
  });
});

describe("a cluster whose creation takes too long", () => {
  let life: Bench;
  let id: string;
  const tooLong = () => `cluster ${id} is still initial after `;

  beforeAll(async () => {
    life = await bench({ prod: zone, spare: zone }, { simulation: { progression: "manual" } });
    const customTimeouts = { create: "2s", update: "2s" };
    Object.assign(life.options, { prod: { customTimeouts }, spare: { customTimeouts } });
  });

  test("stays in the state", async () => {
    const { stack, simulator } = life;
    const said = told(await expectFailure(stack.up())).join("\n");
    id = String(recorded(stack, "prod").id);
    expect(said).toContain(tooLong());
    expect(recorded(stack, "prod").initErrors).toEqual([expect.stringContaining(tooLong())]);
    expect(recorded(stack, "prod").outputs).toMatchObject({ clusterId: id, state: "initial" });
    expect(simulator.clusters()).toHaveLength(2);
  });

  test("is waited for again by every up, after a refresh too", async () => {
    const { stack, simulator } = life;
    const writes = await writesDuring(simulator, async () => {
      for (const flags of [[], ["--refresh"]]) {
        const run = await expectFailure(stack.up(...flags));
        expect(told(run).join("\n")).toContain(tooLong());
        expect(operations(run).filter((op) => op !== "refresh")).toEqual(["update", "update"]);
      }
      await stack.refresh();
      expect(recorded(stack, "prod").initErrors).toBeUndefined();
      expect(told(await expectFailure(stack.up())).join("\n")).toContain(tooLong());
    });
    expect(writes).toEqual([]);
  });

  test("is taken over once it runs", async () => {
    const { stack, simulator, wishes } = life;
    delete wishes.spare;
    simulator.advance("10m");
    const run = await whileTimePasses(simulator, () => stack.up());
    expect(operations(run).sort()).toEqual(["delete", "update"]);
    expect(recorded(stack, "prod")).toMatchObject({ id, outputs: { state: "running" } });
    expect(recorded(stack, "prod").initErrors).toBeUndefined();
    expect(simulator.requests("CreateCluster")).toHaveLength(2);
    expect(simulator.clusters()).toMatchObject([{ cluster_id: id, state: "running" }]);
    expect((await stack.up("--expect-no-changes")).changes).toEqual({ same: 2 });
  });

  test("is destroyed, one that is still on its way as well", async () => {
    life.wishes.other = zone;
    life.options.other = { customTimeouts: { create: "2s" } };
    await expectFailure(life.stack.up());
    expect(recorded(life.stack, "other").outputs?.state).toBe("initial");
    await whileTimePasses(life.simulator, () => life.stack.destroy());
    expectNothingLeft(life.simulator);
  });
});
