import { messageOf } from "../support/failure";
import { Stack, WHOSE } from "../support/stack";
import { World } from "../support/world";

/** A cluster that someone else made, and a stack that does not know it. */
async function made(seed: object = {}) {
  const world = await World.start();
  const cluster = world.simulator.seed({ name: "old", tags: [{ key: "team", value: "shop" }], ...seed });
  const id = cluster.cluster_id;
  return { world, id, cluster, stack: new Stack(world), adopt: { adopt: id } };
}
const writes = (world: World) => world.writes().map(([operation]) => operation);

test("adopting: the cluster is read and marked, and what the program leaves out is not touched", async () => {
  const { world, id, stack, adopt } = await made();
  expect(await stack.up(adopt)).toBe("create");
  expect([stack.id, stack.outputs.name, stack.outputs.state]).toEqual([id, "old", "running"]);
  expect(world.writes()).toEqual([
    [
      "TagResources",
      expect.objectContaining({
        tags: [{ key: "pulumi-ack-serverless", value: expect.stringMatching(`^owned:${WHOSE}:[0-9a-f]{16}$`) }],
      }),
    ],
  ]);
  expect("adopt" in stack.outputs).toBe(false);
  expect(await stack.up(adopt)).toBe("same");
});

test("adopt: can be taken out afterwards without a difference", async () => {
  const { stack, adopt } = await made();
  await stack.up({ ...adopt, deletionProtection: false });
  expect(await stack.up({ deletionProtection: false })).toBe("same");
  await stack.refresh();
  expect(await stack.up({ deletionProtection: false })).toBe("same");
});

test("what can be changed in place is brought to what the program wants", async () => {
  const { world, stack, adopt } = await made();
  await stack.up({ ...adopt, name: "new", deletionProtection: true, tags: { env: "prod" } });
  expect(writes(world)).toEqual(["ModifyCluster", "TagResources", "TagResources"]);
  expect(world.cluster()).toMatchObject({ name: "new", deletion_protection: true });
  expect(world.cluster().tags).toEqual(expect.arrayContaining([{ key: "team", value: "shop" }]));
  expect(stack.outputs).toMatchObject({ name: "new", deletionProtection: true, tags: { env: "prod" } });
});

test("a difference in what only CreateCluster carries is refused before anything is changed", async () => {
  const { world, stack, cluster, adopt } = await made();
  const has = JSON.stringify(cluster.service_cidr);
  expect(await messageOf(stack.up({ ...adopt, name: "new", serviceCidr: "172.30.0.0/20" }))).toBe(
    `serviceCidr: was never set for this cluster, which has ${has}, and cannot be changed to "172.30.0.0/20" in place; set it to ${has} or remove it`,
  );
  expect([writes(world), stack.state]).toEqual([[], undefined]);
});

test("what ACK never reports is recorded with a warning", async () => {
  const { world, stack, adopt } = await made();
  await stack.up({ ...adopt, snatEntry: true });
  expect(world.warnings).toEqual(["snatEntry is recorded as written: ACK does not report what the cluster has"]);
  expect(stack.outputs.snatEntry).toBe(true);
});

test("while adopt stands, a replacement is refused", async () => {
  const { stack, cluster, adopt } = await made();
  await stack.up({ ...adopt, serviceCidr: cluster.service_cidr });
  expect(await messageOf(stack.up({ ...adopt, serviceCidr: "172.30.0.0/20" }))).toBe(
    `adopt: a change of serviceCidr replaces cluster ${cluster.cluster_id}, but adopt still names the cluster: remove adopt first, or set serviceCidr back`,
  );
});

test("a cluster of another region is named with its region, and keeps it", async () => {
  const { world, id, stack } = await made({ region_id: "cn-beijing" });
  await stack.up({ adopt: `cn-beijing/${id}` });
  expect([stack.id, stack.outputs.regionId]).toEqual([id, "cn-beijing"]);
  expect(new Set(world.requests().map(({ region }) => region ?? "none"))).not.toContain("cn-hangzhou");
});

