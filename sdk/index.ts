/**
 * What a TypeScript program imports.
 *
 * @module pulumi-ack-serverless
 */
export * from "./clusterArgs";
export * from "./functions";
export * from "./functionTypes";
export type { FunctionOptions } from "./invoke";
export { Provider, type ProviderArgs } from "./provider";
export { ServerlessCluster } from "./serverlessCluster";
