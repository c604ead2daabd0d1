import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { parse, stringify } from "yaml";
import type { Simulator } from "../../../simulator";
import { simulatorConfig } from "../../../tools/engine";
import { quick } from "./cluster";
import { ownKeys, withPlugin } from "./plugin";
import { type EngineStack, testStack } from "./stack";

const goModule = readFileSync(join(__dirname, "..", "..", "..", "tools", "pulumi-yaml", "go.mod"), "utf8");
const version = /github\.com\/pulumi\/pulumi-yaml v(\S+)/.exec(goModule)?.[1];
const cache = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
const folder = join(cache, "pulumi-ack-serverless", "pulumi-yaml", String(version));

/** Where the YAML language host was built; elsewhere its tests are skipped: `node tools/pulumiYaml.mjs` builds it. */
export const describeYaml = existsSync(join(folder, "pulumi-language-yaml")) ? describe : describe.skip;

/** A YAML program: what its Pulumi.yaml has beside the name and the runtime. */
export interface YamlProgram {
  readonly resources?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** Writes the program as a user does, beside what the project already says. */
export function write(stack: EngineStack, program: YamlProgram): void {
  const file = join(stack.folder, "program", "Pulumi.yaml");
  const {
    resources: _resources,
    outputs: _outputs,
    variables: _variables,
    ...project
  } = parse(readFileSync(file, "utf8"));
  writeFileSync(file, stringify({ ...project, ...program }));
}

/** A stack of a YAML project, driven by the CLI's own commands. */
export async function yamlStack(simulator: Simulator, whereThePluginIs: object = withPlugin): Promise<EngineStack> {
  process.env.PATH = `${folder}${delimiter}${process.env.PATH}`;
  return testStack({
    program: async () => undefined,
    config: { ...ownKeys({ ...simulatorConfig(simulator), ...quick }) },
    settings: { ...whereThePluginIs, runtime: "yaml" },
  });
}
