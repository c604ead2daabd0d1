import { saysBusy } from "../provider/ack/errors";
import { readSettings } from "../provider/ack/settings";
import { check } from "../provider/cluster/preview/check";
import { plan } from "../provider/cluster/preview/plan";
import { properties } from "../provider/cluster/properties/table";
import { decode, encode } from "../provider/hosts/plugin/encode";
import { fromWire, toWire } from "../provider/table/wire";
import { Simulator } from "../simulator";
import { Stack } from "../tests/cluster/support/stack";
import { SharedClock } from "./clock";
import { Cloud } from "./cloud";

/** One pure step of an operation on one cluster. */
export interface Step {
  readonly name: string;
  /** The median of all its runs. */
  readonly microseconds: number;
  /** The median absolute deviation, as a fraction of the median. */
  readonly spread: number;
}

/** A program that sets something of each shape. */
const program = {
  clusterSpec: "ack.pro.small",
  kubernetesVersion: "1.34",
  vpcId: "vpc-1",
  vswitchIds: ["vsw-a", "vsw-b"],
  serviceCidr: "172.21.0.0/20",
  tags: { env: "bench", team: "web" },
  addons: [{ name: "logtail-ds", config: { sls_project_name: "logs" } }],
  customSans: ["one.example.com"],
  enableRrsa: true,
  maintenanceWindow: { maintenanceTime: "03:00:00Z", duration: "3h", weeklyPeriod: ["Monday"] },
};

/** The text of an error that begins again and again as one about a busy cluster does. */
const longText = "the cluster is not ".repeat(2 ** 18 / 19);

/** The steps of a preview for each cluster, and the additional steps of a call. */
export async function micro({ milliseconds }: { milliseconds: number }): Promise<Step[]> {
  const simulator = await Simulator.start();
  const clock = new SharedClock((ms) => simulator.advance(ms));
  try {
    const cloud = new Cloud(simulator, clock);
    const stack = new Stack(cloud);
    await stack.up(program);
    const { settings } = readSettings(() => undefined, {});
    const { inputs = {}, outputs = {} } = stack.state ?? {};
    const changed = { ...inputs, tags: { env: "changed" } };
    const answer = { ...simulator.clusters()[0] };
    const encoded = encode(outputs, new Map());
    const { Bench } = await import("tinybench");
    const bench = new Bench({ time: milliseconds, warmupTime: milliseconds / 4 });
    bench
      .add(
        "check",
        () => void check({}, program, { settings: cloud.settings(), faults: [], urn: "urn:pulumi:a::b::c::d" }),
      )
      .add("diff, nothing changed", () => void plan(outputs, inputs, settings))
      .add("diff, tags changed", () => void plan(outputs, changed, settings))
      .add("request body", () => void toWire(properties, "CreateCluster", inputs))
      .add("answer", () => void fromWire(properties, "DescribeClusterDetail", answer))
      .add("encode for the plugin's protocol", () => void encode(outputs, new Map()))
      .add("decode from it", () => void decode(encoded))
      .add("whether an error text of 256 KiB says that the cluster is busy", () => void saysBusy(longText));
    await bench.run();
    return bench.tasks.map(({ name, result }) => {
      if (result.state !== "completed") throw new Error(`${name} did not end: ${result.state}`);
      const { p50, mad } = result.latency;
      return { name, microseconds: p50 * 1000, spread: mad / p50 };
    });
  } finally {
    clock.end();
    await simulator.close();
  }
}
