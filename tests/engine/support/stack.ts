import { EngineStack, type EngineStackOptions, simulatorConfig } from "../../../tools/engine/engine";

export {
  EngineFailure,
  EngineStack,
  expectFailure,
  loadProgram,
  type PulumiFn,
  type Run,
} from "../../../tools/engine/engine";

const stacks = new Set<EngineStack>();

afterAll(async () => {
  await Promise.all([...stacks].map((stack) => stack.dispose()));
});

export interface TestStackOptions extends EngineStackOptions {
  /** Where the provider's calls go. Without it there is no region and no account. */
  readonly simulator?: Parameters<typeof simulatorConfig>[0] | undefined;
  /** The stack's `alicloud:region`. Default cn-hangzhou. */
  readonly region?: string;
}

/** A stack for one test file, configured for its simulator, and taken away after its last test. */
export async function testStack({ simulator, region, config, ...options }: TestStackOptions): Promise<EngineStack> {
  const forSimulator =
    simulator === undefined ? {} : simulatorConfig(simulator, region === undefined ? {} : { region });
  const stack = await EngineStack.create({ ...options, config: { ...forSimulator, ...config } });
  stacks.add(stack);
  return stack;
}
