export { Provider, type ProviderArgs } from "./provider";
export { type Addon, type AddonArgs, ServerlessCluster, type ServerlessClusterArgs } from "./serverlessCluster";
