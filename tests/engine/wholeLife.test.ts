import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ServerlessClusterArgs } from "pulumi-ack-serverless";
import { properties } from "../../provider/cluster/properties/table";
import { inputNames, lifecycle, type Property } from "../../provider/table/property";
import { languageHost } from "../../tools/engine/languageHost";
import { Command } from "../cli/support/command";
import { callsTo, clusterOf, idOf, wideBench, writing } from "./support/calls";
import { type Bench, names, operations, quick, recorded, told } from "./support/cluster";
import { rows } from "./support/featureRows";
import { network } from "./support/row";
import { type EngineStack, loadProgram, testStack } from "./support/stack";

const minimal = { ...network, kubernetesVersion: "1.34" } satisfies ServerlessClusterArgs;
const proOnly = ["clusterSpec", "secretEncryption", "maintenanceWindow", "autoUpgrade", "controlPlaneLog"];
/** What the steps below say themselves, or another test. */
const apart = ["kubernetesVersion", "apiServerEipId", "retainResources", "retainAllResources", "addons"];

/** Every input that a cluster can be changed in, with its row's first or second value. */
function all(which: "set" | "to", take: (name: string) => boolean): ServerlessClusterArgs {
  const table: Readonly<Record<string, Property<unknown>>> = properties as never;
  const changed = inputNames(properties).filter((name) =>
    ["updatable", "stored"].includes(lifecycle((table[name] as Property<unknown>).facts)),
  );
  const chosen = changed.filter((name) => name !== "adopt" && !apart.includes(name) && take(name));
  return Object.fromEntries(chosen.map((name) => [name, rows[name]?.[which]]));
}

const addons = [
  { name: "nginx-ingress-controller" },
  { name: "logtail-ds", version: "v1.8.4.0", config: { sls_project_name: "one" } },
];
const standard = { ...minimal, ...all("set", (name) => !proOnly.includes(name)), addons };
const upgraded = { ...standard, kubernetesVersion: "1.35" };
const migrated = { ...upgraded, ...all("set", (name) => proOnly.includes(name)) };
const changed = {
  ...migrated,
  ...all("to", () => true),
  apiServerEipId: "eip-two",
  addons: [
    { name: "nginx-ingress-controller" },
    { name: "logtail-ds", version: "v1.8.5.0", config: { sls_project_name: "two" } },
    { name: "coredns" },
  ],
};

let life: Bench;
let second: EngineStack;
let edit: (source: string) => string = (source) => source;
let id: string;

function retainedGroup(): string {
  return String(life.simulator.resources().find((one) => one.type === "security-group" && one.clusterId === id)?.id);
}

/** What ACK does not tell and an import can therefore not find: what a deletion is to keep. */
function stored(): string {
  return `deleteOptions: ${JSON.stringify(changed.deleteOptions)}, retainResources: ["${retainedGroup()}"],`;
}

/** One `up` to this program: what it called. Another one afterwards finds nothing to do. */
async function becomes(args: ServerlessClusterArgs): Promise<(string | undefined)[]> {
  const { stack, simulator, wishes } = life;
  wishes.prod = args;
  const writes = await writing(simulator, async () => {
    expect(operations(await stack.up())).toEqual(["update"]);
  });
  await stack.up("--refresh", "--expect-no-changes");
  expect(idOf(life, "prod")).toBe(id);
  expect(recorded(stack, "prod").initErrors).toBeUndefined();
  return names(writes);
}

beforeAll(async () => {
  life = await wideBench({ prod: minimal });
  await life.stack.up();
  id = idOf(life, "prod");
});

test("everything that a standard cluster has is set in one step, with one ModifyCluster", async () => {
  expect(await becomes(standard)).toEqual([
    "ModifyCluster",
    "TagResources",
    "UpdateClusterAuditLogConfig",
    "InstallClusterAddons",
    "InstallClusterAddons",
  ]);
  expect(clusterOf(life.simulator, id)).toMatchObject({
    name: "name-one",
    timezone: "Asia/Shanghai",
    resource_group_id: "rg-one",
    security_group_id: "sg-one",
    extra_sans: ["one.example.com"],
    deletion_protection: true,
  });
  expect(recorded(life.stack, "prod").outputs).not.toHaveProperty("apiServerEndpoint");
});

