import { AckError } from "../provider/ack/errors";
import { WaitFailed } from "../provider/ack/wait";
import { Problem } from "../provider/cluster/context/problem";
import { Simulator, type SimulatorOptions } from "../simulator";
import { Stack } from "../tests/cluster/support/stack";
import { Broken } from "./broken";
import { faults, OPERATIONS } from "./chaos";
import { chance, SharedClock } from "./clock";
import { Cloud } from "./cloud";
import { runRivals } from "./rivals";

const MOST_CALLS_A_STEP = 4_000;
/** A step ends within the longest timeout of the provider and what it allows itself after it. */
const LONGEST_STEP_MS = 75 * 60_000;
const MOST_TRIES_TO_HEAL = 8;

/** Secrets whose values show where they leaked from. */
const canaries = ["canary-of-the-secret", "canary-of-the-token", "canary-of-an-add-on"] as const;
const account = {
  accessKeyId: "LTAIcanary",
  accessKeySecret: canaries[0],
  securityToken: canaries[1],
  accountId: "1000000000000001",
};

interface Resource {
  readonly urn: string;
  readonly name: string;
  program: Record<string, unknown>;
  stack: Stack;
  /** An error named a cluster that the state does not hold, or a killed run could report nothing. */
  isTold: boolean;
}

/** A refresh of everything that exists. */
async function refreshed(stack: Stack): Promise<void> {
  if (stack.state !== undefined) await stack.refresh();
}

/** Every so many seeds, two stacks share a name and an account. */
const SEEDS_FOR_RIVALS = 4;

/** Whether the schedule of a seed has two rival stacks. */
export function hasRivals(seed: number): boolean {
  return seed % SEEDS_FOR_RIVALS === 0;
}

/** One random schedule of work, faults and kills. @throws Broken */
export async function runSchedule(seed: number): Promise<{ calls: number; steps: number }> {
  if (hasRivals(seed)) return runRivals(seed);
  const random = chance(seed);
  const schedule = await Schedule.start(seed, random);
  try {
    await schedule.run();
    return schedule.cost();
  } finally {
    await schedule.end();
  }
}

class Schedule {
  readonly #story: string[] = [];
  readonly #resources: Resource[];
  readonly #clock: SharedClock;
  #cloud: Cloud;
  #steps = 0;
  #isHealing = false;

