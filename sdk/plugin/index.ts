/**
 * What a TypeScript program imports to use the plugin.
 *
 * @module pulumi-ack-serverless/plugin
 */
export type { Addon, AddonArgs, ServerlessClusterArgs } from "../clusterArgs";
export type * from "../functionTypes";
export type { FunctionOptions } from "../invoke";
export * from "./functions";
export { Provider, type ProviderArgs } from "./provider";
export { ServerlessCluster } from "./serverlessCluster";
