import * as pulumi from "@pulumi/pulumi";
import { Provider, ServerlessCluster } from "pulumi-ack-serverless";
import {
  bench,
  clusterType,
  expectNothingLeft,
  names,
  operations,
  quick,
  recorded,
  step,
  testSimulator,
  told,
  writesDuring,
} from "./support/cluster";
import { expectFailure, testStack } from "./support/stack";

const second = { accessKeyId: "second-key", accessKeySecret: "second-secret", accountId: "1000000000000002" };
const zone = { zoneId: "cn-hangzhou-i" };

test("two explicit providers make clusters in two regions of two accounts, from one program", async () => {
  const simulator = await testSimulator({ accounts: [second], regionHosts: ["cn-hangzhou", "eu-central-1"] });
  const [first] = simulator.accounts;
  const providerFor = (region: string, account: typeof second) => {
    const endpoint = `http://${simulator.endpoint(region)}`;
    return new Provider(region, {
      region,
      accessKey: account.accessKeyId,
      secretKey: account.accessKeySecret,
      endpoints: { cs: endpoint, sts: endpoint },
      pollIntervalMs: 20,
    });
  };
  const program = async () => {
    const [near, far] = [providerFor("cn-hangzhou", first), providerFor("eu-central-1", second)];
    const one = new ServerlessCluster("near", zone, { provider: near });
    const two = new ServerlessCluster("far", { zoneId: "eu-central-1a" }, { provider: far });
    return { near: pulumi.output([one.regionId, one.accountId]), far: pulumi.output([two.regionId, two.accountId]) };
  };
  const stack = await testStack({ program });
  expect((await stack.up()).outputs).toEqual({
    near: ["cn-hangzhou", first.accountId],
    far: ["eu-central-1", second.accountId],
  });
  const regions = simulator.requests("CreateCluster").map(({ region }) => region);
  expect(regions.sort()).toEqual(["cn-hangzhou", "eu-central-1"]);
  expect((await stack.up("--refresh", "--expect-no-changes")).changes).toEqual({ same: 5 });
  await stack.destroy();
  expectNothingLeft(simulator);
});

test("a region from configuration is written down once, and only regionId moves the cluster", async () => {
  const { stack, simulator, wishes } = await bench({ prod: { ...zone, serviceCidr: "172.21.0.0/20" } });
  await stack.up();
  const { id } = recorded(stack, "prod");
  await stack.setConfig({ "alicloud:region": "cn-beijing" });
  const writes = await writesDuring(simulator, async () => {
    expect(operations(await stack.up("--refresh"))).toEqual(["refresh", "same"]);
  });
  expect(writes).toEqual([]);
  expect(recorded(stack, "prod").inputs?.regionId).toBe("cn-hangzhou");

  wishes.prod = { ...zone, serviceCidr: "172.22.0.0/20" };
  expect(told(await expectFailure(stack.preview()))).toContain(
    `error: regionId: a change of serviceCidr replaces cluster ${id}, and the new one would move from region "cn-hangzhou" to "cn-beijing", the provider's region now: set regionId to the region that you want`,
  );
  wishes.prod = { ...wishes.prod, regionId: "cn-hangzhou" };
  expect(step(await stack.preview(), "replace")?.keys).toEqual(["serviceCidr"]);

  wishes.prod = { zoneId: "cn-beijing-a", serviceCidr: "172.21.0.0/20", regionId: "cn-beijing" };
  const moves = await writesDuring(simulator, async () => {
    expect(step(await stack.up(), "replace")?.keys?.toSorted()).toEqual(["regionId", "zoneId"]);
  });
  expect(names(moves)).toEqual(["DeleteCluster", "CreateCluster", "TagResources"]);
  expect(simulator.clusters()).toMatchObject([{ region_id: "cn-beijing", zone_id: "cn-beijing-a" }]);
});

