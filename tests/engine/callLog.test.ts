import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { ServerlessCluster } from "pulumi-ack-serverless";
import { ServerlessCluster as PluginCluster } from "pulumi-ack-serverless/plugin";
import { blocksOf, commandsOf } from "../docs/support/blocks";
import { quick, temporaryKey, testSimulator } from "./support/cluster";
import { ownKeys, withPlugin } from "./support/plugin";
import { type EngineStack, testStack } from "./support/stack";

const canaries = ["canary-of-the-secret", "canary-of-the-token", "canary-of-a-tag", "canary-of-an-add-on"];
const account = {
  accessKeyId: "STS.canaryOfTheKeyId",
  accessKeySecret: "canary-of-the-secret",
  securityToken: "canary-of-the-token",
  accountId: "1000000000000002",
};
const hosts = { dynamic: ServerlessCluster, plugin: PluginCluster };

/** A stack with secrets in it, and a folder that `$PWD` stands for. */
async function stackOf(host: keyof typeof hosts, env: Readonly<Record<string, string>>): Promise<EngineStack> {
  const simulator = await testSimulator({ accounts: [account] });
  const config = {
    ...quick,
    ...temporaryKey(simulator, account),
  };
  return testStack({
    env,
    config: host === "plugin" ? ownKeys(config) : config,
    settings: withPlugin,
    program: async () => {
      new hosts[host]("prod", {
        zoneId: "cn-hangzhou-i",
        tags: { env: pulumi.secret("canary-of-a-tag") },
        addons: [{ name: "logtail-ds", config: pulumi.secret(JSON.stringify({ sls_project_name: canaries[3] })) }],
      });
    },
  });
}

/** The command in the page's section on calls: its variables, the operation and its flags. */
function advised(): { env: (readonly [name: string, value: string])[]; flags: string[] } {
  const block = blocksOf("docs/troubleshooting.md").find(({ text }) => text.includes("pulumi up"));
  const [command = ""] = block === undefined ? [] : commandsOf(block);
  const [shown = ""] = command.split(" 2> ");
  const words = shown.split(" ");
  const at = words.indexOf("pulumi");
  const env = words.slice(0, at).map((word) => word.replaceAll('"', "").split("=") as [string, string]);
  expect(words[at + 1]).toBe("up");
  return { env, flags: words.slice(at + 2) };
}

const shownIn = (text: string) => canaries.filter((canary) => text.includes(canary));
const secretInputs = ["canary-of-a-tag", "canary-of-an-add-on"];

describe.each(["dynamic", "plugin"] as const)("%s", (host) => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "ack-calls-"));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("the command that the page advises logs each call and shows no secret, whatever DEBUG says", async () => {
    const { env, flags } = advised();
    const here = env.map(([name, value]) => [name, value.replace("$PWD", folder)] as const);
    const stack = await stackOf(host, { ...Object.fromEntries(here), DEBUG: "*" });
    const { text } = await stack.up(...flags);
    const log = here.map(([, file]) => readFileSync(file, "utf8")).join("");
    expect(shownIn(text + log)).toEqual([]);
    expect(text).not.toContain("httpx:");
    expect(log).toMatch(/^\S+Z CreateCluster cn-hangzhou: 202 in \d+ ms, request id \S+$/m);
    expect(log).toMatch(/^\S+Z DescribeClusterDetail cn-hangzhou: 200 in \d+ ms, request id \S+$/m);
    // Only so does the engine show what a plugin writes to stderr.
    const debugged = await stack.refresh("--debug");
    expect(debugged.text).toContain("DescribeClusterDetail cn-hangzhou");
    expect(shownIn(debugged.text)).toEqual([]);
    expect(debugged.text).not.toContain("httpx:");
  });

  test("Pulumi's own logs show the secrets that the page says they show", async () => {
    const grpc = join(folder, "grpc.json");
    const stack = await stackOf(host, { PULUMI_DEBUG_GRPC: grpc });
    const verbose = await stack.up("--logtostderr", "-v=9");
    expect(shownIn(verbose.text)).toEqual(secretInputs);
    expect(shownIn(JSON.stringify(verbose.events))).toEqual(secretInputs);
    const debug = await stack.up("--refresh", "--debug");
    expect(debug.text).toMatch(/DescribeClusterDetail cn-hangzhou: 200 in \d+ ms/);
    expect(shownIn(debug.text)).toEqual(secretInputs);
    expect(shownIn(readFileSync(grpc, "utf8"))).toEqual(canaries);
  });
});
