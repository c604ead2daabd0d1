import * as pulumi from "@pulumi/pulumi";
import * as dynamic from "pulumi-ack-serverless";
import * as plugin from "pulumi-ack-serverless/plugin";
import type { Simulator } from "../../simulator";
import { names, operations, quick, recorded, testSimulator, writesDuring } from "./support/cluster";
import { withPlugin } from "./support/plugin";
import { type EngineStack, expectFailure, testStack } from "./support/stack";

/** The two hosts' classes take the same arguments. */
type ClusterClass = typeof dynamic.ServerlessCluster | typeof plugin.ServerlessCluster;

class Platform extends pulumi.ComponentResource {
  constructor(name: string) {
    super("shop:index:Platform", name);
  }
}

describe.each<[string, ClusterClass, boolean]>([
  ["dynamic", dynamic.ServerlessCluster, false],
  ["plugin", plugin.ServerlessCluster, true],
])("Pulumi's resource options, %s", (_host, ServerlessCluster, isPlugin) => {
  let simulator: Simulator;
  let stack: EngineStack;
  let id: string;
  const args: dynamic.ServerlessClusterArgs = {
    zoneId: "cn-hangzhou-i",
    serviceCidr: "172.21.0.0/20",
    tags: { env: "test" },
  };
  let program: () => void = () => {
    new ServerlessCluster("prod", args);
  };

  beforeAll(async () => {
    simulator = await testSimulator({ progression: "immediate" });
    const settings = isPlugin ? withPlugin : {};
    stack = await testStack({ simulator, program: async () => program(), config: quick, settings });
    await stack.up();
    id = String(recorded(stack, "prod").id);
  });

  /** What an `up` to this program changes, by operation of the engine, and by call. */
  async function becomes(next: typeof program): Promise<{ changes: string[]; calls: unknown[] }> {
    program = next;
    let changes: string[] = [];
    const calls = await writesDuring(simulator, async () => {
      changes = operations(await stack.up());
    });
    return { changes: changes.filter((op) => op !== "same"), calls: names(calls) };
  }

  test("aliases: a new name under a component is the same cluster", async () => {
    const moved = await becomes(() => {
      const parent = new Platform("platform");
      const aliases = [{ name: "prod", parent: pulumi.rootStackResource }];
      new ServerlessCluster("web", args, { parent, aliases });
    });
    expect(moved).toEqual({ changes: ["create"], calls: [] });
    expect(recorded(stack, "web")).toMatchObject({ id, parent: expect.stringContaining("Platform::platform") });
  });

  test("ignoreChanges: one tag of the program is left alone, another one is set", async () => {
    const tags = { env: "prod", team: "web" };
    const written = await becomes(() => {
      const parent = new Platform("platform");
      new ServerlessCluster("web", { ...args, tags }, { parent, ignoreChanges: ["tags.env"] });
    });
    expect(written).toEqual({ changes: ["update"], calls: ["TagResources"] });
    expect(recorded(stack, "web").outputs?.tags).toEqual({ env: "test", team: "web" });
  });

  test("refresh --run-program: reads the same, and keeps what the program ignores", async () => {
    const run = await stack.refresh("--run-program");
    expect(operations(run).filter((op) => !["same", "refresh"].includes(op))).toEqual([]);
    expect((await stack.preview("--expect-no-changes")).changes).not.toHaveProperty("update");
  });

  test("preview --json: shows by path what drifted", async () => {
    const tags = (simulator.clusters()[0]?.tags ?? []).map((tag) =>
      tag.key === "team" ? { ...tag, value: "by hand" } : tag,
    );
    simulator.edit(id, { tags });
    const run = await stack.preview("--refresh", "--json");
    const shown = JSON.parse(run.stdout) as { steps: { op: string; urn: string; detailedDiff?: object }[] };
    const step = shown.steps.find(({ urn, op }) => urn.endsWith("::web") && op === "update");
    if (isPlugin) expect(step?.detailedDiff).toEqual({ "tags.team": { kind: "update", inputDiff: true } });
    else expect(step).toBeDefined();
    expect(names(await writesDuring(simulator, () => stack.up("--refresh")))).toEqual(["TagResources"]);
  });

  test("protect: nothing is deleted, neither with the stack nor by a replacement", async () => {
    // Without the component: Pulumi leaves a rejected promise behind where a run ends while one still tells its outputs.
    const aliases = [{ parent: "urn:pulumi:test::ack::shop:index:Platform::platform" }];
    const make = (more: object) => () => {
      new ServerlessCluster("web", { ...args, ...more }, { aliases, protect: true, ignoreChanges: ["tags"] });
    };
    await becomes(make({}));
    const calls = await writesDuring(simulator, async () => {
      expect((await expectFailure(stack.destroy())).text).toContain("protect");
      program = make({ serviceCidr: "172.23.0.0/20" });
      expect((await expectFailure(stack.up())).text).toContain("protect");
    });
    expect(calls).toEqual([]);
  });

  test("retainOnDelete: a cluster that leaves the program stays", async () => {
    await becomes(() => {
      new ServerlessCluster("web", args, { retainOnDelete: true, ignoreChanges: ["tags"] });
    });
    expect(recorded(stack, "web")).toMatchObject({ id, retainOnDelete: true });
    expect(await becomes(() => {})).toMatchObject({ changes: ["delete"], calls: [] });
    expect(simulator.clusters().map(({ cluster_id }) => cluster_id)).toEqual([id]);
    expect(simulator.unhandled()).toEqual([]);
  });
});
