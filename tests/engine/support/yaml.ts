import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { parse, stringify } from "yaml";
import type { Simulator } from "../../../simulator";
import { type EngineStackOptions, simulatorConfig } from "../../../tools/engine/engine";
import { quick } from "./cluster";
import { ownKeys, withPlugin } from "./plugin";
import { type EngineStack, testStack } from "./stack";

/** Where the set-up has found the YAML language host: `node tools/setup/setup.mjs --tests`. */
const record = join(__dirname, "..", "..", "..", ".work", "pulumi-yaml.json");

/** A YAML program: what its Pulumi.yaml has beside the name and the runtime. */
export interface YamlProgram {
  readonly config?: Readonly<Record<string, unknown>>;
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
export async function yamlStack(
  simulator: Simulator,
  whereThePluginIs: Readonly<Record<string, unknown>> = withPlugin,
): Promise<EngineStack> {
  return yamlProject({
    config: ownKeys({ ...simulatorConfig(simulator), ...quick }),
    settings: whereThePluginIs,
  });
}

/** The same with a name, configuration and environment of its own. Its Pulumi.yaml holds the settings and no program. */
export async function yamlProject(options: Omit<EngineStackOptions, "program">): Promise<EngineStack> {
  if (!existsSync(record))
    throw new Error('no YAML language host is set up: run "node tools/setup/setup.mjs --tests" first');
  const { folder } = JSON.parse(readFileSync(record, "utf8"));
  process.env.PATH = `${folder}${delimiter}${process.env.PATH}`;
  return testStack({
    ...options,
    program: async () => undefined,
    settings: { ...options.settings, runtime: "yaml" },
  });
}
