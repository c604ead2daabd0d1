import { chmodSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { distinct, steps } from "../../cli/importFiles";
import { oldClusters } from "../../cli/oldState";
import { quoted } from "../../cli/text";
import { Simulator } from "../../simulator";
import { Command } from "./support/command";

let simulator: Simulator;
let command: Command;
let id: string;

beforeEach(async () => {
  simulator = await Simulator.start({ progression: "immediate" });
  command = new Command(simulator);
  id = simulator.seed({ name: "live", region_id: "cn-beijing" }).cluster_id;
});

afterEach(async () => {
  command.dispose();
  expect(simulator.unhandled()).toEqual([]);
  await simulator.close();
});

const urn = "urn:pulumi:dev::shop::alicloud:cs/serverlessKubernetes:ServerlessKubernetes::prod";
const providerUrn = "urn:pulumi:dev::shop::pulumi:providers:alicloud::default";

/** What `pulumi stack export` writes of a stack with clusters of pulumi-alicloud. */
function pulumiExport() {
  const managed = "alicloud:cs/managedKubernetes:ManagedKubernetes";
  return {
    version: 3,
    deployment: {
      resources: [
        { urn: providerUrn, id: "p-1", type: "pulumi:providers:alicloud", inputs: { region: "cn-beijing" } },
        { urn, id, type: "alicloud:cs/serverlessKubernetes:ServerlessKubernetes", provider: `${providerUrn}::p-1` },
        { urn: `${urn}2`, id: "c2", type: managed, inputs: { profile: "Serverless" } },
        { urn: `${urn}3`, id: "c3", type: managed, inputs: {} },
        { urn: `${urn}4`, id: "c4", type: "alicloud:cs/serverlessKubernetes:ServerlessKubernetes", external: true },
      ],
    },
  };
}

/** A terraform.tfstate of version 4. */
function terraformState() {
  const serverless = "alicloud_cs_serverless_kubernetes";
  return {
    version: 4,
    terraform_version: "1.9.0",
    resources: [
      {
        mode: "managed",
        type: serverless,
        name: "prod",
        module: "module.web",
        instances: [{ index_key: "a", attributes: { id, zone_id: "cn-beijing-h" } }],
      },
      {
        mode: "managed",
        type: "alicloud_cs_managed_kubernetes",
        name: "pro",
        instances: [{ attributes: { id: "c2", profile: "Serverless" } }, { index_key: 1, attributes: { id: "c3" } }],
      },
      { mode: "data", type: serverless, name: "read", instances: [{ attributes: { id: "c4" } }] },
    ],
  };
}

describe("the clusters of another tool's state", () => {
  test("are found in a Pulumi state export, with the region of their provider", () => {
    expect(oldClusters(JSON.stringify(pulumiExport()), "f")).toEqual([
      { tool: "pulumi", address: urn, id, name: "prod", region: "cn-beijing" },
      { tool: "pulumi", address: `${urn}2`, id: "c2", name: "prod2" },
    ]);
  });

  test("are found in a Terraform state, and in what terraform show writes", () => {
    expect(oldClusters(JSON.stringify(terraformState()), "f")).toEqual([
      {
        tool: "terraform",
        address: 'module.web.alicloud_cs_serverless_kubernetes.prod["a"]',
        id,
        name: "prod",
        region: "cn-beijing",
      },
      { tool: "terraform", address: "alicloud_cs_managed_kubernetes.pro", id: "c2", name: "pro" },
    ]);
    const address = "module.a.alicloud_cs_serverless_kubernetes.prod";
    const resource = {
      address,
      mode: "managed",
      type: "alicloud_cs_serverless_kubernetes",
      name: "prod",
      values: { id, zone_id: "ap-southeast-1a" },
    };
    const shown = {
      terraform_version: "1.9.0",
      values: { root_module: { child_modules: [{ resources: [resource] }] } },
    };
    expect(oldClusters(JSON.stringify(shown), "f")).toEqual([
      { tool: "terraform", address, id, name: "prod", region: "ap-southeast-1" },
    ]);
  });
});

describe("ack-serverless migrate", () => {
  const write = (state: object) => writeFileSync(join(command.folder, "old.json"), JSON.stringify(state));

  test("writes the files and lists the steps, and changes nothing", async () => {
    const state = pulumiExport();
    state.deployment.resources = state.deployment.resources.slice(0, 2);
    write(state);
    const { code, out, err } = await command.run("migrate", "old.json", "--out", "taken");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toBe(`${urn}
  cluster ${id}
  installed add-ons, which the program does not manage: ack-virtual-node v2.15.0, metrics-server v0.3.9.8
  1. pulumi import --file taken/prod.import.json --generate-code=false --protect=false
  2. add taken/prod.ts to the program: import it, or copy its content
  3. pulumi preview: it must show no change
  4. in the old stack: pulumi state delete '${urn}' (the cluster stays; before this step, do not destroy the old stack, and do not run "pulumi up" with the cluster removed from the program)
  5. remove it from the old program; "pulumi preview" there must show no deletion

`);
    expect(command.read("taken/prod.ts")).toContain('regionId: "cn-beijing"');
    expect(JSON.parse(command.read("taken/prod.import.json")).resources).toMatchObject([{ id, name: "prod" }]);
    expect(
      simulator.requests().filter(({ method, operation }) => method !== "GET" && operation !== "GetCallerIdentity"),
    ).toEqual([]);
  });

  test("writes them for the plugin where it is asked to", async () => {
    const state = pulumiExport();
    state.deployment.resources = state.deployment.resources.slice(0, 2);
    write(state);
    expect(await command.run("migrate", "old.json", "--out", "taken", "--plugin")).toMatchObject({ code: 0, err: "" });
    expect(command.read("taken/prod.ts")).toContain('from "pulumi-ack-serverless/plugin"');
    const [resource] = JSON.parse(command.read("taken/prod.import.json")).resources;
    expect(resource).toMatchObject({ id, type: "ack-serverless:index:ServerlessCluster" });
    expect(JSON.stringify(resource)).not.toContain("__provider");
  });

  test("reports a cluster that cannot be read, and goes on with the others", async () => {
    write(terraformState());
    const { code, out } = await command.run("migrate", "old.json");
    expect(code).toBe(1);
    expect(out).toContain(`terraform state rm 'module.web.alicloud_cs_serverless_kubernetes.prod["a"]'`);
    expect(out).toContain("alicloud_cs_managed_kubernetes.pro\n  cluster c2\n  could not be read: reading cluster c2");
  });

  test("writes no file outside of the folder, whatever the state says", async () => {
    const state = pulumiExport();
    const names = ["../../evil", "team/a"];
    const second = simulator.seed({ name: "second", region_id: "cn-beijing", vpcid: "vpc-2", vswitch_ids: ["vsw-2"] });
    const [provider, cluster] = state.deployment.resources as [object, object];
    const clusters = [id, second.cluster_id].map((one, index) => ({
      ...cluster,
      id: one,
      urn: urn.replace(/prod$/, names[index] as string),
    }));
    write({ deployment: { resources: [provider, ...clusters] } });
    expect(await command.run("migrate", "old.json", "--out", "a/b/c")).toMatchObject({ code: 0, err: "" });
    expect(readdirSync(join(command.folder, "a/b/c"))).toEqual([
      "evil.import.json",
      "evil.ts",
      "team-a.import.json",
      "team-a.ts",
    ]);
    expect(readdirSync(command.folder)).toEqual(["a", "old.json"]);
    expect(command.read("a/b/c/evil.ts")).toContain('new ServerlessCluster("../../evil", {');
  });

  test("tells clusters of one name apart", async () => {
    const second = simulator.seed({ name: "second", region_id: "cn-beijing", vpcid: "vpc-2", vswitch_ids: ["vsw-2"] });
    const instance = (index: number, one: string) => ({
      index_key: index,
      attributes: { id: one, zone_id: "cn-beijing-h" },
    });
    const instances = [instance(0, id), instance(1, second.cluster_id)];
    const resources = [{ mode: "managed", type: "alicloud_cs_serverless_kubernetes", name: "prod", instances }];
    write({ terraform_version: "1.9.0", resources });
    expect(await command.run("migrate", "old.json")).toMatchObject({ code: 0, err: "" });
    expect(command.read("prod-0.ts")).toContain('new ServerlessCluster("prod-0", {');
    expect(JSON.parse(command.read("prod-1.import.json")).resources).toMatchObject([
      { id: second.cluster_id, name: "prod-1" },
    ]);
    expect(distinct(["a", "b", "a", "a-0", "team/a", "team-a"])).toEqual([
      "a-1",
      "b",
      "a-2",
      "a-0",
      "team/a-0",
      "team-a-1",
    ]);
  });

  test("never writes over a file", async () => {
    const state = pulumiExport();
    state.deployment.resources = state.deployment.resources.slice(0, 2);
    write(state);
    writeFileSync(join(command.folder, "prod.ts"), "mine");
    expect(await command.run("migrate", "old.json")).toMatchObject({
      code: 1,
      out: expect.stringContaining("would be overwritten: set --force"),
    });
    expect(command.read("prod.ts")).toBe("mine");
    expect(await command.run("migrate", "old.json", "--force")).toMatchObject({ code: 0 });
  });

  // Windows knows no such rights.
  (process.platform === "win32" ? test.skip : test)("keeps an import file from others, also with --force", async () => {
    const { cluster_id: id } = simulator.seed({ name: "kept" });
    const file = join(command.folder, "kept.import.json");
    const mode = () => statSync(file).mode & 0o777;
    expect(await command.run("import", id)).toMatchObject({ code: 0 });
    expect(mode()).toBe(0o600);
    writeFileSync(file, "an old one");
    chmodSync(file, 0o644);
    expect(await command.run("import", id, "--force")).toMatchObject({ code: 0 });
    expect(mode()).toBe(0o600);
    expect(JSON.parse(command.read("kept.import.json"))).toHaveProperty("resources");
    expect(readdirSync(command.folder).toSorted()).toEqual(["kept.import.json", "kept.ts"]);
  });

  test("says what it can read, and that a state holds none", async () => {
    write({ some: "thing" });
    expect(await command.run("migrate", "old.json")).toMatchObject({
      code: 2,
      err: expect.stringContaining("old.json is neither a Pulumi state export"),
    });
    expect(await command.run("migrate", "nowhere.json")).toMatchObject({ code: 2 });
    write({ deployment: { resources: [] } });
    expect(await command.run("migrate", "old.json")).toMatchObject({
      code: 0,
      out: "old.json holds no ACK Serverless cluster.\n",
    });
  });
});

describe("ack-serverless import", () => {
  test("writes JSON and no file with --json alone", async () => {
    const { code, out } = await command.run(
      "import",
      `cn-beijing/${id}`,
      "--json",
      "--parent",
      "urn:a",
      "--provider",
      "urn:b",
    );
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      clusterId: id,
      regionId: "cn-beijing",
      name: "live",
      importFile: {
        nameTable: { parent: "urn:a", provider: "urn:b" },
        resources: [{ name: "live", id, parent: "parent", provider: "provider" }],
      },
      program: expect.stringContaining('new ServerlessCluster("live", {'),
    });
    expect(() => command.read("live.ts")).toThrow("ENOENT");
  });

  test("refuses a cluster that is not Serverless", async () => {
    simulator.overrideDetail(id, { profile: "Default" });
    expect(await command.run("import", id, "--region", "cn-beijing")).toMatchObject({
      code: 1,
      err: expect.stringContaining("is not an ACK Serverless cluster"),
    });
  });
});

test("what the user copies is quoted as the platform's shell takes it, where it has to be", () => {
  const address = 'module.web.alicloud_cs_serverless_kubernetes.prod["a"]';
  expect(quoted(address, "linux")).toBe(`'${address}'`);
  expect(quoted("it's", "darwin")).toBe(`'it'\\''s'`);
  expect(quoted(address, "win32")).toBe('"module.web.alicloud_cs_serverless_kubernetes.prod[\\"a\\"]"');
  expect(quoted("taken/prod.ts", "linux")).toBe("taken/prod.ts");
  expect(quoted("C:\\taken\\prod.ts", "win32")).toBe("C:\\taken\\prod.ts");
  const [first] = steps({ importFile: "my clusters/prod.import.json", program: "my clusters/prod.ts" });
  expect(first).toContain(`--file ${quoted("my clusters/prod.import.json")} --generate-code`);
});
