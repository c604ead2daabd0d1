import { ServerlessCluster } from "pulumi-ack-serverless";
import { wideBench } from "./support/calls";
import {
  type Bench,
  clusterType,
  expectNothingLeft,
  quick,
  recorded,
  testSimulator,
  told,
  until,
  whileTimePasses,
} from "./support/cluster";
import { killed } from "./support/kill";
import { type EngineStack, expectFailure, testStack } from "./support/stack";
import { acceptedCreates, expectTrue } from "./support/truth";

/** Whose a cluster is, where the engine's own ways of replacing, keeping and forgetting put it to the test. */

const zone = { zoneId: "cn-hangzhou-i" };
// Elsewhere the harness cannot find the processes of a run.
const testOnLinux = process.platform === "linux" ? test : test.skip;

const held = (stack: EngineStack) => stack.exportState().resources.filter(({ type }) => type === clusterType);

/** The conflict over a finished cluster of this resource that the state does not hold. */
const unheld = (id: unknown) => `cluster ${String(id)} in cn-hangzhou has this name and was created by this resource.`;

describe.each([
  ["and every answer comes", 0],
  ["and the first answer is lost", 1],
])("two stacks that want one name at the same time, %s", (_, lost) => {
  test("get one cluster, in one state, and the error of the other one says whose the name is", async () => {
    const simulator = await testSimulator({ progression: "manual" });
    const program = async () => {
      new ServerlessCluster("shop", { ...zone, name: "shop" });
    };
    const stacks = await Promise.all(
      ["blue", "green"].map((stack) => testStack({ simulator, stack, program, config: quick })),
    );
    if (lost > 0) simulator.failNext("CreateCluster", { kind: "lostAnswer" }, { times: lost });
    const runs = await whileTimePasses(simulator, () => Promise.allSettled(stacks.map((stack) => stack.up())));
    expect(runs.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const loser = runs.findIndex(({ status }) => status === "rejected");
    expect(String((runs[loser] as PromiseRejectedResult).reason)).toContain(
      'The name "shop" is taken in this account. Choose another name.',
    );
    const [cluster, ...others] = simulator.clusters();
    expect(others).toEqual([]);
    expect(stacks.map((stack) => held(stack).map(({ id }) => id))[1 - loser]).toEqual([cluster?.cluster_id]);
    expect(held(stacks[loser] as EngineStack)).toEqual([]);
    // What is not in its state, it does not delete either.
    await whileTimePasses(simulator, () => (stacks[loser] as EngineStack).destroy());
    expect(simulator.clusters()).toHaveLength(1);
    await whileTimePasses(simulator, () => (stacks[1 - loser] as EngineStack).destroy());
    expectNothingLeft(simulator);
  });
});

describe("a replacement that makes the new cluster first", () => {
  let life: Bench;
  const before = { ...zone, serviceCidr: "172.21.0.0/20" };
  const other = { ...zone, serviceCidr: "172.22.0.0/20" };

  beforeEach(async () => {
    life = await wideBench({ shop: { ...before, name: "shop" } }, { simulation: { progression: "manual" } });
    await whileTimePasses(life.simulator, () => life.stack.up());
  });

  afterEach(async () => {
    await whileTimePasses(life.simulator, () => life.stack.destroy());
    expectNothingLeft(life.simulator);
  });

  test("under the same name is a conflict that says what to set, and makes no second one", async () => {
    const { simulator, stack, wishes, options } = life;
    const { id } = recorded(stack, "shop");
    wishes.shop = { ...other, name: "shop" };
    options.shop = { deleteBeforeReplace: false };
    const text = told(await whileTimePasses(simulator, () => expectFailure(stack.up()))).join("\n");
    expect(text).toContain(unheld(id));
    expect(text).toContain("lists it, this run replaces it: set the resource option deleteBeforeReplace: true");
    expect(simulator.clusters().map(({ cluster_id }) => cluster_id)).toEqual([id]);
    delete options.shop;
    await whileTimePasses(simulator, () => stack.up());
    expectTrue(life);
    expect(recorded(stack, "shop").id).not.toBe(id);
  });

  testOnLinux.each(["CreateCluster", "DeleteCluster"])(
    "under a new name, killed at the answer of %s, ends with the new one alone",
    async (operation) => {
      const { simulator, stack, wishes, options } = life;
      const { id } = recorded(stack, "shop");
      wishes.shop = { ...other, name: "shop-2" };
      options.shop = { deleteBeforeReplace: false };
      expect(await killed(life, { operation, side: "before its answer is read" }, () => stack.up())).toBe(true);
      await whileTimePasses(simulator, () => stack.up());
      expectTrue(life);
      expect(simulator.clusters()).toMatchObject([{ name: "shop-2", service_cidr: "172.22.0.0/20" }]);
      expect(recorded(stack, "shop").id).not.toBe(id);
      expect(acceptedCreates(life)).toBe(2);
    },
  );
});

test("a cluster that was kept, or forgotten by the state, is named where its name is wanted again, and adopted", async () => {
  const life = await wideBench({ shop: { ...zone, name: "shop" } }, { simulation: { progression: "manual" } });
  const { simulator, stack, wishes, options } = life;
  options.shop = { retainOnDelete: true };
  await whileTimePasses(simulator, () => stack.up());
  const { id, urn } = recorded(stack, "shop");

  const forget = [
    // A replacement that keeps the old one.
    async () => {
      wishes.shop = { ...zone, name: "shop-2" };
      await whileTimePasses(simulator, () => stack.up("--replace", urn));
      expect(simulator.clusters().map(({ name }) => name)).toEqual(["shop", "shop-2"]);
      // An option counts from the run on that has it.
      options.shop = {};
      await whileTimePasses(simulator, () => stack.up());
      delete wishes.shop;
      await whileTimePasses(simulator, () => stack.up());
    },
    async () => {
      await stack.run("state", "delete", urn, "--yes");
    },
  ];
  for (const forgotten of forget) {
    await forgotten();
    expect(simulator.clusters().map(({ cluster_id }) => cluster_id)).toEqual([id]);
    wishes.shop = { ...zone, name: "shop" };
    const text = told(await whileTimePasses(simulator, () => expectFailure(stack.up()))).join("\n");
    expect(text).toContain(unheld(id));
    expect(text).toContain(`take it over with adopt: "cn-hangzhou/${id}"`);
    wishes.shop = { ...zone, name: "shop", adopt: `cn-hangzhou/${id}` };
    await whileTimePasses(simulator, () => stack.up());
    expectTrue(life);
    expect(recorded(stack, "shop").id).toBe(id);
  }
  expect(acceptedCreates(life)).toBe(2);
  await whileTimePasses(simulator, () => stack.destroy());
  expectNothingLeft(simulator);
  // A host that outlives its engine would go on by itself; one that is just ending may still show.
  await until(() => stack.processes().length === 0);
});
