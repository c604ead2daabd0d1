import { bench, expectNothingLeft, operations, recorded, told } from "./support/cluster";

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
