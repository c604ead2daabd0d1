import { minutes, seconds } from "../support/clock";
import { messageOf } from "../support/failure";
import { AUTO_VPC } from "../support/inputs";
import { Stack } from "../support/stack";
import { World } from "../support/world";

const NAT_VPC = { ...AUTO_VPC, snatEntry: true };

describe("a resource in use by something else, for which ACK refuses the deletion", () => {
  async function held(program: object) {
    const world = await World.start({ dependencyStops: "request" });
    const stack = new Stack(world);
    await stack.up({ ...program });
    world.forget();
    const resource = world.simulator.plantDependency(stack.id);
    return { world, stack, id: stack.id, resource, start: world.clock.now() };
  }

  test("for 20 minutes: the wait is noted once, and the deletion succeeds", async () => {
    const { world, stack, id, resource, start } = await held(NAT_VPC);
    world.clock.after(minutes(20), () => world.simulator.removeDependency(id));
    await stack.destroy();
    const reports = world.reports.filter(({ state }) => state === "busy");
    const stage = `something outside the cluster depends on ${resource}`;
    expect(reports.at(-1)).toEqual({ state: "busy", stage, elapsedMs: minutes(20) - seconds(15) });
    expect(world.notes.filter((text) => text.includes("refused"))).toEqual([
      `deleting cluster ${id}: ACK refused the request: ${stage} (DependencyViolation.Resource): it is repeated for up to 29 min more`,
    ]);
    expect(world.clock.now() - start).toBe(minutes(20 + 3));
    expect([world.simulator.clusters(), world.simulator.resources()]).toEqual([[], []]);
  });

  test("for ever: the operation's time ends it, with ACK's code and request id", async () => {
    const { world, stack, id, resource, start } = await held(NAT_VPC);
    expect((await messageOf(stack.destroy())).split("\n")).toEqual([
      `deleting cluster ${id}: ACK refused the request: something outside the cluster depends on ${resource}`,
      '  Something outside the cluster uses one of its resources: release it, or keep that resource: add its id to retainResources, run "pulumi up", and delete again.',
      "  All 121 attempts in 30 min were refused, and the operation's time ends before the next one: raise it in customTimeouts, or run the command again.",
      "  operation: DeleteCluster   code: DependencyViolation.Resource   status: 400   request id: …",
    ]);
    expect(world.clock.now() - start).toBe(minutes(30));
    expect([stack.id, world.cluster().state]).toEqual([id, "running"]);
    await stack.up({ ...NAT_VPC, retainResources: [resource] });
    await stack.destroy();
    expect(world.simulator.resources().map((one) => one.id)).toEqual([resource]);
  });

  test("with no time for a second attempt", async () => {
    const { stack } = await held({ ...NAT_VPC, __timeouts: { delete: 10 } });
    expect(await messageOf(stack.destroy())).toContain(
      "  The only attempt was refused, and the operation's time ends before the next one: raise it in customTimeouts, or run the command again.",
    );
  });
});