  private constructor(
    private readonly seed: number,
    private readonly random: () => number,
    private readonly simulator: Simulator,
  ) {
    this.#clock = new SharedClock((ms) => simulator.advance(ms), seed);
    this.#cloud = this.#process();
    this.#resources = Array.from({ length: 1 + this.#below(3) }, (_, index) => {
      const urn = `urn:pulumi:dev::soak::pulumi-nodejs:dynamic/ack:ServerlessCluster::r${index}`;
      return {
        urn,
        name: `soak-${index}`,
        program: this.#program(index),
        stack: new Stack(this.#cloud, urn),
        isTold: false,
      };
    });
  }

  static async start(seed: number, random: () => number): Promise<Schedule> {
    const one = <T>(...values: T[]): T => values[Math.floor(random() * values.length)] as T;
    const options: SimulatorOptions = {
      progression: "manual",
      accounts: [account],
      listLagMs: one(0, 0, 3_000, 9_000),
      detailLagMs: one(0, 0, 5_000, 40_000),
      taskFailWord: one("fail", "failed"),
      acceptedStatus: one(200, 202),
      initialMasterUrl: one("", "{}"),
    };
    const schedule = new Schedule(seed, random, await Simulator.start(options));
    schedule.#tell(`simulator ${JSON.stringify({ ...options, accounts: undefined })}`);
    return schedule;
  }

  async run(): Promise<void> {
    const steps = 2 + this.#below(5);
    for (let step = 0; step < steps; step++) {
      this.#disturb();
      await this.#step();
    }
    await this.#heal();
    await this.#leave();
  }

  cost() {
    return { calls: this.simulator.requests().length, steps: this.#steps };
  }

  async end(): Promise<void> {
    this.#clock.end();
    await this.simulator.close();
  }

  #process(): Cloud {
    return new Cloud(this.simulator, this.#clock, {
      "alicloud:accessKey": account.accessKeyId,
      "alicloud:secretKey": account.accessKeySecret,
      "alicloud:securityToken": account.securityToken,
      "ack-serverless:readsPerSecond": "1000",
      "ack-serverless:writesPerSecond": "1000",
      "ack-serverless:pollIntervalMs": "60000",
    });
  }

  #program(index: number): Record<string, unknown> {
    return {
      name: `soak-${index}`,
      zoneId: "cn-hangzhou-i",
      tags: { env: this.#one("test", "stage", "prod"), index: String(index) },
      ...(this.random() < 0.3 && { deletionProtection: this.random() < 0.3 }),
      ...(this.random() < 0.2 && { addons: [{ name: "logtail-ds", config: { sls_project_name: canaries[2] } }] }),
    };
  }

  /** Plans faults for the next calls. */
  #disturb(): void {
    for (let count = this.#below(4); count > 0; count--) {
      const operation = this.#one(...OPERATIONS, "*" as const);
      const fault = this.#one(...faults(this.random));
      const many = { times: 1 + this.#below(4), skip: this.#below(4) };
      this.simulator.failNext(operation, fault, many);
      this.#tell(`fault at ${operation}: ${JSON.stringify({ ...fault, ...many })}`);
    }
    if (this.random() < 0.15) {
      const type = this.#one("cluster_create" as const, "cluster_delete" as const);
      this.simulator.failTask(type, { code: "QuotaExceeded", message: "no more" });
      this.#tell(`the next task ${type} fails`);
    }
    if (this.random() < 0.25) void this.#later();
  }

  /** Changes a cluster from outside while the run is at work. */
  async #later(): Promise<void> {
    const [after, what, which] = [
      this.#below(300_000),
      this.#one("vanish", "inactive", "edit", "untag"),
      this.random(),
    ];
    await this.#clock.sleep(after);
    if (this.#isHealing) return;
    const clusters = this.simulator.clusters();
    const cluster = clusters[Math.floor(which * clusters.length)];
    if (cluster === undefined) return;
    this.#tell(`${what} of ${cluster.cluster_id} (${cluster.state})`);
    if (what === "vanish") this.simulator.vanish(cluster.cluster_id);
    else if (what === "inactive" && cluster.state === "running")
      this.simulator.setState(cluster.cluster_id, "inactive");
    else if (what === "edit") this.simulator.edit(cluster.cluster_id, { deletion_protection: false });
    else if (what === "untag") {
      const tags = cluster.tags.filter(({ key }) => key === "pulumi-ack-serverless");
      this.simulator.edit(cluster.cluster_id, { tags });
    }
  }

  async #step(): Promise<void> {
    const kind = this.#one("up", "up", "change", "change", "refresh", "destroy");
    const killAfter = this.random() < 0.2 ? this.#below(30) : undefined;
    this.#tell(`${kind}${killAfter === undefined ? "" : `, killed at call ${killAfter}`}`);
    if (kind === "change")
      for (const [index, one] of this.#resources.entries())
        one.program = { ...this.#program(index), addons: one.program.addons };
    const work = (stack: Stack, { program }: Resource) =>
      kind === "refresh" ? refreshed(stack) : kind === "destroy" ? stack.destroy() : stack.up(program);
    await this.#together(work, killAfter);
    this.#judge(kind === "destroy");
  }

  /** All resources at once, as the engine drives them. A killed run leaves the state as it was before. */
  async #together(work: (stack: Stack, resource: Resource) => Promise<unknown>, killAfter?: number): Promise<Error[]> {
    this.#steps += 1;
    const cloud = this.#cloud;
    const [calls, from] = [this.simulator.requests().length, this.#clock.now()];
    const errors: Error[] = [];
    const killed = killAfter === undefined ? undefined : cloud.killAt(killAfter);
    const runs = this.#resources.map(async (resource) => {
      const { stack } = resource;
      const copy = new Stack(cloud, resource.urn);
      copy.state = stack.state;
      const error = await work(copy, resource).then(
        () => undefined,
        (thrown: unknown) => thrown as Error,
      );
      if (cloud.isDead) return;
      stack.state = copy.state;
      if (error === undefined) {
        // Only a creation looks for what an earlier one may have left.
        if (copy.state !== undefined) resource.isTold = false;
        return;
      }
      this.#tell(`${resource.name}: ${error.message.split("\n").join(" / ")}`);
      this.#judgeError(error);
      errors.push(error);
      resource.isTold ||= error.message.includes(resource.name) || /\bc[0-9a-f]{32}\b/.test(error.message);
    });
    await Promise.race([Promise.all(runs), ...(killed ? [killed] : [])]);
    if (cloud.isDead) {
      this.#tell("killed");
      for (const resource of this.#resources) resource.isTold = true;
    }
    cloud.kill();
    this.#cloud = this.#process();
    for (const resource of this.#resources) {
      const next = new Stack(this.#cloud, resource.urn);
      next.state = resource.stack.state;
      resource.stack = next;
    }
    this.#judgeSecrets([...cloud.warnings, ...cloud.log.map((record) => JSON.stringify(record))].join("\n"));
    const made = this.simulator.requests().length - calls;
    if (made > MOST_CALLS_A_STEP) this.#broken(`${made} calls in one step`);
    if (this.#clock.now() - from > LONGEST_STEP_MS)
      this.#broken(`${(this.#clock.now() - from) / 60_000} minutes in one step`);
    return errors;
  }

  #judgeError(error: Error): void {
    const isExpected = error instanceof Problem || error instanceof AckError || error instanceof WaitFailed;
    if (!isExpected) this.#broken(`an error that is for no one: ${error.stack}`);
    this.#judgeSecrets(error.message);
  }

  #judgeSecrets(text: string): void {
    for (const canary of canaries) if (text.includes(canary)) this.#broken(`${canary} is readable in: ${text}`);
  }

  /** Every cluster is in the state or was reported to the user; every destroyed cluster is gone. */
  #judge(isDestroyed: boolean): void {
    const clusters = this.simulator.clusters();
    for (const resource of this.#resources) {
      const own = clusters.filter(({ name }) => name === resource.name);
      if (own.length > 1) this.#broken(`${own.length} clusters for ${resource.name}`);
      const orphan = own.find(({ cluster_id }) => cluster_id !== resource.stack.state?.id);
      if (orphan !== undefined && !resource.isTold)
        this.#broken(`${orphan.cluster_id} (${orphan.state}) is in no state, and nobody was told`);
      const isGone = isDestroyed && resource.stack.state === undefined && !resource.isTold;
      if (isGone && own.length > 0) this.#broken(`${resource.name} is destroyed and still there`);
    }
  }

  /** Without further faults, and with the advice of errors followed, the next runs reach what the program says. */
  async #heal(): Promise<void> {
    this.#tell("heal");
    this.#isHealing = true;
    this.simulator.clearFaults();
    await this.#clock.sleep(600_000);
    for (const { cluster_id, state } of this.simulator.clusters())
      if (state === "inactive") this.simulator.setState(cluster_id, "running");
    // Only a refresh sees a change from outside.
    await this.#together(refreshed);
    let errors: Error[] = [];
    for (let tries = 0; tries < MOST_TRIES_TO_HEAL; tries++) {
      errors = await this.#together((stack, resource) =>
        stack.up(resource.program).catch((error: Error) => this.#obey(error, stack, resource)),
      );
      this.#judge(false);
      if (errors.length === 0) break;
    }
    if (errors.length > 0) this.#broken(`not healed: ${errors.map(({ message }) => message).join("\n")}`);
    for (const { name, stack, program } of this.#resources) {
      const cluster = this.simulator.clusters().find((one) => one.name === name);
      const tags = Object.fromEntries((cluster?.tags ?? []).map(({ key, value }) => [key, value]));
      if (cluster?.cluster_id !== stack.state?.id) this.#broken(`the state of ${name} holds another cluster`);
      if (cluster?.state !== "running" || stack.outputs.state !== "running") this.#broken(`${name} does not run`);
      if (!tags["pulumi-ack-serverless"]?.startsWith("owned:")) this.#broken(`${name} is not marked as owned`);
      for (const [key, value] of Object.entries(program.tags as object))
        if (tags[key] !== value) this.#broken(`tag ${key} of ${name} is ${tags[key]}`);
    }
    if (this.simulator.clusters().length !== this.#resources.length)
      this.#broken("there are more clusters than resources");
  }

  /** Follows the advice of an error. */
  async #obey(error: Error, stack: Stack, resource: Resource): Promise<void> {
    const unheld = /cluster (c[0-9a-f]{32}) in \S+ has this name and was created by this resource/.exec(
      error.message,
    )?.[1];
    const isLost = error.message.includes("delete it in the ACK console");
    if (unheld !== undefined && isLost) this.simulator.vanish(unheld);
    else if (unheld !== undefined) resource.program = { ...resource.program, adopt: unheld };
    if (error.message.includes("pulumi destroy")) await stack.destroy();
    if (error.message.includes("pulumi refresh")) await refreshed(stack);
    if (error.message.includes("deletionProtection: false"))
      resource.program = { ...resource.program, deletionProtection: false };
    throw error;
  }

  async #leave(): Promise<void> {
    this.#tell("leave");
    for (const resource of this.#resources) {
      const { adopt: _adopt, ...program } = resource.program;
      resource.program = { ...program, deletionProtection: false };
    }
    for (const work of [
      (stack: Stack, { program }: Resource) => stack.up(program),
      (stack: Stack) => stack.destroy(),
    ]) {
      const errors = await this.#together(work);
      if (errors.length > 0)
        this.#broken(`a run without a fault fails: ${errors.map(({ message }) => message).join("\n")}`);
    }
    const { simulator } = this;
    if (simulator.clusters().length > 0 || simulator.resources().length > 0) this.#broken("something is left");
    if (simulator.unhandled().length > 0) this.#broken("ACK does not know some of the calls");
  }

  #below(limit: number): number {
    return Math.floor(this.random() * limit);
  }

  #one<T>(...values: T[]): T {
    return values[this.#below(values.length)] as T;
  }

  #tell(line: string): void {
    this.#story.push(`${(this.#clock.now() / 60_000).toFixed(1)}m ${line}`);
  }

  #broken(promise: string): never {
    throw new Broken(this.seed, promise, this.#story);
  }
}
