import * as models from "@alicloud/cs20151215";
import type { ServerlessClusterArgs } from "pulumi-ack-serverless";
import { vendorClient } from "../simulator/client";
import { callsTo, clusterOf, idOf, wideBench, writing } from "./support/calls";
import { type Bench, operations, recorded, requestsDuring, told } from "./support/cluster";
import { expectFailure } from "./support/stack";

/** What was made by other means, and the program that says the same. */
const elsewhere = {
  name: "made-elsewhere",
  clusterType: "ManagedKubernetes",
  profile: "Serverless",
  regionId: "cn-hangzhou",
  clusterSpec: "ack.pro.small",
  kubernetesVersion: "1.34.10-aliyun.1",
  vpcid: "vpc-1",
  vswitchIds: ["vsw-a"],
  serviceCidr: "172.21.0.0/20",
  timezone: "Asia/Tokyo",
  deletionProtection: true,
  endpointPublicAccess: false,
  tags: [new models.Tag({ key: "env", value: "test" })],
  addons: [new models.Addon({ name: "logtail-ds", config: '{"sls_project_name":"one"}' })],
  maintenanceWindow: new models.MaintenanceWindow({
    enable: true,
    maintenanceTime: "2026-10-15T03:00:00.000Z",
    duration: "3h",
    weeklyPeriod: "Monday,Friday",
  }),
  encryptionProviderKey: "key-one",
};
const same = {
  name: "made-elsewhere",
  clusterSpec: "ack.pro.small",
  kubernetesVersion: "1.34",
  vpcId: "vpc-1",
  vswitchIds: ["vsw-a"],
  serviceCidr: "172.21.0.0/20",
  timezone: "Asia/Tokyo",
  deletionProtection: true,
  endpointPublicAccess: false,
  tags: { env: "test" },
  addons: [{ name: "logtail-ds", config: { sls_project_name: "one" } }],
  maintenanceWindow: { maintenanceTime: "03:00:00Z", duration: "3h", weeklyPeriod: ["Friday", "Monday"] },
  secretEncryption: { kmsKeyId: "key-one" },
} satisfies ServerlessClusterArgs;

let life: Bench;
let id: string;

async function make(more: object = {}): Promise<string> {
  const request = new models.CreateClusterRequest({ ...elsewhere, ...more });
  const { body } = await vendorClient(life.simulator).createCluster(request);
  return String(body?.clusterId);
}

/** What a run that must fail says, and that it changes nothing. */
async function refusal(name: string, args: ServerlessClusterArgs): Promise<string> {
  life.wishes[name] = args;
  let said = "";
  const writes = await writing(life.simulator, async () => {
    said = told(await expectFailure(life.stack.up())).join("\n");
  });
  expect(writes).toEqual([]);
  delete life.wishes[name];
  return said;
}

beforeAll(async () => {
  life = await wideBench({});
  id = await make();
});

test("a preview shows one create and makes no call", async () => {
  life.wishes.prod = { ...same, adopt: id };
  const requests = await requestsDuring(life.simulator, async () => {
    expect(operations(await life.stack.preview())).toEqual(["create"]);
  });
  expect(requests).toEqual([]);
});

test("the up takes the cluster over and writes nothing but its own tag", async () => {
  const { stack, simulator } = life;
  const { tags: _before, updated: _then, ...before } = clusterOf(simulator, id);
  const writes = await writing(simulator, () => stack.up());
  expect(callsTo(writes, [id])).toEqual([]);
  expect(writes.map(({ operation }) => operation)).toEqual(["TagResources"]);
  const { tags: _after, updated: _now, ...after } = clusterOf(simulator, id);
  expect(after).toEqual(before);
  expect(recorded(stack, "prod")).toMatchObject({
    id,
    outputs: {
      clusterId: id,
      state: "running",
      currentVersion: "1.34.10-aliyun.1",
      ...same,
      kubernetesVersion: expect.anything(),
    },
  });
  expect(recorded(stack, "prod").outputs?.kubeconfig).toBeDefined();
});

test("afterwards it is like any other: no difference, drift found and put back", async () => {
  const { stack, simulator } = life;
  expect(await requestsDuring(simulator, () => stack.up("--expect-no-changes"))).toEqual([]);
  await stack.up("--refresh", "--expect-no-changes");
  simulator.edit(id, { timezone: "Europe/Paris" });
  const writes = await writing(simulator, () => stack.up("--refresh"));
  expect(callsTo(writes, [id])).toEqual([["ModifyCluster", { timezone: "Asia/Tokyo" }]]);
});

