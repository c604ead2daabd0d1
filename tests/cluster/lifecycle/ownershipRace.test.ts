import { ownershipTag } from "../../../provider/cluster/state/ownership";
import { minutes, seconds } from "../support/clock";
import { failureOf, messageOf } from "../support/failure";
import { AUTO_VPC } from "../support/inputs";
import { OWNED, Stack } from "../support/stack";
import { World } from "../support/world";

/** Two stacks of one project, name and resource in two backends, that share an account. */
async function rivals(options: Parameters<typeof World.start>[0] = {}) {
  const world = await World.start(options);
  return { world, one: new Stack(world), other: new Stack(world) };
}

function expectOneWinner(world: World, winner: Stack, loser: Stack): void {
  expect(winner.id).toBe(world.cluster().cluster_id);
  expect(winner.outputs.state).toBe("running");
  expect(loser.state).toBeUndefined();
  expect(ownershipTag(world.cluster().tags)).toMatch(OWNED);
}

const takenOver = (world: World) =>
  `another run of this program took over cluster ${world.cluster().cluster_id} while it was being created: two stacks of the same name share one account. Give one of the clusters another name`;

describe("two creates of one identity", () => {
  test("at the same time end with one cluster, in one state", async () => {
    const { world, one, other } = await rivals();
    const outcomes = await Promise.allSettled([one.up(AUTO_VPC), other.up(AUTO_VPC)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const [winner, loser] = outcomes[0].status === "fulfilled" ? [one, other] : [other, one];
    expectOneWinner(world, winner, loser);
  });

  test("of which one comes while the other waits: the later one takes over, the earlier one ends without an id", async () => {
    const { world, one, other } = await rivals();
    let late: Promise<unknown> | undefined;
    const comes = () => {
      late = other.up(AUTO_VPC);
      return new Promise<void>((resolve) => world.after("TagResources", resolve));
    };
    world.before("DescribeClusterDetail", comes, 1);
    expect(await messageOf(one.up(AUTO_VPC))).toBe(takenOver(world));
    await late;
    expectOneWinner(world, other, one);
    expect(world.requests("CreateCluster")).toHaveLength(1);
  });

  test("of which one comes before the other's first look: the earlier one takes its cluster back", async () => {
    const { world, one, other } = await rivals();
    let late: Promise<string> | undefined;
    world.before("DescribeClusterDetail", () => {
      late = messageOf(other.up(AUTO_VPC));
      return new Promise<void>((resolve) => world.after("TagResources", resolve));
    });
    expect(await one.up(AUTO_VPC)).toBe("create");
    expect(await late).toBe(takenOver(world));
    expectOneWinner(world, one, other);
    expect(world.requests("CreateCluster")).toHaveLength(1);
  });

  test("of which the earlier one finalizes the tag after a list showed the old one: the later one leaves the cluster alone", async () => {
    const { world, one, other } = await rivals({ listLagMs: seconds(10) });
    await one.up(AUTO_VPC);
    world.forget();
    expect(await messageOf(other.up(AUTO_VPC))).toContain(
      'was created by this resource. If "pulumi stack --show-ids" lists it, this run replaces it',
    );
    expectOneWinner(world, one, other);
    expect(world.writes()).toEqual([]);
  });

  test("of which the later one marks the cluster after the earlier one's last look: the later one ends", async () => {
    const { world, one, other } = await rivals();
    let late: Promise<string> | undefined;
    const turned = new Promise<void>((resolve) => world.after("TagResources", resolve, 1));
    world.after(
      "DescribeTaskInfo",
      () => {
        late = messageOf(other.up(AUTO_VPC));
        return new Promise<void>((resolve) => {
          world.after("TagResources", () => {
            resolve();
            return turned;
          });
        });
      },
      4,
    );
    expect(await one.up(AUTO_VPC)).toBe("create");
    expect(await late).toBe(takenOver(world));
    expectOneWinner(world, one, other);
  });

  test("of which the later one marks the cluster once the earlier one has recorded it: only the later one deletes it", async () => {
    const { world, one, other } = await rivals();
    let late: Promise<unknown> | undefined;
    let mark = () => {};
    const isRecorded = new Promise<void>((resolve) => {
      mark = resolve;
    });
    world.after(
      "DescribeTaskInfo",
      () => {
        late = other.up(AUTO_VPC);
        return new Promise<void>((resolve) => {
          world.after("DescribeClusterTasks", () => {
            resolve();
            return isRecorded;
          });
        });
      },
      4,
    );
    await one.up(AUTO_VPC);
    mark();
    await late;
    const { cluster_id: id } = world.cluster();
    expect([one.id, other.id]).toEqual([id, id]);
    await one.refresh();
    expect(one.outputs.__unturned).toBeUndefined();
    expect(await messageOf(one.destroy())).toMatch(new RegExp(`^deleting cluster ${id}: another resource has `));
    await other.destroy();
    expect(world.simulator.clusters()).toEqual([]);
  });

  test("of which the earlier one's creation fails: only the later one records the cluster", async () => {
    const { world, one, other } = await rivals();
    world.simulator.failTask("cluster_create", { code: "QuotaExceeded.EIP", message: "no address" });
    let late: Promise<Error> | undefined;
    const comes = () => {
      late = failureOf(other.up(AUTO_VPC));
      return new Promise<void>((resolve) => world.after("TagResources", resolve));
    };
    world.before("DescribeClusterDetail", comes, 1);
    expect(await messageOf(one.up(AUTO_VPC))).toBe(takenOver(world));
    await late;
    expect(one.state).toBeUndefined();
    expect(other.state).toMatchObject({ id: world.cluster().cluster_id, isUnfinished: true });
    await other.destroy();
    expect(world.simulator.clusters()).toEqual([]);
  });

  test("of which the later one may not mark the cluster: only the earlier one records it", async () => {
    const { world, one, other } = await rivals();
    const denied = { kind: "status", status: 403, code: "StatusForbidden", message: "denied" } as const;
    let late = "";
    world.before("DescribeClusterDetail", async () => {
      world.simulator.failNext("TagResources", denied);
      late = await messageOf(other.up(AUTO_VPC));
    });
    await one.up(AUTO_VPC);
    expect(late).toContain(`marking cluster ${one.id} as this resource's own: ACK refused the request: denied`);
    expectOneWinner(world, one, other);
  });

  test("of which the earlier one runs out of time: only the later one records the cluster", async () => {
    const { world, one, other } = await rivals();
    let late: Promise<unknown> | undefined;
    world.before(
      "DescribeClusterDetail",
      () => {
        late = other.up(AUTO_VPC);
        return new Promise<void>((resolve) => world.after("TagResources", resolve));
      },
      1,
    );
    expect(await messageOf(one.up({ ...AUTO_VPC, __timeouts: { create: 90 } }))).toBe(takenOver(world));
    await late;
    expectOneWinner(world, other, one);
    expect(world.clock.now()).toBeGreaterThan(minutes(1));
  });
});
