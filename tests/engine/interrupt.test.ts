import {
  type Bench,
  bench,
  names,
  operations,
  recorded,
  told,
  until,
  whileTimePasses,
  writesDuring,
} from "./support/cluster";
import { expectFailure } from "./support/stack";

const zone = { zoneId: "cn-hangzhou-i" };

// Elsewhere the harness cannot find the processes of a run.
const describeOnLinux = process.platform === "linux" ? describe : describe.skip;

describeOnLinux("an engine that is killed while it creates", () => {
  let life: Bench;

  beforeAll(async () => {
    life = await bench({ prod: zone, spare: zone }, { simulation: { progression: "manual" } });
    const { stack, simulator } = life;
    const up = expectFailure(stack.up());
    await until(() => simulator.clusters().length === 2 && stack.exportState().pending_operations.length === 2);
    stack.kill();
    await up;
    await stack.run("cancel", "--yes");
  });

  test("leaves clusters that no state holds", () => {
    const { resources, pending_operations } = life.stack.exportState();
    expect(resources.filter(({ urn }) => /::(prod|spare)$/.test(urn))).toEqual([]);
    expect(pending_operations.map(({ type }) => type)).toEqual(["creating", "creating"]);
  });

  test("has them taken over by the next up, which makes no other one, and brings them to what the program says now", async () => {
    const { stack, simulator, wishes } = life;
    const ids = new Map(simulator.clusters().map(({ name, cluster_id }) => [name.split("-")[0], cluster_id]));
    wishes.prod = { ...zone, tags: { env: "prod" } };
    wishes.spare = { ...zone, serviceCidr: "172.22.0.0/20" };
    const run = await whileTimePasses(simulator, () => expectFailure(stack.up()));
    expect(operations(run)).toEqual(["create", "create"]);
    expect(simulator.requests("CreateCluster")).toHaveLength(2);
    expect(recorded(stack, "prod")).toMatchObject({ id: ids.get("prod"), outputs: { tags: { env: "prod" } } });
    const tags = simulator.clusters().find(({ cluster_id }) => cluster_id === ids.get("prod"))?.tags;
    expect(tags).toEqual(
      expect.arrayContaining([
        { key: "env", value: "prod" },
        { key: "pulumi-ack-serverless", value: expect.stringMatching(/^owned:/) },
      ]),
    );
    // What only a new cluster can have waits for a preview that shows the replacement.
    expect(recorded(stack, "spare").id).toBe(ids.get("spare"));
    expect(told(run).join("\n")).toContain(
      `an interrupted run created cluster ${ids.get("spare")} with other values than the program's: serviceCidr is "172.19.0.0/20", not "172.22.0.0/20". The next "pulumi up" replaces it`,
    );
    expect(operations(await stack.preview())).toEqual(
      expect.arrayContaining(["same", "delete-replaced", "replace", "create-replacement"]),
    );
  });

  test("after a state is lost, a cluster that was finished is not taken over but named", async () => {
    const { stack, simulator, wishes } = life;
    delete wishes.spare;
    const { id } = recorded(stack, "prod");
    const state = stack.exportState();
    await stack.importState({ ...state, resources: state.resources.filter(({ urn }) => !urn.endsWith("::prod")) });
    const writes = await writesDuring(simulator, async () => {
      const run = await whileTimePasses(simulator, () => expectFailure(stack.up()));
      expect(told(run).join("\n")).toContain(
        `cluster ${id} in cn-hangzhou has this name and was created by this resource. If "pulumi stack --show-ids" lists it, this run replaces it`,
      );
    });
    expect(names(writes).filter((name) => name !== "DeleteCluster")).toEqual([]);
    expect(simulator.clusters().map(({ cluster_id }) => cluster_id)).toContain(id);
  });
});

test("a run that is interrupted finishes the create that is on its way, and keeps it", async () => {
  let said = "";
  const onOutput = (text: string) => {
    said += text;
  };
  const { stack, simulator } = await bench({ prod: zone }, { simulation: { progression: "manual" }, onOutput });
  const up = stack.up();
  await until(() => simulator.requests("DescribeTaskInfo").length > 0);
  stack.interrupt();
  await until(() => said.includes("cancelling"));
  simulator.advance("10m");
  await expectFailure(up);
  expect(recorded(stack, "prod").outputs?.state).toBe("running");
  expect(simulator.clusters()).toMatchObject([{ cluster_id: recorded(stack, "prod").id }]);
  expect((await stack.up()).changes).toEqual({ same: 2 });
  expect(simulator.requests("CreateCluster")).toHaveLength(1);
});
