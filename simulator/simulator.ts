import type { FastifyInstance } from "fastify";
import { addControl } from "./http/control";
import { ROUTES } from "./http/routes";
import { type Backend, HOST, type Listener, listen } from "./http/server";
import { SignatureCheck } from "./http/signature";
import { Throttle } from "./http/throttle";
import { withPrivateServer } from "./kubernetes/apiServer";
import { type ClusterPatch, editCluster } from "./operations/edit";
import { type Seed, seedCluster } from "./operations/seed";
import { addStatusPage } from "./page/statusPage";
import { type Fault, type FaultCount, FaultPlan, faultInWords, type TaskFailure } from "./steering/faults";
import type { RecordedRequest } from "./steering/log";
import type { Account, SimulatorOptions } from "./steering/options";
import { DEFAULT_ACCOUNT, type Settings, settingsOf } from "./steering/settings";
import { Clock, toMs } from "./world/clock";
import type { Cluster, ClusterState } from "./world/cluster";
import { type ClusterDetail, detail } from "./world/detail";
import type { KnownVpc } from "./world/network";
import type { Resource } from "./world/resource";
import { STAGES, type TaskType } from "./world/task";
import { World } from "./world/world";

/** The regions that `regionHosts: true` opens. */
const COMMON_REGIONS = ["cn-hangzhou", "cn-beijing", "cn-shanghai", "cn-shenzhen", "ap-southeast-1", "eu-central-1"];

/** A cloud resource that ACK made for a cluster. */
export type CloudResource = Pick<Resource, "id" | "type" | "clusterId" | "region">;

/** ACK on loopback, with methods to steer it and to ask what happened. */
export class Simulator {
  /** The keys that are known; the first one is always there. */
  readonly accounts: readonly [Account, ...Account[]];
  readonly #backend: Backend;
  readonly #listeners = new Map<string | undefined, Listener>();
  #names = 0;

