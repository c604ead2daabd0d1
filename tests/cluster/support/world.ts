import { type Ack, type CallRecord, connect, type Request } from "../../../provider/ack/client";
import type { Operation } from "../../../provider/ack/operations";
import { readSettings, type Settings } from "../../../provider/ack/settings";
import type { Context, Progress, SharedList } from "../../../provider/cluster/context/context";
import { rename } from "../../../provider/cluster/context/rename";
import {
  type Account,
  type ClusterDetail,
  type RecordedRequest,
  Simulator,
  type SimulatorOptions,
} from "../../../simulator";
import { ManualClock, minutes } from "./clock";

/** The region of a test that does not say another one. */
export const REGION = "cn-hangzhou";
/** A look at a cluster each minute, to the second: the clock takes the lower half of a pause. */
const POLL_INTERVAL_MS = minutes(2);
/** Reads that tell more of a cluster: when each of them is made is for the tests of extra reads to say. */
const OPTIONAL_READS = ["DescribeClusterResources", "DescribeClusterUserKubeconfig"];

export interface WorldOptions extends SimulatorOptions {
  /** Provider settings by their keys, such as `ack-serverless:ownershipTag`. */
  readonly config?: Readonly<Record<string, string>>;
}

export interface ContextOptions {
  readonly account?: Account;
  readonly config?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** The region whose endpoint is used for every region, as a wrong override does. */
  readonly endpointOf?: string;
  /** Nobody listens where the requests go. */
  readonly isUnreachable?: true;
  /** Lets the waits of several resources share their looks. */
  readonly watch?: SharedList;
}

interface Hook {
  readonly when: "before" | "after";
  readonly operation: Operation;
  readonly run: () => unknown;
  skip: number;
}

/** A simulated cloud, a provider's context in it, and all that went between the two. */
export class World {
  /** What waits have reported, in order. */
  readonly reports: Progress[] = [];
  /** What the user was warned of beside results. */
  readonly warnings: string[] = [];
  /** What the user was informed of beside results. */
  readonly notes: string[] = [];
  /** Calls as the provider logs them. */
  readonly log: CallRecord[] = [];
  readonly #hooks: Hook[] = [];
  #forgotten = 0;

  private constructor(
    readonly simulator: Simulator,
    readonly clock: ManualClock,
    private readonly config: Readonly<Record<string, string>>,
  ) {}

  static async start({ config = {}, ...options }: WorldOptions = {}): Promise<World> {
    const simulator = await Simulator.start({ progression: "manual", ...options });
    const world = new World(simulator, new ManualClock(simulator), config);
    worlds.add(world);
    return world;
  }

  /** What an operation on a resource works with. */
  context(options: ContextOptions = {}): Context {
    const settings = this.settings(options);
    const { signal, endpointOf, isUnreachable, watch } = options;
    const address = (region: string) =>
      isUnreachable ? "http://127.0.0.1:1" : `http://${this.simulator.endpoint(endpointOf ?? region)}`;
    const clients = new Map<string, Ack>();
    const client = (region: string) => {
      const known = clients.get(region) ?? this.#ack(region, settings, address(region));
      clients.set(region, known);
      return known;
    };
    return {
      settings,
      clock: this.clock,
      ...(signal && { signal }),
      deadline: Number.POSITIVE_INFINITY,
      ...(watch && { sharedList: watch }),
      ack: client,
      report: (progress) => this.reports.push(progress),
      warn: (text) => this.warnings.push(text),
      note: (text) => this.notes.push(text),
    };
  }

  settings({ account = this.simulator.accounts[0], config = {} }: ContextOptions = {}): Settings {
    const values: Readonly<Record<string, string | undefined>> = {
      "alicloud:region": REGION,
      "alicloud:accessKey": account.accessKeyId,
      "alicloud:secretKey": account.accessKeySecret,
      "alicloud:securityToken": account.securityToken,
      "ack-serverless:pollIntervalMs": String(POLL_INTERVAL_MS),
      // The limiter has tests of its own.
      "ack-serverless:readsPerSecond": "1000000",
      "ack-serverless:writesPerSecond": "1000000",
      ...this.config,
      ...config,
    };
    const { settings, faults } = readSettings((key) => values[key], {});
    if (faults.length > 0) throw new Error(faults.join("\n"));
    return settings;
  }

  /** Lets something happen just before the next call of an operation, or the one after `skip` others. */
  before(operation: Operation, run: () => unknown, skip = 0): void {
    this.#hooks.push({ when: "before", operation, run, skip });
  }

  /** Lets something happen just after the next call of an operation, before the provider sees its answer. */
  after(operation: Operation, run: () => unknown, skip = 0): void {
    this.#hooks.push({ when: "after", operation, run, skip });
  }

  /** The requests since the last `forget()`, only those of one operation if named. */
  requests(operation?: Operation): readonly RecordedRequest[] {
    return this.simulator
      .requests()
      .slice(this.#forgotten)
      .filter((one) => operation === undefined || one.operation === operation);
  }

  /** The operations that were called, in order. */
  allCalls(): string[] {
    return this.requests().map(({ operation, method, path }) => operation ?? `${method} ${path}`);
  }

  /** The operations that were called, in order, but for those that only add to what is told. */
  calls(): string[] {
    return this.allCalls().filter((call) => !OPTIONAL_READS.includes(call));
  }

  /** The calls that change something, in order, each with what it carries. */
  writes(): [string, unknown][] {
    return this.requests().flatMap(({ operation = "", body, query }) =>
      /^(Describe|Get|List|Check)/.test(operation) ? [] : [[operation, body ?? query]],
    );
  }

  /** Starts the record anew. */
  forget(): void {
    this.#forgotten = this.simulator.requests().length;
    this.reports.length = 0;
    this.warnings.length = 0;
    this.notes.length = 0;
  }

  /** The one cluster that there is. */
  cluster(): ClusterDetail {
    const clusters = this.simulator.clusters();
    if (clusters.length !== 1) throw new Error(`${clusters.length} clusters: ${clusters.map((one) => one.name)}`);
    return clusters[0] as ClusterDetail;
  }

  #ack(region: string, settings: Settings, address: string): Ack {
    // The general port plays STS, which belongs to no region.
    const endpoints = { cs: address, sts: this.simulator.url };
    const onCall = (record: CallRecord) => this.log.push(record);
    const ack = connect({ settings: { ...settings, endpoints }, region, clock: this.clock, rename, onCall });
    return {
      region,
      call: async (operation: Operation, request: Request, signal?: AbortSignal) => {
        await this.#happen("before", operation);
        try {
          return await ack.call(operation, request, signal);
        } finally {
          await this.#happen("after", operation);
        }
      },
    };
  }

  async #happen(when: Hook["when"], operation: Operation): Promise<void> {
    const meant = this.#hooks.filter((hook) => hook.when === when && hook.operation === operation);
    const due = meant.filter((hook) => hook.skip-- === 0);
    for (const hook of due) {
      this.#hooks.splice(this.#hooks.indexOf(hook), 1);
      await hook.run();
    }
  }
}

const worlds = new Set<World>();

afterEach(async () => {
  const ended = [...worlds];
  worlds.clear();
  const unhandled = ended.flatMap(({ simulator }) => simulator.unhandled());
  await Promise.all(ended.map(({ simulator }) => simulator.close()));
  expect(unhandled).toEqual([]);
});
