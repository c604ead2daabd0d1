import { isExpected } from "../provider/cluster/context/problem";
import { ownershipTag } from "../provider/cluster/state/ownership";
import { type ClusterDetail, Simulator } from "../simulator";
import { Stack } from "../tests/cluster/support/stack";
import { Broken } from "./broken";
import { faults, OPERATIONS } from "./chaos";
import { chance, SharedClock } from "./clock";
import { Cloud } from "./cloud";

const NAME = "soak-rival";
const URN = "urn:pulumi:dev::soak::pulumi-nodejs:dynamic/ack:ServerlessCluster::rival";
const PROGRAM = { name: NAME, zoneId: "cn-hangzhou-i" };
/** The two begin almost together, or one while the other waits. */
const LONGEST_START_DELAYS_MS = [2_000, 400_000] as const;
const MOST_TRIES_TO_SETTLE = 6;

/** One of the two stacks: same URN, same account, a backend of its own. */
interface Side {
  readonly label: string;
  stack: Stack;
  /** An error named the cluster, or a killed run could report nothing. */
  isTold: boolean;
}

/**
 * Two stacks of one name that share an account, at work at the same time, with faults and kills: never two clusters,
 * never one that no stack records and no error names, and never one that both may delete.
 *
 * @throws Broken
 */
export async function runRivals(seed: number): Promise<{ calls: number; steps: number }> {
  const random = chance(seed);
  const one = <T>(...values: T[]): T => values[Math.floor(random() * values.length)] as T;
  const simulator = await Simulator.start({
    progression: "manual",
    listLagMs: one(0, 0, 3_000, 9_000),
    detailLagMs: one(0, 0, 5_000),
  });
  const rivals = new Rivals(seed, random, simulator);
  try {
    const steps = 1 + Math.floor(random() * 4);
    for (let step = 0; step < steps; step++) await rivals.step();
    await rivals.settle();
    await rivals.leave();
    return { calls: simulator.requests().length, steps: steps + 2 };
  } finally {
    await rivals.end();
  }
}

class Rivals {
  readonly #story: string[] = [];
  readonly #clock: SharedClock;
  readonly #sides: readonly Side[];

  constructor(
    private readonly seed: number,
    private readonly random: () => number,
    private readonly simulator: Simulator,
  ) {
    this.#clock = new SharedClock((ms) => simulator.advance(ms), seed);
    this.#sides = ["A", "B"].map((label) => ({ label, stack: new Stack(this.#process(), URN), isTold: false }));
  }

  async end(): Promise<void> {
    this.#clock.end();
    await this.simulator.close();
  }