  private constructor(settings: Settings) {
    const clock = new Clock(settings.progression, settings.startAt);
    this.accounts = [DEFAULT_ACCOUNT, ...settings.accounts];
    this.#backend = {
      world: new World(settings, clock),
      signatures: new SignatureCheck(this.accounts, settings.checkRequestTime),
      faults: new FaultPlan(faultInWords),
      throttle: new Throttle(settings.rateLimits, clock),
      requests: [],
      listeners: [],
    };
  }

  /**
   * Starts a simulator on a loopback port.
   *
   * @throws Error when the port is taken, an option makes no sense, or the API server of `kubernetes` does not answer.
   */
  static async start(options: SimulatorOptions = {}): Promise<Simulator> {
    const { kubernetes, ...settings } = settingsOf(options);
    const simulator = new Simulator({ ...settings, kubernetes: kubernetes && (await withPrivateServer(kubernetes)) });
    try {
      await simulator.#backend.world.credentials?.check();
      await simulator.#listen();
    } catch (error) {
      await simulator.close();
      throw error;
    }
    return simulator;
  }

  /** `http://127.0.0.1:PORT` */
  get url(): string {
    return `http://${this.endpoint()}`;
  }

  /**
   * `127.0.0.1:PORT`, the endpoint for clients of that region; with `regionHosts`, one port for each region.
   *
   * @throws Error when `regionHosts` does not name the region.
   */
  endpoint(region?: string): string {
    const own = this.#listeners.get(region);
    const isSplit = this.#backend.world.settings.regionHosts !== false;
    if (own === undefined && isSplit) throw new Error(`regionHosts has no "${region}"`);
    return `${HOST}:${(own ?? this.#listeners.get(undefined))?.port}`;
  }

  /** The requests in the order of their arrival, refused ones included; only those of one operation, if named. */
  requests(operation?: string): readonly RecordedRequest[] {
    const { requests } = this.#backend;
    return requests.filter((one) => operation === undefined || one.operation === operation);
  }

  /** Calls `listener` with each request that arrives, before it is answered. */
  onRequest(listener: (request: RecordedRequest) => void): void {
    this.#backend.listeners.push(listener);
  }

  /** The requests that no operation knows. A test should end with none. */
  unhandled(): readonly RecordedRequest[] {
    return this.#backend.requests.filter((one) => one.operation === undefined);
  }

  /** The clusters that exist, as DescribeClusterDetail shows them. */
  clusters(): ClusterDetail[] {
    const { settings } = this.#world();
    return [...this.#world().clusters.values()].filter((one) => !one.gone).map((one) => detail(one, settings));
  }

  /** The cloud resources that ACK made and that still exist, those of deleted clusters included. */
  resources(): CloudResource[] {
    return this.#world()
      .resources.filter((one) => one.autoCreated)
      .map(({ id, type, clusterId, region }) => ({ id, type, clusterId, region }));
  }

  /** The simulated time, milliseconds since 1970. */
  now(): number {
    return this.#world().clock.now();
  }

  /** Moves time forward: `"30s"`, `"5m"`, or milliseconds. */
  advance(by: string | number): void {
    this.#world().clock.advance(toMs(by));
  }

  /** Plans a fault for the next request of an operation (`*`: of any). */
  failNext(operation: string, fault: Fault, count: FaultCount = {}): void {
    const isKnown = operation === "*" || ROUTES.some((route) => route.operation === operation);
    if (!isKnown) throw new Error(`no operation "${operation}"`);
    this.#backend.faults.add(operation, fault, count);
  }

  /** Makes the next task of a type fail; a creation that fails leaves a cluster in state `failed`. */
  failTask(type: TaskType, failure: TaskFailure, count: { times?: number } = {}): void {
    const stages = STAGES[type];
    if (stages === undefined) throw new Error(`no task type "${type}"; there are ${Object.keys(STAGES).join(", ")}`);
    if (failure.stage !== undefined && !stages.includes(failure.stage)) {
      throw new Error(`no stage "${failure.stage}"; there are ${stages.join(", ")}`);
    }
    this.#world().failures.add(type, failure, count);
  }

  /** Forgets the faults and failures that still wait for their requests and tasks. */
  clearFaults(): void {
    this.#backend.faults.clear();
    this.#world().failures.clear();
  }

  /** Changes a cluster at once, as somebody in the console does. Names are those of DescribeClusterDetail. */
  edit(clusterId: string, patch: ClusterPatch): void {
    editCluster(this.#world(), this.#cluster(clusterId), patch);
  }

  /** Replaces fields of a cluster's detail answer as given; undefined leaves a field out. */
  overrideDetail(clusterId: string, fields: Record<string, unknown>): void {
    const { overrides } = this.#cluster(clusterId);
    for (const [name, value] of Object.entries(fields)) overrides.set(name, value);
  }

  /** Puts a cluster into a state, and cancels its running task. */
  setState(clusterId: string, state: ClusterState): void {
    const cluster = this.#cluster(clusterId);
    cluster.task?.abandon();
    cluster.state = state;
    cluster.ready ||= state === "running";
    this.#world().changed(cluster);
  }

  /** Removes a cluster and all its resources at once, without a request or a task. */
  vanish(clusterId: string): void {
    const cluster = this.#cluster(clusterId);
    cluster.task?.abandon();
    cluster.addonTask?.abandon();
    this.#world().remove(cluster, () => false);
  }

  /** Makes something outside the cluster depend on one of its resources, so that deletion fails; returns its id. */
  plantDependency(clusterId: string): string {
    const cluster = this.#cluster(clusterId);
    const made = this.#world()
      .resourcesOf(cluster)
      .filter((one) => one.autoCreated);
    const held = made.find((one) => one.type === "nat") ?? made.find((one) => one.type === "security-group") ?? made[0];
    if (held === undefined) throw new Error(`cluster ${clusterId} made no resource that could be held`);
    cluster.dependency = held.id;
    return held.id;
  }

  /** Removes that dependency again. */
  removeDependency(clusterId: string): void {
    this.#cluster(clusterId).dependency = undefined;
  }

  /** Registers a VPC. From then on, clusters may only use registered networks. */
  addVpc(vpc: KnownVpc): void {
    this.#world().networks.add(vpc);
  }

  /** Makes a temporary key expire. */
  expireToken(accessKeyId: string): void {
    this.#backend.signatures.expire(accessKeyId);
  }

  /**
   * Puts a cluster directly into the world, running unless the seed says another state; no request is recorded.
   *
   * @throws Error for parameters that CreateCluster refuses, and for an id that a cluster has.
   */
  seed(seed: Seed = {}): ClusterDetail {
    const world = this.#world();
    const named = { name: `seed-${++this.#names}`, ...seed };
    return detail(seedCluster(world, this.accounts[0], named), world.settings);
  }

  /** Waits until the real API server, if there is one, has heard of the clusters that are gone. */
  async settled(): Promise<void> {
    await this.#world().credentials?.settled();
  }

  /** Closes the ports and cuts all open connections. */
  async close(): Promise<void> {
    await Promise.all([...this.#listeners.values()].map((listener) => listener.app.close()));
    await this.#backend.world.credentials?.close();
  }

  async #listen(): Promise<void> {
    const { settings } = this.#backend.world;
    const extend = (app: FastifyInstance): void => {
      if (settings.control) addControl(app, this);
      if (settings.statusPage) addStatusPage(app, this.#backend);
    };
    this.#listeners.set(undefined, await listen(this.#backend, settings.port, undefined, extend));
    const regions = settings.regionHosts === true ? COMMON_REGIONS : settings.regionHosts || [];
    for (const region of regions) this.#listeners.set(region, await listen(this.#backend, 0, region));
  }

  #world(): World {
    this.#backend.world.clock.settle();
    return this.#backend.world;
  }

  #cluster(id: string): Cluster {
    const cluster = this.#world().clusters.get(id);
    if (cluster === undefined || cluster.gone) throw new Error(`no cluster ${id}`);
    return cluster;
  }
}
