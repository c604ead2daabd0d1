/**
 * What a TypeScript program imports.
 *
 * @module pulumi-ack-serverless
 */
export * from "./clusterArgs";
export type { FunctionOptions } from "./functionOptions";
export * from "./functions";
export * from "./functionTypes";
export { Provider, type ProviderArgs } from "./provider";
export { ServerlessCluster } from "./serverlessCluster";
