import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { recorded, testSimulator } from "./support/cluster";
import { pluginType } from "./support/plugin";
import { yamlStack } from "./support/yaml";

const root = join(__dirname, "..", "..");
const record = join(root, ".work", "sdks.json");
if (!existsSync(record))
  throw new Error('it is not known whether there are SDKs: run "node tools/setup/setup.mjs --tests" first');
const { codegen } = JSON.parse(readFileSync(record, "utf8")) as { codegen?: string };
const withGo = codegen === undefined ? test.skip : test;

/** What a compiler says of a TypeScript program that imports this package. */
function faults(text: string): string[] {
  const file = join(root, ".work", "imported.ts");
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: ["node"],
    typeRoots: [join(root, "node_modules", "@types")],
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, getSourceFile } = host;
  host.fileExists = (path) => path === file || fileExists(path);
  host.getSourceFile = (path, target) =>
    path === file ? ts.createSourceFile(path, text, target) : getSourceFile(path, target);
  const program = ts.createProgram([file], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

withGo("what pulumi import prints in TypeScript compiles against the package: needs Go", async () => {
  const simulator = await testSimulator();
  const stack = await yamlStack(simulator);
  const id = simulator.seed({
    name: "legacy",
    cluster_spec: "ack.pro.small",
    ip_stack: "dual",
    tags: [{ key: "env", value: "prod" }],
    maintenance_window: { enable: true, maintenance_time: "03:00:00Z", duration: "3h", weekly_period: "Monday,Friday" },
    operation_policy: { cluster_auto_upgrade: { enabled: true, channel: "patch" } },
  }).cluster_id;
  const flags = ["--generate-code=false", "--protect=false", "--yes", "--skip-preview"];
  await stack.run("import", pluginType, "prod", id, ...flags);
  expect(recorded(stack, "prod").inputs).toMatchObject({ clusterSpec: "ack.pro.small" });

  const state = join(stack.folder, "imported.json");
  writeFileSync(state, JSON.stringify({ version: 3, deployment: stack.exportState() }));
  const schema = join(root, "provider", "schema.json");
  const printed = execFileSync(codegen as string, ["import", schema, state], { encoding: "utf8" });
  expect(printed).toContain('import * as ack_serverless from "pulumi-ack-serverless";');
  expect(printed).toContain('new ack_serverless.plugin.ServerlessCluster("prod", {');
  for (const value of ["ClusterSpec.AckProSmall", "IpStack.Dual", "AutoUpgradeChannel.Patch", "Period.Monday"])
    expect(printed).toContain(value);
  expect(faults(printed)).toEqual([]);
  // The compiler does look at the values.
  expect(faults(printed.replace("ClusterSpec.AckProSmall", "ClusterSpec.AckProSmal"))).toEqual([
    expect.stringContaining("Property 'AckProSmal' does not exist"),
  ]);
});