test("a cluster stays in the state when another account looks for it, and leaves it when it is gone", async () => {
  const { stack, simulator } = await bench({ prod: zone }, { simulation: { accounts: [second] } });
  const [first] = simulator.accounts;
  const use = (account: typeof second) =>
    stack.setConfig({
      "alicloud:accessKey": account.accessKeyId,
      "alicloud:secretKey": { secret: account.accessKeySecret },
    });
  await stack.up();
  const { id } = recorded(stack, "prod");
  await use(second);
  for (const run of [stack.refresh, stack.destroy]) {
    expect(told(await expectFailure(run("--run-program"))).join("\n")).toContain(
      `it belongs to account ${first.accountId}, but the credentials in use belong to account ${second.accountId}: use the credentials of account ${first.accountId}`,
    );
    expect(recorded(stack, "prod").id).toBe(id);
  }

  await use(first);
  simulator.vanish(String(id));
  expect((await stack.refresh("--run-program")).changes).toMatchObject({ delete: 1 });
  expect(stack.exportState().resources.filter(({ type }) => type === clusterType)).toEqual([]);
  expect(operations(await stack.up())).toEqual(["create"]);
});

test("the engine's resource options do what they say", async () => {
  const { stack, simulator, wishes, options } = await bench({ prod: zone });
  await stack.up();
  const { id, urn } = recorded(stack, "prod");

  const untouched = await writesDuring(simulator, async () => {
    options.prod = { ignoreChanges: ["name", "tags"], protect: true };
    wishes.prod = { ...zone, name: "other", tags: { env: "prod" } };
    expect(operations(await stack.up())).toEqual(["same"]);
    expect((await expectFailure(stack.destroy())).text).toContain("cannot be deleted\n    because it is protected");
    delete options.prod;
    wishes.prod = zone;
    await stack.up();

    // The new cluster would come first, under the old one's name.
    options.prod = { deleteBeforeReplace: false };
    const conflict = told(await expectFailure(stack.up("--replace", urn))).join("\n");
    expect(conflict).toContain(`cluster ${id} in cn-hangzhou has this name and was created by this resource`);
    expect(conflict).toContain("this run replaces it: set the resource option deleteBeforeReplace: true");

    delete wishes.prod;
    wishes.web = zone;
    options.web = { aliases: [{ name: "prod" }] };
    expect(operations(await stack.up())).toEqual(["same"]);
    expect(recorded(stack, "web").id).toBe(id);
  });
  expect(untouched).toEqual([]);

  options.web = {};
  const replaced = await writesDuring(simulator, () => stack.up("--replace", recorded(stack, "web").urn));
  expect(names(replaced)).toEqual(["DeleteCluster", "CreateCluster", "TagResources"]);

  options.web = { retainOnDelete: true };
  await stack.up();
  delete wishes.web;
  expect(await writesDuring(simulator, () => stack.up())).toEqual([]);
  expect(stack.exportState().resources.filter(({ type }) => type === clusterType)).toEqual([]);
  expect(simulator.clusters()).toHaveLength(1);
});

/** A component with two clusters in it. */
class Site extends pulumi.ComponentResource {
  constructor(name: string) {
    super("test:index:Site", name);
    for (const part of ["blue", "green"]) new ServerlessCluster(`${name}-${part}`, zone, { parent: this });
    this.registerOutputs();
  }
}

test("clusters in components have names and URNs of their own", async () => {
  const simulator = await testSimulator();
  const program = async () => {
    new Site("east");
    new Site("west");
    // Outside of any component, the same name as inside one.
    new ServerlessCluster("east-blue", zone);
  };
  const stack = await testStack({ program, simulator, config: quick });
  expect((await stack.up()).changes).toEqual({ create: 8 });
  const clusters = stack.exportState().resources.filter(({ type }) => type === clusterType);
  expect(clusters.map(({ inputs }) => inputs?.__urn)).toEqual(clusters.map(({ urn }) => urn));
  expect(new Set(simulator.clusters().map(({ name }) => name)).size).toBe(5);
  expect((await stack.up("--expect-no-changes")).changes).toEqual({ same: 8 });
  await stack.destroy();
  expectNothingLeft(simulator);
});
