import { read } from "../../../provider/cluster/lifecycle/read";
import { plan } from "../../../provider/cluster/preview/plan";
import { minutes } from "../support/clock";
import { messageOf } from "../support/failure";
import { AUTO_VPC, IN_VPC } from "../support/inputs";
import { Stack } from "../support/stack";
import { REGION, World } from "../support/world";

const PROGRAM = {
  ...IN_VPC,
  deletionProtection: false,
  timezone: "Asia/Shanghai",
  resourceGroupId: "rg-acfm3mkrure",
  tags: { env: "test" },
} as const;

async function running(program: object = PROGRAM, options: Parameters<typeof World.start>[0] = {}) {
  const world = await World.start(options);
  const stack = new Stack(world);
  await stack.up({ ...program });
  world.forget();
  return { world, stack, id: stack.id };
}

describe("a refresh", () => {
  test("is one look, and finds nothing where nothing was changed", async () => {
    const { world, stack } = await running();
    const before = stack.state;
    await stack.refresh();
    expect(world.calls()).toEqual(["DescribeClusterDetail"]);
    expect(stack.state).toEqual(before);
    expect(world.warnings).toEqual([]);
    expect(await stack.up(PROGRAM)).toBe("same");
  });

  const drifts: [keyof typeof PROGRAM, object, unknown, unknown][] = [
    ["name", { name: "renamed" }, "renamed", ["ModifyCluster", { cluster_name: "demo" }]],
    ["deletionProtection", { deletion_protection: true }, true, ["ModifyCluster", { deletion_protection: false }]],
    ["timezone", { timezone: "Asia/Tokyo" }, "Asia/Tokyo", ["ModifyCluster", { timezone: "Asia/Shanghai" }]],
    [
      "resourceGroupId",
      { resource_group_id: "rg-other" },
      "rg-other",
      ["ModifyCluster", { resource_group_id: "rg-acfm3mkrure" }],
    ],
    [
      "vswitchIds",
      { vswitch_ids: ["vsw-bp1one"] },
      ["vsw-bp1one"],
      ["ModifyCluster", { vswitch_ids: ["vsw-bp1one", "vsw-bp1two"] }],
    ],
    [
      "securityGroupId",
      { security_group_id: "sg-bp1other" },
      "sg-bp1other",
      ["ModifyCluster", { security_group_id: "sg-bp1known" }],
    ],
    [
      "tags",
      { tags: [{ key: "env", value: "prod" }] },
      { env: "prod" },
      ["TagResources", expect.objectContaining({ tags: [{ key: "env", value: "test" }] })],
    ],
  ];

  test.each(drifts)(
    "finds that %s was changed, writes it to the inputs, and the next up changes it back",
    async (name, patch, value, write) => {
      const { world, stack, id } = await running();
      world.simulator.edit(id, patch);
      await stack.refresh();
      expect(stack.outputs[name]).toEqual(value);
      expect(stack.state?.inputs[name]).toEqual(value);
      const { changes, replaces } = plan(stack.outputs, stack.inputs(PROGRAM), world.settings());
      expect({ changes, replaces }).toEqual({ changes: true, replaces: [] });
      world.forget();
      expect(await stack.up(PROGRAM)).toBe("update");
      expect(world.writes()).toEqual([write]);
      expect(stack.outputs).toMatchObject(PROGRAM);
    },
  );

  test("reports what the program does not manage in the outputs, and not in the inputs", async () => {
    const { world, stack, id } = await running(AUTO_VPC);
    world.simulator.edit(id, { deletion_protection: true, timezone: "Asia/Tokyo", tags: [{ key: "a", value: "1" }] });
    await stack.refresh();
    expect(stack.outputs).toMatchObject({ deletionProtection: true, timezone: "Asia/Tokyo", tags: { a: "1" } });
    expect(Object.keys(stack.state?.inputs ?? {}).filter((name) => !name.startsWith("__"))).toEqual([
      "name",
      "regionId",
      "zoneId",
    ]);
    expect(await stack.up(AUTO_VPC)).toBe("same");
  });

  test("warns of a create-only property that differs, and keeps what is recorded", async () => {
    const program = { ...IN_VPC, serviceCidr: "172.21.0.0/20" };
    const { world, stack, id } = await running(program);
    world.simulator.edit(id, { service_cidr: "172.22.0.0/20", vpc_id: "vpc-bp1other" });
    await stack.refresh();
    expect(world.warnings).toEqual([
      'vpcId is recorded as "vpc-bp1known", but the cluster has "vpc-bp1other": the record is kept, since a change would replace the cluster',
      'serviceCidr is recorded as "172.21.0.0/20", but the cluster has "172.22.0.0/20": the record is kept, since a change would replace the cluster',
    ]);
    expect(stack.outputs).toMatchObject({ serviceCidr: "172.21.0.0/20", vpcId: "vpc-bp1known" });
    expect(stack.state?.inputs).toMatchObject({ serviceCidr: "172.21.0.0/20", vpcId: "vpc-bp1known" });
    expect(await stack.up(program)).toBe("same");
  });

  test("reports a version that went up in the outputs, never in the inputs", async () => {
    const program = { ...AUTO_VPC, kubernetesVersion: "1.33.3-aliyun.1" };
    const { world, stack, id } = await running(program);
    world.simulator.edit(id, { current_version: "1.34.1-aliyun.1" });
    await stack.refresh();
    expect(stack.outputs.currentVersion).toBe("1.34.1-aliyun.1");
    expect(stack.state?.inputs.kubernetesVersion).toBe("1.33.3-aliyun.1");
  });

  test("keeps what is recorded if an answer is silent, null, empty or unreadable", async () => {
    const { world, stack, id } = await running();
    const before = stack.state;
    world.simulator.overrideDetail(id, {
      name: null,
      deletion_protection: null,
      timezone: "",
      resource_group_id: undefined,
      vswitch_ids: [],
      security_group_id: 5,
      tags: undefined,
      master_url: "{not json",
      vpc_id: "",
      created: undefined,
      current_version: "",
      service_cidr: {},
    });
    await stack.refresh();
    expect(stack.state).toEqual(before);
    expect(world.warnings).toEqual([]);
  });

  test("reports that a public address was removed, and that one was added", async () => {
    const { world, stack, id } = await running(AUTO_VPC);
    world.simulator.edit(id, { endpoint_public_access: false });
    await stack.refresh();
    expect(stack.outputs).toMatchObject({ endpointPublicAccess: false });
    expect(stack.outputs).not.toHaveProperty("apiServerEndpoint");
    world.simulator.edit(id, { endpoint_public_access: true });
    await stack.refresh();
    expect(stack.outputs).toMatchObject({ endpointPublicAccess: true, apiServerEndpoint: expect.any(String) });
  });

  test.each(["inactive", "unavailable", "deleting", "delete_failed", "failed", "upgrading"] as const)(
    "records the state %s and does not wait for another one",
    async (state) => {
      const { world, stack, id } = await running();
      const start = world.clock.now();
      world.simulator.setState(id, state);
      await stack.refresh();
      expect(stack.outputs.state).toBe(state);
      expect(world.clock.now()).toBe(start);
    },
  );

  test("of a cluster from the time when its kind was called Ask works", async () => {
    const { world, stack, id } = await running();
    world.simulator.overrideDetail(id, { cluster_type: "Ask", profile: "ask.v2" });
    await stack.refresh();
    expect(stack.outputs.state).toBe("running");
  });

  test("of a cluster that is not Serverless is refused", async () => {
    const { world, stack, id } = await running();
    const before = stack.state;
    world.simulator.overrideDetail(id, { cluster_type: "ManagedKubernetes", profile: "Default" });
    expect(await messageOf(stack.refresh())).toBe(
      `cluster ${id} is not an ACK Serverless cluster: its type is "ManagedKubernetes", its profile "Default"`,
    );
    expect(stack.state).toBe(before);
  });
});

