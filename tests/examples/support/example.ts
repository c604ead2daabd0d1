import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Simulator } from "../../../simulator";
import type { Config } from "../../../tools/engine/engine";
import { quick } from "../../engine/support/cluster";
import { type EngineStack, loadProgram, testStack } from "../../engine/support/stack";

export const folder = join(__dirname, "..", "..", "..", "examples");

/** A file of an example; its program, unless another is named. */
export const fileOf = (example: string, file = "index.ts") => join(folder, example, file);

/** A stack of an example, in which the engine checks the configuration against the example's Pulumi.yaml. */
export async function exampleStack(example: string, simulator: Simulator, config: Config = {}): Promise<EngineStack> {
  const { name, config: settings } = parse(readFileSync(fileOf(example, "Pulumi.yaml"), "utf8"));
  return testStack({
    program: loadProgram(fileOf(example)),
    simulator,
    config: { ...quick, ...config },
    project: name,
    ...(settings !== undefined && { settings: { config: settings } }),
  });
}

/** Runs the `pulumi config set` commands of an example's README, word for word but for what `edit` puts in. */
export async function configureByReadme(stack: EngineStack, example: string, edit = (line: string) => line) {
  const readme = fileOf(example, "README.md");
  const lines = existsSync(readme) ? readFileSync(readme, "utf8").split("\n") : [];
  for (const line of lines.filter((text) => text.startsWith("pulumi config set ") && !text.includes("#"))) {
    const [, ...words] = edit(line).split(" ");
    await stack.run(...words.map((word) => word.replace(/^'(.*)'$/, "$1")));
  }
}
