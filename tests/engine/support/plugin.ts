import { join } from "node:path";
import type * as pulumi from "@pulumi/pulumi";
import { ServerlessCluster } from "pulumi-ack-serverless/plugin";
import { type Bench, type BenchOptions, quick, testSimulator, type Wishes } from "./cluster";
import { testStack } from "./stack";

const root = join(__dirname, "..", "..", "..");

/** The bundled plugin, as `npm run build` leaves it. */
export const pluginFolder = join(root, "bin");
export const pluginType = "ack-serverless:index:ServerlessCluster";

/** More of Pulumi.yaml: where the engine finds the plugin. */
export const withPlugin = { plugins: { providers: [{ name: "ack-serverless", path: pluginFolder }] } };

/** The stack's configuration under the plugin's own keys, for stacks whose program hands nothing over. */
export function ownKeys<V>(config: Readonly<Record<string, V>>): Record<string, V> {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key.replace(/^alicloud:/, "ack-serverless:"), value]),
  );
}

/** Like `bench`, with clusters of the plugin. */
export async function pluginBench(wishes: Wishes, options: BenchOptions = {}): Promise<Bench> {
  const { simulation, config, ...more } = options;
  const simulator = await testSimulator(simulation);
  const resourceOptions: Bench["options"] = {};
  const program = async () => {
    const outputs: Record<string, pulumi.Output<unknown>> = {};
    for (const [name, args] of Object.entries(wishes)) {
      const cluster = new ServerlessCluster(name, args, resourceOptions[name] ?? {});
      outputs[`${name}Id`] = cluster.clusterId;
    }
    return outputs;
  };
  const stack = await testStack({ simulator, program, config: { ...quick, ...config }, settings: withPlugin, ...more });
  return { simulator, stack, wishes, options: resourceOptions };
}
