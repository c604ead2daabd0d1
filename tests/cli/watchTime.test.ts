import { Simulator } from "../../simulator";
import { ManualClock, minutes } from "../cluster/support/clock";
import { Command } from "./support/command";

test("a watch ends with 5 within its time if ACK asks for longer pauses", async () => {
  const simulator = await Simulator.start({ progression: "manual" });
  const [command, clock] = [new Command(simulator), new ManualClock(simulator)];
  try {
    const { cluster_id: id } = simulator.seed({ name: "prod", state: "initial" });
    const headers = { "x-acs-retry-after": "120000" };
    const fault = { kind: "status", status: 429, code: "Throttling.User", headers } as const;
    simulator.failNext("DescribeClusterDetail", fault, { times: 20 });
    const { code, out } = await command.runWith({ clock }, "watch", id, "--timeout", "3");
    expect(code).toBe(5);
    expect(clock.now()).toBeLessThanOrEqual(minutes(3));
    expect(out).toContain(`timed out: ${id} is still in progress after 3 min`);
  } finally {
    command.dispose();
    await simulator.close();
  }
});
