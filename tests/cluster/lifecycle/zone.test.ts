import { ownershipTag } from "../../../provider/cluster/state/ownership";
import { messageOf } from "../support/failure";
import { AUTO_VPC, PAGE_EXAMPLES } from "../support/inputs";
import { OWNED, Stack, URN } from "../support/stack";
import { World } from "../support/world";

/** The zone in each CreateCluster, by the name that carries it, with the status of the answer. */
function zones(world: World): unknown[] {
  return world.requests("CreateCluster").map(({ body, status }) => {
    const { zoneid, zone_id, zone_ids } = body as Record<string, unknown>;
    return [{ zoneid, zone_id, zone_ids }, status];
  });
}

const zone = AUTO_VPC.zoneId;
const asThePage = { zoneid: zone, zone_id: undefined, zone_ids: undefined };
const asTheSdk = { zoneid: undefined, zone_id: undefined, zone_ids: [zone] };

test.each([
  ["legacy", [[asThePage, 202]]],
  [
    "strict",
    [
      [asThePage, 400],
      [asTheSdk, 202],
    ],
  ],
  [
    "ignore",
    [
      [asThePage, 400],
      [asTheSdk, 202],
    ],
  ],
] as const)(
  "where older names are treated as %s, a zone alone makes one cluster in that zone",
  async (deprecationMode, calls) => {
    const world = await World.start({ deprecationMode });
    const stack = new Stack(world);
    expect(await stack.up(AUTO_VPC)).toBe("create");
    expect(zones(world)).toEqual(calls);
    expect(world.cluster().cluster_id).toBe(stack.id);
    expect(world.simulator.resources().filter(({ type }) => type === "vpc")).toHaveLength(1);
    expect(world.warnings).toEqual([]);
    expect(await stack.up(AUTO_VPC)).toBe("same");
  },
);

test("the newer name goes with an unknown client token, too", async () => {
  const world = await World.start({ deprecationMode: "strict", clientToken: "unknown" });
  await new Stack(world).up(AUTO_VPC);
  expect(zones(world)).toEqual([
    [asThePage, 400],
    [asThePage, 400],
    [asTheSdk, 202],
  ]);
});

test("where ACK takes no zone at all, its words are shown with what to do", async () => {
  const world = await World.start({ deprecationMode: "strict" });
  const message = "zone_ids is not supported";
  world.simulator.failNext(
    "CreateCluster",
    { kind: "status", status: 400, code: "InvalidParameter", message },
    { skip: 1 },
  );
  const stack = new Stack(world);
  expect(await messageOf(stack.up(AUTO_VPC))).toMatch(
    /^creating cluster "demo": ACK refused the request: zone_ids is not supported\n {2}ACK accepts the zone neither as zoneid nor as zone_ids\. Choose another zone, or create a VPC and vSwitches, and set vpcId and vswitchIds instead of zoneId\.\n {2}To zoneid, ACK answered: .*zone.*deprecated\n {2}operation: CreateCluster/,
  );
  expect(zones(world)).toHaveLength(2);
  expect(stack.state).toBeUndefined();
});

test("a zone that is not in the region is refused once", async () => {
  const world = await World.start();
  const refusal = {
    kind: "status",
    status: 400,
    code: "ZoneNotSupported",
    message: "zone cn-hangzhou-i is not supported",
  } as const;
  world.simulator.failNext("CreateCluster", refusal);
  expect(await messageOf(new Stack(world).up(AUTO_VPC))).toContain("zone cn-hangzhou-i is not supported");
  expect(zones(world)).toHaveLength(1);
});

describe("a cluster for which ACK chooses another zone", () => {
  const otherZone = "cn-hangzhou-b";

  /** The stack after a creation that ACK answers with a cluster in another zone. */
  async function elsewhere() {
    const world = await World.start();
    const stack = new Stack(world);
    world.after("CreateCluster", () => {
      world.simulator.overrideDetail(world.cluster().cluster_id, { zone_id: otherZone });
    });
    const failure = await messageOf(stack.up(AUTO_VPC));
    return { world, stack, failure };
  }

  test("is named, recorded as it is, and never replaced by the same program", async () => {
    const { world, stack, failure } = await elsewhere();
    const { id } = stack;
    expect(failure).toBe(
      `ACK created cluster ${id} in zone "${otherZone}", although zoneId is "${zone}". To keep it, set zoneId to "${otherZone}". ` +
        `To replace it, create a VPC and vSwitches in "${zone}", set vpcId and vswitchIds in place of zoneId, and run "pulumi up --replace '${URN}'"`,
    );
    expect(stack.outputs).toMatchObject({ clusterId: id, zoneId: otherZone });
    const refusal = `zoneId: was never set for this cluster, or ACK did not take it: the cluster has "${otherZone}", and cannot be changed to "${zone}" in place; set it to "${otherZone}" or remove it. To replace the cluster on purpose, run "pulumi up --replace '${URN}'"`;
    expect(await messageOf(stack.up(AUTO_VPC))).toBe(refusal);
    await stack.refresh();
    expect(await messageOf(stack.up(AUTO_VPC))).toBe(refusal);
    expect(world.cluster().cluster_id).toBe(id);
    expect(world.requests("CreateCluster")).toHaveLength(1);
  });

  test.each([
    ["names that zone", { ...AUTO_VPC, zoneId: otherZone }],
    ["names no zone", { name: AUTO_VPC.name }],
  ])("is kept by a program that %s", async (_, program) => {
    const { world, stack } = await elsewhere();
    const { id } = stack;
    expect(await stack.up(program)).toBe("update");
    expect(await stack.up(program)).toBe("same");
    expect(world.cluster().cluster_id).toBe(id);
    expect(ownershipTag(world.cluster().tags)).toMatch(OWNED);
  });
});

