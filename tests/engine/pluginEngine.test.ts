import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Provider } from "pulumi-ack-serverless/plugin";
import { expectNothingLeft, recorded, testSimulator } from "./support/cluster";
import { pluginBench, pluginFolder, pluginType, withPlugin } from "./support/plugin";
import { testStack } from "./support/stack";

const plugin = join(pluginFolder, "pulumi-resource-ack-serverless");

test("pulumi do lists the clusters that can be imported, by what they can be looked for", async () => {
  const simulator = await testSimulator();
  const tags = [{ key: "env", value: "prod" }];
  const web = simulator.seed({ name: "web", tags }).cluster_id;
  const other = simulator.seed({ name: "other" }).cluster_id;
  const far = simulator.seed({ name: "far", region_id: "eu-central-1", vpcid: "vpc-f", vswitch_ids: ["vsw-f"] });
  const { accessKeyId, accessKeySecret } = simulator.accounts[0];
  const program = async () => {
    new Provider("near", {
      region: "cn-hangzhou",
      accessKey: accessKeyId,
      secretKey: accessKeySecret,
      endpoints: { cs: simulator.url, sts: simulator.url },
    });
  };
  const stack = await testStack({ program, settings: withPlugin });
  await stack.up();
  const list = async (...filter: string[]) => {
    // What has a variable for its default is taken from there, and not from the provider.
    const provider = ["--provider", recorded(stack, "near").urn, "--ack-serverless:region", "cn-hangzhou"];
    const run = await stack.run("do", "--package", plugin, pluginType, "list", ...provider, ...filter);
    return JSON.parse(run.stdout);
  };
  expect(await list()).toEqual([
    { id: web, name: "web" },
    { id: other, name: "other" },
  ]);
  expect(await list("--name", "other")).toEqual([{ id: other, name: "other" }]);
  expect(await list("--region-id", "eu-central-1")).toEqual([{ id: `eu-central-1/${far.cluster_id}`, name: "far" }]);
  const file = join(stack.folder, "filter.pp");
  writeFileSync(file, 'tags = { env = "prod" }\n');
  expect(await list("--input", "pcl", "--input-file", file)).toEqual([{ id: web, name: "web" }]);
});

test("the engine attaches to a plugin that runs already, and leaves it running", async () => {
  const child = spawn(plugin, [], { stdio: ["pipe", "pipe", "inherit"] });
  try {
    const port = await new Promise<string>((resolve) => child.stdout.once("data", (line) => resolve(`${line}`.trim())));
    const { stack, simulator } = await pluginBench(
      { prod: { zoneId: "cn-hangzhou-i" } },
      { settings: {}, env: { PULUMI_DEBUG_PROVIDERS: `ack-serverless:${port}` } },
    );
    const run = await stack.up("--debug");
    expect(recorded(stack, "prod").type).toBe(pluginType);
    // What the plugin says reaches the engine that attached to it.
    expect(run.diagnostics.join("\n")).toContain("CreateCluster cn-hangzhou: ");
    await stack.destroy();
    expectNothingLeft(simulator);
    expect(child.exitCode).toBeNull();
  } finally {
    child.kill();
  }
});

test.each([
  ["verbatim", ["pulumi:autonaming.mode", "verbatim"], /^prod$/],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: Pulumi's own pattern
  ["a pattern", ["pulumi:autonaming.pattern", "ack-${name}-${hex(4)}"], /^ack-prod-[0-9a-f]{4}$/],
])("autonaming, %s: names the cluster", async (_what, [key, value], expected) => {
  const { stack, simulator } = await pluginBench({ prod: { zoneId: "cn-hangzhou-i" } });
  await stack.run("config", "set", "--path", String(key), String(value));
  await stack.up();
  expect(simulator.clusters().map(({ name }) => name)).toEqual([expect.stringMatching(expected)]);
  await stack.up("--expect-no-changes");
  await stack.destroy();
});
