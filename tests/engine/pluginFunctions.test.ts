// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Pulumi YAML writes references so
import * as pulumi from "@pulumi/pulumi";
import {
  getAddonConfigSchema,
  getAddons,
  getCluster,
  getClusterOutput,
  getClusterResources,
  getClusters,
  getKubeconfig,
  getKubeconfigOutput,
  getKubernetesVersions,
  Provider,
  ServerlessCluster,
} from "pulumi-ack-serverless/plugin";
import type { Simulator } from "../../simulator";
import { type Config, simulatorConfig } from "../../tools/engine/engine";
import { operations, quick, testSimulator } from "./support/cluster";
import { ownKeys, pluginType, withPlugin } from "./support/plugin";
import { type EngineStack, expectFailure, type Run, testStack } from "./support/stack";
import { write, yamlStack } from "./support/yaml";

const tags = [{ key: "env", value: "prod" }];
const preview = ["preview"] as const;
const up = ["up", "--yes", "--skip-preview"] as const;

const functions = {
  getCluster,
  getClusters,
  getKubernetesVersions,
  getAddons,
  getAddonConfigSchema,
  getClusterResources,
};

/** What each function is asked, and the field that Pulumi's own protocol answers a list in. */
function questions(clusterId: string): Record<string, { args: Record<string, unknown>; list?: string }> {
  return {
    getCluster: { args: { clusterId } },
    getClusters: { args: { tags: { env: "prod" } }, list: "clusters" },
    getKubernetesVersions: { args: { from: "1.34" }, list: "versions" },
    getAddons: { args: { clusterId }, list: "addons" },
    getAddonConfigSchema: { args: { name: "coredns", clusterId } },
    getClusterResources: { args: { clusterId, withAddonResources: true }, list: "resources" },
  };
}

let simulator: Simulator;
let clusterId: string;
let far: string;

beforeAll(async () => {
  simulator = await testSimulator({ progression: "immediate" });
  clusterId = simulator.seed({ name: "live", tags }).cluster_id;
  far = simulator.seed({
    name: "far",
    region_id: "eu-central-1",
    vpcid: "vpc-far",
    vswitch_ids: ["vsw-far"],
  }).cluster_id;
});

/** What the functions of a TypeScript program answer, each under its name. */
async function fromTypeScript(config: Config): Promise<Record<string, unknown>> {
  const program = async () => {
    const outputs: Record<string, unknown> = {};
    for (const [name, { args, list }] of Object.entries(questions(clusterId))) {
      const ask = functions[name as "getClusters"] as (args: object) => Promise<unknown>;
      const answer = await ask(args);
      outputs[name] = list === undefined ? answer : { [list]: answer };
    }
    const eu = new Provider("eu", {
      region: "eu-central-1",
      accessKey: simulator.accounts[0].accessKeyId,
      secretKey: simulator.accounts[0].accessKeySecret,
      endpoints: { cs: simulator.url, sts: simulator.url },
    });
    outputs.far = getClusterOutput({ clusterId: pulumi.output(far) }, { provider: eu }).name;
    outputs.kubeconfig = getKubeconfigOutput({ clusterId, ttlMinutes: 15 });
    outputs.plain = (await getKubeconfig({ clusterId })).config;
    return outputs;
  };
  const stack = await testStack({ program, config, settings: withPlugin });
  const run = await stack.up();
  const { kubeconfig, plain, ...others } = await stack.outputs();
  expect(kubeconfig).toMatchObject({
    secret: true,
    value: { config: expect.stringContaining("apiVersion"), expiration: expect.stringContaining("T") },
  });
  expect(plain).toMatchObject({ secret: true, value: expect.stringContaining("apiVersion") });
  expect(run.text).not.toContain("client-key-data");
  await stack.destroy();
  return Object.fromEntries(Object.entries(others).map(([name, { value }]) => [name, value]));
}