describe("a cluster in another zone after an interrupted run", () => {
  const otherZone = "cn-hangzhou-b";
  const moved = (world: World, zone_id: string) =>
    world.simulator.overrideDetail(world.cluster().cluster_id, { zone_id });
  const inZone = (id: string) => `ACK created cluster ${id} in zone "${otherZone}", although zoneId is "${zone}".`;

  test("is never replaced because of the zone, which ACK may have chosen", async () => {
    const world = await World.start({ progression: "immediate" });
    const stack = new Stack(world);
    await stack.killed(AUTO_VPC, (kill) =>
      world.after("CreateCluster", () => {
        moved(world, otherZone);
        return kill();
      }),
    );
    const { cluster_id: id } = world.cluster();
    expect(await messageOf(stack.up(AUTO_VPC))).toContain(inZone(id));
    expect(stack.outputs).toMatchObject({ clusterId: id, zoneId: otherZone });
    expect(await messageOf(stack.up(AUTO_VPC))).toContain(`or ACK did not take it: the cluster has "${otherZone}"`);
    expect(await stack.up({ ...AUTO_VPC, zoneId: otherZone })).toBe("update");
    expect(stack.id).toBe(id);
    expect(world.requests("DeleteCluster")).toHaveLength(0);
  });

  test("is replaced because of another value only once the zone is settled", async () => {
    const world = await World.start({ progression: "immediate" });
    const stack = new Stack(world);
    await stack.killed({ ...AUTO_VPC, serviceCidr: "172.21.0.0/20" }, (kill) =>
      world.after("CreateCluster", () => {
        moved(world, otherZone);
        return kill();
      }),
    );
    const { cluster_id: id } = world.cluster();
    const program = { ...AUTO_VPC, serviceCidr: "172.22.0.0/20" };
    expect(await messageOf(stack.up(program))).toBe(
      `an interrupted run created cluster ${id} with other values than the program's: serviceCidr is "172.21.0.0/20", not "172.22.0.0/20"; zoneId is "${otherZone}", not "${zone}". Once zoneId is "${otherZone}" or removed, the next "pulumi up" replaces it`,
    );
    expect(await messageOf(stack.up(program))).toContain(
      "zoneId: was never set for this cluster, or ACK did not take it",
    );
    expect(await stack.up({ ...program, zoneId: otherZone })).toBe("replace");
  });

  /** The stack after a creation that timed out before ACK reported the zone. */
  async function timedOut() {
    const world = await World.start();
    const stack = new Stack(world);
    world.after("CreateCluster", () => moved(world, ""));
    await messageOf(stack.up({ ...AUTO_VPC, __timeouts: { create: 120 } }));
    moved(world, otherZone);
    return { world, stack, id: stack.id };
  }

  test("is named by the run that resumes the creation", async () => {
    const { stack, id } = await timedOut();
    expect(await messageOf(stack.up(AUTO_VPC))).toContain(inZone(id));
    expect(stack.outputs).toMatchObject({ clusterId: id, zoneId: otherZone, state: "running" });
    expect(await messageOf(stack.up(AUTO_VPC))).toContain(`set it to "${otherZone}" or remove it`);
    expect(await stack.up({ ...AUTO_VPC, zoneId: otherZone })).toBe("update");
    expect(await stack.up({ ...AUTO_VPC, zoneId: otherZone })).toBe("same");
    expect(stack.id).toBe(id);
  });

  test("is named by a refresh before the creation is resumed, and recorded as the cluster's own", async () => {
    const { world, stack, id } = await timedOut();
    world.forget();
    await stack.refresh();
    expect(world.warnings).toEqual([expect.stringContaining(inZone(id))]);
    expect(stack.outputs.zoneId).toBe(otherZone);
    expect(await messageOf(stack.up(AUTO_VPC))).toContain(`or ACK did not take it: the cluster has "${otherZone}"`);
    await stack.up({ ...AUTO_VPC, zoneId: otherZone });
    expect(await stack.up({ ...AUTO_VPC, zoneId: otherZone })).toBe("same");
    expect([stack.id, world.requests("DeleteCluster")]).toEqual([id, []]);
  });

  test("is taken by a resuming program without a zone", async () => {
    const { stack, id } = await timedOut();
    expect(await stack.up({ name: AUTO_VPC.name })).toBe("update");
    expect(stack.outputs).toMatchObject({ clusterId: id, zoneId: otherZone });
    expect(await stack.up({ name: AUTO_VPC.name })).toBe("same");
  });
});

test("the page's example goes out as it is on the page", async () => {
  const world = await World.start({ progression: "immediate", config: { "ack-serverless:ownershipTag": "false" } });
  await new Stack(world).up({ ...PAGE_EXAMPLES.autoVpc.program });
  expect(world.requests("CreateCluster").map(({ body }) => body)).toEqual([PAGE_EXAMPLES.autoVpc.body]);
});