test("while adopt stands, a replacement is refused", async () => {
  const { stack, wishes } = life;
  wishes.prod = { ...same, adopt: id, serviceCidr: "172.22.0.0/20" };
  expect(told(await expectFailure(stack.preview())).join("\n")).toContain(
    `adopt: a change of serviceCidr replaces cluster ${id}, but adopt still names the cluster: remove adopt first, or set serviceCidr back`,
  );
});

test("adopt is taken out without a difference; after that a replacement is a replacement", async () => {
  const { stack, simulator, wishes } = life;
  wishes.prod = same;
  expect(await requestsDuring(simulator, () => stack.up("--expect-no-changes"))).toEqual([]);
  wishes.prod = { ...same, deletionProtection: false };
  await stack.up();
  wishes.prod = { ...wishes.prod, serviceCidr: "172.22.0.0/20" };
  expect(operations(await stack.preview())).toEqual(["delete-replaced", "replace", "create-replacement"]);
  wishes.prod = { ...same, deletionProtection: false };
});

test("what differs and can be changed in place is changed; the rest of the cluster is left alone", async () => {
  const { stack, simulator, wishes } = life;
  const other = await make({ name: "other", vpcid: "vpc-2" });
  wishes.other = { adopt: other, timezone: "Asia/Shanghai", tags: { team: "web" } };
  const writes = await writing(simulator, () => stack.up());
  expect(callsTo(writes, [other])).toEqual([
    ["ModifyCluster", { timezone: "Asia/Shanghai" }],
    [
      "TagResources",
      {
        region_id: "cn-hangzhou",
        resource_type: "CLUSTER",
        resource_ids: ["ID"],
        tags: [{ key: "team", value: "web" }],
      },
    ],
  ]);
  expect(clusterOf(simulator, other)).toMatchObject({ name: "other", deletion_protection: true });
  expect(clusterOf(simulator, other).tags).toEqual(expect.arrayContaining([{ key: "env", value: "test" }]));
  await stack.up("--refresh", "--expect-no-changes");
});

test("a difference in what only CreateCluster carries is refused, with both values", async () => {
  const third = await make({ name: "third", vpcid: "vpc-3" });
  const said = await refusal("third", {
    adopt: third,
    vpcId: "vpc-9",
    serviceCidr: "10.1.0.0/16",
    timezone: "Asia/Shanghai",
  });
  for (const text of [
    'vpcId: was never set for this cluster, which has "vpc-3", and cannot be changed to "vpc-9" in place; set it to "vpc-3" or remove it',
    'serviceCidr: was never set for this cluster, which has "172.21.0.0/20", and cannot be changed to "10.1.0.0/16" in place; set it to "172.21.0.0/20" or remove it',
  ])
    expect(said).toContain(text);
});

test("what ACK never reports is taken as written, with a warning", async () => {
  const fourth = await make({ name: "fourth", vpcid: "vpc-4", snatEntry: true, deletionProtection: false });
  life.wishes.fourth = { adopt: fourth, snatEntry: true };
  const run = await life.stack.up();
  expect(told(run).join("\n")).toContain("snatEntry is recorded as written: ACK does not report what the cluster has");
  expect(recorded(life.stack, "fourth").outputs?.snatEntry).toBe(true);
  delete life.wishes.fourth;
  await life.stack.up();
});

test("a cluster that is not Serverless, and one that is not there, are not taken", async () => {
  const fifth = await make({ name: "fifth", vpcid: "vpc-5" });
  life.simulator.overrideDetail(fifth, { profile: "Default" });
  expect(await refusal("fifth", { adopt: fifth })).toContain(
    `cluster ${fifth} is not an ACK Serverless cluster: its type is "ManagedKubernetes", its profile "Default"`,
  );
  const missing = `c${"0".repeat(32)}`;
  expect(await refusal("missing", { adopt: missing })).toContain(`adopting cluster ${missing}`);
});

test("a cluster of another region is named with its region, and keeps it", async () => {
  const { stack, simulator, wishes } = life;
  const abroad = await make({ name: "abroad", vpcid: "vpc-6", regionId: "cn-beijing" });
  wishes.abroad = { adopt: `cn-beijing/${abroad}`, name: "abroad" };
  await stack.up();
  expect(recorded(stack, "abroad")).toMatchObject({ id: abroad, outputs: { regionId: "cn-beijing" } });
  wishes.abroad = { name: "abroad", timezone: "Asia/Shanghai", deletionProtection: false };
  const writes = await writing(simulator, () => stack.up());
  expect(callsTo(writes, [abroad])).toEqual([
    ["ModifyCluster", { timezone: "Asia/Shanghai", deletion_protection: false }],
  ]);
  delete wishes.abroad;
  await stack.up();
  expect(simulator.clusters().map(({ cluster_id }) => cluster_id)).not.toContain(abroad);
  expect(idOf(life, "prod")).toBe(id);
});