  /** Both at once, each from a moment of its own on. */
  async step(): Promise<void> {
    for (let count = Math.floor(this.random() * 3); count > 0; count--) {
      const operation = OPERATIONS[Math.floor(this.random() * OPERATIONS.length)] as (typeof OPERATIONS)[number];
      const kinds = faults(this.random);
      const fault = kinds[Math.floor(this.random() * kinds.length)] as (typeof kinds)[number];
      this.simulator.failNext(operation, fault, { skip: Math.floor(this.random() * 4) });
      this.#tell(`fault at ${operation}: ${JSON.stringify(fault)}`);
    }
    if (this.random() < 0.1) this.simulator.failTask("cluster_create", { code: "QuotaExceeded", message: "no more" });
    const longestDelay = LONGEST_START_DELAYS_MS[this.random() < 0.5 ? 0 : 1];
    const works = this.#sides.map((side) => {
      const [delay, isKilled, calls] = [this.random(), this.random() < 0.3, Math.floor(this.random() * 20)];
      const refreshes = side.stack.state !== undefined && this.random() < 0.3;
      return this.#work(
        side,
        async (stack) => {
          await this.#clock.sleep(Math.floor(delay * longestDelay));
          await (refreshes ? stack.refresh() : stack.up(PROGRAM));
        },
        isKilled ? calls : undefined,
      );
    });
    await Promise.all(works);
    this.#judge();
  }

  /** Without further faults: what an error advises is done. */
  async settle(): Promise<void> {
    this.simulator.clearFaults();
    await this.#clock.sleep(600_000);
    for (let tries = 0; tries < MOST_TRIES_TO_SETTLE; tries++) {
      for (const side of this.#sides) await this.#work(side, (stack) => stack.up(PROGRAM));
      await this.#adoptIfNobodyOwns();
      this.#judge();
      const cluster = this.#cluster();
      if (cluster?.state === "running" && this.#owners(cluster).length === 1) return;
    }
    this.#broken("no stack comes to own a cluster that runs");
  }

  /** The stack that lost the cluster may not delete it; the one that has it does. */
  async leave(): Promise<void> {
    await this.#clock.sleep(600_000);
    const cluster = this.#cluster() as ClusterDetail;
    const owners = this.#owners(cluster);
    const others = this.#sides.filter(
      ({ stack, label }) => stack.state?.id === cluster.cluster_id && !owners.some((owner) => owner.label === label),
    );
    for (const side of others) {
      const error = await this.#work(side, (stack) => stack.destroy());
      if (error === undefined || this.#cluster()?.state !== "running")
        this.#broken(`${side.label} deletes the other's`);
    }
    for (const side of owners) {
      const error = await this.#work(side, (stack) => stack.destroy());
      if (error !== undefined) this.#broken(`${side.label} cannot delete its own cluster: ${error.message}`);
    }
    if (this.simulator.clusters().length > 0 || this.simulator.resources().length > 0)
      this.#broken("something is left");
  }

  async #adoptIfNobodyOwns(): Promise<void> {
    const cluster = this.#cluster();
    const [first] = this.#sides;
    if (cluster === undefined || first === undefined || this.#owners(cluster).length > 0) return;
    if (cluster.state === "failed" || cluster.state === "delete_failed") this.simulator.vanish(cluster.cluster_id);
    const side = this.#sides.find(({ stack }) => stack.state === undefined) ?? first;
    // An owner that lost it takes it out of its state first, as the refusal of its deletion says.
    side.stack.state = undefined;
    await this.#work(side, (stack) => stack.up({ ...PROGRAM, adopt: cluster.cluster_id }));
  }

  /** One run in a process of its own. A killed run leaves the state as it was. */
  async #work(side: Side, work: (stack: Stack) => Promise<unknown>, killAfter?: number): Promise<Error | undefined> {
    const cloud = this.#process();
    const killed = killAfter === undefined ? undefined : cloud.killAt(killAfter);
    const copy = new Stack(cloud, URN);
    copy.state = side.stack.state;
    const end = work(copy).then(
      () => undefined,
      (thrown: unknown) => thrown as Error,
    );
    const error = await (killed === undefined ? end : Promise.race([end, killed.then(() => undefined)]));
    if (cloud.isDead) {
      side.isTold = true;
      this.#tell(`${side.label} is killed`);
      return undefined;
    }
    cloud.kill();
    side.stack.state = copy.state;
    this.#tell(`${side.label}: ${error === undefined ? "done" : error.message.split("\n").join(" / ")}`);
    if (error === undefined) {
      side.isTold = false;
      return undefined;
    }
    const { stack } = error;
    if (!isExpected(error)) this.#broken(`an error that is for no one: ${stack}`);
    side.isTold ||= error.message.includes(NAME) || /\bc[0-9a-f]{32}\b/.test(error.message);
    return error;
  }

  #judge(): void {
    const clusters = this.simulator.clusters();
    if (clusters.length > 1) this.#broken(`${clusters.length} clusters of one name`);
    const cluster = clusters[0];
    if (cluster === undefined) return;
    if (this.#owners(cluster).length > 1) this.#broken("both stacks may delete the cluster");
    const isRecorded = this.#sides.some(({ stack }) => stack.state?.id === cluster.cluster_id);
    if (!isRecorded && !this.#sides.some(({ isTold }) => isTold))
      this.#broken("no stack records the cluster, and no error names it");
  }

  /** The stacks whose recorded attempt is the one that the cluster's tag names. */
  #owners({ cluster_id, tags }: ClusterDetail): readonly Side[] {
    const tag = ownershipTag(tags);
    const attempt = tag?.slice(tag.indexOf(":"));
    return this.#sides.filter(({ stack: { state } }) => {
      const owner = state?.id === cluster_id ? state.outputs.__owner : undefined;
      return typeof owner === "string" && owner.slice(owner.indexOf(":")) === attempt;
    });
  }

  #cluster(): ClusterDetail | undefined {
    return this.simulator.clusters()[0];
  }

  #process(): Cloud {
    return new Cloud(this.simulator, this.#clock, {
      "ack-serverless:readsPerSecond": "1000",
      "ack-serverless:writesPerSecond": "1000",
      "ack-serverless:pollIntervalMs": "60000",
    });
  }

  #tell(line: string): void {
    this.#story.push(`${(this.#clock.now() / 60_000).toFixed(1)}m ${line}`);
  }

  #broken(promise: string): never {
    throw new Broken(this.seed, promise, this.#story);
  }
}
