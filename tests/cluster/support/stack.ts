import { Unfinished } from "../../../provider/cluster/context/problem";
import { create } from "../../../provider/cluster/lifecycle/create";
import { deleteCluster } from "../../../provider/cluster/lifecycle/delete";
import { read } from "../../../provider/cluster/lifecycle/read";
import { update } from "../../../provider/cluster/lifecycle/update";
import { check } from "../../../provider/cluster/preview/check";
import { plan } from "../../../provider/cluster/preview/plan";
import { identity } from "../../../provider/cluster/state/ownership";
import type { Values } from "../../../provider/table/check";
import type { ContextOptions, World } from "./world";

export const URN = "urn:pulumi:dev::shop::pulumi-nodejs:dynamic/ack:ServerlessCluster::prod";

/** Whose a cluster is that this resource makes, in the words of its tag. */
export const WHOSE = identity(URN).hash.slice(0, 24);

/** The ownership tag of a cluster of this resource, once it is finalized. */
export const OWNED = new RegExp(`^owned:${WHOSE}:[0-9a-f]{16}$`);

/** What the engine keeps of a resource. */
export interface Recorded {
  readonly id: string;
  readonly inputs: Values;
  readonly outputs: Values;
  /** A create or an update began and did not end well. */
  readonly isUnfinished: boolean;
}

export type Step = "create" | "same" | "update" | "replace";

/** One resource of one stack, driven as the engine drives it. */
export class Stack {
  state: Recorded | undefined;

  constructor(
    private readonly world: Pick<World, "settings" | "context">,
    private readonly urn: string = URN,
  ) {}

  /** The inputs that the engine would hand over for a program. */
  inputs(program: Values, options: ContextOptions = {}): Values {
    const settings = this.world.settings(options);
    const news = { ...program, __urn: this.urn };
    const { inputs, failures } = check(this.state?.inputs ?? {}, news, { settings, faults: [], urn: this.urn });
    if (failures.length > 0)
      throw new Error(failures.map(({ property, reason }) => `${property} ${reason}`).join("\n"));
    return inputs;
  }

  async up(program: Values, options: ContextOptions = {}): Promise<Step> {
    const inputs = this.inputs(program, options);
    if (this.state === undefined) {
      await this.#create(inputs, options);
      return "create";
    }
    const { changes, replaces, deleteBeforeReplace } = plan(this.state.outputs, inputs, this.world.settings(options));
    if (replaces.length > 0) {
      await this.#replace(inputs, deleteBeforeReplace, options);
      return "replace";
    }
    if (!changes && !this.state.isUnfinished) return "same";
    await this.#update(inputs, options);
    return "update";
  }

  /** An up that is killed where `hook` lets something happen: nothing is written down any more. */
  async killed(program: Values, hook: (kill: () => Promise<never>) => void): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      hook(() => {
        resolve();
        return new Promise<never>(() => {});
      });
      new Stack(this.world, this.urn).up(program).then(() => reject(new Error("it was not killed")), reject);
    });
  }

  async refresh(options: ContextOptions = {}): Promise<void> {
    const { id, outputs } = this.#recorded();
    const found = await read(id, outputs, this.world.context(options));
    this.state = found && {
      id: found.id,
      inputs: encoded(found.inputs),
      outputs: encoded(found.outputs),
      isUnfinished: false,
    };
  }

  async destroy(options: ContextOptions = {}): Promise<void> {
    if (this.state === undefined) return;
    await deleteCluster(this.state.id, this.state.outputs, this.world.context(options));
    this.state = undefined;
  }

  get outputs(): Values {
    return this.#recorded().outputs;
  }

  get id(): string {
    return this.#recorded().id;
  }

  async #create(inputs: Values, options: ContextOptions): Promise<void> {
    await this.#keep(inputs, async () => create(inputs, this.world.context(options)));
  }

  async #update(inputs: Values, options: ContextOptions): Promise<void> {
    const { id, outputs } = this.#recorded();
    await this.#keep(inputs, async () => ({
      id,
      outputs: await update(id, outputs, inputs, this.world.context(options)),
    }));
  }

  async #replace(inputs: Values, deleteFirst: boolean, options: ContextOptions): Promise<void> {
    const old = this.#recorded();
    if (deleteFirst) await this.destroy(options);
    await this.#create(inputs, options);
    if (!deleteFirst) await deleteCluster(old.id, old.outputs, this.world.context(options));
  }

  /** Any failure but an unfinished one leaves the state as it was. */
  async #keep(inputs: Values, step: () => Promise<{ id: string; outputs: Values }>): Promise<void> {
    try {
      const { id, outputs } = await step();
      this.state = { id, inputs: encoded(inputs), outputs: encoded(outputs), isUnfinished: false };
    } catch (error) {
      if (error instanceof Unfinished) {
        const { id, outputs } = error;
        this.state = { id, inputs: encoded(inputs), outputs: encoded(outputs), isUnfinished: true };
      }
      throw error;
    }
  }

  #recorded(): Recorded {
    if (this.state === undefined) throw new Error("nothing is recorded");
    return this.state;
  }
}

/** Values as they come back from a state file. */
function encoded(values: Values): Values {
  return JSON.parse(JSON.stringify(values)) as Values;
}
