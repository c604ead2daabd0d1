import type * as pulumi from "@pulumi/pulumi";
import { ServerlessCluster, type ServerlessClusterArgs } from "pulumi-ack-serverless";
import { type Account, type RecordedRequest, Simulator, type SimulatorOptions } from "../../../simulator";
import type { Config } from "../../../tools/engine/engine";
import type { ResourceState } from "../../../tools/engine/stackState";
import { type EngineStack, type Run, type TestStackOptions, testStack } from "./stack";

/** The whole of the provider's code in a state, for ever. */
export const providerLine = 'exports.handler = () => require("pulumi-ack-serverless/dynamic").provider;';
export const clusterType = "pulumi-nodejs:dynamic/ack:ServerlessCluster";

/** The stack's configuration for a temporary key of a simulator. */
export function temporaryKey(
  { url }: Simulator,
  { accessKeyId, accessKeySecret, securityToken }: TemporaryKey,
): Config {
  return {
    "alicloud:region": "cn-hangzhou",
    "alicloud:accessKey": { secret: accessKeyId },
    "alicloud:secretKey": { secret: accessKeySecret },
    "alicloud:securityToken": { secret: securityToken },
    "alicloud:endpoints": JSON.stringify({ cs: url, sts: url }),
  };
}

type TemporaryKey = Pick<Account, "accessKeyId" | "accessKeySecret"> & { readonly securityToken: string };

/** Waits that are as short as they can be set. */
export const quick: Config = {
  "ack-serverless:pollIntervalMs": "20",
  "ack-serverless:retryIntervalMs": "20",
  "ack-serverless:busyIntervalMs": "50",
  "ack-serverless:listLagMs": "50",
};

const simulators = new Set<Simulator>();

afterAll(async () => {
  await Promise.all([...simulators].map((simulator) => simulator.close()));
});

/** A simulator for one test file. */
export async function testSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await Simulator.start(options);
  simulators.add(simulator);
  return simulator;
}

/** The clusters of a program, by name. A test edits them as a user edits a program between two runs. */
export type Wishes = Record<string, ServerlessClusterArgs>;

/** A stack with a simulator of its own behind it. */
export interface Bench {
  readonly simulator: Simulator;
  readonly stack: EngineStack;
  /** The arguments of each cluster in the program. */
  readonly wishes: Wishes;
  /** The resource options of each cluster in the program. */
  readonly options: Record<string, pulumi.CustomResourceOptions>;
}

export interface BenchOptions extends Partial<TestStackOptions> {
  readonly simulation?: SimulatorOptions;
}

/** A stack whose program makes the clusters that `wishes` holds when it runs. */
export async function bench(wishes: Wishes, { simulation, config, ...more }: BenchOptions = {}): Promise<Bench> {
  const simulator = await testSimulator(simulation);
  const options: Bench["options"] = {};
  const program = async () => {
    for (const [name, args] of Object.entries(wishes)) new ServerlessCluster(name, args, options[name] ?? {});
  };
  const stack = await testStack({ simulator, program, config: { ...quick, ...config }, ...more });
  return { simulator, stack, wishes, options };
}

/** What the state holds of a resource. @throws Error when it holds none of that name, or several. */
export function recorded(stack: EngineStack, name: string): ResourceState {
  const named = stack.exportState().resources.filter(({ urn }) => urn.split("::").at(-1) === name);
  if (named.length !== 1) throw new Error(`the state holds ${named.length} resources named ${name}`);
  return named[0] as ResourceState;
}

/** What the engine did, step by step, to everything but the stack and providers. */
export function operations({ steps }: Run): string[] {
  return steps.filter(({ type }) => !type.startsWith("pulumi:providers:")).map(({ op }) => op);
}

/** The step of one kind that a run took, or would take. */
export function step({ steps }: Run, op: string): Run["steps"][number] | undefined {
  return steps.find((one) => one.op === op);
}

/** What a run told its user. Debug lines are there too, but shown only to those who ask for them. */
export function told({ diagnostics }: Run): string[] {
  return diagnostics.filter((line) => !line.startsWith("debug:"));
}

const reads = /^(Describe|Get|List)/;

/** The operations that arrived while `action` went on, and that could change something. */
export async function writesDuring(simulator: Simulator, action: () => Promise<unknown>): Promise<RecordedRequest[]> {
  return (await requestsDuring(simulator, action)).filter(({ operation = "" }) => !reads.test(operation));
}

/** All that arrived while `action` went on. */
export async function requestsDuring(simulator: Simulator, action: () => Promise<unknown>): Promise<RecordedRequest[]> {
  const before = simulator.requests().length;
  await action();
  return simulator.requests().slice(before);
}

/** The names of the requests' operations. */
export function names(requests: readonly RecordedRequest[]): (string | undefined)[] {
  return requests.map(({ operation }) => operation);
}

/** Waits for what a run does meanwhile. */
export async function until(hasHappened: () => boolean): Promise<void> {
  while (!hasHappened()) await new Promise((done) => setTimeout(done, 20));
}

/** Lets simulated time run fast while `action` goes on. */
export async function whileTimePasses<T>(simulator: Simulator, action: () => Promise<T>): Promise<T> {
  const ticking = setInterval(() => simulator.advance("1m"), 20);
  try {
    return await action();
  } finally {
    clearInterval(ticking);
  }
}

/**
 * Nothing is left, and nothing arrived that ACK does not know.
 *
 * @param kept  the types of resources that ACK keeps when it deletes a cluster
 */
export function expectNothingLeft(simulator: Simulator, kept: readonly string[] = []): void {
  expect(simulator.clusters()).toEqual([]);
  expect(simulator.resources().filter(({ type }) => !kept.includes(type))).toEqual([]);
  expect(simulator.unhandled()).toEqual([]);
}
