import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";
import { Simulator } from "pulumi-ack-serverless/simulator";

let simulator: Simulator;
let stack: Stack;
// Below the project: the provider is looked for in the node_modules above the stack's folder.
const workDir = mkdtempSync(join(__dirname, ".engine-"));

before(async () => {
  simulator = await Simulator.start();
  const program = async () => {
    const { apiServer } = await import("./index.js");
    return { apiServer };
  };
  const envVars = { PULUMI_BACKEND_URL: `file://${workDir}`, PULUMI_CONFIG_PASSPHRASE: "for this test only" };
  stack = await LocalWorkspace.createStack({ stackName: "prod", projectName: "shop", program }, { workDir, envVars });
  const { accessKeyId, accessKeySecret } = simulator.accounts[0];
  await stack.setAllConfig({
    "alicloud:region": { value: "cn-hangzhou" },
    "alicloud:accessKey": { value: accessKeyId },
    "alicloud:secretKey": { value: accessKeySecret, secret: true },
    "alicloud:endpoints": { value: JSON.stringify({ cs: simulator.url, sts: simulator.url }) },
  });
});

after(async () => {
  await simulator.close();
  rmSync(workDir, { recursive: true });
});

test("production becomes one private cluster", async () => {
  await stack.up();
  const [cluster, ...others] = simulator.clusters();
  assert.deepEqual(others, []);
  assert.equal(cluster?.state, "running");
  const [created] = simulator.requests("CreateCluster");
  assert.match(JSON.stringify(created?.body), /"endpoint_public_access":false/);
});

test("nobody destroys production with one command", async () => {
  await assert.rejects(stack.destroy(), /deletion protection/i);
  assert.equal(simulator.clusters().length, 1);
});
