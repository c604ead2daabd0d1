import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Simulator } from "../../simulator/index";
import { cliLocation, simulatorConfig, toConfigMap } from "../../tools/engine/engine";
import { isolatedEnvironment } from "../../tools/engine/isolation";
import { node, npm } from "./support";

const root = join(__dirname, "..", "..");
const pnpm = join(root, "node_modules", "pnpm", "bin", "pnpm.cjs");
const pulumi = JSON.parse(
  readFileSync(join(root, "node_modules", "@pulumi", "pulumi", "package.json"), "utf8"),
).version;

/** A component library, which alone depends on the package. */
const library = `
const pulumi = require("@pulumi/pulumi");
const { ServerlessCluster } = require("pulumi-ack-serverless");
exports.Platform = class extends pulumi.ComponentResource {
  constructor(name) {
    super("acme:index:Platform", name);
    this.id = new ServerlessCluster(name, { zoneId: "cn-hangzhou-i" }, { parent: this }).clusterId;
  }
};`;

/** A program that knows the library only. It runs inline, with the variable by which the CLI's own programs differ. */
const program = `
process.env.PULUMI_NODEJS_MONITOR = "set by the CLI";
const { LocalWorkspace, PulumiCommand } = require("@pulumi/pulumi/automation");
const { Platform } = require("@acme/platform");
const { CLI, CONFIG, PULUMI_HOME } = process.env;
(async () => {
  const stack = await LocalWorkspace.createOrSelectStack(
    { stackName: "dev", projectName: "shop", program: async () => ({ id: new Platform("shop").id }) },
    { workDir: __dirname, pulumiHome: PULUMI_HOME, pulumiCommand: await PulumiCommand.get(JSON.parse(CLI)) },
  );
  await stack.setAllConfig(JSON.parse(CONFIG));
  await stack.preview();
  const { outputs } = await stack.up();
  await stack.destroy();
  console.log(outputs.id.value);
})().catch((failure) => console.log(String(failure)));`;

let folder: string;
let simulator: Simulator;

function write(path: string, content: string | object): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
}

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "ack-workspace-")));
  await npm(["pack", "--pack-destination", folder], { cwd: root });
  simulator = await Simulator.start({ progression: "immediate" });
});

afterAll(async () => {
  await simulator?.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** Installs the workspace, with more dependencies of the program than the library, and runs the program. */
async function run(more: Readonly<Record<string, string>>): Promise<string> {
  write("apps/shop/package.json", {
    name: "shop",
    private: true,
    dependencies: { "@pulumi/pulumi": pulumi, "@acme/platform": "workspace:*", ...more },
  });
  await node(pnpm, ["install", "--prefer-offline", "--no-frozen-lockfile", "--ignore-scripts"], { cwd: folder });
  const stack = join(folder, "stack");
  for (const name of ["state", "home"]) mkdirSync(join(stack, name), { recursive: true });
  const env = isolatedEnvironment(stack, "workspace", {
    CLI: JSON.stringify(cliLocation()),
    CONFIG: JSON.stringify(toConfigMap(simulatorConfig(simulator))),
    PULUMI_HOME: join(stack, "home"),
  });
  return node("program.js", [], { cwd: join(folder, "apps", "shop"), env });
}

test("in a pnpm workspace, the preview says that the program itself needs the package, and then it works", async () => {
  const tarball = `file:${join(folder, readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? "no tarball")}`;
  write("package.json", { name: "acme", private: true });
  write("pnpm-workspace.yaml", "packages: [apps/*, libs/*]\n");
  write("libs/platform/package.json", {
    name: "@acme/platform",
    version: "1.0.0",
    main: "index.js",
    dependencies: { "@pulumi/pulumi": pulumi, "pulumi-ack-serverless": tarball },
  });
  write("libs/platform/index.js", library);
  write("apps/shop/program.js", program);

  const refused = await run({});
  expect(refused).toContain(
    `cannot find pulumi-ack-serverless from there: add it to "dependencies" in ${join(folder, "apps", "shop", "package.json")} and install`,
  );
  expect(simulator.requests()).toEqual([]);

  expect(await run({ "pulumi-ack-serverless": tarball })).toMatch(/^c\w+\n$/);
  expect(simulator.clusters()).toEqual([]);
});
