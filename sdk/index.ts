/**
 * What a TypeScript program imports.
 *
 * @module pulumi-ack-serverless
 */
export * from "./clusterArgs";
export * from "./enums";
export type { FunctionOptions } from "./functionOptions";
export * from "./functions";
export * from "./functionTypes";
/** The plugin's classes and functions, as code that `pulumi import` prints refers to them: see `pulumi-ack-serverless/plugin`. */
export * as plugin from "./plugin";
export { Provider } from "./provider";
export type { ProviderArgs } from "./providerArgs";
export { ServerlessCluster } from "./serverlessCluster";
