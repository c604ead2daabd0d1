import type { ArmedFault } from "../steering/faults";
import type { Account } from "../steering/options";
import type { Settings } from "../steering/settings";
import type { Clock } from "./clock";
import type { Cluster, ClusterState } from "./cluster";
import { listed } from "./detail";
import { Networks } from "./network";
import { Refusal } from "./refusal";
import { type Resource, type ResourceType, resourceId, taskId } from "./resource";
import { STAGES, type Task, type TaskError, type TaskType } from "./task";

/** How a task is to fail. */
export interface TaskFailure extends TaskError {
  /** The stage it fails in; default the second one. */
  stage?: string;
  /** For add-on tasks: the task succeeds, and only the part of this add-on fails. */
  addon?: string;
}

/** Work to be started in a cluster. */
export interface Work {
  type: TaskType;
  cluster: Cluster;
  /** Nominal length in milliseconds. */
  lengthMs: number;
  /** The cluster's state while it goes on. */
  during?: ClusterState;
  /** What it changes, when it succeeds. */
  succeed: (task: Task) => void;
  /** What it undoes when it fails or is canceled. */
  fail?: () => void;
  /** Work on add-ons goes on beside other work, and leaves the cluster's state alone. */
  onAddons?: boolean;
  /** The state it leaves behind when it fails; default the one from before. */
  failedState?: ClusterState;
  /** The state it leaves behind when it succeeds; default the one from before. */
  state?: ClusterState;
  /** A failure that the circumstances bring, looked for when the work ends. */
  obstacle?: () => TaskError | undefined;
}

/** Who asks, and where: a request sees the clusters of its account, and of its region if its endpoint has one. */
export interface Viewpoint {
  account: Account;
  region: string | undefined;
}

interface Plan {
  type: TaskType;
  failure: TaskFailure;
  times: number;
}

/** Everything that exists in the simulated cloud. */
export class World {
  readonly clusters = new Map<string, Cluster>();
  readonly tasks = new Map<string, Task>();
  readonly networks = new Networks();
  resources: Resource[] = [];
  readonly #plans: Plan[] = [];
  #addresses = 0;

  constructor(
    readonly settings: Settings,
    readonly clock: Clock,
  ) {}

  /** The clusters that exist and are seen from there. */
  visible(from: Viewpoint): Cluster[] {
    return [...this.clusters.values()].filter((cluster) => !cluster.gone && isSeen(cluster, from));
  }

  /** @throws Refusal when there is no such cluster for this account at this endpoint. */
  cluster(id: string, from: Viewpoint): Cluster {
    const cluster = this.clusters.get(id);
    if (cluster === undefined || cluster.gone || !isSeen(cluster, from)) throw clusterNotFound(id);
    return cluster;
  }

  /** Records that a cluster changed, for `updated` and for lists that lag. */
  changed(cluster: Cluster): void {
    const atMs = this.clock.now();
    cluster.updatedMs = atMs;
    const item = cluster.gone ? undefined : listed(cluster, this.settings);
    cluster.listings = [...cluster.listings.slice(-MAX_LISTINGS), { atMs, item }];
  }

  /** Starts work; the cluster is busy with it until it ends. */
  start(work: Work): Task {
    const { cluster, type } = work;
    const before = cluster.state;
    const planned = this.#takePlan(type);
    const fullLengthMs = this.clock.length(work.lengthMs);
    const task: Task = {
      id: taskId(),
      type,
      clusterId: cluster.id,
      accountId: cluster.accountId,
      region: cluster.region,
      startedMs: this.clock.now(),
      fullLengthMs,
      state: "running",
      endedMs: undefined,
      error: undefined,
      failedStage: undefined,
      results: [],
      planned,
      due: undefined,
      abandon: () => this.#end(task, work, "canceled", work.failedState ?? before),
    };
    this.tasks.set(task.id, task);
    if (work.onAddons === true) {
      cluster.addonTask = task;
    } else {
      cluster.task = task;
      cluster.state = work.during ?? before;
    }
    this.changed(cluster);
    this.#schedule(task, work, before);
    return task;
  }

  clearPlans(): void {
    this.#plans.length = 0;
  }

  /** Makes the next tasks of a type fail. */
  plan(type: TaskType, failure: TaskFailure, times: number): void {
    this.#plans.push({ type, failure, times });
  }

  /** The failures that wait for their tasks. */
  planned(): ArmedFault[] {
    return this.#plans
      .filter(({ times }) => times > 0)
      .map(({ type, failure, times }) => {
        const at = failure.addon ?? failure.stage;
        return {
          target: type,
          what: `fails with ${failure.code}${at === undefined ? "" : ` at ${at}`}`,
          times,
          skip: 0,
        };
      });
  }

  /** Takes a cluster out of the world; `kept` of its resources stay. */
  remove(cluster: Cluster, kept: (resource: Resource) => boolean): void {
    cluster.gone = true;
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

  /** A public address of the documentation range, another one each time until the range is used up. */
  publicAddress(): string {
    return `203.0.113.${1 + (this.#addresses++ % 254)}`;
  }

  /** A private address, another one each time. */
  privateAddress(): string {
    const count = this.#addresses++;
    return `192.168.${Math.floor(count / 254) % 256}.${1 + (count % 254)}`;
  }

  #schedule(task: Task, work: Work, before: ClusterState): void {
    const names = STAGES[task.type];
    const failure = task.planned?.addon === undefined ? task.planned : undefined;
    const stage = failure === undefined ? names.length - 1 : stageIndex(names, failure.stage);
    const inMs = (task.fullLengthMs * (stage + 1)) / names.length;
    task.due = this.clock.after(inMs, () => {
      const error = failure ?? work.obstacle?.();
      if (error !== undefined) {
        task.failedStage = stage;
        task.error = { code: error.code, message: error.message };
        this.#end(task, work, "failed", work.failedState ?? before);
        return;
      }
      if (!work.cluster.gone) work.succeed(task);
      this.#end(task, work, "success", work.state ?? before);
    });
  }

  #end(task: Task, work: Work, state: Task["state"], clusterState: ClusterState): void {
    const { cluster } = work;
    task.due?.cancel();
    task.state = state;
    task.endedMs = this.clock.now();
    if (cluster.gone) return;
    if (state !== "success") work.fail?.();
    if (cluster.addonTask === task) cluster.addonTask = undefined;
    if (cluster.task === task) {
      cluster.task = undefined;
      cluster.state = clusterState;
    }
    this.changed(cluster);
  }

  #takePlan(type: TaskType): TaskFailure | undefined {
    const plan = this.#plans.find((one) => one.type === type && one.times > 0);
    if (plan === undefined) return undefined;
    plan.times -= 1;
    return plan.failure;
  }
}

const MAX_LISTINGS = 50;

/** The refusal of every operation on a cluster that is not there. */
export function clusterNotFound(id: string): Refusal {
  return new Refusal(404, "ErrorClusterNotFound", `cluster {${id}} not found in your clusters`);
}

function isSeen(thing: { accountId: string; region: string }, from: Viewpoint): boolean {
  return thing.accountId === from.account.accountId && (from.region === undefined || thing.region === from.region);
}

function stageIndex(names: readonly string[], stage: string | undefined): number {
  if (stage === undefined) return Math.min(1, names.length - 1);
  const index = names.indexOf(stage);
  if (index < 0) throw new Error(`no stage "${stage}"; there are ${names.join(", ")}`);
  return index;
}
