/**
 * `pulumi preview` of TypeScript programs as users run them, each in a process of Node: `npx tsx bench/typescript.ts [ref]`.
 */
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { built } from "./baseline";
import { type Contender, site } from "./contender";
import { nodeHost } from "./nodeHost";
import { inTurn, percent, type Sample, timed } from "./sample";

const root = join(__dirname, "..");
const ROUNDS = 7;

/** `pulumi` is a program that imports Pulumi and declares nothing. */
export type Program = Contender | "pulumi";

export interface ProgramCost {
  readonly program: Program;
  /** `pulumi preview` of an unchanged program. In milliseconds. */
  readonly preview: Sample;
  /** The same of the earlier version, where it is measured. */
  readonly before?: Sample;
}

interface Started {
  preview(): Promise<unknown>;
  close(): Promise<void>;
}

async function start(program: Program, folder: string): Promise<Started> {
  const { stack, env, close } = await site(program === "pulumi" ? "empty" : program, 0, folder);
  const place = join(stack.folder, "program");
  const host = await nodeHost(place, env);
  const project = join(place, "Pulumi.yaml");
  writeFileSync(project, stringify({ ...parse(readFileSync(project, "utf8")), ...host.settings }));
  writeFileSync(join(place, "index.ts"), sourceOf(program));
  writeFileSync(join(place, "package.json"), JSON.stringify({ name: "bench", main: "index.ts" }));
  cpSync(join(root, "examples", "quickstart", "tsconfig.json"), join(place, "tsconfig.json"));
  await stack.run("up", "--yes", "--skip-preview", "--non-interactive");
  return {
    preview: () => stack.run("preview", "--expect-no-changes", "--non-interactive"),
    async close() {
      host.close();
      await close();
    },
  };
}

function sourceOf(program: Program): string {
  const isOurs = program === "dynamic" || program === "plugin";
  const source = readFileSync(join(__dirname, "programs", `${isOurs ? "ours" : program}.ts`), "utf8");
  return program === "plugin" ? source.replace('-serverless"', '-serverless/plugin"') : source;
}

/** Measures each program so often, and those of this package with the version `ref` names as well. */
export async function programs(rounds: number, ref?: string): Promise<ProgramCost[]> {
  const all = ["empty", "pulumi", "stock", "dynamic", "plugin"] as const;
  const started: Record<string, Started> = {};
  const nameBefore = (program: Program) => `${program} before`;
  try {
    for (const program of all) started[program] = await start(program, root);
    if (ref !== undefined)
      for (const program of ["dynamic", "plugin"] as const)
        started[nameBefore(program)] = await start(program, built(ref));
    const previews = await inTurn(started, rounds, ({ preview }) => timed(preview));
    return all.map((program) => {
      const before = previews[nameBefore(program)];
      return { program, preview: previews[program] as Sample, ...(before && { before }) };
    });
  } finally {
    for (const { close } of Object.values(started)) await close();
  }
}

if (require.main === module)
  void programs(ROUNDS, process.argv[2]).then((costs) => {
    for (const { program, preview, before } of costs) {
      const shown = ({ median, deviation }: Sample) => `${median.toFixed(0)} ms ±${percent(deviation)}`;
      console.log(`${program}: ${shown(preview)}${before === undefined ? "" : `, before ${shown(before)}`}`);
    }
  });
