/**
 * What a TypeScript program imports.
 *
 * @module pulumi-ack-serverless
 */
export {
  type AddonConfigSchema,
  type AddonInfo,
  type ClusterInfo,
  type ClusterKubeconfigArgs,
  type ClusterResource,
  type FunctionOptions,
  type GetAddonConfigSchemaArgs,
  type GetAddonsArgs,
  type GetClusterArgs,
  type GetClusterResourcesArgs,
  type GetClustersArgs,
  type GetKubeconfigArgs,
  type GetKubernetesVersionsArgs,
  getAddonConfigSchema,
  getAddonConfigSchemaOutput,
  getAddons,
  getAddonsOutput,
  getCluster,
  getClusterOutput,
  getClusterResources,
  getClusterResourcesOutput,
  getClusters,
  getClustersOutput,
  getKubeconfig,
  getKubeconfigOutput,
  getKubernetesVersions,
  getKubernetesVersionsOutput,
  type Kubeconfig,
  type KubernetesVersion,
  type ProtectedKubeconfig,
} from "./functions";
export { Provider } from "./provider";
export type { ProviderArgs } from "./providerArgs";
export * from "./serverlessCluster";
