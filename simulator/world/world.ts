import { ClientCredentials } from "../kubernetes/credentials";
import { FaultPlan, failureInWords, type TaskFailure } from "../steering/faults";
import type { Account } from "../steering/options";
import type { Settings } from "../steering/settings";
import type { Clock } from "./clock";
import type { Cluster } from "./cluster";
import { type ListedCluster, listed } from "./detail";
import { Networks } from "./network";
import { Refusal } from "./refusal";
import { type Resource, type ResourceType, resourceId } from "./resource";
import type { Task } from "./task";

const MAX_LISTINGS = 50;

/** The account and the region of a request: it sees its account's clusters, in its endpoint's region if it has one. */
export interface Viewpoint {
  readonly account: Account;
  readonly region: string | undefined;
}

/** Everything that exists in the simulated cloud. */
export class World {
  readonly clusters = new Map<string, Cluster>();
  readonly tasks = new Map<string, Task>();
  readonly networks = new Networks();
  /** Planned failures, by task type. */
  readonly failures = new FaultPlan<TaskFailure>(failureInWords);
  /** The credentials of the real API server, if there is one. */
  readonly credentials: ClientCredentials | undefined;
  /** Accepted requests by their client token. */
  readonly tokens = new Map<
    string,
    { readonly parameters: unknown; readonly answer: Readonly<Record<string, string>> }
  >();
  resources: Resource[] = [];
  /** What lists have shown of each cluster, with the start time; `undefined` if they did not show it. */
  readonly #listings = new Map<Cluster, { atMs: number; item: ListedCluster | undefined }[]>();
  #addresses = 0;

  constructor(
    readonly settings: Settings,
    readonly clock: Clock,
  ) {
    this.credentials = settings.kubernetes && new ClientCredentials(settings.kubernetes);
  }

  /** The clusters that a request from there sees. */
  visible(from: Viewpoint): Cluster[] {
    return [...this.clusters.values()].filter((cluster) => !cluster.gone && isSeen(cluster, from));
  }

  /** What lists show there: with `listLagMs`, the state of that long ago. */
  listed(from: Viewpoint): ListedCluster[] {
    const { listLagMs } = this.settings;
    if (listLagMs === 0) return this.visible(from).map((cluster) => listed(cluster, this.settings));
    const thenMs = this.clock.now() - listLagMs;
    return [...this.clusters.values()]
      .filter((cluster) => isSeen(cluster, from))
      .map((cluster) => this.#listings.get(cluster)?.findLast(({ atMs }) => atMs <= thenMs)?.item)
      .filter((item) => item !== undefined);
  }

  /** @throws Refusal if there is no such cluster for this account at this endpoint. */
  cluster(id: string, from: Viewpoint): Cluster {
    const cluster = this.clusters.get(id);
    if (cluster === undefined || cluster.gone || !isSeen(cluster, from)) throw clusterNotFound(id);
    return cluster;
  }

  /** @throws Refusal if another cluster has the name; a failed cluster keeps its name until it is deleted. */
  checkNameIsFree(name: string, wanted: { account: Account; region: string; self?: Cluster }): void {
    const { account, region, self } = wanted;
    const rivals = this.visible({ account, region: this.settings.nameScope === "region" ? region : undefined });
    if (rivals.some((one) => one !== self && one.name === name)) {
      throw new Refusal(400, "ClusterNameAlreadyExist", `cluster name {${name}} already exist in your clusters`);
    }
  }

  /** Records that a cluster changed, for `updated` and for lists that lag. */
  changed(cluster: Cluster): void {
    const atMs = this.clock.now();
    cluster.updatedMs = atMs;
    const item = cluster.gone ? undefined : listed(cluster, this.settings);
    this.#listings.set(cluster, [...(this.#listings.get(cluster) ?? []).slice(-MAX_LISTINGS), { atMs, item }]);
  }

  /** Removes a cluster and its resources, except `kept`. */
  remove(cluster: Cluster, kept: (resource: Resource) => boolean): void {
    cluster.gone = true;
    // Whoever held a credential of a cluster that is gone finds out by its refusal, as with ACK.
    void this.credentials?.revoke(cluster.id).catch(() => {});
    this.resources = this.resources.filter((one) => one.clusterId !== cluster.id || (one.autoCreated && kept(one)));
    this.changed(cluster);
  }

  addResource(cluster: Cluster, type: ResourceType, more: Partial<Resource> = {}): Resource {
    const resource: Resource = {
      id: resourceId(type),
      type,
      clusterId: cluster.id,
      region: cluster.region,
      createdMs: this.clock.now(),
      autoCreated: true,
      creator: "system",
      ...more,
    };
    this.resources.push(resource);
    return resource;
  }

  resourcesOf(cluster: Cluster): Resource[] {
    return this.resources.filter((one) => one.clusterId === cluster.id);
  }

  /** A public address of the documentation range, a different one each time until the range is exhausted. */
  publicAddress(): string {
    return `203.0.113.${1 + (this.#addresses++ % 254)}`;
  }

  /** A private address, a different one each time. */
  privateAddress(): string {
    const count = this.#addresses++;
    return `192.168.${Math.floor(count / 254) % 256}.${1 + (count % 254)}`;
  }
}

/** The error of every operation on a cluster that does not exist. */
export function clusterNotFound(id: string): Refusal {
  return new Refusal(404, "ErrorClusterNotFound", `cluster {${id}} not found in your clusters`);
}

/** Whether a request from there sees a cluster or a task. */
export function isSeen(thing: { accountId: string; region: string }, from: Viewpoint): boolean {
  return thing.accountId === from.account.accountId && (from.region === undefined || thing.region === from.region);
}
