import * as pulumi from "@pulumi/pulumi";
import { withLeastCli } from "../leastCli";
import { pluginType as clusterType, deletingFirst, clusterType as dynamicType } from "../props";
import { standardProvider } from "./provider";

export { clusterType };

/** What a cluster hands to the engine: its arguments, and a place for each output. */
export function clusterProps(args: object, outputs: readonly string[]): pulumi.Inputs {
  return { ...Object.fromEntries(outputs.map((output) => [output, undefined])), ...args };
}

/** A cluster's options, with a provider that has the program's settings where neither it nor a parent has one. */
export function clusterOptions(args: object, opts: pulumi.CustomResourceOptions): pulumi.CustomResourceOptions {
  const given = opts.provider ?? opts.parent?.getProvider(clusterType);
  const provider = given ?? standardProvider();
  return pulumi.mergeOptions(deletingFirst(args, opts), {
    aliases: [withLeastCli({ type: dynamicType })],
    ...(opts.provider === undefined && provider !== undefined && { provider }),
  });
}

/** Asks the plugin about one cluster. */
export function callMethod<T>(name: string, args: pulumi.Inputs, self: pulumi.Resource): pulumi.Output<T> {
  return pulumi.runtime.call(`${clusterType}/${name}`, { __self__: self, ...args }, self);
}
