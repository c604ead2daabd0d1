import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ServerlessCluster, type ServerlessClusterArgs } from "pulumi-ack-serverless";
import { clusterType, quick, recorded, testSimulator } from "../engine/support/cluster";
import { policyPack, servedPack } from "../engine/support/policyPack";
import { expectFailure, type Run, testStack } from "../engine/support/stack";
import { nodeTests } from "./support/nodeTests";

test("policy: its own unit tests pass", async () => {
  expect(await nodeTests(policyPack, "rules.test.ts")).toBe(5);
});

/** What the rules said: `<level> <rule>: <message>`. */
function violations({ events }: Run): string[] {
  return events.flatMap(({ policyEvent }) => {
    if (policyEvent === undefined) return [];
    const { enforcementLevel, policyName, message } = policyEvent;
    return [
      `${enforcementLevel} ${policyName}: ${message
        .replaceAll(/<\{%.*?%\}>/g, "")
        .trim()
        .split("\n")
        .at(-1)}`,
    ];
  });
}

test("policy: the engine refuses what breaks a rule, before any call, and lets the rest pass", async () => {
  const simulator = await testSimulator();
  let args: ServerlessClusterArgs = { zoneId: "cn-hangzhou-i" };
  const program = async () => {
    new ServerlessCluster("prod", args);
  };
  const stack = await testStack({ program, simulator, config: quick });
  const flags = ["--policy-pack", servedPack(stack), "--policy-pack-config", join(stack.folder, "policy.json")];
  writeFileSync(join(stack.folder, "policy.json"), JSON.stringify({ "required-tags": { keys: ["team", "owner"] } }));

  const unencrypted = "advisory encrypted-secrets: Set secretEncryption: { kmsKeyId }. It needs a Pro cluster.";
  expect(violations(await expectFailure(stack.up(...flags))).sort()).toEqual([
    unencrypted,
    "mandatory deletion-protection: Set deletionProtection: true.",
    "mandatory no-public-endpoint: Set endpointPublicAccess: false. What is left out means true.",
    "mandatory required-tags: Add the tags team, owner.",
  ]);
  expect(simulator.requests("CreateCluster")).toEqual([]);
  expect(stack.exportState().resources.map(({ type }) => type)).not.toContain(clusterType);

  args = { ...args, endpointPublicAccess: false, deletionProtection: true, tags: { team: "web", owner: "ada" } };
  expect(violations(await stack.up(...flags))).toEqual([unencrypted]);
  expect(simulator.clusters()).toMatchObject([{ cluster_id: recorded(stack, "prod").id, deletion_protection: true }]);
});
