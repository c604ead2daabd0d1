import { type Ack, type CallRecord, connect, type Limits, limitsFor } from "../provider/ack/client";
import type { Clock } from "../provider/ack/clock";
import { readSettings, type Settings } from "../provider/ack/settings";
import type { Context } from "../provider/cluster/context/context";
import { rename } from "../provider/cluster/context/rename";
import { durations } from "../provider/cluster/observe/durations";
import { sharedList } from "../provider/cluster/observe/sharedList";
import type { Simulator } from "../simulator";

function forever(): Promise<never> {
  return new Promise(() => {});
}

/** The provider's core with a simulator behind it. Clients and limits are shared, as in one provider process. */
export class Cloud {
  readonly warnings: string[] = [];
  readonly log: CallRecord[] = [];
  readonly #watch = sharedList();
  readonly #durations = durations();
  readonly #clients = new Map<string, Ack>();
  readonly #settings: Settings;
  readonly #limits: Limits;
  readonly #clock: Clock;
  #callsLeft = Number.POSITIVE_INFINITY;
  #isDead = false;
  #die = () => {};
  readonly #death = new Promise<void>((resolve) => {
    this.#die = resolve;
  });

  constructor(simulator: Simulator, clock: Clock, config: Readonly<Record<string, string>> = {}) {
    const account = simulator.accounts[0];
    const values: Readonly<Record<string, string | undefined>> = {
      "alicloud:region": "cn-hangzhou",
      "alicloud:accessKey": account.accessKeyId,
      "alicloud:secretKey": account.accessKeySecret,
      "alicloud:endpoints": JSON.stringify({ cs: simulator.url, sts: simulator.url }),
      ...config,
    };
    const { settings, faults } = readSettings((key) => values[key], {});
    if (faults.length > 0) throw new Error(faults.join("\n"));
    this.#settings = settings;
    this.#clock = this.#mortalClock(clock);
    this.#limits = limitsFor(settings, this.#clock);
  }

  settings(): Settings {
    return this.#settings;
  }

  context(): Context {
    return {
      settings: this.#settings,
      clock: this.#clock,
      deadline: Number.POSITIVE_INFINITY,
      sharedList: this.#watch,
      durations: this.#durations,
      ack: (region) => this.#mortal(this.#client(region)),
      report: () => {},
      warn: (text) => this.warnings.push(text),
      note: () => {},
    };
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  /** Stops everything, as in a killed process: no further call is made, and no response arrives. */
  kill(): void {
    this.#isDead = true;
    this.#die();
  }

  /** Stops everything after this many more calls, or just after the last of them was carried out. */
  killAt(calls: number): Promise<void> {
    this.#callsLeft = calls;
    return this.#death;
  }

  #mortal(ack: Ack): Ack {
    return {
      region: ack.region,
      call: async (...call) => {
        this.#callsLeft -= 1;
        if (this.#callsLeft < 0) this.kill();
        if (this.#isDead) return forever();
        const isLast = this.#callsLeft < 1 && this.#clock.random() < 0.5;
        try {
          return await ack.call(...call);
        } finally {
          if (isLast) this.kill();
          if (this.#isDead) await forever();
        }
      },
    };
  }

  /** Nobody wakes in a killed process, so that a call in it is not repeated. */
  #mortalClock(clock: Clock): Clock {
    return {
      now: () => clock.now(),
      random: () => clock.random(),
      sleep: async (ms, signal) => {
        await clock.sleep(ms, signal);
        if (this.#isDead) await forever();
      },
    };
  }

  #client(region: string): Ack {
    const known = this.#clients.get(region);
    if (known) return known;
    const onCall = (record: CallRecord) => this.log.push(record);
    const made = connect({
      settings: this.#settings,
      limits: this.#limits,
      region,
      clock: this.#clock,
      rename,
      onCall,
    });
    this.#clients.set(region, made);
    return made;
  }
}
