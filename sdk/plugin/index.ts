/**
 * What a TypeScript program imports to use the plugin.
 *
 * @module pulumi-ack-serverless/plugin
 */
export type { Addon, AddonArgs, ServerlessClusterArgs } from "../clusterArgs";
export * from "../enums";
export type { FunctionOptions } from "../functionOptions";
export type * from "../functionTypes";
export type { ProviderArgs } from "../providerArgs";
export * from "./functions";
export { Provider } from "./provider";
export { ServerlessCluster } from "./serverlessCluster";
