import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, delimiter, join } from "node:path";
import { simulatorConfig } from "../../tools/engine/engine";
import { expectNothingLeft, quick, recorded, testSimulator } from "./support/cluster";
import { ownKeys, pluginBench, pluginFolder, pluginType } from "./support/plugin";
import { type EngineStack, expectFailure, testStack } from "./support/stack";
import { write, yamlStack } from "./support/yaml";

const root = join(__dirname, "..", "..");
const plugin = join(pluginFolder, "pulumi-resource-ack-serverless");
const { version } = require("../../package.json") as { version: string };

const versionOf = (name: string): string =>
  JSON.parse(readFileSync(join(root, "node_modules", name, "package.json"), "utf8")).version;

async function anyStack(): Promise<EngineStack> {
  return testStack({ program: async () => undefined, config: { "ack-serverless:region": "cn-hangzhou" } });
}

test("the schema is valid, without a warning, and is what the plugin returns", async () => {
  const stack = await anyStack();
  const { text } = await stack.run("schema", "check", join(root, "provider", "schema.json"));
  expect(text.trim()).toBe("");
  const { stdout } = await stack.run("package", "get-schema", plugin);
  expect(JSON.parse(stdout)).toMatchObject({
    name: "ack-serverless",
    version,
    resources: { [pluginType]: { methods: { getKubeconfig: `${pluginType}/getKubeconfig` } } },
  });
});

test("it is installed from the archive that npm run dist makes", async () => {
  execFileSync(process.execPath, [join(root, "tools", "build", "dist.mjs")], { cwd: root });
  const archive = join(root, "release", `pulumi-resource-ack-serverless-v${version}-linux-amd64.tar.gz`);
  const { stack, simulator } = await pluginBench({ prod: { zoneId: "cn-hangzhou-i" } }, { settings: {} });
  await stack.run("plugin", "install", "resource", "ack-serverless", version, "--file", archive);
  const run = await stack.up();
  expect(run.text).not.toContain("$PATH");
  expect(recorded(stack, "prod").type).toBe(pluginType);
  await stack.destroy();
  expectNothingLeft(simulator);
});

test("it is found on PATH, with the settings of its own namespace", async () => {
  const before = process.env.PATH;
  process.env.PATH = `${pluginFolder}${delimiter}${before}`;
  try {
    const simulator = await testSimulator();
    const config = ownKeys({ ...simulatorConfig(simulator), ...quick });
    const { ServerlessCluster } = await import("pulumi-ack-serverless/plugin");
    const stack = await testStack({
      config,
      program: async () => {
        new ServerlessCluster("prod", { zoneId: "cn-hangzhou-i" });
      },
    });
    await stack.up();
    const providers = stack.exportState().resources.filter(({ type }) => type === "pulumi:providers:ack-serverless");
    expect(providers.map(({ urn }) => urn.split("::").at(-1))).toEqual(["default"]);
    await stack.destroy();
    expectNothingLeft(simulator);
  } finally {
    process.env.PATH = before;
  }
});

describe("pulumi package add", () => {
  const folder = join(root, "node_modules", "pulumi-ack-serverless");

  test.each([
    ["the plugin's file", plugin],
    ["the package's folder", folder],
  ])("describes the package for a project from %s", async (_what, path) => {
    const stack = await yamlStack(await testSimulator(), {});
    // The YAML host writes the description, and has no more to link: it says so by an error.
    const { text } = await expectFailure(stack.run("package", "add", path));
    expect(text).toContain("method Link not implemented");
    const sdk = join(stack.folder, "program", "sdks", "ack-serverless");
    expect(readdirSync(sdk)).toEqual([`ack-serverless-${version}.yaml`]);
  });

  test("of the folder writes a place into the project that the engine starts it from", async () => {
    const simulator = await testSimulator();
    const stack = await yamlStack(simulator, { packages: { "ack-serverless": folder } });
    write(stack, {
      resources: { prod: { type: "ack-serverless:ServerlessCluster", properties: { zoneId: "cn-hangzhou-i" } } },
    });
    await stack.run("up", "--yes", "--skip-preview");
    expect(recorded(stack, "prod").type).toBe(pluginType);
    await stack.run("destroy", "--yes", "--skip-preview");
    expectNothingLeft(simulator);
  });
});

test("the notices of what the plugin holds are in its archives", () => {
  const archive = join(root, "release", `pulumi-resource-ack-serverless-v${version}-linux-amd64.tar.gz`);
  const notices = execFileSync("tar", ["-xzOf", archive, "THIRD_PARTY_LICENSES.txt"], { encoding: "utf8" });
  for (const name of ["@alicloud/cs20151215", "@grpc/grpc-js", "@pulumi/pulumi", "google-protobuf", "yaml"]) {
    expect(notices).toMatch(new RegExp(`^${name} ${versionOf(name)} \\(`, "m"));
  }
  expect(notices).not.toMatch(/^typescript /m);
  expect(notices).toContain("Permission is hereby granted, free of charge");
});

describe("the plugin's process", () => {
  /** Starts it alone, in a folder without any package. */
  function start(...args: string[]) {
    const folder = mkdtempSync(join(tmpdir(), "ack-plugin-"));
    cpSync(pluginFolder, folder, { recursive: true });
    const child = spawn(join(folder, basename(plugin)), args, { cwd: folder, stdio: ["pipe", "pipe", "pipe"] });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        said += text;
      });
    }
    const port = new Promise<void>((resolve) => child.stdout.once("data", () => resolve()));
    const exit = new Promise<number | null>((resolve) => child.once("close", (code) => resolve(code))).finally(() =>
      rmSync(folder, { recursive: true, force: true }),
    );
    return { child, port, exit, said: () => said };
  }

  test.each<[string, (child: ReturnType<typeof start>["child"]) => void]>([
    ["the engine is gone", (child) => child.stdin.end()],
    ["it is told to", (child) => child.kill("SIGTERM")],
  ])("needs no file but its own, says its port and nothing else, and ends when %s", async (_what, end) => {
    const { child, port, exit, said } = start("127.0.0.1:1");
    await port;
    end(child);
    expect(await exit).toBe(0);
    expect(said()).toMatch(/^\d+\n$/);
  });
});
