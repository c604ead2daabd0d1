import type { ServerlessClusterArgs } from "pulumi-ack-serverless";
import { properties } from "../../provider/cluster/properties";
import { inputNames, lifecycle, type Property } from "../../provider/table/property";
import { callsTo, clusterOf, idOf, wideBench, writing } from "./support/calls";
import { type Bench, names, operations, recorded, told } from "./support/cluster";
import { rows } from "./support/featureRows";
import { network } from "./support/row";

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
let id: string;

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

test("destroyed, it leaves what was to be retained and nothing more", async () => {
  const { stack, simulator } = life;
  const group = String(
    simulator.resources().find(({ type, clusterId }) => type === "security-group" && clusterId === id)?.id,
  );
  const services = simulator.resources().filter(({ type, clusterId }) => type === "slb" && clusterId === id);
  expect(services).toHaveLength(2);
  expect(await becomes({ ...changed, retainResources: [group] })).toEqual([]);

  let said: string[] = [];
  const writes = await writing(simulator, async () => {
    said = told(await stack.destroy());
  });
  expect(callsTo(writes, [id]).map(([operation]) => operation)).toEqual(["DeleteCluster"]);
  expect(stack.exportState().resources).toEqual([]);
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
