import { AUTO_VPC } from "../support/inputs";
import { Stack } from "../support/stack";
import { World } from "../support/world";

test("a Chinese name: created, renamed, found again after a lost answer, and deleted", async () => {
  const world = await World.start();
  const stack = new Stack(world);
  world.simulator.failNext("CreateCluster", { kind: "lostAnswer" });
  expect(await stack.up({ ...AUTO_VPC, name: "生产" })).toBe("create");
  expect([world.cluster().name, world.requests("CreateCluster").length]).toEqual(["生产", 1]);
  expect(await stack.up({ ...AUTO_VPC, name: "生产-2" })).toBe("update");
  await stack.refresh();
  expect([world.cluster().name, stack.outputs.name]).toEqual(["生产-2", "生产-2"]);
  expect(await stack.up({ ...AUTO_VPC, name: "生产-2" })).toBe("same");
  await stack.destroy();
  expect(world.simulator.clusters()).toEqual([]);
});
