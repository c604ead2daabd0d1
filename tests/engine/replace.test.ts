import type * as pulumi from "@pulumi/pulumi";
import type { ServerlessClusterArgs } from "pulumi-ack-serverless";
import { type ClassUnderTest, classes } from "./support/classes";
import { expectNothingLeft, names, quick, recorded, testSimulator, told, writesDuring } from "./support/cluster";
import { type EngineStack, expectFailure, type Run, testStack } from "./support/stack";

const replaced = ["DeleteCluster", "CreateCluster", "TagResources"];

/** A stack with the smallest program, whose cluster's arguments and options a test edits. */
async function smallest({ ServerlessCluster, settings }: ClassUnderTest, args: ServerlessClusterArgs = {}) {
  const simulator = await testSimulator();
  const made: { args: ServerlessClusterArgs; options: pulumi.CustomResourceOptions } = { args, options: {} };
  const program = async () => {
    new ServerlessCluster("web", { zoneId: "cn-hangzhou-i", ...made.args }, made.options);
  };
  const stack = await testStack({ simulator, program, config: quick, settings });
  const writes = async (action: () => Promise<unknown>) => names(await writesDuring(simulator, action));
  await stack.up();
  return { simulator, stack, made, writes, urn: recorded(stack, "web").urn };
}

/** The words of the one command that a failed run advises, as a shell reads them. */
function advised(run: Run): string[] {
  const command = /run "(pulumi up --replace '[^']+')"/.exec(told(run).join("\n"))?.[1];
  if (command === undefined) throw new Error(`no command is advised:\n${run.text}`);
  return [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? String(bare));
}

/** Runs the command that a failed run advises. */
async function follow(stack: EngineStack, run: Run): Promise<Run> {
  const [pulumi, operation, ...flags] = advised(run);
  expect([pulumi, operation]).toEqual(["pulumi", "up"]);
  return stack.up(...flags);
}

