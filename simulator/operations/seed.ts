import type { Account } from "../steering/options";
import type { Cluster, ClusterState } from "../world/cluster";
import type { World } from "../world/world";
import { buildCluster } from "./build";
import { readCreate } from "./create";

/** A cluster that exists from the start: the parameters of CreateCluster, all optional, and its id and state. */
export interface Seed {
  cluster_id?: string;
  state?: ClusterState;
  name?: string;
  region_id?: string;
  /** The account that owns it. Default: the first account. */
  account?: Account;
  [parameter: string]: unknown;
}

/**
 * Adds a cluster to the world without a request. It is running unless the seed names another state.
 *
 * @throws Error for parameters that CreateCluster refuses, and for an id that is in use.
 */
export function seedCluster(world: World, owner: Account, seed: Seed): Cluster {
  const { cluster_id: id, state = "running", account = owner, ...given } = seed;
  if (id !== undefined && world.clusters.get(id)?.gone === false) throw new Error(`there is a cluster ${id}`);
  const region = given.region_id ?? "cn-hangzhou";
  const body = {
    cluster_type: "ManagedKubernetes",
    profile: "Serverless",
    region_id: region,
    ...(given.vpcid === undefined ? { zoneid: `${region}-a` } : {}),
    ...given,
  };
  const cluster = buildCluster(world, { ...readCreate({ world, account, body }), id });
  cluster.state = state;
  cluster.ready = state !== "initial" && state !== "failed";
  world.changed(cluster);
  return cluster;
}
