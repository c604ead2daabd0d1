import {
  type Bench,
  bench,
  clusterType,
  expectNothingLeft,
  names,
  operations,
  providerLine,
  recorded,
  requestsDuring,
  step,
  told,
  writesDuring,
} from "./support/cluster";
import { expectFailure } from "./support/stack";

/** The one cluster that the simulator has. */
function onlyCluster({ simulator }: Bench) {
  expect(simulator.clusters()).toHaveLength(1);
  return simulator.clusters()[0] as ReturnType<typeof simulator.clusters>[number];
}

const network = { vpcId: "vpc-1", vswitchIds: ["vsw-a", "vsw-b"], serviceCidr: "172.21.0.0/20" };

describe("the life of a cluster", () => {
  let life: Bench;
  let id: string;

  beforeAll(async () => {
    life = await bench({ prod: { ...network, tags: { env: "test", team: "web" } } });
  });

  test("a preview shows one create and makes no call", async () => {
    const { stack, simulator } = life;
    const run = await stack.preview();
    expect(operations(run)).toEqual(["create"]);
    expect(simulator.requests()).toEqual([]);
  });

  test("it is created by one CreateCluster, and runs when the run ends", async () => {
    const { stack, simulator } = life;
    const writes = await writesDuring(simulator, () => stack.up());
    expect(names(writes)).toEqual(["CreateCluster", "TagResources"]);
    const cluster = onlyCluster(life);
    id = cluster.cluster_id;
    expect(recorded(stack, "prod")).toMatchObject({
      id,
      type: clusterType,
      inputs: { __provider: providerLine, ...network },
      outputs: {
        __provider: providerLine,
        ...network,
        clusterId: id,
        state: "running",
        currentVersion: cluster.current_version,
        tags: { env: "test", team: "web" },
      },
    });
    expect(cluster.name).toMatch(/^prod-[0-9a-f]{7}$/);
  });

  test("a second up changes nothing and makes no call", async () => {
    const { stack, simulator } = life;
    const requests = await requestsDuring(simulator, async () => {
      expect((await stack.up("--expect-no-changes")).changes).toEqual({ same: 2 });
    });
    expect(requests).toEqual([]);
  });

  test("a new order of vSwitches is no change", async () => {
    const { stack, simulator, wishes } = life;
    wishes.prod = { ...wishes.prod, vswitchIds: ["vsw-b", "vsw-a"] };
    const requests = await requestsDuring(simulator, async () => {
      expect((await stack.up("--expect-no-changes")).changes).toEqual({ same: 2 });
    });
    expect(requests).toEqual([]);
  });

  test("name, tags and deletion protection change in place, each by the one call that carries it", async () => {
    const { stack, simulator, wishes } = life;
    wishes.prod = { ...network, name: "web", tags: { env: "prod", owner: "ada" }, deletionProtection: true };
    const writes = await writesDuring(simulator, async () => {
      expect(operations(await stack.up())).toEqual(["update"]);
    });
    expect(writes.map(({ operation, body, query }) => ({ operation, ...(body as object), ...query }))).toEqual([
      { operation: "ModifyCluster", cluster_name: "web", deletion_protection: true },
      {
        operation: "UntagResources",
        region_id: "cn-hangzhou",
        resource_type: "CLUSTER",
        resource_ids: JSON.stringify([id]),
        tag_keys: '["team"]',
      },
      {
        operation: "TagResources",
        region_id: "cn-hangzhou",
        resource_type: "CLUSTER",
        resource_ids: [id],
        tags: [
          { key: "env", value: "prod" },
          { key: "owner", value: "ada" },
        ],
      },
    ]);
    expect(recorded(stack, "prod")).toMatchObject({ id, outputs: { name: "web", deletionProtection: true } });
    expect(onlyCluster(life)).toMatchObject({ cluster_id: id, name: "web", deletion_protection: true });
  });

  test("what is taken out of the program is left as it is", async () => {
    const { stack, simulator, wishes } = life;
    wishes.prod = { vpcId: "vpc-1", tags: { env: "prod", owner: "ada" } };
    const requests = await requestsDuring(simulator, async () => {
      expect((await stack.up()).changes).toEqual({ same: 2 });
    });
    expect(requests).toEqual([]);
    expect(onlyCluster(life)).toMatchObject({ name: "web", deletion_protection: true });
  });

  test("a protected cluster is neither replaced nor destroyed, and the text says what to do", async () => {
    const { stack, simulator, wishes } = life;
    wishes.prod = { ...network, name: "web", tags: { env: "prod" }, serviceCidr: "172.22.0.0/20" };
    const refused = await expectFailure(stack.preview());
    expect(refused.diagnostics).toContain(
      `error: serviceCidr: a change of serviceCidr replaces cluster ${id}, which deletion protection forbids: run "pulumi up" with deletionProtection: false first, then make this change`,
    );
    const writes = await writesDuring(simulator, async () => {
      expect(told(await expectFailure(stack.destroy())).join("\n")).toContain(
        `deleting cluster ${id}: deletion protection is on: run "pulumi up" with deletionProtection: false first, then delete the cluster`,
      );
    });
    expect(writes).toEqual([]);
    expect(recorded(stack, "prod").id).toBe(id);
  });

  test("a change of serviceCidr previews as a replacement that names it, the old cluster going first", async () => {
    const { stack, wishes } = life;
    wishes.prod = { ...network, name: "web", deletionProtection: false };
    await stack.up();
    wishes.prod = { ...wishes.prod, serviceCidr: "172.22.0.0/20" };
    const run = await stack.preview("--diff");
    expect(operations(run)).toEqual(["delete-replaced", "replace", "create-replacement"]);
    expect(step(run, "replace")?.keys).toEqual(["serviceCidr"]);
    expect(run.text).toContain('~ serviceCidr       : "172.21.0.0/20" => "172.22.0.0/20"');
  });

  test("in one VPC with overlapping Service networks the old cluster goes first under a new name, too", async () => {
    const { stack, wishes } = life;
    wishes.prod = { ...network, name: "overlapping", serviceCidr: "172.21.0.0/16" };
    expect(operations(await stack.preview())).toEqual(["delete-replaced", "replace", "create-replacement"]);
  });

  test("it is really replaced: deleted, then created", async () => {
    const { stack, simulator, wishes } = life;
    wishes.prod = { ...network, name: "web", serviceCidr: "172.22.0.0/20" };
    const writes = await writesDuring(simulator, () => stack.up());
    expect(names(writes)).toEqual(["DeleteCluster", "CreateCluster", "TagResources"]);
    const cluster = onlyCluster(life);
    expect(cluster).toMatchObject({ name: "web", service_cidr: "172.22.0.0/20" });
    expect(cluster.cluster_id).not.toBe(id);
    id = cluster.cluster_id;
    expect(recorded(stack, "prod").id).toBe(id);
  });

  test("deleteBeforeReplace: false lets the new cluster come first, with a new name and a Service network of its own", async () => {
    const { stack, simulator, wishes, options } = life;
    options.prod = { deleteBeforeReplace: false };
    wishes.prod = { ...network, name: "web-two", tags: { env: "prod" }, serviceCidr: "172.23.0.0/20" };
    const writes = await writesDuring(simulator, async () => {
      expect(operations(await stack.up())).toEqual(["create-replacement", "replace", "delete-replaced"]);
    });
    expect(names(writes)).toEqual(["CreateCluster", "TagResources", "DeleteCluster"]);
    delete options.prod;
    id = onlyCluster(life).cluster_id;
  });

  test("a refresh finds drift in what the program manages, and the next preview names it", async () => {
    const { stack, simulator } = life;
    const { tags } = onlyCluster(life);
    const foreign = [
      ...tags.map((tag) => (tag.key === "env" ? { key: "env", value: "by hand" } : tag)),
      { key: "cost-centre", value: "7" },
    ];
    simulator.edit(id, { name: "by-hand", timezone: "Asia/Tokyo", tags: foreign, service_cidr: "10.9.0.0/16" });
    const refreshed = await stack.refresh();
    expect(operations(refreshed)).toEqual(["refresh"]);
    expect(told(refreshed)).toEqual([
      'warning: serviceCidr is recorded as "172.23.0.0/20", but the cluster has "10.9.0.0/16": the record is kept, since a change would replace the cluster',
    ]);
    expect(recorded(stack, "prod").inputs).toMatchObject({
      name: "by-hand",
      tags: { env: "by hand" },
      serviceCidr: "172.23.0.0/20",
    });
    expect(recorded(stack, "prod").inputs).not.toHaveProperty("timezone");

    const run = await stack.preview("--diff");
    expect(operations(run)).toEqual(["update"]);
    expect(run.text).toMatch(/~ name +: "by-hand" => "web-two"/);
    expect(run.text).toMatch(/~ env: "by hand" => "prod"/);
    expect(run.text).not.toMatch(/cost-centre|timezone/);
  });

  test("the next up puts it back, and leaves alone what the program does not manage", async () => {
    const { stack, simulator } = life;
    const writes = await writesDuring(simulator, async () => {
      expect(operations(await stack.up())).toEqual(["update"]);
    });
    expect(names(writes)).toEqual(["ModifyCluster", "TagResources"]);
    const cluster = onlyCluster(life);
    expect(cluster).toMatchObject({ cluster_id: id, name: "web-two", timezone: "Asia/Tokyo" });
    expect(cluster.tags).toEqual(expect.arrayContaining([{ key: "cost-centre", value: "7" }]));
    expect((await stack.up("--refresh", "--expect-no-changes")).changes).toEqual({ same: 2 });
  });

  test("destroyed, it leaves nothing", async () => {
    await life.stack.destroy();
    expect(life.stack.exportState().resources).toEqual([]);
    expectNothingLeft(life.simulator);
  });
});
