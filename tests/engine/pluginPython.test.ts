import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { cliLocation, simulatorConfig, toConfigMap } from "../../tools/engine/engine";
import { isolatedEnvironment, processesWith } from "../../tools/engine/isolation";
import { run } from "../package/support";
import { expectNothingLeft, quick, testSimulator } from "./support/cluster";
import { ownKeys, withPlugin } from "./support/plugin";

const root = join(__dirname, "..", "..");
const record = join(root, ".work", "python.json");
if (!existsSync(record))
  throw new Error('it is not known whether there is Python: run "node tools/setup/setup.mjs --tests" first');
const { python } = JSON.parse(readFileSync(record, "utf8")) as { python?: string };
const example = join(root, "examples", "python");

const folder = join(root, ".work", `python-${process.pid}`);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const withPython = python === undefined ? test.skip : test;

withPython("a Python program lives its whole life: needs Python 3.9 or later", async () => {
  const simulator = await testSimulator();
  for (const name of ["program", "home", "state"]) mkdirSync(join(folder, name), { recursive: true });
  cpSync(join(example, "__main__.py"), join(folder, "program", "__main__.py"));
  const project = parse(readFileSync(join(example, "Pulumi.yaml"), "utf8"));
  writeFileSync(join(folder, "program", "Pulumi.yaml"), stringify({ ...project, ...withPlugin }));
  const told = {
    program: join(folder, "program", "__main__.py"),
    folder: join(folder, "program"),
    home: join(folder, "home"),
    root: cliLocation().root ?? null,
    config: toConfigMap(ownKeys({ ...simulatorConfig(simulator), ...quick })),
  };
  const marker = `python-${process.pid}`;
  const output = await run(python as string, [join(__dirname, "python", "life.py"), JSON.stringify(told)], {
    cwd: folder,
    env: isolatedEnvironment(folder, marker),
  });
  expect(JSON.parse(output)).toEqual({
    outputs: {
      clusterId: { value: expect.stringMatching(/^c[0-9a-f]{32}$/), secret: false },
      version: { value: "1.35.2-aliyun.1", secret: false },
      kubeconfig: {
        value: { config: expect.stringContaining("client-key-data"), expiration: expect.any(String) },
        secret: true,
      },
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
  expectNothingLeft(simulator);
  expect(processesWith(marker)).toEqual([]);
});
