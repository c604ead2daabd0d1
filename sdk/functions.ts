// Generated from the functions' definitions by "npm run generate". Do not edit.

import type { FunctionOptions, Inputs } from "./functionOptions";
import type {
  AddonConfigSchema,
  AddonInfo,
  ClusterInfo,
  ClusterResource,
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
} from "./functionTypes";
import { output, promised } from "./invoke";
import * as pulumi from "./pulumi";

/**
 * Reads the JSON schema of an add-on's configuration.
 *
 * @throws Error for a wrong argument, and an add-on that ACK does not know.
 */
export function getAddonConfigSchema(
  args: GetAddonConfigSchemaArgs,
  options?: FunctionOptions,
): Promise<AddonConfigSchema> {
  return promised("getAddonConfigSchema", args, options);
}

/** {@link getAddonConfigSchema} for arguments that come from other resources. */
export function getAddonConfigSchemaOutput(
  args: Inputs<GetAddonConfigSchemaArgs>,
  options?: FunctionOptions,
): pulumi.Output<AddonConfigSchema> {
  return output<AddonConfigSchema>("getAddonConfigSchema", args, options);
}

/**
 * Lists the add-ons that an existing cluster or a new one can have.
 *
 * @throws Error for a wrong argument.
 */
export function getAddons(args: GetAddonsArgs = {}, options?: FunctionOptions): Promise<readonly AddonInfo[]> {
  return promised("getAddons", args, options);
}

/** {@link getAddons} for arguments that come from other resources. */
export function getAddonsOutput(
  args: Inputs<GetAddonsArgs> = {},
  options?: FunctionOptions,
): pulumi.Output<readonly AddonInfo[]> {
  return output<readonly AddonInfo[]>("getAddons", args, options);
}

/**
 * Looks up one ACK Serverless cluster. What ACK does not report of it is absent.
 *
 * @throws Error for a wrong argument, a cluster that does not exist, and one that is not Serverless.
 */
export function getCluster(args: GetClusterArgs, options?: FunctionOptions): Promise<ClusterInfo> {
  return promised("getCluster", args, options);
}

/** {@link getCluster} for arguments that come from other resources. */
export function getClusterOutput(args: Inputs<GetClusterArgs>, options?: FunctionOptions): pulumi.Output<ClusterInfo> {
  return output<ClusterInfo>("getCluster", args, options);
}

/**
 * Lists the cloud resources of a cluster.
 *
 * @throws Error for a wrong argument.
 */
export function getClusterResources(
  args: GetClusterResourcesArgs,
  options?: FunctionOptions,
): Promise<readonly ClusterResource[]> {
  return promised("getClusterResources", args, options);
}

/** {@link getClusterResources} for arguments that come from other resources. */
export function getClusterResourcesOutput(
  args: Inputs<GetClusterResourcesArgs>,
  options?: FunctionOptions,
): pulumi.Output<readonly ClusterResource[]> {
  return output<readonly ClusterResource[]>("getClusterResources", args, options);
}

/**
 * Lists a region's clusters, every page of them: those of a name, with tags, of a profile, in a state. Lists lag by up to ten seconds and hold less of a cluster than `getCluster`: neither addresses nor settings.
 *
 * @throws Error for a wrong argument.
 */
export function getClusters(args: GetClustersArgs = {}, options?: FunctionOptions): Promise<readonly ClusterInfo[]> {
  return promised("getClusters", args, options);
}

/** {@link getClusters} for arguments that come from other resources. */
export function getClustersOutput(
  args: Inputs<GetClustersArgs> = {},
  options?: FunctionOptions,
): pulumi.Output<readonly ClusterInfo[]> {
  return output<readonly ClusterInfo[]>("getClusters", args, options);
}

/**
 * Fetches a kubeconfig with a credential of limited life for the account in use. It comes as a secret. A stack that keeps it keeps a private key: the output `kubeconfig` of a cluster holds none.
 *
 * @throws Error for a wrong argument, and a cluster that has no kubeconfig.
 */
export async function getKubeconfig(args: GetKubeconfigArgs, options?: FunctionOptions): Promise<ProtectedKubeconfig> {
  const answer = await promised<Kubeconfig>("getKubeconfig", args, options);
  return { ...answer, config: pulumi.secret(answer.config) };
}

/** {@link getKubeconfig} for arguments that come from other resources. The whole result is a secret. */
export function getKubeconfigOutput(
  args: Inputs<GetKubeconfigArgs>,
  options?: FunctionOptions,
): pulumi.Output<Kubeconfig> {
  return pulumi.secret(output<Kubeconfig>("getKubeconfig", args, options));
}

/**
 * Lists the Kubernetes versions of ACK Serverless clusters, the newest first; with `from`, each with its upgrade targets.
 *
 * @throws Error for a wrong argument.
 */
export function getKubernetesVersions(
  args: GetKubernetesVersionsArgs = {},
  options?: FunctionOptions,
): Promise<readonly KubernetesVersion[]> {
  return promised("getKubernetesVersions", args, options);
}

/** {@link getKubernetesVersions} for arguments that come from other resources. */
export function getKubernetesVersionsOutput(
  args: Inputs<GetKubernetesVersionsArgs> = {},
  options?: FunctionOptions,
): pulumi.Output<readonly KubernetesVersion[]> {
  return output<readonly KubernetesVersion[]>("getKubernetesVersions", args, options);
}
