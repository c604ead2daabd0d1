import { ownershipTag } from "../../../provider/cluster/state/ownership";
import type { ClientToken } from "../../../simulator";
import { minutes, seconds } from "../support/clock";
import { messageOf } from "../support/failure";
import { AUTO_VPC } from "../support/inputs";
import { OWNED, Stack } from "../support/stack";
import { World } from "../support/world";

const WORLDS: readonly ClientToken[] = ["honoured", "compared", "ignored", "unknown"];

function sent(world: World): { token: string | undefined; status: number | undefined }[] {
  return world.requests("CreateCluster").map(({ body, status }) => ({
    token: (body as { client_token?: string }).client_token,
    status,
  }));
}

/** The first token of a wish, and whether another one or none was sent, with the status of each answer. */
function story(world: World): string[] {
  const [first] = sent(world);
  return sent(world).map(({ token, status = "lost" }) => {
    if (token === undefined) return `none: ${status}`;
    return `${token === first?.token ? "first" : "another"}: ${status}`;
  });
}

function expectOneCluster(world: World, stack: Stack): void {
  expect(world.cluster().cluster_id).toBe(stack.id);
  expect(stack.state).toMatchObject({ isUnfinished: false, outputs: { state: "running", clusterId: stack.id } });
  expect(ownershipTag(world.cluster().tags)).toMatch(OWNED);
  expect(world.warnings).toEqual([]);
}

async function tokenOf(program: object, urn?: string, config: Record<string, string> = {}): Promise<unknown> {
  const world = await World.start({ progression: "immediate", config });
  await new Stack(world, urn).up({ ...program });
  return sent(world)[0]?.token;
}

describe("the client token of CreateCluster", () => {
  test("has 64 ASCII characters, the same in every run for the same inputs", async () => {
    const token = await tokenOf(AUTO_VPC);
    expect(token).toMatch(/^[0-9a-f]{64}$/);
    expect(await tokenOf(AUTO_VPC)).toBe(token);
  });

  test("differs for other inputs and for another resource", async () => {
    const urn = "urn:pulumi:dev::shop::pulumi-nodejs:dynamic/ack:ServerlessCluster::other";
    const tokens = [
      await tokenOf(AUTO_VPC),
      await tokenOf({ ...AUTO_VPC, tags: { env: "test" } }),
      await tokenOf({ ...AUTO_VPC, timezone: "Europe/Berlin" }),
      await tokenOf(AUTO_VPC, urn),
    ];
    expect(new Set(tokens).size).toBe(4);
  });

  test("is not sent without the ownership tag: nothing would prove whose the answered cluster is", async () => {
    expect(await tokenOf(AUTO_VPC, undefined, { "ack-serverless:ownershipTag": "false" })).toBeUndefined();
  });
});

describe("where ACK treats the token as", () => {
  test.each(WORLDS)("%s, a creation makes one cluster and says nothing of the token", async (clientToken) => {
    const world = await World.start({ clientToken });
    const stack = new Stack(world);
    expect(await stack.up(AUTO_VPC)).toBe("create");
    expectOneCluster(world, stack);
    expect(story(world)).toEqual(clientToken === "unknown" ? ["first: 400", "none: 202"] : ["first: 202"]);
    expect(await stack.up(AUTO_VPC)).toBe("same");
  });

  test.each<[ClientToken, string[]]>([
    ["honoured", ["first: lost", "first: 202"]],
    ["compared", ["first: lost", "first: 202"]],
    ["ignored", ["first: lost", "first: 400"]],
    ["unknown", ["first: 400", "none: lost", "none: 400"]],
  ])("%s, a lost answer is asked for again while no list shows the cluster", async (clientToken, calls) => {
    const world = await World.start({ clientToken, listLagMs: seconds(35) });
    const stack = new Stack(world);
    const skip = clientToken === "unknown" ? 1 : 0;
    world.simulator.failNext("CreateCluster", { kind: "lostAnswer" }, { skip });
    expect(await stack.up(AUTO_VPC)).toBe("create");
    expectOneCluster(world, stack);
    expect(story(world)).toEqual(calls);
  });

  test.each<[ClientToken, string[]]>([
    ["honoured", ["first: 202", "first: 202"]],
    ["compared", ["first: 202", "first: 400"]],
    ["ignored", ["first: 202", "first: 400"]],
    ["unknown", ["first: 400", "none: 202", "first: 400", "none: 400"]],
  ])("%s, the run after one that was killed takes its cluster, which no list shows yet", async (clientToken, calls) => {
    const world = await World.start({ clientToken, listLagMs: seconds(8) });
    const stack = new Stack(world);
    await stack.killed(AUTO_VPC, (kill) => world.before("DescribeClusterDetail", kill));
    expect(await stack.up(AUTO_VPC)).toBe("create");
    expectOneCluster(world, stack);
    expect(story(world)).toEqual(calls);
  });

  test.each<[ClientToken, string[]]>([
    ["honoured", ["first: 202", "another: 202"]],
    ["compared", ["first: 400", "another: 202"]],
    ["ignored", ["first: 202"]],
    ["unknown", ["first: 400", "none: 202"]],
  ])("%s, a cluster that was destroyed is created once more", async (clientToken, calls) => {
    const world = await World.start({ clientToken });
    const stack = new Stack(world);
    await stack.up(AUTO_VPC);
    const { id } = stack;
    await stack.destroy();
    world.forget();
    expect(await stack.up(AUTO_VPC)).toBe("create");
    expect(stack.id).not.toBe(id);
    expectOneCluster(world, stack);
    expect(story(world)).toEqual(calls);
  });
});

