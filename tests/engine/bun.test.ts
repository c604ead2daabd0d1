import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cliLocation, simulatorConfig, toConfigMap } from "../../tools/engine/engine";
import { isolatedEnvironment, processesWith } from "../../tools/engine/isolation";
import { run } from "../package/support";
import { expectNothingLeft, quick, testSimulator } from "./support/cluster";
import { withPlugin } from "./support/plugin";

const root = join(__dirname, "..", "..");
const record = join(root, ".work", "bun.json");
if (!existsSync(record))
  throw new Error('it is not known whether there is a Bun: run "node tools/setup/setup.mjs --tests" first');
const { command } = JSON.parse(readFileSync(record, "utf8")) as { command: string };

const marker = `bun-${process.pid}`;
const folder = join(root, ".work", marker);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a program that Bun runs takes a cluster of each class from its preview to the deletion", async () => {
  for (const part of ["program", "home", "state"]) mkdirSync(join(folder, part), { recursive: true });
  const simulator = await testSimulator();
  const told = {
    project: { name: "ack", runtime: "bun", ...withPlugin },
    folder: join(folder, "program"),
    home: join(folder, "home"),
    cli: cliLocation(),
    config: toConfigMap({ ...simulatorConfig(simulator), ...quick }),
  };
  const output = await run(command, [join(__dirname, "bun", "life.ts"), JSON.stringify(told)], {
    cwd: folder,
    env: isolatedEnvironment(folder, marker),
  });
  const { outputs, ...changes } = JSON.parse(output);
  expect(outputs).toEqual({
    bun: { value: expect.stringMatching(/^\d+\.\d+\.\d+$/), secret: false },
    ids: { value: Array(2).fill(expect.stringMatching(/^c[0-9a-f]{32}$/)), secret: false },
  });
  // The stack, the plugin's provider and the two clusters.
  expect(changes).toEqual({
    previewed: { create: 4 },
    created: { create: 4 },
    again: { same: 4 },
    changed: { same: 2, update: 2 },
    refreshed: { same: 4 },
    destroyed: { delete: 4 },
  });
  expect(simulator.requests("CreateCluster")).toHaveLength(2);
  const tags = simulator.requests("TagResources").map(({ body }) => JSON.stringify(body));
  expect(tags.filter((body) => body.includes('"prod"'))).toHaveLength(2);
  expectNothingLeft(simulator);
  expect(processesWith(marker)).toEqual([]);
});
