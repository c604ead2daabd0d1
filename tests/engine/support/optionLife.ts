import type * as pulumi from "@pulumi/pulumi";
import type { ServerlessClusterArgs } from "pulumi-ack-serverless";
import type { Simulator, SimulatorOptions } from "../../../simulator";
import type { ClassUnderTest } from "./classes";
import { names, quick, testSimulator, writesDuring } from "./cluster";
import { type EngineStack, type Run, type TestStackOptions, testStack } from "./stack";

/** One resource option or flag, tried with one class. */
export interface OptionRow {
  readonly option: string;
  /** What is run, for the page. */
  readonly tried: string;
  /** @returns what the page says: nothing where the option works, or what happens instead. @throws for anything else. */
  run(one: ClassUnderTest): Promise<string | undefined>;
}

/** A row whose option works with both classes: `run` fails where it does not. */
export function works(option: string, tried: string, run: (one: ClassUnderTest) => Promise<void>): OptionRow {
  return { option, tried, run: (one) => run(one).then(() => undefined) };
}

/** The program's resources, declared by a class. */
export type Declare = (cluster: MakeCluster) => unknown;
export type MakeCluster = (
  name: string,
  args?: ServerlessClusterArgs,
  options?: pulumi.CustomResourceOptions,
) => InstanceType<ClassUnderTest["ServerlessCluster"]>;

/** A stack whose program a row changes from run to run. */
export interface OptionLife {
  readonly simulator: Simulator;
  readonly stack: EngineStack;
  /** Runs the program and lists its calls that could change something. */
  up(declare: Declare, ...flags: string[]): Promise<{ readonly run: Run; readonly writes: (string | undefined)[] }>;
  /** Sets the program of the next run. */
  declare(declare: Declare): void;
}

export interface OptionLifeOptions extends Partial<TestStackOptions> {
  readonly simulation?: SimulatorOptions;
}

export async function optionLife(
  { ServerlessCluster, settings }: ClassUnderTest,
  { simulation, ...more }: OptionLifeOptions = {},
): Promise<OptionLife> {
  const simulator = await testSimulator(simulation);
  let declared: Declare = () => {};
  const program = async () => {
    declared((name, args, options) => new ServerlessCluster(name, { zoneId: "cn-hangzhou-i", ...args }, options));
  };
  const stack = await testStack({ simulator, program, config: quick, settings, ...more });
  return {
    simulator,
    stack,
    async up(declare, ...flags) {
      declared = declare;
      let run: Run | undefined;
      const writes = await writesDuring(simulator, async () => {
        run = await stack.up(...flags);
      });
      return { run: run as Run, writes: names(writes) };
    },
    declare(declare) {
      declared = declare;
    },
  };
}
