/**
 * What a TypeScript program imports to use the plugin.
 *
 * @module pulumi-ack-serverless/plugin
 */
export type {
  AddonConfigSchema,
  AddonInfo,
  ClusterInfo,
  ClusterKubeconfigArgs,
  ClusterResource,
  FunctionOptions,
  GetAddonConfigSchemaArgs,
  GetAddonsArgs,
  GetClusterArgs,
  GetClusterResourcesArgs,
  GetClustersArgs,
  GetKubeconfigArgs,
  GetKubernetesVersionsArgs,
  Kubeconfig,
  KubernetesVersion,
  ProtectedKubeconfig,
} from "../functions";
export type { ProviderArgs } from "../providerArgs";
export type { Addon, AddonArgs, ServerlessClusterArgs } from "../serverlessCluster";
export * from "./functions";
export { Provider } from "./provider";
export { ServerlessCluster } from "./serverlessCluster";
