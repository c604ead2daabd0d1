import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { stringify } from "yaml";
import type { Simulator } from "../../simulator";
import { type Config, simulatorConfig } from "../../tools/engine/engine";
import { expectNothingLeft, names, quick, recorded, testSimulator, writesDuring } from "../engine/support/cluster";
import { pluginType } from "../engine/support/plugin";
import type { EngineStack } from "../engine/support/stack";
import { yamlProject } from "../engine/support/yaml";
import { commands, objectOf, objects, secrets } from "./support/operator";

const root = join(__dirname, "..", "..");
const { version } = require("../../package.json") as { version: string };

interface EnvRef {
  readonly type: "Secret" | "Literal";
  readonly secret?: { readonly name: string; readonly key: string };
  readonly literal?: { readonly value: string };
}

const program = objectOf("Program");
const { spec, ...stackObject } = objectOf("Stack");
const envRefs: Record<string, EnvRef> = spec.envRefs;
const overrides = "PULUMI_PLUGIN_DOWNLOAD_URL_OVERRIDES";

describe("the objects of examples/operator", () => {
  test("refer to each other by names that exist, in one namespace", () => {
    const [namespace, account] = [objectOf("Namespace"), objectOf("ServiceAccount")].map(({ metadata }) => metadata);
    expect([account, program.metadata, stackObject.metadata].map((one) => one.namespace)).toEqual(
      Array(3).fill(namespace.name),
    );
    expect(spec.programRef).toEqual({ name: program.metadata.name });
    expect(spec.serviceAccountName).toBe(account.name);
    expect(objectOf("ClusterRoleBinding").subjects).toEqual([
      { kind: "ServiceAccount", name: account.name, namespace: namespace.name },
    ]);
    const mentioned = commands().filter((command) => command.includes("--namespace"));
    expect(mentioned.map((command) => /--namespace (\S+)/.exec(command)?.[1])).toEqual(
      mentioned.map(() => namespace.name),
    );
  });

  test("take every credential from a Secret that the README creates, and hold none", () => {
    const taken = Object.entries(envRefs).filter(([name]) => name !== overrides);
    expect(taken.map(([name, { type, secret }]) => ({ name, type, key: secret?.key }))).toEqual(
      taken.map(([name]) => ({ name, type: "Secret", key: name })),
    );
    const asked: Record<string, string[]> = {};
    for (const [, { secret }] of taken) if (secret) asked[secret.name] = [...(asked[secret.name] ?? []), secret.key];
    expect(asked).toEqual(secrets());
    const created = commands().filter((command) => command.startsWith("create secret"));
    expect(created.map((command) => command.split(" ")[3])).toEqual(Object.keys(secrets()));
    expect(objects().map(({ kind }) => kind)).not.toContain("Secret");
    expect(Object.keys(spec.config).filter((key) => /key|secret|token/i.test(key))).toEqual([]);
  });

  test("configure what the program declares, for the plugin of this version", () => {
    const own = Object.keys(spec.config).filter((key) => !key.includes(":"));
    expect(Object.keys(program.program.configuration)).toEqual(own);
    expect(program.program.resources.cluster.options).toEqual({ version });
  });
});

describe("the Program of examples/operator", () => {
  const folder = mkdtempSync(join(tmpdir(), "ack-operator-"));
  const asked: string[] = [];
  let archives: Server;
  let simulator: Simulator;
  let stack: EngineStack;

  beforeAll(async () => {
    execFileSync(process.execPath, [join(root, "tools", "build", "dist.mjs"), folder]);
    archives = createServer(({ url }, response) => {
      asked.push(String(url));
      response.end(readFileSync(join(folder, basename(String(url)))));
    });
    await new Promise<void>((resolve) => archives.listen(0, "127.0.0.1", resolve));
    simulator = await testSimulator();
    stack = await workspace();
  });

  afterAll(() => {
    archives.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The Stack's configuration, for the simulator. */
  function configuration(edit: Config = {}): Config {
    const endpoints = simulatorConfig(simulator)["alicloud:endpoints"] as string;
    return { ...spec.config, ...edit, ...quick, "ack-serverless:endpoints": endpoints };
  }

  /** A pod of the Stack: its configuration and its variables, in a place without the plugin. */
  async function workspace(): Promise<EngineStack> {
    const { accessKeyId, accessKeySecret } = simulator.accounts[0];
    const held: Record<string, string> = { ALICLOUD_ACCESS_KEY: accessKeyId, ALICLOUD_SECRET_KEY: accessKeySecret };
    const server = `http://127.0.0.1:${(archives.address() as AddressInfo).port}`;
    const variable = ([name, { literal }]: [string, EnvRef]) => [
      name,
      literal?.value.replace("https://artifacts.example.com", server) ?? held[name] ?? `the Secret's ${name}`,
    ];
    const env = Object.fromEntries(Object.entries(envRefs).map(variable));
    return yamlProject({
      project: program.metadata.name,
      stack: spec.stack,
      config: configuration(),
      env: { ...env, PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "false" },
    });
  }

  /** The project that the operator writes from a Program. */
  function writeProject(more: object = program.program): void {
    const file = join(stack.folder, "program", "Pulumi.yaml");
    writeFileSync(file, stringify({ name: program.metadata.name, runtime: "yaml", ...more }));
  }

  const up = () => stack.run("up", "--yes", "--skip-preview", "--refresh");

  test("is previewed with the plugin that the Stack's address has", async () => {
    writeProject();
    await stack.run("install");
    const { text } = await stack.run("preview");
    expect(text).toContain(`+ 2 to create`);
    expect(asked).toEqual([expect.stringMatching(`^/pulumi/pulumi-resource-ack-serverless-v${version}-linux-`)]);
    expect(simulator.requests()).toEqual([]);
  });

  test("creates the cluster, and its outputs are no secrets", async () => {
    await up();
    expect(recorded(stack, "cluster").type).toBe(pluginType);
    expect(simulator.clusters()).toMatchObject([{ name: spec.stack, region_id: "cn-hangzhou" }]);
    const outputs = await stack.outputs();
    expect(Object.keys(outputs).sort()).toEqual(["apiServerEndpoint", "clusterId", "kubeconfig"]);
    expect(Object.values(outputs).filter(({ secret }) => secret)).toEqual([]);
    expect(outputs.kubeconfig?.value).toContain("command: ack-serverless");
  });

  test("undoes a change from outside, and applies one of the Stack in a new pod, which has no Pulumi.hangzhou.yaml", async () => {
    simulator.edit(String((await stack.outputs()).clusterId?.value), { name: "by-hand" });
    rmSync(join(stack.folder, "program", `Pulumi.${spec.stack}.yaml`));
    await stack.setConfig(configuration({ env: "staging" }));
    expect(names(await writesDuring(simulator, up))).toEqual(["ModifyCluster", "TagResources"]);
  });

  test("destroys the cluster, also without its program", async () => {
    writeProject({});
    await stack.run("destroy", "--yes", "--skip-preview");
    expectNothingLeft(simulator);
  });
});
