import type { ServerlessClusterArgs } from "pulumi-ack-serverless";
import { callsTo, clusterOf, idOf, wideBench, writing } from "./support/calls";
import { type Bench, names, operations, recorded, told } from "./support/cluster";
import { network, zone } from "./support/row";
import { expectFailure, type Run } from "./support/stack";

/** A cluster with a resource of every kind that an option speaks of. */
const rich = {
  ...zone,
  snatEntry: true,
  serviceDiscoveryTypes: ["CoreDNS", "PrivateZone"],
  auditLog: { enabled: true },
  addons: [{ name: "nginx-ingress-controller" }, { name: "alb-ingress-controller" }],
} satisfies ServerlessClusterArgs;

let life: Bench;

beforeAll(async () => {
  life = await wideBench({});
});

/** What is still there of a cluster's resources. */
const left = (id: string) => life.simulator.resources().filter(({ clusterId }) => clusterId === id);
const types = (id: string) =>
  left(id)
    .map(({ type }) => type)
    .sort();

/** The resources that a run said it keeps. */
function listed(run: Run, id: string): string[] {
  const line = told(run).find((text) => text.includes(`cluster ${id} is deleted; these of its resources are kept: `));
  return (line?.split("are kept: ")[1] ?? "").split(", ").filter(Boolean).sort();
}

const instanceIds = (texts: readonly string[]) => texts.map((text) => text.split(" ")[1]).sort();

/** Takes a cluster out of the program, and gives what was asked for and what was said. */
async function takeOut(name: string): Promise<{ query: unknown; run: Run; id: string }> {
  const id = idOf(life, name);
  let run: Run | undefined;
  delete life.wishes[name];
  const writes = await writing(life.simulator, async () => {
    run = await life.stack.up();
  });
  const deletions = callsTo(writes, [id]).filter(([operation]) => operation === "DeleteCluster");
  expect(deletions).toHaveLength(1);
  return { query: deletions[0]?.[1], run: run as Run, id };
}

describe("the deletion inputs", () => {
  let vpc: string;

  beforeAll(async () => {
    Object.assign(life.wishes, { standard: rich, opposite: rich, named: rich, everything: rich, replaced: rich });
    await life.stack.up();
    vpc = String(left(idOf(life, "named")).find(({ type }) => type === "vpc")?.id);
  });

  test("are stored by an update, without a call", async () => {
    const { stack, simulator, wishes } = life;
    wishes.opposite = {
      ...rich,
      deleteOptions: { slb: "retain", alb: "delete", slsData: "delete", privateZone: "delete" },
    };
    wishes.named = { ...rich, retainResources: [vpc] };
    wishes.everything = { ...rich, retainAllResources: true };
    wishes.replaced = { ...rich, retainAllResources: true };
    const writes = await writing(simulator, async () => {
      expect(operations(await stack.up()).sort()).toEqual(["same", "update", "update", "update", "update"]);
    });
    expect(writes).toEqual([]);
    expect(recorded(stack, "named").outputs).toMatchObject({ retainResources: [vpc] });
    await stack.up("--refresh", "--expect-no-changes");
  });

  test("left out, each kind's own default counts, and what is kept is listed", async () => {
    const { query, run, id } = await takeOut("standard");
    expect(query).toEqual({});
    expect(types(id)).toEqual(["alb", "log-project", "private-zone"]);
    expect(instanceIds(listed(run, id))).toEqual(
      left(id)
        .map((one) => one.id)
        .sort(),
    );
  });

  test("by type, they are used when the cluster is taken out of the program", async () => {
    const { query, run, id } = await takeOut("opposite");
    const options = JSON.parse((query as { delete_options: string }).delete_options);
    expect(options).toEqual(
      expect.arrayContaining([
        { resource_type: "SLB", delete_mode: "retain" },
        { resource_type: "ALB", delete_mode: "delete" },
        { resource_type: "SLS_Data", delete_mode: "delete" },
        { resource_type: "PrivateZone", delete_mode: "delete" },
      ]),
    );
    expect(types(id)).toEqual(["slb"]);
    expect(instanceIds(listed(run, id))).toEqual(left(id).map((one) => one.id));
  });

  test("by id, too", async () => {
    const { query, run, id } = await takeOut("named");
    expect(query).toEqual({ retain_resources: JSON.stringify([vpc]) });
    expect(types(id)).toEqual(["alb", "log-project", "private-zone", "vpc"]);
    expect(instanceIds(listed(run, id))).toEqual(
      left(id)
        .map((one) => one.id)
        .sort(),
    );
  });

  test("a replacement uses those that were applied last, and not those that come with it", async () => {
    const { stack, simulator, wishes } = life;
    const id = idOf(life, "replaced");
    const before = left(id).length;
    wishes.replaced = { ...rich, retainAllResources: false, snatEntry: false };
    let run: Run | undefined;
    const writes = await writing(simulator, async () => {
      run = await stack.up();
    });
    expect(callsTo(writes, [id])[0]).toEqual(["DeleteCluster", { retain_all_resources: "true" }]);
    expect(left(id)).toHaveLength(before);
    expect(instanceIds(listed(run as Run, id))).toEqual(expect.arrayContaining(left(id).map((one) => one.id)));
    expect(idOf(life, "replaced")).not.toBe(id);
  });

  test("a destroy uses them", async () => {
    const { stack, simulator } = life;
    const [all, last] = [idOf(life, "everything"), idOf(life, "replaced")];
    const before = left(all).length;
    const writes = await writing(simulator, () => stack.destroy());
    expect(callsTo(writes, [all])).toEqual([["DeleteCluster", { retain_all_resources: "true" }]]);
    expect(callsTo(writes, [last])).toEqual([["DeleteCluster", { retain_all_resources: "false" }]]);
    expect(left(all)).toHaveLength(before);
    expect(simulator.clusters()).toEqual([]);
    for (const name of Object.keys(life.wishes)) delete life.wishes[name];
  });
});

