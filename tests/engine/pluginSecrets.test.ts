import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { Provider, ServerlessCluster, type ServerlessClusterArgs } from "pulumi-ack-serverless/plugin";
import type { Simulator } from "../../simulator";
import { quick, recorded, step, testSimulator } from "./support/cluster";
import { withPlugin } from "./support/plugin";
import { type EngineStack, testStack } from "./support/stack";

const canary = "canary-in-a-cage";
const zone = { zoneId: "cn-hangzhou-i" };
const secretMark = "4dabf18193072939515e22adb298388d";

describe("secrets", () => {
  let simulator: Simulator;
  let stack: EngineStack;
  let args: ServerlessClusterArgs;

  const right = (level: string): ServerlessClusterArgs => ({
    ...zone,
    tags: { env: pulumi.secret(`${canary}-tag`), team: "web" },
    kubernetesVersion: pulumi.secret("1.34"),
    addons: [{ name: "logtail-ds", config: { sls_project_name: pulumi.secret(`${canary}-logs`), level } }],
  });

  beforeAll(async () => {
    simulator = await testSimulator();
    const account = simulator.accounts[0];
    stack = await testStack({
      config: quick,
      settings: withPlugin,
      program: async () => {
        const provider = new Provider("explicit", {
          region: "cn-hangzhou",
          accessKey: account?.accessKeyId as string,
          // Secret without being marked so.
          secretKey: account?.accessKeySecret as string,
          endpoints: { cs: simulator.url, sts: simulator.url },
          pollIntervalMs: 20,
        });
        const cluster = new ServerlessCluster("prod", args, { provider });
        return { tags: cluster.tags, kubeconfig: cluster.getKubeconfig({ ttlMinutes: 15 }).config };
      },
    });
  });

  function expectNoCanary(): void {
    const state = readFileSync(stack.stateFile, "utf8");
    expect(state).not.toContain(canary);
    expect(state).not.toContain(simulator.accounts[0]?.accessKeySecret);
    expect(state).not.toContain("client-key-data");
  }

  test("stay secret at their own depth in inputs and outputs", async () => {
    args = right("info");
    const run = await stack.up("--diff");
    expect(run.text).not.toContain(canary);
    expectNoCanary();
    const { inputs, outputs } = recorded(stack, "prod");
    expect(inputs?.tags).toMatchObject({ env: { [secretMark]: expect.any(String) }, team: "web" });
    expect(outputs?.tags).toMatchObject({ env: { [secretMark]: expect.any(String) }, team: "web" });
    expect(outputs?.__wishes).toMatchObject({ kubernetesVersion: { [secretMark]: expect.any(String) } });
    expect(outputs?.kubernetesVersion).toMatchObject({ [secretMark]: expect.any(String) });
    expect(await stack.outputs()).toMatchObject({
      tags: { value: { env: `${canary}-tag`, team: "web" } },
      kubeconfig: { secret: true, value: expect.stringContaining("apiVersion") },
    });
  });

  test("stay secret when something beside them changes, and when drift is found in them", async () => {
    args = right("debug");
    const run = await stack.preview("--diff");
    expect(Object.keys(step(run, "update")?.detailedDiff ?? {})).toEqual(["addons[0].config.level"]);
    expect((await stack.up("--diff")).text).not.toContain(canary);
    expectNoCanary();
    const { id } = recorded(stack, "prod");
    simulator.edit(String(id), {
      tags: [
        { key: "env", value: `${canary}-by-hand` },
        { key: "team", value: "web" },
      ],
    });
    const refreshed = await stack.refresh("--diff");
    expect(refreshed.text).toContain("[secret]");
    expect(refreshed.text).not.toContain(canary);
    expectNoCanary();
    expect((await stack.destroy("--diff")).text).not.toContain(canary);
  });
});

test("keys in the configuration are encrypted in the state, and those in plain text are warned about", async () => {
  const simulator = await testSimulator();
  const account = simulator.accounts[0];
  const config = (secretKey: string | { readonly secret: string }) => ({
    ...quick,
    "ack-serverless:region": "cn-hangzhou",
    "ack-serverless:accessKey": account.accessKeyId,
    "ack-serverless:secretKey": secretKey,
    "ack-serverless:endpoints": JSON.stringify({ cs: simulator.url, sts: simulator.url }),
  });
  const warning =
    'ack-serverless:secretKey is stored in plain text, in the stack\'s configuration: set it with "pulumi config set --secret ack-serverless:secretKey"';
  const program = async () => {
    new ServerlessCluster("prod", zone);
  };
  const stack = await testStack({ config: config(account.accessKeySecret), settings: withPlugin, program });
  expect((await stack.up()).text).toContain(warning);
  const { inputs } = recorded(stack, "default");
  expect(inputs).toMatchObject({ accessKey: { [secretMark]: expect.any(String) }, region: "cn-hangzhou" });
  expect(readFileSync(stack.stateFile, "utf8")).not.toContain(account.accessKeySecret);
  await stack.up("--expect-no-changes");

  await stack.setConfig(config({ secret: account.accessKeySecret }));
  expect((await stack.up("--expect-no-changes")).text).not.toContain("plain text");
  expect((await stack.destroy()).text).not.toContain("plain text");
});

test("a value that is not known yet is accepted, and what a change cannot reach stays known", async () => {
  const simulator = await testSimulator();
  const wish: { args: ServerlessClusterArgs; network: boolean } = { args: zone, network: false };
  const stack = await testStack({
    simulator,
    config: quick,
    settings: withPlugin,
    program: async () => {
      const cluster = new ServerlessCluster("prod", wish.args);
      const derived = wish.network ? { other: cluster.apiServerEndpoint.apply(String) } : {};
      // A resource that depends on an output, as a Kubernetes provider depends on the kubeconfig.
      new ServerlessCluster("dependent", {
        ...zone,
        tags: {
          of: cluster.clusterId,
          endpoint: cluster.intranetApiServerEndpoint.apply((url) => url.replace(/\W/g, "-")),
          ...derived,
        },
      });
    },
  });
  const preview = await stack.preview();
  expect(preview.changes).toMatchObject({ create: 4 });
  await stack.up();

  wish.args = { ...zone, tags: { env: "test" }, name: "other" };
  expect((await stack.preview()).changes).toMatchObject({ update: 1, same: 3 });

  wish.network = true;
  wish.args = { ...zone, endpointPublicAccess: false };
  expect((await stack.preview()).changes).toMatchObject({ update: 2, same: 2 });
});