/** A YAML program that asks all of it. */
function yamlProgram() {
  const asked = Object.entries(questions(clusterId)).map(([name, { args }]) => [
    name,
    { "fn::invoke": { function: `ack-serverless:${name}`, arguments: args } },
  ]);
  const eu = { function: "ack-serverless:getCluster", arguments: { clusterId: far }, options: { provider: "${eu}" } };
  return {
    resources: {
      eu: {
        type: "pulumi:providers:ack-serverless",
        properties: {
          region: "eu-central-1",
          accessKey: simulator.accounts[0].accessKeyId,
          secretKey: simulator.accounts[0].accessKeySecret,
          endpoints: { cs: simulator.url, sts: simulator.url },
        },
      },
    },
    variables: {
      ...Object.fromEntries(asked),
      far: { "fn::invoke": eu },
      kubeconfig: {
        "fn::invoke": { function: "ack-serverless:getKubeconfig", arguments: { clusterId, ttlMinutes: 15 } },
      },
    },
    outputs: {
      ...Object.fromEntries(asked.map(([name]) => [name as string, `\${${name}}`])),
      far: "${far.name}",
      config: "${kubeconfig.config}",
    },
  };
}

describe("functions of a YAML program", () => {
  let stack: EngineStack;

  beforeAll(async () => {
    stack = await yamlStack(simulator);
  });

  test("all of them answer as those of a TypeScript program do, whichever keys the stack has", async () => {
    write(stack, yamlProgram());
    const run = await stack.run(...up);
    expect(run.text).not.toContain("client-key-data");
    const { config, ...others } = await stack.outputs();
    expect(config).toMatchObject({ secret: true, value: expect.stringContaining("client-key-data") });
    const answers = Object.fromEntries(Object.entries(others).map(([name, { value }]) => [name, value]));
    expect(answers).toMatchObject({
      getCluster: { clusterId, name: "live", state: "running", tags: { env: "prod" } },
      getClusters: { clusters: [{ name: "live" }] },
      getKubernetesVersions: { versions: [{ version: "1.34.10-aliyun.1" }, { version: "1.34.1-aliyun.1" }] },
      getAddonConfigSchema: { name: "coredns", schema: {} },
      far: "far",
    });
    const settings = { ...simulatorConfig(simulator), ...quick };
    expect(await fromTypeScript(settings)).toEqual(answers);
    expect(await fromTypeScript(ownKeys(settings))).toEqual(answers);
  });

  test.each<[string, string, object, string]>([
    [
      "a value",
      "getKubeconfig",
      { clusterId: `c${"0".repeat(32)}`, ttlMinutes: 5 },
      "getKubeconfig: ttlMinutes must be a whole number from 15 to 4320; got 5",
    ],
    [
      "a cluster that is not there",
      "getCluster",
      { clusterId: `c${"0".repeat(32)}` },
      'It was looked for in cn-hangzhou; for another region, write the id as "<region>/<cluster id>"',
    ],
    [
      "a name",
      "getClusters",
      { nam: "x" },
      "getClusters: nam is not one of name, tags, profile, state, regionId; remove it",
    ],
  ])("%s that is wrong is reported", async (_, name, args, words) => {
    write(stack, { variables: { it: { "fn::invoke": { function: `ack-serverless:${name}`, arguments: args } } } });
    expect((await expectFailure(stack.run(...preview))).text).toContain(words);
  });
});

test("a wrong argument in a TypeScript program is reported in the same words", async () => {
  const told = (error: Error) => error.message;
  const program = async () => ({ told: await getKubeconfig({ clusterId, ttlMinutes: 5 }).catch(told) });
  const config = { ...simulatorConfig(simulator), ...quick };
  const stack = await testStack({ program, config, settings: withPlugin });
  expect((await stack.up()).outputs).toEqual({
    told: "getKubeconfig: ttlMinutes must be a whole number from 15 to 4320; got 5",
  });
});

test("a method asks in its cluster's region, as a language calls it that says nothing of one", async () => {
  const program = async () => {
    const cluster = new ServerlessCluster("prod", { regionId: "eu-central-1", zoneId: "eu-central-1a" });
    const kubeconfig = pulumi.runtime.call(`${pluginType}/getKubeconfig`, { __self__: cluster }, cluster);
    return { kubeconfig };
  };
  const config = { ...simulatorConfig(simulator), ...quick };
  const stack = await testStack({ program, config, settings: withPlugin });
  const asked = ({ diagnostics }: Run) =>
    [...diagnostics.join("\n").matchAll(/DescribeClusterUserKubeconfig (\S+):/g)].map(([, region]) => region);
  const made = await stack.up();
  expect(operations(made)).toEqual(["create"]);
  // One for the output, and one for the method.
  expect(asked(made)).toEqual(["eu-central-1", "eu-central-1"]);
  expect(asked(await stack.up("--expect-no-changes"))).toEqual(["eu-central-1"]);
  await stack.destroy();
});