describe("an answer that belongs to an earlier call", () => {
  test("about a cluster that the state lost: the cluster is named, and neither taken nor changed", async () => {
    const world = await World.start({ clientToken: "honoured", listLagMs: minutes(30) });
    const stack = new Stack(world);
    await stack.up(AUTO_VPC);
    const { id } = stack;
    stack.state = undefined;
    world.forget();
    expect(await messageOf(stack.up(AUTO_VPC))).toBe(
      `creating cluster "demo": cluster ${id} in cn-hangzhou has this name and was created by this resource. ` +
        'If "pulumi stack --show-ids" lists it, this run replaces it: set the resource option deleteBeforeReplace: true, or choose another name. ' +
        `If not, the stack's state has lost it: take it over with adopt: "cn-hangzhou/${id}", or choose another name.`,
    );
    expect(stack.state).toBeUndefined();
    expect(world.writes().map(([operation]) => operation)).toEqual(["CreateCluster"]);
  });

  test("about a cluster that is being deleted: another one is created once it is gone", async () => {
    const world = await World.start({ clientToken: "honoured", listLagMs: minutes(30) });
    const stack = new Stack(world);
    await stack.killed(AUTO_VPC, (kill) => world.before("DescribeClusterDetail", kill));
    const { cluster_id: id } = world.cluster();
    world.simulator.setState(id, "deleting");
    world.clock.after(minutes(3), () => world.simulator.vanish(id));
    expect(await stack.up(AUTO_VPC)).toBe("create");
    expect(stack.id).not.toBe(id);
    expectOneCluster(world, stack);
    expect(story(world)).toEqual(["first: 202", "first: 202", "another: 202"]);
  });

  test("about a rival's cluster: two stacks of one name end with one cluster, in one state", async () => {
    const world = await World.start({ clientToken: "honoured", listLagMs: minutes(30) });
    const [one, other] = [new Stack(world), new Stack(world)];
    const outcomes = await Promise.allSettled([one.up(AUTO_VPC), other.up(AUTO_VPC)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const [winner, loser] = outcomes[0].status === "fulfilled" ? [one, other] : [other, one];
    expect(loser.state).toBeUndefined();
    expectOneCluster(world, winner);
  });

  test("is not suspected while a new cluster's task is running, although no call finds the cluster", async () => {
    const world = await World.start({ clientToken: "ignored", detailLagMs: seconds(50), listLagMs: minutes(1) });
    const stack = new Stack(world);
    expect(await stack.up(AUTO_VPC)).toBe("create");
    expectOneCluster(world, stack);
    expect(story(world)).toEqual(["first: 202"]);
  });
});

test("a new cluster that is invisible for a minute, and whose task cannot be read, is not asked for again", async () => {
  const world = await World.start({ detailLagMs: seconds(60), listLagMs: seconds(60) });
  const stack = new Stack(world);
  const denied = { kind: "status", status: 403, code: "StatusForbidden" } as const;
  world.simulator.failNext("DescribeTaskInfo", denied, { times: 1000 });
  await stack.up(AUTO_VPC);
  expect(sent(world)).toHaveLength(1);
  expect(world.cluster().cluster_id).toBe(stack.id);
});
