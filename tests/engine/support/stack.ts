import { join } from "node:path";
import { EngineStack, type EngineStackOptions, simulatorConfig } from "../../../tools/engine/engine";
import { type KeyService, keyService } from "./keyService";

export {
  EngineFailure,
  EngineStack,
  expectFailure,
  loadProgram,
  type PulumiFn,
  type Run,
} from "../../../tools/engine/engine";

const stacks = new Set<EngineStack>();
let keys: Promise<KeyService> | undefined;

afterAll(async () => {
  await Promise.all([...stacks].map((stack) => stack.dispose()));
  (await keys)?.close();
});

const lightHost = { NODE_OPTIONS: `--require=${JSON.stringify(join(__dirname, "lightHost.cjs"))}` };

export interface TestStackOptions extends EngineStackOptions {
  /** Where the provider's calls go. Without it there is no region and no account. */
  readonly simulator?: Parameters<typeof simulatorConfig>[0] | undefined;
  /** The stack's `alicloud:region`. Default cn-hangzhou. */
  readonly region?: string;
}

/** A stack for one test file, configured for its simulator, and taken away after its last test. */
export async function testStack({
  simulator,
  region,
  config,
  env,
  ...options
}: TestStackOptions): Promise<EngineStack> {
  const forSimulator =
    simulator === undefined ? {} : simulatorConfig(simulator, region === undefined ? {} : { region });
  keys ??= keyService();
  const { secretsProvider, env: forKeys } = await keys;
  const stack = await EngineStack.create({
    secretsProvider,
    ...options,
    config: { ...forSimulator, ...config },
    env: { ...forKeys, ...lightHost, ...env },
  });
  stacks.add(stack);
  return stack;
}
