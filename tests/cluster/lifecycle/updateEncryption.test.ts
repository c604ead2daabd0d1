import { seconds } from "../support/clock";
import { AUTO_VPC } from "../support/inputs";
import { Stack } from "../support/stack";
import { World } from "../support/world";

const one = { kmsKeyId: "key-one" };
const two = { kmsKeyId: "key-two" };
const off = { enabled: false };

async function running(kmsBeginsAfterMs: number, secretEncryption: object) {
  const config = { "ack-serverless:pollIntervalMs": "10000" };
  const world = await World.start({ kmsBeginsAfterMs, config });
  const stack = new Stack(world);
  const program = (encryption: object) => ({ ...AUTO_VPC, clusterSpec: "ack.pro.small", secretEncryption: encryption });
  await stack.up(program(secretEncryption));
  world.forget();
  return { world, stack, program, up: (encryption: object) => stack.up(program(encryption)) };
}

function key(world: World): string {
  const { meta_data } = world.cluster() as unknown as { meta_data: string };
  return JSON.parse(meta_data).Capabilities.EncryptionKMSKeyId;
}

describe.each([0, 5, 30, 55].map((late) => [late] as const))("a key that begins to change after %d s", (late) => {
  test.each([
    ["another key", one, two, "key-two"],
    ["on", off, two, "key-two"],
    ["off", one, off, ""],
  ])("%s: one call, and the cluster has settled when it is reported as updated", async (_, from, to, wanted) => {
    const { world, stack, up } = await running(seconds(late), from);
    await up(to);
    expect([key(world), world.cluster().state]).toEqual([wanted, "running"]);
    expect(world.requests("UpdateKMSEncryption")).toHaveLength(1);
    expect(stack.outputs.secretEncryption).toEqual(to);
    expect(await up(to)).toBe("same");
  });

  test("a second change at once is made after the first", async () => {
    const { world, up } = await running(seconds(late), one);
    await up(two);
    await up(off);
    await up(one);
    expect([key(world), world.requests("UpdateKMSEncryption").length]).toEqual(["key-one", 3]);
  });

  test("after a run that was killed, another change waits for the first one", async () => {
    const { world, stack, program, up } = await running(seconds(late), one);
    const { state } = stack;
    const killed = new Stack(world);
    killed.state = state;
    await new Promise<void>((resolve) => {
      world.after("UpdateKMSEncryption", () => {
        resolve();
        return new Promise<never>(() => {});
      });
      void killed.up(program(two));
    });
    await up(off);
    expect([key(world), world.cluster().state]).toEqual(["", "running"]);
  });
});

test("a cluster that never says updating is believed after a minute", async () => {
  const { world, up } = await running(0, one);
  world.simulator.failNext("UpdateKMSEncryption", { kind: "raw", status: 200, body: "" });
  world.clock.after(seconds(1), () =>
    world.simulator.overrideDetail(world.cluster().cluster_id, {
      meta_data: JSON.stringify({ Capabilities: { DisableEncryption: false, EncryptionKMSKeyId: "key-two" } }),
    }),
  );
  const start = world.clock.now();
  await up(two);
  expect(world.clock.now() - start).toBe(seconds(60));
});
