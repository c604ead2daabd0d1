import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { Provider, ServerlessCluster, type ServerlessClusterArgs } from "pulumi-ack-serverless";
import type { Simulator } from "../../simulator";
import {
  clusterType,
  expectNothingLeft,
  operations,
  providerLine,
  quick,
  recorded,
  temporaryKey,
  testSimulator,
} from "./support/cluster";
import { type EngineStack, expectFailure, type Run, testStack } from "./support/stack";

/** Secrets that tell where they turn up. */
const canaries = {
  "access key id": "LTAIcanaryOfTheAccessKeyId",
  secret: "canary-of-the-secret",
  token: "canary-of-the-token",
  tag: "canary-of-a-tag",
  "add-on configuration": "canary-of-an-add-on",
};
const account = {
  accessKeyId: canaries["access key id"],
  accessKeySecret: canaries.secret,
  securityToken: canaries.token,
  accountId: "1000000000000002",
};

/** A secret value in a state. Source: Pulumi's secret signature. */
const encrypted = { "4dabf18193072939515e22adb298388d": expect.any(String) };

/** The canaries that some text or file holds, as they are or in base64. */
function canariesIn(content: Buffer | string): string[] {
  return Object.entries(canaries).flatMap(([name, canary]) =>
    content.includes(canary) || content.includes(Buffer.from(canary).toString("base64")) ? [name] : [],
  );
}

/** All that a run told, but for what Pulumi's Node SDK itself says to those who debug: it shows inputs as they are. */
function toldBy({ text, events }: Run): string {
  const ours = events.filter(({ diagnosticEvent }) => !/^(Register|Read)/.test(diagnosticEvent?.message ?? ""));
  return text + JSON.stringify(ours);
}

