/**
 * What a TypeScript program imports.
 *
 * @module pulumi-ack-serverless
 */
export * from "./clusterArgs";
export type { FunctionOptions } from "./functionOptions";
export * from "./functions";
export * from "./functionTypes";
export { Provider } from "./provider";
export type { ProviderArgs } from "./providerArgs";
export { ServerlessCluster } from "./serverlessCluster";
