import { writeFileSync } from "node:fs";
import { join } from "node:path";
import CS, { CreateClusterRequest } from "@alicloud/cs20151215";
import { $OpenApiUtil } from "@alicloud/openapi-core";
import type { RecordedRequest, Simulator } from "../../simulator";
import { languageHost } from "../../tools/engine/languageHost";
import { Command } from "../cli/support/command";
import { operations, quick, recorded, testSimulator, writesDuring } from "./support/cluster";
import { type EngineStack, loadProgram, testStack } from "./support/stack";

/** The operations among these that change something. */
function changing(requests: readonly RecordedRequest[]): (string | undefined)[] {
  return requests.map(({ operation }) => operation).filter((name) => !name?.startsWith("Check"));
}

/** A cluster that somebody made with the vendor's own client. */
async function madeElsewhere(simulator: Simulator): Promise<string> {
  const { accessKeyId, accessKeySecret } = simulator.accounts[0];
  const client = new CS(
    new $OpenApiUtil.Config({
      accessKeyId,
      accessKeySecret,
      protocol: "http",
      endpoint: simulator.endpoint(),
      regionId: "cn-hangzhou",
    }),
  );
  const { body } = await client.createCluster(
    new CreateClusterRequest({
      clusterType: "ManagedKubernetes",
      profile: "Serverless",
      name: "live",
      regionId: "cn-hangzhou",
      clusterSpec: "ack.pro.small",
      vpcid: "vpc-1a",
      vswitchIds: ["vsw-1a", "vsw-1b"],
      serviceCidr: "172.21.0.0/20",
      timezone: "Asia/Tokyo",
      deletionProtection: true,
      extraSans: ["api.example.com"],
      rrsaConfig: { enabled: true },
      auditLogConfig: { enabled: true },
      controlplaneLogComponents: ["apiserver"],
      encryptionProviderKey: "key-1",
      maintenanceWindow: {
        enable: true,
        maintenanceTime: "03:00:00Z",
        duration: "3h",
        weeklyPeriod: "Monday,Thursday",
      },
      operationPolicy: { clusterAutoUpgrade: { enabled: true, channel: "stable" } },
      tags: [{ key: "team", value: "web" }],
      addons: [{ name: "logtail-ds", config: '{"password":"canary-of-an-add-on"}' }],
    }),
  );
  return String(body?.clusterId);
}

describe("a cluster made elsewhere", () => {
  let simulator: Simulator;
  let stack: EngineStack;
  let command: Command;
  let host: Awaited<ReturnType<typeof languageHost>>;
  let id: string;
  let file: string;
  let edit: (source: string) => string = (source) => source;

  beforeAll(async () => {
    simulator = await testSimulator({ progression: "immediate" });
    id = await madeElsewhere(simulator);
    command = new Command(simulator);
    host = await languageHost();
    const program = async () => loadProgram(file, (source) => edit(source))();
    stack = await testStack({ program, simulator, config: quick, settings: host.settings });
  });

  afterAll(() => {
    host.close();
    command.dispose();
  });

  test("is written down by the command, and holds no secret", async () => {
    const writes = await writesDuring(simulator, async () => {
      expect(await command.run("import", id, "--name", "prod")).toMatchObject({ code: 0, err: "" });
    });
    expect(changing(writes)).toEqual([]);
    expect(command.read("prod.ts")).toBe(`import { ServerlessCluster } from "pulumi-ack-serverless";

// installed add-ons, which the program does not manage: ack-virtual-node v2.15.0, metrics-server v0.3.9.8, logtail-ds v1.8.5.0
new ServerlessCluster("prod", {
  name: "live",
  regionId: "cn-hangzhou",
  clusterSpec: "ack.pro.small",
  kubernetesVersion: "1.35",
  endpointPublicAccess: true,
  vpcId: "vpc-1a",
  vswitchIds: ["vsw-1a", "vsw-1b"],
  securityGroupId: "${simulator.clusters()[0]?.security_group_id}",
  serviceCidr: "172.21.0.0/20",
  deletionProtection: true,
  timezone: "Asia/Tokyo",
  resourceGroupId: "rg-acfmdefault",
  tags: {
    team: "web",
  },
  customSans: ["api.example.com"],
  enableRrsa: true,
  secretEncryption: {
    enabled: true,
    kmsKeyId: "key-1",
  },
  maintenanceWindow: {
    enabled: true,
    maintenanceTime: "03:00:00Z",
    duration: "3h",
    weeklyPeriod: ["Monday", "Thursday"],
  },
  autoUpgrade: {
    enabled: true,
    channel: "stable",
  },
  auditLog: {
    enabled: true,
    logProject: "k8s-log-${id}",
  },
  controlPlaneLog: {
    components: ["apiserver"],
  },
});
`);
    for (const text of [command.read("prod.ts"), command.read("prod.import.json")]) {
      expect(text).not.toContain("canary");
      expect(text).not.toContain("client-key-data");
      expect(text).not.toContain(simulator.accounts[0].accessKeySecret);
    }
  });

  test("is taken into the stack by pulumi import, without a call that changes it", async () => {
    file = join(stack.folder, "program.ts");
    writeFileSync(file, command.read("prod.ts"));
    const importFile = join(command.folder, "prod.import.json");
    const writes = await writesDuring(simulator, () =>
      stack.run("import", "--file", importFile, "--generate-code=false", "--protect=false", "--yes"),
    );
    expect(changing(writes)).toEqual([]);
    expect(recorded(stack, "prod")).toMatchObject({ id, outputs: { clusterId: id, state: "running" } });
  });

  test("is not changed by the program that was written", async () => {
    expect((await stack.preview("--expect-no-changes")).changes).toEqual({ same: 2 });
    expect((await stack.up("--refresh", "--expect-no-changes")).changes).toEqual({ same: 2 });
  });

  test("stays unchanged with lines of it taken out", async () => {
    const source = command.read("prod.ts");
    // Every line is tried in tests/cluster/readForImport.test.ts: an engine takes its time.
    for (const name of ["regionId", "kubernetesVersion", "maintenanceWindow"]) {
      edit = (text) => text.replace(new RegExp(`^ {2}${name}: (\\{[^]*?^ {2}\\}|.*),\\n`, "m"), "");
      expect(edit(source)).not.toContain(`  ${name}: `);
      expect([name, (await stack.preview()).changes]).toEqual([name, { same: 2 }]);
    }
    edit = () => `import { ServerlessCluster } from "pulumi-ack-serverless";
      new ServerlessCluster("prod", { tags: { team: "web" } });`;
    expect((await stack.preview("--expect-no-changes")).changes).toEqual({ same: 2 });
  });

  test("is changed in place afterwards", async () => {
    edit = (text) =>
      text.replace('team: "web"', 'team: "api"').replace("deletionProtection: true", "deletionProtection: false");
    const writes = await writesDuring(simulator, async () => {
      expect(operations(await stack.up())).toEqual(["update"]);
    });
    expect(changing(writes)).toEqual(["ModifyCluster", "TagResources"]);
    expect(simulator.clusters()).toMatchObject([{ cluster_id: id, deletion_protection: false }]);
  });

  test("is destroyed with the stack", async () => {
    await stack.destroy();
    expect(simulator.clusters()).toEqual([]);
    // The log project outlives a cluster unless the program says otherwise.
    expect(simulator.resources().map(({ type }) => type)).toEqual(["log-project"]);
    expect(simulator.unhandled()).toEqual([]);
  });
});
