/**
 * What a TypeScript program imports to use the plugin.
 *
 * @module pulumi-ack-serverless/plugin
 */
export type { Addon, AddonArgs, ServerlessClusterArgs } from "../serverlessCluster";
export type { Kubeconfig, KubeconfigArgs } from "./cluster";
export { Provider, type ProviderArgs } from "./provider";
export { ServerlessCluster } from "./serverlessCluster";
