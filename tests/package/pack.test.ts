import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Simulator } from "../../simulator/index";
import { cliLocation, simulatorConfig, toConfigMap } from "../../tools/engine/engine";
import { isolatedEnvironment } from "../../tools/engine/isolation";
import { node, npm, type Place } from "./support";

const root = join(__dirname, "..", "..");
const tool = (...path: string[]) => join(root, "node_modules", ...path);
const versionOf = (name: string): string => JSON.parse(readFileSync(tool(name, "package.json"), "utf8")).version;

/** Written into every user's state: it must stay this, byte for byte. */
const FROZEN_LINE = `exports.handler = () => require("pulumi-ack-serverless/dynamic").provider;`;

/** A program that starts another one as the engine does, and ends it after its first line. */
const startAndStop = `
  const child = require("node:child_process").spawn(process.argv[1], process.argv.slice(2), { stdio: ["pipe", "pipe", "inherit"] });
  child.stdout.once("data", (line) => { process.stdout.write(line); child.kill(); });`;

/** Outside the repository: nothing that it resolves may help the package. */
let outside: string;
let tarball: string;
let simulator: Simulator;

beforeAll(async () => {
  outside = realpathSync(mkdtempSync(join(tmpdir(), "ack-package-")));
  await npm(["pack", "--pack-destination", outside], { cwd: root });
  tarball = join(outside, readdirSync(outside).find((name) => name.endsWith(".tgz")) ?? "no tarball");
  simulator = await Simulator.start({ progression: "immediate" });
});

afterAll(async () => {
  await simulator?.close();
  rmSync(outside, { recursive: true, force: true, maxRetries: 5 });
});

describe.each([
  ["npm", (place: Place) => npm(["install", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"], place)],
  [
    "pnpm",
    (place: Place) =>
      node(tool("pnpm", "bin", "pnpm.cjs"), ["install", "--prefer-offline", "--no-frozen-lockfile"], place),
  ],
])("the package, installed by %s", (manager, install) => {
  let project: string;

  beforeAll(async () => {
    project = join(outside, manager);
    cpSync(join(__dirname, "project"), project, { recursive: true });
    cpSync(join(root, "examples", "quickstart", "index.ts"), join(project, "index.ts"));
    const dependencies = {
      "pulumi-ack-serverless": `file:${tarball}`,
      "@pulumi/pulumi": versionOf("@pulumi/pulumi"),
      "@types/node": versionOf("@types/node"),
    };
    writeFileSync(join(project, "package.json"), JSON.stringify({ private: true, dependencies }));
    await install({ cwd: project });
  });

  const compile = (config: string) => node(tool("typescript", "bin", "tsc"), ["-p", config], { cwd: project });

  /** Runs a program of the project in a stack of its own, and gives what its driver reports. */
  async function live(life: "full" | "short", script: string, ...args: string[]) {
    const stack = (args[0] ?? script).replace(/\W/g, "-");
    const folder = join(project, "stacks", stack);
    for (const name of ["state", "home"]) mkdirSync(join(folder, name), { recursive: true });
    const env = isolatedEnvironment(folder, stack, {
      LIFE: life,
      STACK: stack,
      CLI: JSON.stringify(cliLocation()),
      CONFIG: JSON.stringify(toConfigMap(simulatorConfig(simulator))),
      PULUMI_HOME: join(folder, "home"),
    });
    return JSON.parse(await node(script, args, { cwd: project, env }));
  }

  const lived = {
    created: { create: 2 },
    clusterId: expect.stringMatching(/^c\w+$/),
    recorded: { id: expect.stringMatching(/^c\w+$/), provider: FROZEN_LINE },
  };

  afterEach(() => {
    expect(simulator.clusters()).toEqual([]);
    expect(simulator.resources()).toEqual([]);
  });

  test("works from a CommonJS program", async () => {
    expect(await live("full", "required.cjs")).toEqual({ ...lived, again: { same: 2 } });
  });

  test("works from an ES module program", async () => {
    expect(await live("full", "imported.mjs")).toEqual({ ...lived, again: { same: 2 } });
  });

  test("works from TypeScript with module commonjs", async () => {
    await compile("tsconfig.commonjs.json");
    expect(await live("short", "commonjs.js")).toEqual(lived);
  });

  test("works from TypeScript with module nodenext", async () => {
    await compile("tsconfig.nodenext.json");
    expect(await live("short", "nodenext.mjs")).toEqual(lived);
  });

  test("is a plugin for Pulumi, by its folder and by its file", () => {
    const folder = join(project, "node_modules", "pulumi-ack-serverless");
    const name = "pulumi-resource-ack-serverless";
    for (const file of [name, "pulumi-resource-", join("bin", name)]) {
      // It is told no engine, and ends when it is told to: all that it says is its port.
      const { stdout } = spawnSync(process.execPath, ["-e", startAndStop, join(folder, file)], { encoding: "utf8" });
      expect([file, stdout]).toEqual([file, expect.stringMatching(/^\d+\n$/)]);
    }
    expect(existsSync(join(folder, "bin", "THIRD_PARTY_LICENSES.txt"))).toBe(true);
  });

  test("has commands that need no other package", async () => {
    const folder = join(project, "node_modules", "pulumi-ack-serverless", "dist");
    const { stdout } = spawnSync(
      process.execPath,
      ["-e", startAndStop, process.execPath, join(folder, "simulator", "main.js")],
      { encoding: "utf8" },
    );
    expect(stdout).toContain("ACK simulator at http://127.0.0.1:");
    const endpoints = `alicloud:endpoints=${JSON.stringify({ cs: simulator.url, sts: simulator.url })}`;
    const { accessKeyId, accessKeySecret } = simulator.accounts[0];
    const env = {
      ALICLOUD_ACCESS_KEY: accessKeyId,
      ALICLOUD_SECRET_KEY: accessKeySecret,
      ALICLOUD_REGION: "cn-hangzhou",
    };
    const versions = await node(join(folder, "cli", "main.js"), ["versions", "--json", "--config", endpoints], {
      cwd: project,
      env,
    });
    expect(JSON.parse(versions)).toContainEqual(expect.objectContaining({ creatable: true }));
  });

  test("works from tsx, with the quickstart", async () => {
    expect(await live("short", tool("tsx", "dist", "cli.mjs"), "loaded.ts")).toEqual(lived);
  });
});
