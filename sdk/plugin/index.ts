/**
 * What a TypeScript program imports to use the plugin.
 *
 * @module pulumi-ack-serverless/plugin
 */
export type { Addon, AddonArgs, ServerlessClusterArgs } from "../clusterArgs";
export type { FunctionOptions } from "../functionOptions";
export type * from "../functionTypes";
export * from "./functions";
export { Provider, type ProviderArgs } from "./provider";
export { ServerlessCluster } from "./serverlessCluster";
