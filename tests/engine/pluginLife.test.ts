import type { StepEventMetadata } from "@pulumi/pulumi/automation";
import {
  type Bench,
  expectNothingLeft,
  names,
  operations,
  recorded,
  requestsDuring,
  step,
  told,
  writesDuring,
} from "./support/cluster";
import { pluginBench, pluginType } from "./support/plugin";
import { expectFailure } from "./support/stack";

const network = { vpcId: "vpc-1", vswitchIds: ["vsw-a", "vsw-b"], serviceCidr: "172.21.0.0/20" };
const logs = (level: string) => [{ name: "logtail-ds", config: { sls_project_name: "logs", filter: { level } } }];

function detailOf(of: StepEventMetadata | undefined): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(of?.detailedDiff ?? {}).map(([path, { diffKind, inputDiff }]) => [
      path,
      inputDiff ? diffKind : `${diffKind} of what the cluster has`,
    ]),
  );
}

describe("the life of a cluster of the plugin", () => {
  let life: Bench;
  let id: string;

  beforeAll(async () => {
    life = await pluginBench({ prod: { ...network, tags: { env: "test", team: "web" }, addons: logs("info") } });
  });

  test("a preview shows one create and makes no call", async () => {
    const { stack, simulator } = life;
    expect(operations(await stack.preview())).toEqual(["create"]);
    expect(simulator.requests()).toEqual([]);
  });

  test("it is created by one CreateCluster, and the state holds nothing of the dynamic host", async () => {
    const { stack, simulator } = life;
    const writes = await writesDuring(simulator, () => stack.up());
    expect(names(writes)).toEqual(["CreateCluster", "TagResources"]);
    const [cluster] = simulator.clusters();
    id = String(cluster?.cluster_id);
    const { type, inputs, outputs } = recorded(stack, "prod");
    expect(type).toBe(pluginType);
    expect(recorded(stack, "prod").id).toBe(id);
    expect(inputs).toMatchObject(network);
    expect(outputs).toMatchObject({ ...network, clusterId: id, state: "running", tags: { env: "test", team: "web" } });
    for (const name of ["__provider", "__urn", "__timeouts"]) {
      expect(inputs).not.toHaveProperty(name);
      expect(outputs).not.toHaveProperty(name);
    }
    expect(cluster?.name).toMatch(/^prod-[0-9a-f]{7}$/);
  });

  test("a second up changes nothing and makes no call", async () => {
    const { stack, simulator } = life;
    const requests = await requestsDuring(simulator, () => stack.up("--expect-no-changes"));
    expect(requests).toEqual([]);
  });

  test("a preview names one tag and one field of an add-on's configuration, and leaves the rest known", async () => {
    const { stack, wishes } = life;
    wishes.prod = { ...network, tags: { env: "prod", team: "web", owner: "ada" }, addons: logs("debug") };
    const run = await stack.preview("--diff");
    expect(detailOf(step(run, "update"))).toEqual({
      "tags.env": "update",
      "tags.owner": "add",
      "addons[0].config.filter.level": "update",
    });
    expect(run.text).toMatch(/~ level: "info" => "debug"/);
    expect(run.text).not.toContain("prodId");
  });

  test("the change is made in place", async () => {
    const { stack, simulator } = life;
    const writes = await writesDuring(simulator, async () => {
      expect(operations(await stack.up())).toEqual(["update"]);
    });
    expect(names(writes)).toEqual(["TagResources", "ModifyClusterAddon"]);
    expect(recorded(stack, "prod").outputs).toMatchObject({ tags: { env: "prod", team: "web", owner: "ada" } });
    await stack.up("--expect-no-changes");
  });

  test("drift is shown by its path in a refresh, and put back", async () => {
    const { stack, simulator } = life;
    const tags = (simulator.clusters()[0]?.tags ?? []).map((tag) =>
      tag.key === "env" ? { ...tag, value: "by hand" } : tag,
    );
    simulator.edit(id, { tags });
    const refreshed = await stack.refresh("--diff");
    expect(refreshed.text).toMatch(/env *: "prod" => "by hand"/);
    const run = await stack.preview();
    expect(detailOf(step(run, "update"))).toEqual({ "tags.env": "update" });
    expect(names(await writesDuring(simulator, () => stack.up()))).toEqual(["TagResources"]);
  });

  test("a change of serviceCidr previews as a replacement that names it, the old cluster going first", async () => {
    const { stack, wishes } = life;
    wishes.prod = { ...wishes.prod, serviceCidr: "172.22.0.0/20" };
    const run = await stack.preview("--diff");
    expect(operations(run)).toEqual(["delete-replaced", "replace", "create-replacement"]);
    expect(detailOf(step(run, "replace"))).toEqual({ serviceCidr: "update-replace" });
    expect(names(await writesDuring(life.simulator, () => stack.up()))).toEqual([
      "DeleteCluster",
      "CreateCluster",
      "TagResources",
    ]);
  });

  test("replaceOnChanges makes a replacement of an update", async () => {
    const { stack, wishes, options } = life;
    const before = wishes.prod;
    options.prod = { replaceOnChanges: ["tags"] };
    wishes.prod = { ...wishes.prod, tags: { env: "other" } };
    expect(operations(await stack.preview())).toEqual(["delete-replaced", "replace", "create-replacement"]);
    options.prod = { ignoreChanges: ["tags"] };
    expect((await stack.preview("--expect-no-changes")).changes).toMatchObject({ same: 3 });
    options.prod = {};
    wishes.prod = before as (typeof wishes)[string];
  });

  test("a refused input is reported without its value", async () => {
    const { stack, wishes } = life;
    const before = wishes.prod;
    wishes.prod = { ...before, vpcId: "wrong" };
    const { diagnostics } = await expectFailure(stack.preview());
    expect(diagnostics.join("\n")).toContain('vpcId must be an id that starts with "vpc-"; got "wrong"');
    wishes.prod = before as (typeof wishes)[string];
  });

  test("it is destroyed", async () => {
    const { id } = recorded(life.stack, "prod");
    const run = await life.stack.destroy();
    // Two messages of one moment arrive in either order.
    expect(told(run).toSorted()).toEqual([
      `cluster ${id} is deleted by the deletion inputs that the last "pulumi up" recorded: none`,
      `network interfaces of the pods of cluster ${id} can block the deletion of vsw-a, vsw-b for about 100 s`,
    ]);
    expectNothingLeft(life.simulator);
    expect(life.stack.processes()).toEqual([]);
  });
});