describe.each(classes)("a replacement that the engine makes without asking, $host", (one) => {
  test("deletes the old cluster first: --replace, a taint, replacementTrigger", async () => {
    const { simulator, stack, made, writes, urn } = await smallest(one);
    expect(await writes(() => stack.up("--replace", urn))).toEqual(replaced);
    await stack.run("state", "taint", urn, "--yes");
    expect(await writes(() => stack.up())).toEqual(replaced);
    made.options = { replacementTrigger: "1" };
    expect(await writes(() => stack.up())).toEqual([]);
    made.options = { replacementTrigger: "2" };
    expect(await writes(() => stack.up())).toEqual(replaced);
    expect((await stack.up("--expect-no-changes")).changes).not.toHaveProperty("update");
    await stack.destroy();
    expectNothingLeft(simulator);
  });

  test("takes the cluster over again while adopt names it, and leaves one record of it", async () => {
    const { simulator, stack, made, writes, urn } = await smallest(one);
    const { id } = recorded(stack, "web");
    made.args = { adopt: String(id) };
    let run: Run | undefined;
    const calls = await writes(async () => {
      run = await stack.up("--replace", urn);
    });
    expect(calls).not.toContain("DeleteCluster");
    expect(calls).not.toContain("CreateCluster");
    expect(told(run as Run)).toContain(
      `warning: cluster ${id} is not deleted: a resource of the program names it in adopt, and this run has adopted it. To replace the cluster, remove adopt and run the command again.`,
    );
    expect(recorded(stack, "web")).toMatchObject({ id, urn });
    expect(await writes(() => stack.up("--expect-no-changes"))).toEqual([]);
    made.args = {};
    expect(await writes(() => stack.up("--replace", urn))).toEqual(replaced);
    await stack.destroy();
    expectNothingLeft(simulator);
  });

  test("deletes both clusters first: replaceWith", async () => {
    const { ServerlessCluster, settings } = one;
    const simulator = await testSimulator();
    const program = async () => {
      const shop = new ServerlessCluster("shop", { zoneId: "cn-hangzhou-i" });
      new ServerlessCluster("web", { zoneId: "cn-hangzhou-j" }, { replaceWith: [shop] });
    };
    const stack = await testStack({ simulator, program, config: quick, settings });
    await stack.up();
    const before = simulator.clusters().map(({ cluster_id }) => cluster_id);
    await stack.up("--replace", recorded(stack, "shop").urn);
    const after = simulator.clusters().map(({ cluster_id }) => cluster_id);
    expect(after.toSorted()).toEqual(["shop", "web"].map((name) => recorded(stack, name).id).toSorted());
    expect(after.filter((id) => before.includes(id))).toEqual([]);
    await stack.destroy();
    expectNothingLeft(simulator);
  });

  test("keeps the cluster that deletion protection guards", async () => {
    const { simulator, stack, urn } = await smallest(one, { deletionProtection: true });
    const before = simulator.clusters();
    expect(told(await expectFailure(stack.up("--replace", urn))).join("\n")).toContain(
      'deletion protection is on: run "pulumi up" with deletionProtection: false first',
    );
    expect(simulator.clusters()).toEqual(before);
  });

  test("is advised, word for word, by the error for a rejected value", async () => {
    const { simulator, stack, made, writes } = await smallest(one);
    made.args = { serviceCidr: "172.21.0.0/20" };
    const rejected = await expectFailure(stack.up());
    expect(told(rejected).join("\n")).toContain('cannot be changed to "172.21.0.0/20" in place');
    expect(await writes(() => follow(stack, rejected))).toEqual(replaced);
    expect(simulator.clusters()).toMatchObject([{ service_cidr: "172.21.0.0/20" }]);
  });

  test("is advised, word for word, by the error for a cluster that ran and failed", async () => {
    const { simulator, stack, writes } = await smallest(one);
    simulator.setState(String(recorded(stack, "web").id), "failed");
    const failed = await expectFailure(stack.up("--refresh"));
    expect(told(failed).join("\n")).toContain("it is not replaced automatically");
    expect(await writes(() => follow(stack, failed))).toEqual(replaced);
    expect(simulator.clusters()).toMatchObject([{ state: "running" }]);
  });

  test("that creates first is a conflict whose two remedies both work, each where it is advised", async () => {
    const { simulator, stack, made, writes, urn } = await smallest(one);
    made.options = { deleteBeforeReplace: false };
    const { id } = recorded(stack, "web");
    const listed = async () => (await stack.run("stack", "--show-ids")).stdout.includes(String(id));
    const conflict = async (up: () => Promise<Run>) => {
      expect(told(await expectFailure(up())).join("\n")).toContain(
        `cluster ${id} in cn-hangzhou has this name and was created by this resource. If "pulumi stack --show-ids" lists it, this run replaces it: ` +
          "set the resource option deleteBeforeReplace: true, or choose another name. If not, the stack's state has lost it: " +
          `take it over with adopt: "cn-hangzhou/${id}", or choose another name.`,
      );
    };
    await conflict(() => stack.up("--replace", urn));
    expect(await listed()).toBe(true);
    await stack.run("state", "delete", urn, "--yes");
    await conflict(() => stack.up());
    expect(await listed()).toBe(false);
    made.args = { adopt: `cn-hangzhou/${id}` };
    await stack.up();
    made.args = {};
    await stack.up();
    expect(recorded(stack, "web").id).toBe(id);

    await conflict(() => stack.up("--replace", urn));
    expect(await listed()).toBe(true);
    made.args = { name: "other" };
    const another = ["CreateCluster", "TagResources", "DeleteCluster"];
    expect(await writes(() => stack.up("--replace", urn))).toEqual(another);
    made.options = { deleteBeforeReplace: true };
    expect(await writes(() => stack.up("--replace", urn))).toEqual(replaced);
    await stack.destroy();
    expectNothingLeft(simulator);
  });
});
