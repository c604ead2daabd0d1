import * as functions from "../functions";
import { accountNamespace } from "./provider";

/**
 * One of the package's own functions for a program of the plugin. It runs in the program itself; where the program names
 * no provider, it sees the settings that the plugin's clusters see.
 */
function ofThePlugin<F extends (args: never, options?: functions.FunctionOptions) => unknown>(ask: F): F {
  const bound = (args: never, options?: functions.FunctionOptions) => {
    if (options?.provider !== undefined) return ask(args, options);
    const where: functions.StackOptions = { ...options, namespace: accountNamespace() };
    return ask(args, where);
  };
  return bound as F;
}

/**
 * Looks up one ACK Serverless cluster.
 *
 * @throws Error for a wrong argument, a cluster that is not there, and one that is not Serverless.
 */
export const getCluster = ofThePlugin(functions.getCluster);

/** {@link getCluster} for arguments that come from other resources. */
export const getClusterOutput = ofThePlugin(functions.getClusterOutput);

/** Lists a region's clusters, every page of them: those of a name, with tags, of a profile, in a state. */
export const getClusters = ofThePlugin(functions.getClusters);

/** {@link getClusters} for arguments that come from other resources. */
export const getClustersOutput = ofThePlugin(functions.getClustersOutput);

/**
 * Fetches a kubeconfig for the account in use. Its text comes as a secret, so that it is stored nowhere unless the
 * program exports it, and then encrypted.
 *
 * @throws Error for a wrong argument, and for a cluster that has none.
 */
export const getKubeconfig = ofThePlugin(functions.getKubeconfig);

/** {@link getKubeconfig} for arguments that come from other resources. All of it is a secret. */
export const getKubeconfigOutput = ofThePlugin(functions.getKubeconfigOutput);

/** The Kubernetes versions of ACK Serverless clusters, the newest first; with `from`, what each can be upgraded to. */
export const getKubernetesVersions = ofThePlugin(functions.getKubernetesVersions);

/** {@link getKubernetesVersions} for arguments that come from other resources. */
export const getKubernetesVersionsOutput = ofThePlugin(functions.getKubernetesVersionsOutput);

/** The add-ons that a cluster can have: one that is there, or a new one. */
export const getAddons = ofThePlugin(functions.getAddons);

/** {@link getAddons} for arguments that come from other resources. */
export const getAddonsOutput = ofThePlugin(functions.getAddonsOutput);

/** The JSON schema of an add-on's configuration. */
export const getAddonConfigSchema = ofThePlugin(functions.getAddonConfigSchema);

/** {@link getAddonConfigSchema} for arguments that come from other resources. */
export const getAddonConfigSchemaOutput = ofThePlugin(functions.getAddonConfigSchemaOutput);

/** Lists the cloud resources of a cluster. */
export const getClusterResources = ofThePlugin(functions.getClusterResources);

/** {@link getClusterResources} for arguments that come from other resources. */
export const getClusterResourcesOutput = ofThePlugin(functions.getClusterResourcesOutput);
