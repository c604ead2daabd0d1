import { contextsFor } from "../../provider/hosts/context";
import { Simulator } from "../../simulator";
import { manualClock } from "../ack/support/clock";
import { settingsFrom } from "../ack/support/connection";

/** A call that reads. */
const list = ["DescribeClustersForRegion", { path: { region_id: "cn-hangzhou" }, attempt: "listing" }] as const;

let simulator: Simulator;

beforeEach(async () => {
  simulator = await Simulator.start({ progression: "immediate" });
});

afterEach(() => simulator.close());

test("the resources of one provider share its limits in all regions, and each provider has limits of its own", async () => {
  const { accessKeyId, accessKeySecret } = simulator.accounts[0];
  const settings = settingsFrom({
    "alicloud:endpoints": JSON.stringify({ cs: simulator.url, sts: simulator.url }),
    "alicloud:accessKey": accessKeyId,
    "alicloud:secretKey": accessKeySecret,
    "ack-serverless:readsPerSecond": "9",
  });
  const clock = manualClock();
  const provider = () => {
    const context = contextsFor(settings, { clock })({ warn: () => {} });
    return { hangzhou: context.ack("cn-hangzhou"), beijing: context.ack("cn-beijing") };
  };
  const elapsed = async (...clients: readonly { call: (...call: typeof list) => Promise<unknown> }[]) => {
    const start = clock.now();
    for (const client of clients) for (let call = 0; call < 9; call++) await client.call(...list);
    return clock.now() - start;
  };

  const one = provider();
  // A second's calls may go at once; the next nine take a second.
  expect(await elapsed(one.hangzhou, one.beijing)).toBeCloseTo(1_000, -1.5);
  expect(await elapsed(provider().hangzhou, provider().beijing)).toBe(0);
});
