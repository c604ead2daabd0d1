// Generated from the functions in this folder by "npm run generate". Do not edit.
import { getAddonConfigSchema } from "./getAddonConfigSchema";
import { getAddons } from "./getAddons";
import { getCluster } from "./getCluster";
import { getClusterResources } from "./getClusterResources";
import { getClusters } from "./getClusters";
import { getKubeconfig } from "./getKubeconfig";
import { getKubernetesVersions } from "./getKubernetesVersions";

/** The package's functions by name: the SDKs, the plugin, its schema and the reference are made from this list. */
export const functions = {
  getAddonConfigSchema,
  getAddons,
  getCluster,
  getClusterResources,
  getClusters,
  getKubeconfig,
  getKubernetesVersions,
};
