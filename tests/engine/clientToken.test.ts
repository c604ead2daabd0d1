import type { ClientToken, Simulator } from "../../simulator";
import { bench, expectNothingLeft, operations, recorded, told, whileTimePasses } from "./support/cluster";
import { killed } from "./support/kill";

/** Lets simulated time run once CreateCluster has come: no list shows an earlier cluster before. */
async function sinceCreation<T>(simulator: Simulator, action: () => Promise<T>): Promise<T> {
  let ticking: NodeJS.Timeout | undefined;
  simulator.onRequest(({ operation }) => {
    if (operation === "CreateCluster") ticking ??= setInterval(() => simulator.advance("1m"), 20);
  });
  try {
    return await action();
  } finally {
    clearInterval(ticking);
  }
}

const testOnLinux = process.platform === "linux" ? test : test.skip;

testOnLinux.each<[ClientToken, string[]]>([
  ["honoured", ["first", "first"]],
  ["compared", ["first", "first"]],
  ["ignored", ["first", "first"]],
  ["unknown", ["first", "none", "first", "none"]],
])(
  "where ACK treats the client token as %s: a run is killed, the next one ends with its cluster, and a later one creates another",
  async (clientToken, calls) => {
    const simulation = { progression: "manual", clientToken, listLagMs: 30_000 } as const;
    const config = { "ack-serverless:listLagMs": "300" };
    const life = await bench({ shop: { zoneId: "cn-hangzhou-i" } }, { simulation, config });
    const { simulator, stack } = life;
    const cut = { operation: "CreateCluster", side: "before its answer is read" } as const;
    const skip = clientToken === "unknown" ? 1 : 0;
    expect(await killed(life, { ...cut, skip }, () => stack.up())).toBe(true);
    const [cluster] = simulator.clusters();
    expect(operations(await sinceCreation(simulator, () => stack.up()))).toEqual(["create"]);
    expect(simulator.clusters()).toMatchObject([{ cluster_id: cluster?.cluster_id, state: "running" }]);
    expect(recorded(stack, "shop").id).toBe(cluster?.cluster_id);
    const tokens = simulator
      .requests("CreateCluster")
      .map(({ body }) => (body as { client_token?: string }).client_token);
    expect(tokens.map((token) => (token === undefined ? "none" : token === tokens[0] ? "first" : "another"))).toEqual(
      calls,
    );
    await whileTimePasses(simulator, () => stack.destroy());
    const again = await whileTimePasses(simulator, () => stack.up());
    // The engine itself warns of the creation that was killed.
    expect(told(again).filter((line) => !line.includes("pending operations"))).toEqual([]);
    expect(simulator.clusters()).toMatchObject([{ cluster_id: recorded(stack, "shop").id, state: "running" }]);
    expect(recorded(stack, "shop").id).not.toBe(cluster?.cluster_id);
    await whileTimePasses(simulator, () => stack.destroy());
    expectNothingLeft(simulator);
  },
);
