// Generated from the functions' definitions by "npm run generate". Do not edit.
import * as functions from "../functions";
import { ofThePlugin } from "./invoke";

/**
 * Reads the JSON schema of an add-on's configuration.
 *
 * @throws Error for a wrong argument, and an add-on that ACK does not know.
 */
export const getAddonConfigSchema = ofThePlugin(functions.getAddonConfigSchema);

/** {@link getAddonConfigSchema} for arguments that come from other resources. */
export const getAddonConfigSchemaOutput = ofThePlugin(functions.getAddonConfigSchemaOutput);

/**
 * Lists the add-ons that an existing cluster or a new one can have.
 *
 * @throws Error for a wrong argument.
 */
export const getAddons = ofThePlugin(functions.getAddons);

/** {@link getAddons} for arguments that come from other resources. */
export const getAddonsOutput = ofThePlugin(functions.getAddonsOutput);

/**
 * Looks up one ACK Serverless cluster. What ACK does not report of it is absent.
 *
 * @throws Error for a wrong argument, a cluster that does not exist, and one that is not Serverless.
 */
export const getCluster = ofThePlugin(functions.getCluster);

/** {@link getCluster} for arguments that come from other resources. */
export const getClusterOutput = ofThePlugin(functions.getClusterOutput);

/**
 * Lists the cloud resources of a cluster.
 *
 * @throws Error for a wrong argument.
 */
export const getClusterResources = ofThePlugin(functions.getClusterResources);

/** {@link getClusterResources} for arguments that come from other resources. */
export const getClusterResourcesOutput = ofThePlugin(functions.getClusterResourcesOutput);

/**
 * Lists a region's clusters, every page of them: those of a name, with tags, of a profile, in a state. Lists lag by up to ten seconds and hold less of a cluster than `getCluster`: neither addresses nor settings.
 *
 * @throws Error for a wrong argument.
 */
export const getClusters = ofThePlugin(functions.getClusters);

/** {@link getClusters} for arguments that come from other resources. */
export const getClustersOutput = ofThePlugin(functions.getClustersOutput);

/**
 * Fetches a kubeconfig with a credential of limited life for the account in use. It comes as a secret. A stack that keeps it keeps a private key: the output `kubeconfig` of a cluster holds none.
 *
 * @throws Error for a wrong argument, and a cluster that has no kubeconfig.
 */
export const getKubeconfig = ofThePlugin(functions.getKubeconfig);

/** {@link getKubeconfig} for arguments that come from other resources. The whole result is a secret. */
export const getKubeconfigOutput = ofThePlugin(functions.getKubeconfigOutput);

/**
 * Lists the Kubernetes versions of ACK Serverless clusters, the newest first; with `from`, each with its upgrade targets.
 *
 * @throws Error for a wrong argument.
 */
export const getKubernetesVersions = ofThePlugin(functions.getKubernetesVersions);

/** {@link getKubernetesVersions} for arguments that come from other resources. */
export const getKubernetesVersionsOutput = ofThePlugin(functions.getKubernetesVersionsOutput);