describe("reading a cluster that no state records", () => {
  async function seeded(options: Parameters<typeof World.start>[0] = {}) {
    const world = await World.start(options);
    const cluster = world.simulator.seed({ name: "found", tags: [{ key: "env", value: "test" }] });
    return { world, cluster, id: cluster.cluster_id };
  }

  test("by its id looks in the provider's region, and records the account", async () => {
    const { world, cluster, id } = await seeded();
    const found = await read(id, {}, world.context());
    expect(world.calls()).toEqual(["DescribeClusterDetail", "GetCallerIdentity"]);
    expect(found?.id).toBe(id);
    expect(found?.outputs).toMatchObject({
      clusterId: id,
      name: "found",
      regionId: REGION,
      accountId: "1000000000000001",
      state: "running",
      vpcId: cluster.vpc_id,
      tags: { env: "test" },
      __ran: true,
      __inputs: [],
    });
    expect(found?.inputs).toEqual({});
  });

  test("by region and id looks in that region, and keeps the id in that form", async () => {
    const { world } = await seeded({ regionHosts: ["cn-hangzhou", "cn-beijing"] });
    const { cluster_id: id } = world.simulator.seed({ name: "north", region_id: "cn-beijing" });
    const found = await read(`cn-beijing/${id}`, {}, world.context());
    expect(found).toMatchObject({
      id: `cn-beijing/${id}`,
      outputs: { clusterId: id, regionId: "cn-beijing", name: "north" },
    });
    expect(world.requests("DescribeClusterDetail").map(({ region }) => region)).toEqual(["cn-beijing"]);
  });

  test("that is not there is an error that says where it was looked for", async () => {
    const world = await World.start();
    const id = `c${"0".repeat(32)}`;
    expect(await messageOf(read(id, {}, world.context()))).toBe(
      [
        `reading cluster ${id}: ACK refused the request: cluster {${id}} not found in your clusters`,
        "  operation: DescribeClusterDetail   code: ErrorClusterNotFound   status: 404   request id: …",
        '  It was looked for in cn-hangzhou; for another region, write the id as "<region>/<cluster id>".',
      ].join("\n"),
    );
    expect(world.calls()).toEqual(["DescribeClusterDetail"]);
  });

  test("that is not Serverless is refused", async () => {
    const { world, id } = await seeded();
    world.simulator.overrideDetail(id, { profile: "Edge" });
    expect(await messageOf(read(id, {}, world.context()))).toBe(
      `cluster ${id} is not an ACK Serverless cluster: its type is "ManagedKubernetes", its profile "Edge"`,
    );
  });

  test.each(["c123", "cn-beijing/", "/c123"])("as %p without a region says how to write it", async (id) => {
    const world = await World.start();
    const { settings, ...context } = world.context();
    const placeless = { ...context, settings: { ...settings, region: undefined } };
    expect(await messageOf(read(id, {}, placeless))).toBe(
      `the region of cluster ${id} is not known: write the id as "<region>/<cluster id>", or set the provider's region`,
    );
    expect(world.calls()).toEqual([]);
  });
});

test("a read whose answer never comes is bounded", async () => {
  const { world, stack } = await running();
  const start = world.clock.now();
  world.simulator.failNext("DescribeClusterDetail", { kind: "reset" }, { times: 1000 });
  expect(await messageOf(stack.refresh())).toContain("no readable answer came from ACK");
  expect(world.requests("DescribeClusterDetail")).toHaveLength(5);
  expect(world.clock.now() - start).toBeLessThan(minutes(1));
});
