import { bench, expectNothingLeft, operations, recorded, told, whileTimePasses } from "./support/cluster";
import { expectFailure } from "./support/stack";

test.each(["strict", "ignore"] as const)(
  "where older names are treated as %s, a cluster by its zone alone is created, unchanged and destroyed",
  async (deprecationMode) => {
    const zoneId = "cn-hangzhou-i";
    const { simulator, stack } = await bench({ shop: { zoneId } }, { simulation: { deprecationMode } });
    const created = await stack.up();
    expect(operations(created)).toEqual(["create"]);
    expect(told(created)).toEqual([]);
    expect(simulator.requests("CreateCluster").map(({ body }) => (body as { zone_ids?: unknown }).zone_ids)).toEqual([
      undefined,
      [zoneId],
    ]);
    expect(recorded(stack, "shop")).toMatchObject({ inputs: { zoneId }, outputs: { zoneId, state: "running" } });
    expect(operations(await stack.preview())).toEqual(["same"]);
    await stack.destroy();
    expectNothingLeft(simulator);
  },
);

test("a cluster for which ACK chose another zone can be refreshed, is not replaced, and is kept by its zone", async () => {
  const { simulator, stack, wishes } = await bench(
    { shop: { zoneId: "cn-hangzhou-i" } },
    { simulation: { progression: "manual" } },
  );
  const otherZone = "cn-hangzhou-b";
  const choosing = setInterval(() => {
    for (const { cluster_id } of simulator.clusters()) simulator.overrideDetail(cluster_id, { zone_id: otherZone });
  }, 5);
  try {
    await whileTimePasses(simulator, async () => {
      expect(told(await expectFailure(stack.up())).join()).toContain(`To keep it, set zoneId to "${otherZone}".`);
      const { id } = recorded(stack, "shop");
      expect(operations(await stack.refresh())).toEqual(["refresh"]);
      expect(told(await expectFailure(stack.up("--refresh"))).join()).toContain(
        `set it to "${otherZone}" or remove it`,
      );
      wishes.shop = { zoneId: otherZone };
      expect(operations(await stack.up())).toEqual(["update"]);
      expect(recorded(stack, "shop").id).toBe(id);
      await stack.destroy();
    });
  } finally {
    clearInterval(choosing);
  }
  expect(simulator.requests("CreateCluster")).toHaveLength(1);
  expectNothingLeft(simulator);
});