function expectNoCanary(run: Run, stack: EngineStack): void {
  expect(canariesIn(toldBy(run))).toEqual([]);
  for (const file of readdirSync(stack.folder, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue;
    const path = join(file.parentPath, file.name);
    expect([path, canariesIn(readFileSync(path))]).toEqual([path, []]);
  }
}

describe("secrets", () => {
  let simulator: Simulator;
  let stack: EngineStack;
  let args: ServerlessClusterArgs;
  const right: ServerlessClusterArgs = {
    zoneId: "cn-hangzhou-i",
    kubernetesVersion: pulumi.secret("1.34"),
    tags: { env: pulumi.secret(canaries.tag) },
    addons: [
      { name: "logtail-ds", config: { sls_project_name: pulumi.secret(canaries["add-on configuration"]) } },
      {
        name: "nginx-ingress-controller",
        config: pulumi.secret(JSON.stringify({ key: canaries["add-on configuration"] })),
      },
    ],
  };

  const program = async () => {
    const provider = new Provider("explicit", {
      region: "cn-hangzhou",
      accessKey: pulumi.secret(account.accessKeyId),
      // Secret without being marked so.
      secretKey: account.accessKeySecret,
      securityToken: account.securityToken,
      endpoints: { cs: simulator.url, sts: simulator.url },
      pollIntervalMs: 20,
    });
    const plain = new ServerlessCluster("plain", { zoneId: "cn-hangzhou-i" }, { provider });
    const { tags, addons } = new ServerlessCluster("prod", args);
    return { plain: plain.clusterId, tags, addons };
  };

  beforeAll(async () => {
    simulator = await testSimulator({ accounts: [account] });
    stack = await testStack({
      program,
      config: {
        ...quick,
        ...temporaryKey(simulator, account),
      },
    });
  });

  test("are not shown by the refusal of a value that holds one", async () => {
    args = {
      ...right,
      tags: { env: pulumi.secret(`acs:${canaries.tag}`), long: pulumi.secret(canaries.tag.repeat(20)) },
      addons: [{ name: "logtail-ds", config: pulumi.secret(`{${canaries["add-on configuration"]}`) }],
      customSans: [pulumi.secret(`${canaries.tag}!`)],
      loggingType: pulumi.secret(`${canaries.tag}-of-logs`),
      timezone: "Mars/Phobos",
    };
    const run = await expectFailure(stack.preview("--diff"));
    expect(run.text).toContain('got key "env"');
    expect(run.text).toContain('customSans[0] must be a DNS name or an IP address; got "[secret]"');
    expect(run.text).toContain('loggingType is "[secret]", which is none of the known values "SLS"');
    expect(run.text).toContain('got "Mars/Phobos"');
    expect(run.text).toContain("addons[0].config must be the JSON text of an object");
    expectNoCanary(run, stack);
  });

  test("are kept by a create that fails half-way", async () => {
    args = right;
    simulator.failTask("cluster_create", { code: "QuotaExceeded.EIP", message: "no EIP is left" }, { times: 2 });
    expectNoCanary(await expectFailure(stack.up("--diff")), stack);
    const [plain, prod] = ["plain", "prod"].map((name) => recorded(stack, name));
    for (const one of [plain, prod]) {
      expect(one?.initErrors).toEqual([expect.stringMatching(/: QuotaExceeded\.EIP: no EIP is left$/)]);
      expect(one?.outputs?.__provider).toBe(providerLine);
    }
    expect(prod?.outputs).toMatchObject({ tags: { env: encrypted }, addons: encrypted, __wishes: encrypted });
  });

  test("are masked in every diff and output, and encrypted in every state", async () => {
    const run = await stack.up("--diff");
    expect(run.text).toMatch(/addons +: \[secret\]/);
    expect(run.text).toMatch(/env: \[secret\]/);
    expectNoCanary(run, stack);
    const keys = simulator.requests("CreateCluster").map(({ body }) => JSON.stringify(body));
    expect(keys.filter((body) => body.includes(canaries["add-on configuration"]))).toHaveLength(2);
    const prod = recorded(stack, "prod");
    expect(prod?.outputs).toMatchObject({ kubernetesVersion: encrypted, __wishes: encrypted });
    expect(prod?.outputs?.__secrets).toEqual([
      ["addons", "config"],
      ["addons", "config", "sls_project_name"],
      ["kubernetesVersion"],
      ["tags", "env"],
    ]);
    expect(await stack.outputs()).toMatchObject({ tags: { value: { env: canaries.tag }, secret: true } });

    args = { ...right, tags: { env: pulumi.secret(`${canaries.tag}-two`) } };
    const changed = await stack.up("--diff");
    expect(operations(changed).sort()).toEqual(["same", "update"]);
    expectNoCanary(changed, stack);
  });

  test("are masked when a refresh finds drift in them", async () => {
    const drifted = simulator
      .clusters()
      .find(({ tags }) => tags.some(({ value }) => value === `${canaries.tag}-two`)) as { cluster_id: string };
    simulator.edit(drifted.cluster_id, { tags: [{ key: "env", value: `${canaries.tag}-by-hand` }] });
    const run = await stack.refresh("--diff");
    expect(stack.exportState().resources.filter(({ urn }) => urn.endsWith("::prod"))).toHaveLength(1);
    expectNoCanary(run, stack);
  });

  test("are not in the errors of a refused key", async () => {
    await stack.setConfig({ "alicloud:secretKey": { secret: "not-the-secret" } });
    const run = await expectFailure(stack.up("--diff"));
    expect(run.text).toContain("Check the access key secret: it does not belong to the access key id.");
    expectNoCanary(run, stack);
    await stack.setConfig({ "alicloud:secretKey": { secret: account.accessKeySecret } });
  });

  test("the provider's whole code in the state is the frozen line", () => {
    const clusters = stack.exportState().resources.filter(({ type }) => type === clusterType);
    expect(clusters).toHaveLength(2);
    for (const { inputs, outputs } of clusters) {
      expect(inputs?.__provider).toBe(providerLine);
      expect(outputs?.__provider).toBe(providerLine);
    }
  });

  test("are masked while everything is destroyed", async () => {
    args = right;
    expectNoCanary(await stack.up("--diff"), stack);
    expectNoCanary(await stack.destroy("--diff"), stack);
    expectNothingLeft(simulator);
  });
});