describe("deletion inputs that the program holds and no `up` has recorded", () => {
  const counted = (id: string, inputs: string) =>
    `cluster ${id} is deleted by the deletion inputs that the last "pulumi up" recorded: ${inputs}`;

  test.each<string[]>([[], ["--run-program"]])("do not count in a destroy %s, which says so", async (...flags) => {
    const { stack, simulator, wishes } = life;
    wishes.late = { ...rich, deleteOptions: { slb: "retain" } };
    wishes.mine = network;
    await stack.up();
    const [id, mine] = [idOf(life, "late"), idOf(life, "mine")];
    wishes.late = { ...rich, retainAllResources: true };
    let run: Run | undefined;
    const writes = await writing(simulator, async () => {
      run = await stack.destroy(...flags);
    });
    expect(callsTo(writes, [id])).toEqual([
      ["DeleteCluster", { delete_options: '[{"delete_mode":"retain","resource_type":"SLB"}]' }],
    ]);
    expect(types(id)).toEqual(["alb", "log-project", "private-zone", "slb"]);
    expect(instanceIds(listed(run as Run, id))).toEqual(
      left(id)
        .map((one) => one.id)
        .sort(),
    );
    const lines = told(run as Run);
    expect(lines).toContain(counted(id, 'deleteOptions: {"slb":"retain"}'));
    expect(lines).toContain(counted(mine, "none"));
    expect(lines).toContain(
      `network interfaces of the pods of cluster ${mine} can block the deletion of vsw-a for about 100 s`,
    );
    for (const name of Object.keys(wishes)) delete wishes[name];
  });
});

describe("a deletion that fails", () => {
  test("is explained with the resources that are still in use, and completed by the next destroy", async () => {
    const { stack, simulator, wishes } = life;
    wishes.prod = { ...zone, snatEntry: true };
    await stack.up();
    const id = idOf(life, "prod");
    const held = simulator.plantDependency(id);
    const said = told(await expectFailure(stack.destroy())).join("\n");
    expect(said).toContain(`deleting cluster ${id}: ACK could not delete everything`);
    expect(said).toContain(`something outside the cluster depends on ${held}`);
    expect(said).toContain("These resources are still in use by something else:");
    expect(said).toMatch(new RegExp(`- \\S+ ${held}`));
    expect(said).toContain('Release what still uses the resources of the cluster, then run "pulumi destroy" again.');
    expect(clusterOf(simulator, id).state).toBe("delete_failed");
    expect(recorded(stack, "prod").id).toBe(id);

    await stack.refresh();
    expect(recorded(stack, "prod").outputs?.state).toBe("delete_failed");
    simulator.removeDependency(id);
    const writes = await writing(simulator, () => stack.destroy());
    expect(callsTo(writes, [id])).toEqual([["DeleteCluster", {}]]);
    expect([simulator.clusters(), left(id)]).toEqual([[], []]);
  });

  test("can also be completed by keeping what is in use, once the program says so", async () => {
    const { stack, simulator, wishes } = life;
    await stack.up();
    const id = idOf(life, "prod");
    const held = simulator.plantDependency(id);
    wishes.prod = { ...zone, snatEntry: true, retainResources: [held] };
    await stack.up();
    const run = await stack.destroy();
    expect(instanceIds(listed(run, id))).toEqual([held]);
    expect(left(id).map((one) => one.id)).toEqual([held]);
  });
});

describe("deletion protection", () => {
  test("is switched off by forceDestroy, once that is applied, and by nothing else", async () => {
    const { stack, simulator, wishes } = life;
    wishes.prod = { ...zone, deletionProtection: true };
    wishes.forced = { ...zone, deletionProtection: true, forceDestroy: true };
    await stack.up();
    const [kept, gone] = [idOf(life, "prod"), idOf(life, "forced")];
    const writes = await writing(simulator, async () => {
      expect(told(await expectFailure(stack.destroy("--continue-on-error"))).join("\n")).toContain(
        `deleting cluster ${kept}: deletion protection is on: run "pulumi up" with deletionProtection: false first, then delete the cluster`,
      );
    });
    expect(callsTo(writes, [gone])).toEqual([
      ["ModifyCluster", { deletion_protection: false }],
      ["DeleteCluster", {}],
    ]);
    expect(callsTo(writes, [kept])).toEqual([]);

    delete wishes.forced;
    wishes.prod = { ...zone, deletionProtection: true, forceDestroy: true };
    expect(names(await writing(simulator, () => stack.up()))).toEqual([]);
    expect(names(await writing(simulator, () => stack.destroy()))).toEqual(["ModifyCluster", "DeleteCluster"]);
    expect([simulator.clusters(), simulator.unhandled()]).toEqual([[], []]);
  });
});
