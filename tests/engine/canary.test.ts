import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { ServerlessCluster, type ServerlessClusterArgs } from "pulumi-ack-serverless";
import { expectNothingLeft, quick, temporaryKey, testSimulator, whileTimePasses } from "./support/cluster";
import { type EngineStack, expectFailure, type Run, testStack } from "./support/stack";

/**
 * Secrets that tell where they turn up, through every flow with debug output, and with faults on the way. A key of a
 * kubeconfig is the simulator's own: fifteen characters of it, whole in base64.
 */
const canaries = [
  "canary-of-the-secret",
  "canary-of-the-token",
  "canary-of-an-add-on",
  "canary-of-a-tag",
  "simulated key o",
];
const account = {
  accessKeyId: "STS.canaryOfTheKeyId",
  accessKeySecret: "canary-of-the-secret",
  securityToken: "canary-of-the-token",
  accountId: "1000000000000002",
};

const found = (content: Buffer | string) =>
  canaries.filter((canary) => content.includes(canary) || content.includes(Buffer.from(canary).toString("base64")));

/**
 * All that was told, but for what Pulumi's Node SDK itself says to those who debug: it shows inputs and outputs as they
 * are. A line of it may hold line ends of its own, so that with debug output the events are looked at in place of the text.
 */
function toldBy({ text, events }: Run): string {
  const isSdk = (message = "") => /(Register|Read)Resource RPC|^(Register|Read)/.test(message);
  const ours = events.filter(({ diagnosticEvent }) => !isSdk(diagnosticEvent?.message));
  return (ours.length < events.length ? "" : text) + JSON.stringify(ours);
}

function expectNoCanary(run: Run, stack: EngineStack): void {
  expect(found(toldBy(run))).toEqual([]);
  for (const file of readdirSync(stack.folder, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue;
    const path = join(file.parentPath, file.name);
    expect([path, found(readFileSync(path))]).toEqual([path, []]);
  }
}

// Fourteen runs of the engine.
test("no flow shows a secret in text, diff or JSON, even with faults", async () => {
  const simulator = await testSimulator({ progression: "manual", accounts: [account] });
  const args = (env: string): ServerlessClusterArgs => ({
    zoneId: "cn-hangzhou-i",
    tags: { env: pulumi.secret(env) },
    addons: [
      { name: "logtail-ds", config: pulumi.secret(JSON.stringify({ sls_project_name: "canary-of-an-add-on" })) },
    ],
  });
  let wish = args("canary-of-a-tag");
  const stack = await testStack({
    program: async () => {
      const { kubeconfig, addons } = new ServerlessCluster("prod", wish);
      return { kubeconfig, addons };
    },
    config: {
      ...quick,
      ...temporaryKey(simulator, account),
    },
  });
  const checked = async (run: () => Promise<Run>) => expectNoCanary(await whileTimePasses(simulator, run), stack);
  const fault = { kind: "html", status: 502 } as const;

  await checked(() => stack.preview("--diff"));
  await checked(() => stack.preview("--json"));
  simulator.failNext("TagResources", fault, { times: 5 });
  await checked(() => expectFailure(stack.up("--diff", "--debug")));
  await checked(() => stack.up("--diff", "--debug"));
  wish = args("canary-of-a-tag, changed");
  await checked(() => stack.preview("--diff", "--debug"));
  await checked(() => stack.preview("--json"));
  simulator.failNext("DescribeClusterDetail", fault, { times: 5 });
  await checked(() => expectFailure(stack.up("--diff")));
  await checked(() => stack.up("--diff", "--debug"));
  await checked(() => stack.refresh("--diff", "--debug"));
  await checked(() => stack.run("stack", "output", "--json"));
  await checked(() => stack.run("stack", "export"));
  simulator.failNext("DeleteCluster", { kind: "status", status: 403, code: "StatusForbidden" });
  await checked(() => expectFailure(stack.destroy("--diff", "--debug")));
  await checked(() => stack.destroy("--diff", "--debug"));
  expectNothingLeft(simulator);
});