test("a cluster that is being created by another run is not taken", async () => {
  const tags = [{ key: "pulumi-ack-serverless", value: "creating:x:y" }];
  const { world, id, stack, adopt } = await made({ tags, state: "initial" });
  expect(await messageOf(stack.up(adopt))).toBe(
    `adopting cluster ${id}: another run of a program is creating it: wait until it is running`,
  );
  expect(writes(world)).toEqual([]);
});

test("a cluster that another resource made is taken with a warning, and that resource no longer deletes it", async () => {
  const { world, id, stack: first, adopt } = await made();
  await first.up(adopt);
  const second = new Stack(world, "urn:pulumi:other::demo::t::other");
  await second.up(adopt);
  expect(world.warnings).toEqual([
    `adopting cluster ${id}: another Pulumi resource created or adopted it: remove it from that resource's state with "pulumi state delete", since only this resource can delete it from now on`,
  ]);
  expect(await messageOf(first.destroy())).toBe(
    `deleting cluster ${id}: another resource has adopted it and is the only one that may delete it: remove this one from the state with "pulumi state delete"`,
  );
  expect(world.simulator.clusters()).toHaveLength(1);
  await second.destroy();
  expect(world.simulator.clusters()).toEqual([]);
});

test("a cluster whose ownership tag was removed is deleted by each resource that records it", async () => {
  const { world, id, stack: first, adopt } = await made();
  await first.up(adopt);
  await new Stack(world, "urn:pulumi:other::demo::t::other").up(adopt);
  world.simulator.edit(id, { tags: [] });
  await first.destroy();
  expect(world.simulator.clusters()).toEqual([]);
});

test("a replacement that the engine makes without asking never deletes the cluster that adopt names", async () => {
  const { world, stack, adopt } = await made();
  await stack.up(adopt);
  const old = stack.outputs;
  await new Stack(world).up(adopt);
  expect(await messageOf(stack.destroy())).toContain(
    "another resource has adopted it and is the only one that may delete it",
  );
  expect([old.clusterId, world.simulator.clusters().length]).toEqual([world.cluster().cluster_id, 1]);
});

test("adopt: a cluster other than the resource's own is refused", async () => {
  const { id, stack, adopt } = await made();
  await stack.up(adopt);
  const other = `c${"0".repeat(32)}`;
  expect(await messageOf(stack.up({ adopt: other }))).toBe(
    `adopt: names another cluster than "${id}", which this resource manages: set it back or remove it, and adopt the other cluster with a resource of its own`,
  );
});

test.each(["failed", "deleting", "delete_failed"] as const)("a cluster that is %s is not taken", async (state) => {
  const { world, id, stack, adopt } = await made({ state });
  expect(await messageOf(stack.up(adopt))).toBe(
    `adopting cluster ${id}: it is ${state}, and there is nothing to take over`,
  );
  expect([writes(world), stack.state]).toEqual([[], undefined]);
});

test("an adopted cluster has a kubeconfig like any other", async () => {
  const { id, stack, adopt } = await made();
  await stack.up(adopt);
  expect(stack.outputs.kubeconfig).toContain(id);
});

test("a cluster that is not there, or not Serverless, is not taken", async () => {
  const { world, id, stack, adopt } = await made();
  const body = JSON.stringify({ cluster_id: id, cluster_type: "Kubernetes", profile: "Default", state: "running" });
  world.simulator.failNext("DescribeClusterDetail", { kind: "raw", status: 200, body });
  expect(await messageOf(stack.up(adopt))).toBe(
    `cluster ${id} is not an ACK Serverless cluster: its type is "Kubernetes", its profile "Default"`,
  );
  world.simulator.vanish(id);
  expect(await messageOf(stack.up(adopt))).toContain(`adopting cluster ${id}: ACK refused the request`);
  expect(stack.state).toBeUndefined();
});

test("a change that fails: the cluster is recorded as it is, and the next up applies the rest", async () => {
  const { world, stack, adopt } = await made();
  world.simulator.failNext("ModifyCluster", { kind: "status", status: 400, code: "X", message: "no" });
  const program = { ...adopt, deletionProtection: true };
  expect(await messageOf(stack.up(program))).toContain("changing deletionProtection");
  expect(stack.state).toMatchObject({ isUnfinished: true, outputs: { deletionProtection: false } });
  expect(await stack.up(program)).toBe("update");
  expect(world.cluster().deletion_protection).toBe(true);
});
