import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { cliLocation, type simulatorConfig, toConfigMap } from "../../../tools/engine/engine";
import { isolatedEnvironment, processesWith } from "../../../tools/engine/isolation";
import { run } from "../../package/support";
import { ownKeys, withPlugin } from "./plugin";

const root = join(__dirname, "..", "..", "..");
const record = join(root, ".work", "sdks.json");
if (!existsSync(record))
  throw new Error('it is not known whether there are SDKs: run "node tools/setup/setup.mjs --tests" first');

/** The command that runs a program with each SDK, where there is one. */
export const sdks = JSON.parse(readFileSync(record, "utf8")) as { readonly go?: string; readonly python?: string };

/** A program in another language that drives Pulumi's Automation API, beside the project of a quickstart. */
export interface Driver {
  readonly language: "Python" | "Go";
  readonly command: string;
  readonly args: readonly string[];
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Runs a driver, and answers the JSON that it writes. It must leave no process behind. */
export async function drive(driver: Driver, config: ReturnType<typeof simulatorConfig>): Promise<unknown> {
  const { language, command, args } = driver;
  const marker = `${language.toLowerCase()}-${process.pid}`;
  const folder = join(root, ".work", marker);
  const example = join(root, "examples", `quickstart-${language.toLowerCase()}`);
  folders.push(folder);
  for (const part of ["program", "home", "state"]) mkdirSync(join(folder, part), { recursive: true });
  if (language === "Python") cpSync(join(example, "__main__.py"), join(folder, "program", "__main__.py"));
  const project = parse(readFileSync(join(example, "Pulumi.yaml"), "utf8"));
  writeFileSync(join(folder, "program", "Pulumi.yaml"), stringify({ ...project, ...withPlugin }));
  const told = {
    program: join(folder, "program", "__main__.py"),
    project: project.name,
    folder: join(folder, "program"),
    home: join(folder, "home"),
    root: cliLocation().root ?? null,
    config: toConfigMap(ownKeys(config)),
  };
  const output = await run(command, [...args, JSON.stringify(told)], {
    cwd: folder,
    env: isolatedEnvironment(folder, marker),
  });
  expect(processesWith(marker)).toEqual([]);
  return JSON.parse(output);
}