test("it is upgraded", async () => {
  expect(await becomes(upgraded)).toEqual(["RunClusterCheck", "UpgradeCluster"]);
  expect(clusterOf(life.simulator, id).current_version).toBe("1.35.2-aliyun.1");
});

test("it becomes Pro, and has what only Pro has", async () => {
  expect(await becomes(migrated)).toEqual([
    "MigrateCluster",
    "ModifyCluster",
    "UpdateKMSEncryption",
    "UpdateControlPlaneLog",
  ]);
  expect(clusterOf(life.simulator, id).cluster_spec).toBe("ack.pro.small");
});

test("everything is changed", async () => {
  expect(await becomes(changed)).toEqual([
    "ModifyCluster",
    "UntagResources",
    "TagResources",
    "UpdateKMSEncryption",
    "UpdateClusterAuditLogConfig",
    "UpdateControlPlaneLog",
    "InstallClusterAddons",
    "UpgradeClusterAddons",
  ]);
  expect(clusterOf(life.simulator, id)).toMatchObject({
    name: "name-two",
    cluster_spec: "ack.pro.xlarge",
    timezone: "Asia/Tokyo",
    resource_group_id: "rg-two",
    security_group_id: "sg-two",
    vswitch_ids: ["vsw-a", "vsw-b"],
    deletion_protection: false,
    operation_policy: { cluster_auto_upgrade: { enabled: true, channel: "stable" } },
  });
  const { outputs } = recorded(life.stack, "prod");
  expect(outputs).toMatchObject({
    addonVersions: { coredns: expect.any(String), "logtail-ds": "v1.8.5.0" },
    apiServerEndpoint: expect.stringMatching(/^https:/),
    rrsaIssuer: expect.stringMatching(/^https:/),
    rrsaProviderArn: expect.stringMatching(/^acs:ram:/),
    currentVersion: "1.35.2-aliyun.1",
  });
  expect(outputs).not.toHaveProperty("nextVersion");
});

test("a second stack imports it with the program that the command wrote, and the first lets go of it", async () => {
  const { simulator, stack } = life;
  const command = new Command(simulator);
  const host = await languageHost();
  try {
    expect(await command.run("import", id, "--name", "prod")).toMatchObject({ code: 0 });
    second = await testStack({
      program: async () => loadProgram(join(second.folder, "prod.ts"), (source) => edit(source))(),
      simulator,
      config: quick,
      settings: host.settings,
    });
    writeFileSync(join(second.folder, "prod.ts"), command.read("prod.ts"));
    const writes = await writing(simulator, async () => {
      await second.run(
        ...["import", "--file", join(command.folder, "prod.import.json")],
        ...["--generate-code=false", "--protect=false", "--yes"],
      );
      await stack.run("state", "delete", recorded(stack, "prod").urn, "--yes");
      await second.up("--refresh", "--expect-no-changes");
    });
    expect(names(writes)).toEqual([]);
    expect(recorded(second, "prod")).toMatchObject({
      id,
      outputs: { name: "name-two", clusterSpec: "ack.pro.xlarge" },
    });

    edit = (source) => source.replace(/\n\}\);\n$/, `\n  ${stored()}\n});\n`);
    expect(names(await writing(simulator, async () => void (await second.up())))).toEqual([]);
  } finally {
    host.close();
    command.dispose();
  }
});

test("destroyed, it leaves what was to be retained and nothing more", async () => {
  const { simulator } = life;
  const group = retainedGroup();
  const services = simulator.resources().filter(({ type, clusterId }) => type === "slb" && clusterId === id);
  expect(services).toHaveLength(2);

  let said: string[] = [];
  const writes = await writing(simulator, async () => {
    said = told(await second.destroy());
  });
  expect(callsTo(writes, [id]).map(([operation]) => operation)).toEqual(["DeleteCluster"]);
  expect(second.exportState().resources).toEqual([]);
  expect(simulator.clusters()).toEqual([]);
  // `deleteOptions` retain the load balancer of the ingress controller; the API server's own goes with the cluster.
  const left = simulator.resources();
  expect(left.map(({ type }) => type).sort()).toEqual(["security-group", "slb"]);
  expect(left.map((one) => one.id)).toContain(group);
  const warning = said.find((text) => text.includes("these of its resources are kept")) ?? "";
  for (const one of left) expect(warning).toContain(one.id);
  expect(warning.split("are kept: ")[1]?.split(", ")).toHaveLength(2);
  expect(simulator.unhandled()).toEqual([]);
});
