// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Pulumi YAML writes references so
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Simulator } from "../../simulator";
import { expectNothingLeft, names, recorded, testSimulator, writesDuring } from "./support/cluster";
import { pluginType } from "./support/plugin";
import { type EngineStack, expectFailure } from "./support/stack";
import { write, yamlStack } from "./support/yaml";

const up = ["up", "--yes", "--skip-preview"] as const;

describe("a YAML program", () => {
  let simulator: Simulator;
  let stack: EngineStack;
  const properties = { zoneId: "cn-hangzhou-i", tags: { env: "test" } };

  beforeAll(async () => {
    simulator = await testSimulator();
    stack = await yamlStack(simulator);
  });

  test("creates a cluster, and asks for a kubeconfig that stays secret", async () => {
    write(stack, {
      resources: { prod: { type: "ack-serverless:ServerlessCluster", properties } },
      variables: {
        access: {
          "fn::invoke": { function: "ack-serverless:getKubeconfig", arguments: { clusterId: "${prod.clusterId}" } },
        },
      },
      outputs: { state: "${prod.state}", kubeconfig: "${access.config}" },
    });
    const run = await stack.run(...up);
    expect(run.outputs).toMatchObject({ state: "running" });
    expect(run.text).toContain("kubeconfig: [secret]");
    expect((await stack.outputs()).kubeconfig).toMatchObject({
      secret: true,
      value: expect.stringContaining("apiVersion"),
    });
  });

  test("changes it in place", async () => {
    write(stack, {
      resources: {
        prod: { type: "ack-serverless:ServerlessCluster", properties: { ...properties, tags: { env: "prod" } } },
      },
    });
    expect(names(await writesDuring(simulator, () => stack.run(...up)))).toEqual(["TagResources"]);
  });

  test("sets tags that are named like members of every object", async () => {
    const tags = JSON.parse('{"__proto__":"kept","constructor":"too"}');
    write(stack, {
      resources: { prod: { type: "ack-serverless:ServerlessCluster", properties: { ...properties, tags } } },
    });
    await stack.run(...up);
    expect(simulator.clusters()[0]?.tags).toEqual(
      expect.arrayContaining([
        { key: "__proto__", value: "kept" },
        { key: "constructor", value: "too" },
      ]),
    );
    await stack.run(...up, "--expect-no-changes");
  });

  test("gets an error that says what is wrong with its inputs", async () => {
    write(stack, {
      resources: {
        prod: { type: "ack-serverless:ServerlessCluster", properties: { ...properties, zoneId: "elsewhere" } },
      },
    });
    expect((await expectFailure(stack.run(...up))).text).toContain("zoneId must be a zone id");
  });

  test("destroys it", async () => {
    await stack.run("destroy", "--yes", "--skip-preview");
    expectNothingLeft(simulator);
  });
});

test("the quickstart in YAML lives its whole life", async () => {
  const simulator = await testSimulator();
  const stack = await yamlStack(simulator);
  const example = join(__dirname, "..", "..", "examples", "quickstart-yaml", "Pulumi.yaml");
  const { config, resources, variables, outputs } = parse(readFileSync(example, "utf8"));
  write(stack, { config, resources, variables, outputs });
  await stack.run(...up);
  expect(await stack.outputs()).toMatchObject({
    clusterId: { value: expect.stringMatching(/^c[0-9a-f]{32}$/), secret: false },
    version: { value: "1.35.2-aliyun.1", secret: false },
    kubeconfig: { value: expect.stringContaining("client-key-data"), secret: true },
  });
  await stack.run(...up, "--expect-no-changes");
  await stack.run("config", "set", "env", "prod");
  expect(names(await writesDuring(simulator, () => stack.run(...up)))).toEqual(["TagResources"]);
  await stack.run("destroy", "--yes", "--skip-preview");
  expectNothingLeft(simulator);
});

describe("pulumi import", () => {
  const tags = [{ key: "env", value: "prod" }];

  test("writes a program that has no difference, and none with any of its lines taken out", async () => {
    const simulator = await testSimulator();
    const stack = await yamlStack(simulator);
    const id = simulator.seed({ name: "legacy", tags }).cluster_id;
    const file = join(stack.folder, "generated.yaml");
    await stack.run("import", pluginType, "prod", id, "--out", file, "--protect=false", "--yes", "--skip-preview");
    expect(recorded(stack, "prod")).toMatchObject({ id, outputs: { clusterId: id, state: "running" } });
    const { resources } = parse(readFileSync(file, "utf8"));
    expect(resources.prod.properties).toMatchObject({ name: "legacy", tags: { env: "prod" } });

    write(stack, { resources });
    await stack.run(...up, "--expect-no-changes");
    for (const name of Object.keys(resources.prod.properties)) {
      delete resources.prod.properties[name];
      write(stack, { resources });
      const writes = await writesDuring(simulator, () => stack.run(...up, "--expect-no-changes"));
      expect([name, writes]).toEqual([name, []]);
    }
  });

  test("takes a cluster of another region by region and id", async () => {
    const simulator = await testSimulator();
    const stack = await yamlStack(simulator);
    const clusterId = simulator.seed({ name: "far", region_id: "eu-central-1" }).cluster_id;
    const id = `eu-central-1/${clusterId}`;
    await stack.run("import", pluginType, "far", id, "--generate-code=false", "--yes", "--skip-preview");
    expect(recorded(stack, "far")).toMatchObject({
      id,
      inputs: { name: "far", regionId: "eu-central-1" },
      outputs: { clusterId },
    });
  });

  test("says where it looked for a cluster that does not exist", async () => {
    const stack = await yamlStack(await testSimulator());
    const id = `c${"0".repeat(32)}`;
    const importing = stack.run("import", pluginType, "prod", id, "--generate-code=false", "--yes", "--skip-preview");
    expect((await expectFailure(importing)).text).toContain(
      'It was looked for in cn-hangzhou; for another region, write the id as "<region>/<cluster id>"',
    );
  });
});
