import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { cliLocation, simulatorConfig, toConfigMap } from "../../tools/engine/engine";
import { isolatedEnvironment, processesWith } from "../../tools/engine/isolation";
import { run } from "../package/support";
import { quick, testSimulator } from "./support/cluster";
import { ownKeys, withPlugin } from "./support/plugin";

const root = join(__dirname, "..", "..");
const record = join(root, ".work", "sdks.json");
if (!existsSync(record))
  throw new Error('it is not known whether there are SDKs: run "node tools/setup/setup.mjs --tests" first');
const sdks = JSON.parse(readFileSync(record, "utf8")) as { go?: string; python?: string };

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A SDK's language: the example, and how the tests run it through the Automation API. */
interface Language {
  readonly name: "Python" | "Go";
  readonly needs: string;
  readonly command: string | undefined;
  readonly args: readonly string[];
}

const languages: readonly Language[] = [
  {
    name: "Python",
    needs: "Go and Python 3.9 or later",
    command: sdks.python,
    args: [join(__dirname, "python", "life.py")],
  },
  { name: "Go", needs: "Go", command: sdks.go, args: [] },
];

/** Runs an example's program with its SDK from creation to deletion, and answers what its Automation API reports. */
async function live({ name, command, args }: Language, config: ReturnType<typeof simulatorConfig>): Promise<unknown> {
  const marker = `${name.toLowerCase()}-${process.pid}`;
  const folder = join(root, ".work", marker);
  const example = join(root, "examples", `quickstart-${name.toLowerCase()}`);
  folders.push(folder);
  for (const part of ["program", "home", "state"]) mkdirSync(join(folder, part), { recursive: true });
  if (name === "Python") cpSync(join(example, "__main__.py"), join(folder, "program", "__main__.py"));
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
  const output = await run(command as string, [...args, JSON.stringify(told)], {
    cwd: folder,
    env: isolatedEnvironment(folder, marker),
  });
  expect(processesWith(marker)).toEqual([]);
  return JSON.parse(output);
}

describe.each(languages)("a $name program with the generated SDK", (language) => {
  const test = language.command === undefined ? it.skip : it;

  test(`lives its whole life: needs ${language.needs}`, async () => {
    const simulator = await testSimulator();
    const edition = "ack.pro.16xlarge";
    simulator.edit(simulator.seed({ region_id: "cn-beijing" }).cluster_id, { cluster_spec: edition });
    expect(await live(language, { ...simulatorConfig(simulator), ...quick })).toEqual({
      outputs: {
        clusterId: { value: expect.stringMatching(/^c[0-9a-f]{32}$/), secret: false },
        version: { value: "1.35.2-aliyun.1", secret: false },
        kubeconfig: { value: expect.stringContaining("client-key-data"), secret: true },
        // An edition that is newer than the SDK.
        editions: { value: [edition], secret: false },
      },
      created: { create: 2 },
      again: { same: 2 },
      changed: { same: 1, update: 1 },
      refreshed: { same: 2 },
      destroyed: { delete: 2 },
    });
    expect(simulator.requests("TagResources").map(({ body }) => JSON.stringify(body))).toContainEqual(
      expect.stringContaining('"prod"'),
    );
    const [seeded, ...others] = simulator.clusters();
    expect(others).toEqual([]);
    expect(seeded).toMatchObject({ cluster_spec: edition });
    expect(simulator.unhandled()).toEqual([]);
  });
});
